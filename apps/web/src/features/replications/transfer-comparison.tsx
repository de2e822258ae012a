import type { Replication } from '@scenario-lab/contracts/cases';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import { readRun } from '@scenario-lab/contracts/runs';
import { useRow } from '../../app/api.js';
import { IntervalBar } from '../../components/interval-bar.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { RunLines } from '../../components/run-lines.js';
import { useFormats } from '../../i18n/format.js';
import { criterionSentence, metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

/** The certified algorithm on the adopter's data, beside what it reached where it came from. */
export function TransferComparison({ replication }: { replication: Replication }) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const scored = replication.transferRuns
    .filter((run) => run.verdict !== null && run.status !== 'void')
    .sort((a, b) => b.submittedAt.localeCompare(a.submittedAt))
    .at(0);
  const run = useRow(readRun, { params: { id: scored?.id ?? '' } }, { enabled: scored !== undefined });
  const criteria = run.data?.result?.criteria ?? [];
  const originOf = (metric: string) => replication.origin.find((one) => one.metric === metric)?.value;
  return (
    <Panel title={t('replications.transfer')}>
      <div className="sl-stack">
        {replication.transferRuns.length === 0 ? (
          <p className="sl-muted">{t('replications.no_transfer')}</p>
        ) : (
          <RunLines runs={replication.transferRuns} />
        )}
        <ProblemAlert error={run.error} />
        {criteria.length > 0 ? (
          <ul className="sl-plain transfer-criteria">
            {criteria.map((one) => {
              const { criterion } = one;
              const origin = originOf(criterion.metric);
              return (
                <li key={criterion.id}>
                  <p className="sl-lead-chip">
                    <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
                    <strong>{criterionSentence(criterion, language)}</strong>
                  </p>
                  <IntervalBar
                    name={metricName(criterion.metric, language)}
                    value={one.value}
                    interval={one.interval}
                    threshold={criterion.threshold}
                    direction={criterion.direction}
                    unit={criterionUnit(criterion.metric, criterion.unit, language)}
                    verdict={one.verdict}
                    reference={
                      origin === undefined ? undefined : { value: origin, label: t('replications.origin') }
                    }
                  />
                </li>
              );
            })}
          </ul>
        ) : null}
        {criteria.length === 0 && replication.origin.length > 0 ? (
          <div>
            <h3>{t('replications.origin_figures')}</h3>
            <ul className="sl-plain">
              {replication.origin.map((one) => (
                <li key={one.metric} className="sl-row">
                  <span>{metricName(one.metric, language)}</span>
                  <strong>{figure(one.value)}</strong>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
