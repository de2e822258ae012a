import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { makeDice } from '../demo-data/seeded.js';

/** One hour of a district's heat demand; the truth follows from the inputs by `demandOf` and a normal error. */
export interface Hour {
  at: string;
  temperature: number;
  occupancy: number;
  truth: number;
}

export interface FreshData {
  csv: string;
  hours: Hour[];
  /** Rows that the time split hides: the latest. */
  hidden: Hour[];
  /** Planted in every hidden truth (its last digits) and in a column that programs must never see. */
  sentinel: { digits: string; words: string };
}

export const shares = { sample: 0.05, validation: 0.15, hidden: 0.8 };
export const threshold = 0.9;

/** MW from °C and a share of 1; the order of operations is that of the programs, so that the figures agree to the bit. */
export const demandOf = (temperature: number, occupancy: number): number =>
  40 - 1.25 * temperature + 6.5 * occupancy;

/** 150 days of hours with an error of 1 MW (mean absolute error near 0.798). The same seed gives the same table. */
export function freshData(seed: number): FreshData {
  const dice = makeDice(seed);
  const digits = String(10_000_000 + dice.below(89_999_999));
  const words = `SENTINEL-${digits}`;
  const total = 150 * 24;
  const hiddenFrom = total - Math.round(shares.hidden * total);
  const start = Date.UTC(2025, 9, 1);
  const hours: Hour[] = [];
  const lines = ['at,temperature,occupancy,inspector_note,demand'];
  for (let i = 0; i < total; i += 1) {
    const day = Math.sin(((i % 24) / 24) * 2 * Math.PI);
    const temperature = Number((4 + 5 * day + dice.normal(0, 2)).toFixed(2));
    const occupancy = Number(Math.min(1, Math.max(0, 0.6 - 0.3 * day + dice.normal(0, 0.1))).toFixed(3));
    const rough = (demandOf(temperature, occupancy) + dice.normal(0, 1)).toFixed(3);
    const isHidden = i >= hiddenFrom;
    // Past the third decimal the digits carry the sentinel: any true value of a hidden row shows it.
    const text = isHidden ? `${rough}${digits}` : rough;
    const at = new Date(start + i * 3_600_000).toISOString();
    hours.push({ at, temperature, occupancy, truth: Number(text) });
    lines.push(`${at},${temperature},${occupancy},${isHidden ? words : 'seen'},${text}`);
  }
  return {
    csv: `${lines.join('\n')}\n`,
    hours,
    hidden: hours.slice(hiddenFrom),
    sentinel: { digits, words },
  };
}

export const columns: ColumnEntry[] = [
  column('at', '时间', 'Time', 'timestamp', 'time'),
  { ...column('temperature', '室外温度', 'Outdoor temperature', 'number', 'feature'), unit: '°C' },
  column('occupancy', '入住率', 'Occupancy', 'number', 'feature'),
  {
    ...column('inspector_note', '巡检备注', 'Inspector’s note', 'string', 'ignored'),
    knownAt: 'never',
    sensitivity: 'internal',
  },
  { ...column('demand', '热负荷', 'Heat demand', 'number', 'target'), unit: 'MW', knownAt: 'never' },
];

function column(
  name: string,
  zh: string,
  en: string,
  type: ColumnEntry['type'],
  role: ColumnEntry['role'],
): ColumnEntry {
  return { name, title: { zh, en }, type, role, knownAt: 'always', sensitivity: 'none' };
}

/** Mean absolute error, the textbook sum, in MW. */
export function meanAbsoluteError(hours: readonly Hour[], offset: number): number {
  let sum = 0;
  for (const hour of hours) sum += Math.abs(demandOf(hour.temperature, hour.occupancy) + offset - hour.truth);
  return sum / hours.length;
}

/** A constant offset whose error on the hidden rows meets the threshold: no honest interval can decide there. */
export function borderlineOffset(hours: readonly Hour[]): number {
  let low = 0;
  let high = 3;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (meanAbsoluteError(hours, middle) < threshold) low = middle;
    else high = middle;
  }
  return Number(((low + high) / 2).toFixed(6));
}
