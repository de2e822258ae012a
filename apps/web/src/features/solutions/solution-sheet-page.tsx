import './sheet.css';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import { readSolution, type Solution } from '@scenario-lab/contracts/solutions';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useSession } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { mediumFile } from '../../components/medium-file.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useQr } from '../../components/share.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useTitle } from '../../components/use-title.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What a card is on one sheet of paper: measured figures first, and the way back to the page. */
export function SolutionSheetPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readSolution, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Paper solution={data} />;
}

/** More lines than these would push the rest off the page; the card has them all. */
const mostFigures = 8;
const mostClaims = 4;

function Paper({ solution }: { solution: Solution }) {
  const { t } = useWords();
  const { text, day } = useFormats();
  const address = `${location.origin}${path.solution(solution.id)}`;
  const code = useQr(address);
  const name = text(solution.title);
  const session = useSession();
  useTitle(name);
  return (
    <div className="sl-stack">
      <p className="sl-row one-page-screen">
        <Link to={path.solution(solution.id)}>← {t('solutions.sheet.back')}</Link>
        <Button tone="primary" onClick={() => globalThis.print()}>
          {t('solutions.sheet.print')}
        </Button>
        <span className="sl-muted sl-small">{t('solutions.sheet.print_help')}</span>
      </p>
      <article className="one-page">
        <header className="one-page-head">
          <div className="sl-stack sl-tight">
            <p className="sl-small">{text(session.data?.lab.name) || t('shell.lab')}</p>
            <h1>
              <TextView text={solution.title} />
            </h1>
            <p>
              <TextView text={solution.owner.name} /> ·{' '}
              {solution.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ')}
            </p>
            {solution.status === 'listed' ? null : (
              <p>
                <strong>{t('solutions.sheet.draft')}</strong>
              </p>
            )}
          </div>
          <figure className="one-page-qr">
            {code ? (
              <img
                src={`data:image/svg+xml,${encodeURIComponent(code)}`}
                alt={t('share.qr_of', { name })}
                width={92}
                height={92}
              />
            ) : null}
            <figcaption className="sl-small">{t('solutions.sheet.scan')}</figcaption>
          </figure>
        </header>
        <Measured measured={solution.measured} />
        <Story solution={solution} />
        <Claims claims={solution.claims} />
        <Needs solution={solution} />
        <footer className="sl-small">
          <p style={{ color: 'var(--ink-3)', overflowWrap: 'anywhere' }}>
            {t('solutions.sheet.foot', { day: day(labToday()) })} {address}
          </p>
        </footer>
      </article>
    </div>
  );
}

function Measured({ measured }: Pick<Solution, 'measured'>) {
  const { t, language } = useWords();
  const { figure, spread } = useFormats();
  const shown = measured.slice(0, mostFigures);
  const told = ({ value, lower, upper }: Solution['measured'][number]) => {
    const bounds = lower === null || upper === null ? null : spread(value, lower, upper);
    return bounds ? `${bounds[0]} [${bounds.slice(1).join(', ')}]` : figure(value);
  };
  return (
    <section>
      <h2>{t('solutions.sheet.measured')}</h2>
      {shown.length === 0 ? <p>{t('solutions.sheet.nothing_measured')}</p> : null}
      {shown.length > 0 ? (
        <div className="sl-scroll" ref={reachable}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('solutions.metric')}</th>
                <th scope="col" className="sl-number">
                  {t('solutions.sheet.value')}
                </th>
                <th scope="col">{t('solutions.benchmark')}</th>
                <th scope="col">{t('solutions.sheet.certificate')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((run) => (
                <tr key={`${run.benchmarkVersionId} ${run.metric} ${run.certificate} ${run.value}`}>
                  <td>{metricName(run.metric, language)}</td>
                  <td className="sl-number">
                    {`${told(run)} ${criterionUnit(run.metric, undefined, language)}`.trim()}
                  </td>
                  <td>
                    <TextView text={run.benchmark} />
                  </td>
                  <td>
                    {run.certificate
                      ? [
                          run.certificate,
                          run.certificateStatus ? wordFor('status.certificate', run.certificateStatus) : '',
                        ].join(' ')
                      : '–'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {measured.length > mostFigures ? (
        <p className="sl-small">{t('solutions.sheet.more', { count: measured.length - mostFigures })}</p>
      ) : null}
    </section>
  );
}

function Story({ solution }: { solution: Solution }) {
  const { t, language } = useWords();
  const picture = solution.media.find(({ kind }) => kind === 'picture');
  return (
    <section>
      <h2>{t('solutions.about')}</h2>
      <div className={picture ? 'one-page-pictured' : undefined}>
        <div className="one-page-story">
          <TextView text={solution.summary} plain />
        </div>
        {picture ? (
          <figure>
            <img src={mediumFile(picture.id, 'full')} alt={picture.alt[language]} />
          </figure>
        ) : null}
      </div>
    </section>
  );
}

function Claims({ claims }: Pick<Solution, 'claims'>) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  if (claims.length === 0) return null;
  return (
    <section>
      <h2>{t('solutions.sheet.claims')}</h2>
      <ul className="sl-plain">
        {claims.slice(0, mostClaims).map((claim) => (
          <li key={`${claim.metric} ${claim.context}`}>
            {metricName(claim.metric, language)}{' '}
            {`${figure(claim.value)} ${criterionUnit(claim.metric, undefined, language)}`.trim()}
            {claim.context ? <span className="sl-small"> · {claim.context}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Needs({ solution }: { solution: Solution }) {
  const { t } = useWords();
  const { count, money, day } = useFormats();
  const regions = useTerms('region');
  const { deployment } = solution;
  const facts: [string, string][] = [
    [t('solutions.trl'), t('solutions.trl_value', { trl: solution.trl })],
    [t('solutions.certificates'), count(solution.certificates)],
    [
      t('solutions.deployment'),
      [
        ...deployment.sites.map((site) => t(`taxonomy.site.${site}`)),
        t(deployment.gpu ? 'solutions.gpu_needed' : 'solutions.no_gpu'),
        ...(deployment.xinchuang ? [t('solutions.xinchuang')] : []),
      ].join(' · '),
    ],
    [
      t('solutions.cooperation'),
      solution.cooperationModes.map((mode) => t(`taxonomy.cooperation_mode.${mode}`)).join(' · '),
    ],
    [t('solutions.regions'), solution.regions.slice(0, 8).map(regions.nameOf).join(' · ')],
    [t('solutions.price_from'), solution.priceFrom === null ? '' : money(solution.priceFrom)],
    [
      t('solutions.qualifications'),
      solution.qualifications
        .filter(({ expired }) => !expired)
        .slice(0, 4)
        .map(({ name, expires }) =>
          expires
            ? t('solutions.sheet.qualified', {
                name,
                until: t('solutions.valid_until', { day: day(expires) }),
              })
            : name,
        )
        .join(' · '),
    ],
  ];
  return (
    <section>
      <h2>{t('common.facts_only')}</h2>
      <dl>
        {facts
          .filter(([, said]) => said !== '')
          .map(([label, said]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
