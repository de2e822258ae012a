import { criterionUnit } from '@scenario-lab/contracts/metrics';
import type { Solution } from '@scenario-lab/contracts/solutions';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { claimStanding } from '../../components/claim-standing.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

const tones = { agrees: 'pass', above_measured: 'fail', unproven: 'waiting' } as const;

type Measured = Solution['measured'][number];

/** One exam's result: everything measured there came out of the same runs. */
const sourceOf = (run: Measured) => `${run.benchmarkVersionId}:${run.certificate ?? ''}`;

/** Claims beside what was measured, a column for each exam; a claim stands grey until a run proves it. */
export function FiguresTable({ claims, measured }: Pick<Solution, 'claims' | 'measured'>) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const metrics = [
    ...new Set([...claims.map(({ metric }) => metric), ...measured.map(({ metric }) => metric)]),
  ];
  const sources = [...new Map(measured.map((run) => [sourceOf(run), run]))];
  if (metrics.length === 0) return <p className="sl-muted">{t('solutions.no_figures')}</p>;
  const said = (metric: string, value: number) =>
    `${figure(value)} ${criterionUnit(metric, undefined, language)}`.trim();
  return (
    <div className="sl-stack sl-tight">
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table figures">
          <thead>
            <tr>
              <th scope="col">{t('solutions.metric')}</th>
              <th scope="col" className="sl-number">
                {t('solutions.claimed')}
              </th>
              {sources.map(([key, run]) => (
                <th key={key} scope="col" className="figures-source">
                  <SourceHead run={run} />
                </th>
              ))}
              {sources.length === 0 ? <th scope="col">{t('solutions.measured')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => {
              const claim = claims.find((one) => one.metric === metric);
              const standing = claim ? claimStanding(claim, measured) : null;
              return (
                <tr key={metric}>
                  <td>
                    {metricName(metric, language)}
                    {claim?.context ? <div className="sl-muted sl-small">{claim.context}</div> : null}
                  </td>
                  <td className={`sl-number${standing === 'unproven' ? ' sl-muted' : ''}`}>
                    {claim ? said(metric, claim.value) : '–'}
                    {standing ? (
                      <div>
                        <ToneTag tone={tones[standing]}>{t(`solutions.claim.${standing}`)}</ToneTag>
                      </div>
                    ) : null}
                  </td>
                  {sources.map(([key]) => (
                    <td key={key}>
                      <MeasuredFigures
                        runs={measured.filter((run) => run.metric === metric && sourceOf(run) === key)}
                        said={said}
                      />
                    </td>
                  ))}
                  {sources.length === 0 ? <td className="sl-muted">{t('solutions.unproven')}</td> : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {claims.length > 0 ? <p className="sl-muted sl-small">{t('solutions.claims_note')}</p> : null}
    </div>
  );
}

function SourceHead({ run }: { run: Measured }) {
  const { t } = useWords();
  return (
    <>
      {t('solutions.measured')}
      {t('common.colon')}
      <TextView text={run.benchmark} />
      {run.certificate ? (
        <span className="sl-row sl-small">
          <Link to={path.certificate(run.certificate)}>
            {t('solutions.by_certificate', { number: run.certificate })}
          </Link>
          {run.certificateStatus ? <StatusTag thing="certificate" status={run.certificateStatus} /> : null}
        </span>
      ) : null}
    </>
  );
}

function MeasuredFigures(props: {
  runs: readonly Measured[];
  said: (metric: string, value: number) => string;
}) {
  const { t } = useWords();
  const { spread } = useFormats();
  const { language } = useWords();
  if (props.runs.length === 0) return <span className="sl-muted">{t('solutions.unproven')}</span>;
  return props.runs.map((run) => {
    const told = run.lower === null || run.upper === null ? null : spread(run.value, run.lower, run.upper);
    const unit = criterionUnit(run.metric, undefined, language);
    return (
      <p key={run.value} className="sl-row" style={{ gap: '2px 10px' }}>
        <strong>{told ? `${told[0]} ${unit}`.trim() : props.said(run.metric, run.value)}</strong>
        {told ? <span className="sl-muted">[{told.slice(1).join(', ')}]</span> : null}
      </p>
    );
  });
}
