import type { Criterion } from '@scenario-lab/contracts/metrics';
import { type About, plainWords } from '@scenario-lab/contracts/words/criterion-words';
import { criterionSentence, metricTerm } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';

/**
 * One criterion as a sentence: “MAE 不高于 12 µg/m³”; with what it is `about` in an office's words, and the metric's own
 * beside them.
 */
export function CriterionView({ criterion, about }: { criterion: Criterion; about?: About | undefined }) {
  const { language } = useWords();
  const plain = about && plainWords(criterion, about, language);
  if (!plain) return <>{criterionSentence(criterion, language)}</>;
  return (
    <>
      {plain.sentence} <span className="sl-muted sl-small">{metricTerm(criterion, language)}</span>
    </>
  );
}

/** Criteria as sentences, must-haves first, each with must or nice and its weight. */
export function CriteriaView({
  criteria,
  about,
}: {
  criteria: readonly Criterion[];
  about?: About | undefined;
}) {
  const { t } = useWords();
  const sorted = [...criteria].sort((a, b) => Number(b.must) - Number(a.must));
  return (
    <ol className="sl-plain sl-stack sl-tight">
      {sorted.map((criterion) => (
        <li key={criterion.id} className="sl-lead-chip">
          <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
          <span>
            <CriterionView criterion={criterion} about={about} />
            {criterion.weight === undefined ? null : (
              <span className="sl-muted"> {t('common.weight', { weight: criterion.weight })}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
