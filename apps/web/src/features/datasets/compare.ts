import type { ColumnEntry, DatasetVersion, Profile } from '@scenario-lab/contracts/datasets';

type Column = Profile['columns'][number];
type Bins = Column['histogram'];

export interface ColumnDrift {
  name: string;
  /** Population stability index; null where the figures told do not allow one. */
  psi: number | null;
  /** Greatest distance of the two distributions, 0 to 1; of numbers and times alone. */
  ks: number | null;
  /** Share of missing cells, before and after. */
  missing: [number, number];
  before: Bins;
  after: Bins;
}

export interface Comparison {
  rows: [number | null, number | null];
  added: string[];
  removed: string[];
  /** Columns whose declared type or unit is another one. */
  changed: { name: string; before: string; after: string }[];
  drift: ColumnDrift[];
}

const described = ({ type, unit }: ColumnEntry) => (unit ? `${type} · ${unit}` : type);
/** Keeps a class that is empty on one side from making the index infinite. */
const least = 1e-4;

/** A version held against the one before it, as far as the figures the reader is told go. */
export function compareVersions(before: DatasetVersion, after: DatasetVersion): Comparison {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const shared = after.columns.filter(({ name }) => old.has(name));
  return {
    rows: [before.rows, after.rows],
    added: after.columns.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    removed: before.columns.filter(({ name }) => !now.has(name)).map(({ name }) => name),
    changed: shared.flatMap((column) => {
      const was = described(old.get(column.name) ?? column);
      const is = described(column);
      return was === is ? [] : [{ name: column.name, before: was, after: is }];
    }),
    drift: before.profile && after.profile ? driftOf(before.profile, after.profile) : [],
  };
}

/** Columns both profiles know, the one that moved most first. */
function driftOf(before: Profile, after: Profile): ColumnDrift[] {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const found = after.columns.flatMap((column): ColumnDrift[] => {
    const was = old.get(column.name);
    if (!was || was.type !== column.type) return [];
    const binned = was.histogram.length > 1 && column.histogram.length > 1;
    return [
      {
        name: column.name,
        psi: binned ? psiOfBins(was.histogram, column.histogram) : psiOfValues(was, column),
        ks: binned ? ksOf(was.histogram, column.histogram) : null,
        missing: [missingOf(was), missingOf(column)],
        before: was.histogram,
        after: column.histogram,
      },
    ];
  });
  return found.sort((one, other) => (other.psi ?? -1) - (one.psi ?? -1));
}

const missingOf = ({ count, nulls }: Column) => (count + nulls === 0 ? 0 : nulls / (count + nulls));
const totalOf = (bins: Bins) => bins.reduce((sum, { count }) => sum + count, 0);

/** Share of a histogram below a value; within a bar rows lie evenly. */
export function shareBelow(bins: Bins, value: number): number {
  const total = totalOf(bins);
  if (total === 0) return 0;
  let below = 0;
  for (const { from, to, count } of bins) {
    if (value >= to) below += count;
    else if (value > from) below += (count * (value - from)) / (to - from);
  }
  return below / total;
}

/** The value a share of a histogram lies below. */
function valueAt(bins: Bins, share: number): number {
  let left = share * totalOf(bins);
  for (const { from, to, count } of bins) {
    if (count > 0 && left <= count) return from + ((to - from) * left) / count;
    left -= count;
  }
  return bins.at(-1)?.to ?? 0;
}

const index = (expected: readonly number[], actual: readonly number[]) =>
  expected.reduce((sum, share, at) => {
    const e = Math.max(share, least);
    const a = Math.max(actual[at] ?? 0, least);
    return sum + (a - e) * Math.log(a / e);
  }, 0);

/** Over ten classes that hold a tenth of the rows of the version before each. */
function psiOfBins(before: Bins, after: Bins): number | null {
  if (totalOf(before) === 0 || totalOf(after) === 0) return null;
  const edges = [...new Set(Array.from({ length: 9 }, (_, at) => valueAt(before, (at + 1) / 10)))];
  const shares = (bins: Bins) => {
    const below = [0, ...edges.map((edge) => shareBelow(bins, edge)), 1];
    return below.slice(1).map((share, at) => share - (below[at] ?? 0));
  };
  return index(shares(before), shares(after));
}

/** At every edge of either histogram: between two of them both distributions are straight lines. */
function ksOf(before: Bins, after: Bins): number | null {
  if (totalOf(before) === 0 || totalOf(after) === 0) return null;
  const edges = [...before, ...after].flatMap(({ from, to }) => [from, to]);
  return edges.reduce(
    (most, edge) => Math.max(most, Math.abs(shareBelow(before, edge) - shareBelow(after, edge))),
    0,
  );
}

/** Over the values that are named; all the others are one class. */
function psiOfValues(before: Column, after: Column): number | null {
  if (before.count === 0 || after.count === 0 || before.top.length === 0) return null;
  const counts = (column: Column) => new Map(column.top.map(({ value, count }) => [value, count]));
  const [was, is] = [counts(before), counts(after)];
  // A value named on one side alone may well stand on the other without being named: it tells nothing.
  const values = before.top.map(({ value }) => value).filter((value) => is.has(value));
  if (values.length === 0) return null;
  const shares = (found: Map<string, number>, count: number) => {
    const named = values.map((value) => (found.get(value) ?? 0) / count);
    return [...named, Math.max(0, 1 - named.reduce((sum, share) => sum + share, 0))];
  };
  return index(shares(was, before.count), shares(is, after.count));
}

/** The usual reading of the index: below 0.1 steady, from 0.25 on another distribution. */
export const readingOf = (psi: number): 'steady' | 'moved' | 'other' =>
  psi < 0.1 ? 'steady' : psi < 0.25 ? 'moved' : 'other';
