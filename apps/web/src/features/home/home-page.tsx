import './home.css';
import { readShowcase } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';
import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useSession } from '../../app/session.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Showcase = Answer<typeof readShowcase>;

const places: Record<keyof Showcase['counts'], string> = {
  scenarios: path.scenarios(),
  solutions: path.solutions(),
  algorithms: path.algorithms(),
  datasets: path.datasets(),
  runs: path.benchmarks(),
  certificates: path.certificates(),
  pilots: path.cases(),
  replications: path.cases(),
};

/** The showcase: what the lab has, how far it got, what is new. */
export function HomePage() {
  const { t } = useWords();
  useTitle(t('home.title'));
  const session = useSession();
  const { text } = useFormats();
  const { data, error, isPending } = useRow(readShowcase, {});
  return (
    <div className="home">
      <header className="home-head">
        <h1>{text(session.data?.lab.name) || t('shell.lab')}</h1>
        <p>{t('home.lead')}</p>
        <p className="sl-row">
          <Link className="sl-button" to={path.scenarios()}>
            {t('home.find_scenarios')}
          </Link>
          <Link className="sl-button sl-button-quiet" to={path.solutions()}>
            {t('home.find_solutions')}
          </Link>
          <Link className="sl-button sl-button-quiet" to={path.verify()}>
            {t('home.verify')}
          </Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Content showcase={data} /> : null}
    </div>
  );
}

function Content({ showcase }: { showcase: Showcase }) {
  const { t, language } = useWords();
  const { count, day, money } = useFormats();
  return (
    <>
      <ul className="home-counts sl-plain">
        {(Object.keys(places) as (keyof Showcase['counts'])[]).map((key) => (
          <li key={key}>
            <Link to={places[key]}>
              <strong>{count(showcase.counts[key])}</strong>
              <span>{t(`home.count.${key}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="home-columns">
        <Funnel funnel={showcase.funnel} />
        <section className="sl-panel">
          <h2>{t('home.fields')}</h2>
          <ul className="home-fields sl-plain">
            {showcase.fields.map(({ field, scenarios, solutions }) => (
              <li key={field}>
                <Link to={path.scenarios({ field })}>{wordFor('taxonomy.field', field)}</Link>
                <span className="sl-muted">
                  {t('home.needs', { count: scenarios, shown: count(scenarios) })}
                  {' · '}
                  {t('home.solutions', { count: solutions, shown: count(solutions) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="home-columns">
        <Listing title={t('home.newest_scenarios')} all={path.scenarios()} empty={t('home.no_scenarios')}>
          {showcase.scenarios.map((scenario) => (
            <ResultRow
              key={scenario.id}
              to={path.scenario(scenario.id)}
              title={<TextView text={scenario.title} />}
              text={scenario.criteria
                .slice(0, 2)
                .map((criterion) => saidPlainly(criterion, scenario, language))
                .join(language === 'zh' ? '；' : '; ')}
              meta={
                <>
                  <OrganisationName of={scenario.owner} />
                  {scenario.budget === null ? null : <span>{money(scenario.budget)}</span>}
                  {scenario.deadline ? <span>{day(scenario.deadline)}</span> : null}
                </>
              }
            />
          ))}
        </Listing>
        <Listing title={t('home.newest_solutions')} all={path.solutions()} empty={t('home.no_solutions')}>
          {showcase.solutions.map((solution) => (
            <ResultRow
              key={solution.id}
              to={path.solution(solution.id)}
              title={<TextView text={solution.title} />}
              meta={
                <>
                  <OrganisationName of={solution.owner} />
                  <span>{t('home.trl', { trl: solution.trl })}</span>
                  <span>
                    {t('solutions.certificates')} {count(solution.certificates)}
                  </span>
                </>
              }
            />
          ))}
        </Listing>
        <Listing
          title={t('home.newest_certificates')}
          all={path.certificates()}
          empty={t('home.no_certificates')}
        >
          {showcase.certificates.map((certificate) => (
            <ResultRow
              key={certificate.id}
              to={path.certificate(certificate.number)}
              title={certificate.number}
              tags={<StatusTag thing="certificate" status={certificate.status} />}
              meta={
                <>
                  <TextView text={certificate.algorithm.title} />
                  <OrganisationName of={certificate.vendor} />
                  <span>{t('home.valid_until', { day: day(certificate.expiresAt) })}</span>
                  {certificate.demonstration ? <span>{t('home.demonstration_truth')}</span> : null}
                </>
              }
            />
          ))}
        </Listing>
        <Listing title={t('home.cases')} all={path.cases()} empty={t('home.no_cases')}>
          {showcase.cases.map((one) => (
            <ResultRow
              key={one.id}
              to={path.case(one.id)}
              title={<TextView text={one.title} />}
              tags={<StatusTag thing="case" status={one.outcome} />}
              meta={
                <>
                  {one.department ? <OrganisationName of={one.department} /> : null}
                  {one.reasonCode ? <span>{wordFor('taxonomy.failure_reason', one.reasonCode)}</span> : null}
                </>
              }
            />
          ))}
        </Listing>
      </div>
    </>
  );
}

function Funnel({ funnel }: { funnel: Showcase['funnel'] }) {
  const { t } = useWords();
  const { count } = useFormats();
  const most = Math.max(1, ...funnel.map(({ engagements }) => engagements));
  return (
    <section className="sl-panel">
      <h2>{t('home.funnel')}</h2>
      <ol className="home-funnel">
        {funnel.map(({ stage, engagements }) => (
          <li key={stage} style={{ '--stage': `var(--stage-${stage})` } as CSSProperties}>
            <span>{t(`stage.${stage}`)}</span>
            <span
              className="home-funnel-bar"
              style={{ width: `${(engagements / most) * 100}%` }}
              aria-hidden
            />
            <strong>{count(engagements)}</strong>
          </li>
        ))}
      </ol>
      <p className="sl-muted sl-small">{t('home.funnel_note')}</p>
    </section>
  );
}

function Listing(props: { title: string; all: string; empty: string; children: ReactNode[] }) {
  const { t } = useWords();
  return (
    <section className="home-listing">
      <div className="sl-panel-head">
        <h2>{props.title}</h2>
        <Link to={props.all} aria-label={`${t('common.see_all')} ${props.title}`}>
          {t('common.see_all')}
        </Link>
      </div>
      {props.children.length > 0 ? (
        <div className="catalogue-rows">{props.children}</div>
      ) : (
        <p className="sl-muted">{props.empty}</p>
      )}
    </section>
  );
}
