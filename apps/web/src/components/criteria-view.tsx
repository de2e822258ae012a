import type { Criterion } from '@scenario-lab/contracts/metrics';
import { criterionSentence } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';

/** One criterion as a sentence: “MAE 不高于 12 µg/m³”. */
export function CriterionView({ criterion }: { criterion: Criterion }) {
  const { language } = useWords();
  return <>{criterionSentence(criterion, language)}</>;
}

/** Criteria as sentences, must-haves first, each with must or nice and its weight. */
export function CriteriaView({ criteria }: { criteria: readonly Criterion[] }) {
  const { t } = useWords();
  const sorted = [...criteria].sort((a, b) => Number(b.must) - Number(a.must));
  return (
    <ol className="sl-plain sl-stack sl-tight">
      {sorted.map((criterion) => (
        <li key={criterion.id} className="sl-lead-chip">
          <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
          <span>
            <CriterionView criterion={criterion} />
            {criterion.weight === undefined ? null : (
              <span className="sl-muted"> {t('common.weight', { weight: criterion.weight })}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
