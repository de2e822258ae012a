import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** By how much a clock is ahead, in the unit one would say it in. */
export function useAhead() {
  const { t } = useWords();
  const { count } = useFormats();
  return (seconds: number) => {
    const hours = seconds >= 5_400;
    const much = Math.max(1, Math.round(seconds / (hours ? 3_600 : 60)));
    return t(hours ? 'quarantine.hours' : 'quarantine.minutes', { count: much, shown: count(much) });
  };
}
