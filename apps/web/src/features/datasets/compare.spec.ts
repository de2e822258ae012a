import type { DatasetVersion, Profile } from '@scenario-lab/contracts/datasets';
import { expect, it } from 'vitest';
import { version } from '../../testing/data.js';
import { compareVersions, readingOf, shareBelow } from './compare.js';

const column = (
  name: string,
  over: Partial<Profile['columns'][number]> = {},
): Profile['columns'][number] => ({
  name,
  type: 'number',
  count: 100,
  nulls: 0,
  distinct: 100,
  min: 0,
  max: 10,
  mean: 5,
  deviation: 3,
  quantiles: [],
  histogram: [],
  top: [],
  personal: {},
  ...over,
});
const bars = (...counts: number[]) => counts.map((count, at) => ({ from: at, to: at + 1, count }));
const profile = (...columns: Profile['columns']): Profile => ({
  rows: 100,
  duplicates: 0,
  files: 0,
  timeCoverage: null,
  columns,
});
const made = (over: Partial<DatasetVersion>): DatasetVersion => ({ ...version, ...over });
const entry = (name: string, type: 'number' | 'string', unit?: string) => ({
  name,
  type,
  unit,
  role: 'feature' as const,
  knownAt: 'always' as const,
  sensitivity: 'none' as const,
});

it('names columns that came, went and changed, and the rows of both', () => {
  const found = compareVersions(
    made({ rows: 90, columns: [entry('a', 'number', 'cm'), entry('b', 'string'), entry('gone', 'string')] }),
    made({ rows: 120, columns: [entry('a', 'number', 'm'), entry('b', 'string'), entry('new', 'string')] }),
  );
  expect(found).toMatchObject({
    rows: [90, 120],
    added: ['new'],
    removed: ['gone'],
    changed: [{ name: 'a', before: 'number · cm', after: 'number · m' }],
  });
});

it('finds no drift where nothing moved, and the known figures where something did', () => {
  const drift = (before: Profile['columns'][number], after: Profile['columns'][number]) =>
    compareVersions(made({ profile: profile(before) }), made({ profile: profile(after) })).drift[0];
  const even = column('x', { histogram: bars(10, 10, 10, 10, 10, 10, 10, 10, 10, 10) });
  const same = drift(even, even);
  expect(same?.psi).toBeCloseTo(0, 10);
  expect(same?.ks).toBeCloseTo(0, 10);
  // Ten even classes against one in which the lower half holds eight tenths: 5·(0.16−0.1)·ln 1.6 + 5·(0.04−0.1)·ln 0.4.
  const skewed = drift(even, column('x', { histogram: bars(16, 16, 16, 16, 16, 4, 4, 4, 4, 4) }));
  expect(skewed?.psi).toBeCloseTo(5 * 0.06 * Math.log(1.6) - 5 * 0.06 * Math.log(0.4), 10);
  expect(skewed?.ks).toBeCloseTo(0.3, 10);
  // Nothing in common: bounded, and the whole distance.
  const away = drift(
    even,
    column('x', { histogram: bars(10, 10).map(({ count }, at) => ({ from: 20 + at, to: 21 + at, count })) }),
  );
  expect(away?.ks).toBeCloseTo(1, 10);
  expect(Number.isFinite(away?.psi)).toBe(true);
  expect(readingOf(away?.psi ?? 0)).toBe('other');
});

it('compares named values by their shares, and says nothing where too little is told', () => {
  const words = (a: number, b: number) =>
    column('w', {
      type: 'string',
      top: [
        { value: 'a', count: a },
        { value: 'b', count: b },
      ],
    });
  const [found] = compareVersions(
    made({ profile: profile(words(50, 50), column('hidden')) }),
    made({ profile: profile(words(80, 20), column('hidden'), column('new')) }),
  ).drift;
  expect(found).toMatchObject({ name: 'w', ks: null });
  expect(found?.psi).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), 10);
  const { drift } = compareVersions(
    made({ profile: profile(column('h')) }),
    made({ profile: profile(column('h')) }),
  );
  expect(drift).toMatchObject([{ psi: null, ks: null }]);
  expect(compareVersions(made({ profile: null }), made({})).drift).toEqual([]);
});

it('reads a share off a histogram, evenly within a bar', () => {
  expect(shareBelow(bars(10, 30), 0.5)).toBeCloseTo(0.125);
  expect(shareBelow(bars(10, 30), 99)).toBe(1);
  expect(shareBelow([], 1)).toBe(0);
});
