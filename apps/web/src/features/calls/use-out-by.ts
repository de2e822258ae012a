import type { Call } from '@scenario-lab/contracts/calls';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** By what a bid is out, in words: criteria by their names, and the rule on common control. */
export function useOutBy(call: Call): (ids: readonly string[]) => string {
  const { t } = useWords();
  const { text } = useFormats();
  const nameOf = (id: string) =>
    id === 'common_control'
      ? t('panel.score.common_control')
      : text(call.terms.criteria.find((one) => one.id === id)?.title) || id;
  return (ids) => ids.map(nameOf).join(t('calls.and'));
}
