import { criterionUnit } from '@scenario-lab/contracts/metrics';
import type { Solution } from '@scenario-lab/contracts/solutions';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

type Measured = Solution['measured'][number];

/** Claims beside what was measured; a claim stands grey until a run proves it. */
export function FiguresTable({ claims, measured }: Pick<Solution, 'claims' | 'measured'>) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const metrics = [
    ...new Set([...claims.map(({ metric }) => metric), ...measured.map(({ metric }) => metric)]),
  ];
  if (metrics.length === 0) return <p className="sl-muted">{t('solutions.no_figures')}</p>;
  return (
    <div className="sl-stack sl-tight">
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('solutions.metric')}</th>
              <th scope="col" className="sl-number">
                {t('solutions.claimed')}
              </th>
              <th scope="col">{t('solutions.measured')}</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => {
              const claim = claims.find((one) => one.metric === metric);
              const runs = measured.filter((one) => one.metric === metric);
              return (
                <tr key={metric}>
                  <td>
                    {metricName(metric, language)}
                    {claim?.context ? <div className="sl-muted sl-small">{claim.context}</div> : null}
                  </td>
                  <td className={`sl-number${runs.length === 0 ? ' sl-muted' : ''}`}>
                    {claim ? `${figure(claim.value)} ${criterionUnit(metric, undefined, language)}` : '–'}
                  </td>
                  <td>
                    {runs.length === 0 ? <span className="sl-muted">{t('solutions.unproven')}</span> : null}
                    {runs.map((run) => (
                      <MeasuredFigure key={`${run.benchmarkVersionId}:${run.value}`} run={run} />
                    ))}
                  </td>
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

function MeasuredFigure({ run }: { run: Measured }) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  return (
    <p className="sl-row" style={{ gap: '2px 10px' }}>
      <strong>
        {figure(run.value)} {criterionUnit(run.metric, undefined, language)}
      </strong>
      {run.lower === null || run.upper === null ? null : (
        <span className="sl-muted">
          [{figure(run.lower)}, {figure(run.upper)}]
        </span>
      )}
      <span>
        <TextView text={run.benchmark} />
      </span>
      {run.certificate ? (
        <>
          <Link to={path.certificate(run.certificate)}>
            {t('solutions.by_certificate', { number: run.certificate })}
          </Link>
          {run.certificateStatus ? <StatusTag thing="certificate" status={run.certificateStatus} /> : null}
        </>
      ) : null}
    </p>
  );
}
