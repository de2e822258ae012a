import { criterionUnit, isResource } from '@scenario-lab/contracts/metrics';
import type { CriterionVerdict, Result, Run } from '@scenario-lab/contracts/runs';
import { sliceWords } from '@scenario-lab/contracts/words/slice-words';
import type { Desk } from './desk.js';
import { hints } from './i18n/hints.js';

// East Asian Wide and Fullwidth ranges that occur in names and sentences (Unicode TR11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);

/** Columns as wide as their widest cell; Chinese characters count twice. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, place) => Math.max(...all.map((row) => widthOf(row[place] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, place) => cell + ' '.repeat(widths[place]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Four significant digits, no exponent for what people read. */
export function numberText(value: number | null): string {
  if (value === null) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(3);
  return String(Number(value.toPrecision(4)));
}

const intervalText = (interval: { lower: number; upper: number } | null): string =>
  interval ? `[${numberText(interval.lower)}, ${numberText(interval.upper)}]` : '–';

function criterionRow({ t }: Desk, one: CriterionVerdict): string[] {
  const { criterion } = one;
  const slice = criterion.slice ? ` (${sliceWords(criterion.slice, t.lang)})` : '';
  const sign = criterion.direction === 'at_least' ? '≥' : '≤';
  const own = criterionUnit(criterion.metric, criterion.unit, t.lang);
  const unit = own ? ` ${own}` : '';
  return [
    t.metric(criterion.metric) + slice,
    t(criterion.must ? 'table.yes' : 'table.no'),
    numberText(one.value) + (one.value === null ? '' : unit),
    one.value !== null && isResource(criterion.metric) ? t.code('no_interval') : intervalText(one.interval),
    `${sign} ${numberText(criterion.threshold)}${unit}`,
    t.code(one.verdict) + (one.note ? ` (${t.code(one.note)})` : ''),
  ];
}

/** Criteria with intervals and verdicts; the figures themselves where nothing is promised. */
export function sayResult(desk: Desk, result: Pick<Result, 'criteria' | 'figures' | 'overall'>): void {
  const { t } = desk;
  if (result.criteria.length > 0 && result.overall) {
    const head = ['criterion', 'must', 'value', 'interval', 'threshold', 'verdict'] as const;
    const rows = result.criteria.map((one) => criterionRow(desk, one));
    const titles = head.map((name) => t(`table.${name}`));
    for (const line of tableLines(titles, rows)) desk.say(line);
    desk.say(t('table.overall', { verdict: t.code(result.overall) }));
    return;
  }
  const rows = result.figures
    .filter(({ slice }) => slice === null)
    .map(({ metric, value, interval }) => [t.metric(metric), numberText(value), intervalText(interval)]);
  const titles = [t('table.metric'), t('table.value'), t('table.interval')];
  for (const line of tableLines(titles, rows)) desk.say(line);
}

export function sayDefects({ t, say }: Pick<Desk, 't' | 'say'>, defects: Run['defects']): void {
  if (defects.length === 0) return;
  say(t('table.defects'));
  for (const { class: kind, count, place, detail } of defects)
    say(`  ${t.code(kind)} × ${count}${place ? `  ${place}` : ''}${detail ? `: ${detail}` : ''}`);
  sayHints(
    { t, say },
    defects.map(({ class: kind }) => kind),
  );
}

/** What to look at, once per code that has such words. */
export function sayHints({ t, say }: Pick<Desk, 't' | 'say'>, kinds: readonly string[]): void {
  for (const kind of new Set(kinds)) {
    const hint = hints[kind];
    if (hint) say(`  → ${hint[t.lang === 'zh' ? 0 : 1]}`);
  }
}

export interface Found {
  code: string;
  place: string;
  detail: string;
}

/** Each problem with its place, ready to be said below a sentence. */
export const problemLines = ({ t }: Pick<Desk, 't'>, problems: readonly Found[]): string[] =>
  problems.map(({ code, place, detail }) => `${place}: ${t.code(code)}${detail ? ` (${detail})` : ''}`);
