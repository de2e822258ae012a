import type { Text } from '@scenario-lab/contracts/common';
import { defaultTimeZone } from '@scenario-lab/contracts/zone';
import type { Language } from './i18n.js';
import { useWords } from './use-words.js';

/** English dates day first and on the 24-hour clock, as they are written in reports. */
const intlOf: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const once = <K extends string, V>(make: (key: K) => V) => {
  const kept = new Map<K, V>();
  return (key: K): V => {
    const had = kept.get(key);
    if (had !== undefined) return had;
    const made = make(key);
    kept.set(key, made);
    return made;
  };
};
const counts = once((locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const exact = once((locale: string) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }));
const percents = once(
  (locale: string) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
/** A day of the calendar is the same everywhere; moments are told on the lab's clock, whatever the reader's machine has. */
let zone: string = defaultTimeZone;
export const labTimeZone = (): string => zone;
/** The lab's day, `YYYY-MM-DD`: what is late and what is past is so at its midnight, wherever the reader sits. */
export const labToday = (at = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(at);
export function keepLabTimeZone(timeZone: string): void {
  zone = timeZone;
}
const days = once((key: string) => {
  const [locale, timeZone] = key.split(' ');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
});
const instants = once((key: string) => {
  const [locale, timeZone] = key.split(' ');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
});
const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);
const relative = once((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

export function textIn(language: Language, text: Text | null | undefined): string {
  if (!text) return '';
  return (language === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? '';
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Numbers, money, dates and texts the way the reader's language writes them. */
export function formatsOf(language: Language) {
  const locale = intlOf[language];
  return {
    language,
    text: (text: Text | null | undefined) => textIn(language, text),
    /** Whole numbers with grouping. */
    count: (value: number) => counts(locale).format(value),
    /** Measured figures: four significant digits, no grouping tricks. */
    figure: (value: number | null | undefined) =>
      value === null || value === undefined ? '–' : exact(locale).format(value),
    /**
     * A figure and the ends of its interval, all with the decimals that two digits of the interval's width leave meaning
     * in, four significant digits at most: “0.60”, “0.54”, “0.66”; “10.8”, “10.1”, “11.5”.
     */
    spread: (value: number, lower: number, upper: number): [value: string, lower: string, upper: string] => {
      const widest = Math.max(Math.abs(lower), Math.abs(upper), Math.abs(value));
      const room = widest > 0 ? Math.max(0, 3 - Math.floor(Math.log10(widest))) : 0;
      const width = upper - lower;
      const wanted = width > 0 ? Math.max(0, 1 - Math.floor(Math.log10(width))) : room;
      const digits = Math.min(20, room, wanted);
      const all = new Intl.NumberFormat(locale, {
        minimumFractionDigits: width > 0 ? digits : 0,
        maximumFractionDigits: digits,
      });
      return [all.format(value), all.format(lower), all.format(upper)];
    },
    percent: (value: number) => percents(locale).format(value),
    /** Yuan are spoken of in 万元 in Chinese; English keeps the plain amount. */
    money: (yuan: number) =>
      language === 'zh'
        ? yuan >= 10_000
          ? `${exact(locale).format(yuan / 10_000)} 万元`
          : `${exact(locale).format(yuan)} 元`
        : `CNY ${counts(locale).format(yuan)}`,
    day: (value: string) => days(`${locale} ${isDay(value) ? 'UTC' : zone}`).format(new Date(value)),
    /** Of `2026-11`. */
    month: (value: string) =>
      new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(`${value}-01T00:00:00Z`),
      ),
    instant: (value: string) => instants(`${locale} ${zone}`).format(new Date(value)),
    /** “3 天前”, “in 2 hours”. */
    ago: (value: string, now = Date.now()) => {
      const seconds = (new Date(value).getTime() - now) / 1000;
      const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
      return relative(locale).format(Math.trunc(seconds / size), unit);
    },
    bytes: (value: number) => {
      const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
      const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
      return `${exact(locale).format(value / 2 ** (10 * step))} ${units[step]}`;
    },
    duration: (seconds: number) => {
      const [ms, s, min, h] = language === 'zh' ? ['毫秒', '秒', '分钟', '小时'] : ['ms', 's', 'min', 'h'];
      if (seconds < 1) return `${Math.round(seconds * 1000)} ${ms}`;
      if (seconds < 90) return `${exact(locale).format(seconds)} ${s}`;
      if (seconds < 5_400) return `${Math.round(seconds / 60)} ${min}`;
      return `${exact(locale).format(seconds / 3_600)} ${h}`;
    },
    collate: (a: string, b: string) => a.localeCompare(b, locale),
  };
}

export function useFormats() {
  return formatsOf(useWords().language);
}
