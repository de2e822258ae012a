import './verdict-list.css';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import type { Run } from '@scenario-lab/contracts/runs';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { useFormats } from '../i18n/format.js';
import { metricName } from '../i18n/metric-words.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { CriterionView } from './criteria-view.js';
import { IntervalBar } from './interval-bar.js';

export type CriterionVerdictView = NonNullable<Run['result']>['criteria'][number];

interface VerdictListProps {
  criteria: readonly CriterionVerdictView[];
  baseline?: readonly { metric: string; value: number }[];
  /** What the criteria are about, so that they are told in their need's words. */
  about?: About | undefined;
}

/** The picture of a verdict: each criterion as a sentence, its interval against the threshold, its word. */
export function VerdictList({ criteria, baseline = [], about }: VerdictListProps) {
  const { t, language } = useWords();
  const { figure, percent } = useFormats();
  const sorted = [...criteria].sort((a, b) => Number(b.criterion.must) - Number(a.criterion.must));
  return (
    <ol className="sl-plain verdicts">
      {sorted.map(({ criterion, value, interval, bound, verdict, note }) => {
        // The baseline is measured on the whole split only.
        const base = criterion.slice ? undefined : baseline.find((one) => one.metric === criterion.metric);
        const small = [
          bound === null ? null : t('runs.result.bound', { bound: figure(bound) }),
          interval
            ? t('runs.result.level', {
                level: percent(interval.level),
                method: t(`runs.method.${interval.method}`),
              })
            : null,
          note ? wordFor('runs.note', note) : null,
        ].filter((one) => one !== null);
        return (
          <li key={criterion.id} className="verdict">
            <p className="sl-lead-chip">
              <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
              <strong>
                <CriterionView criterion={criterion} about={about} />
              </strong>
            </p>
            <IntervalBar
              name={metricName(criterion.metric, language)}
              value={value}
              interval={interval}
              threshold={criterion.threshold}
              direction={criterion.direction}
              unit={criterionUnit(criterion.metric, criterion.unit, language)}
              verdict={verdict}
              reference={base ? { value: base.value, label: t('runs.result.baseline') } : undefined}
            />
            {small.length > 0 ? <p className="sl-muted sl-small">{small.join(' · ')}</p> : null}
          </li>
        );
      })}
    </ol>
  );
}
