import { useWords } from '../../i18n/use-words.js';

/** “7 天”, “1 h”: an ISO 8601 duration of one part in words; any other is shown as written. */
export function useDuration(): (text: string) => string {
  const { t } = useWords();
  return (text) => {
    const [, day, dayUnit, time, timeUnit] = /^P(?:(\d+)([DWMY]))?(?:T(\d+)([HM]))?$/.exec(text) ?? [];
    if (day && dayUnit && !time) {
      const unit = dayUnit === 'D' ? 'P' : (dayUnit as 'W' | 'M' | 'Y');
      return t(`benchmarks.duration.${unit}`, { count: Number(day) });
    }
    if (time && timeUnit && !day) {
      return t(`benchmarks.duration.T${timeUnit as 'H' | 'M'}`, { count: Number(time) });
    }
    return text;
  };
}
