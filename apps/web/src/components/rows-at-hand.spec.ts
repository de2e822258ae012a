import type { ColumnEntry, Profile, SplitRule } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { rowsAtHand } from './rows-at-hand.js';

const column = (name: string, top: [string, number][]): Profile['columns'][number] => ({
  name,
  type: 'string',
  count: 1_000,
  nulls: 0,
  distinct: top.length,
  min: null,
  max: null,
  mean: null,
  deviation: null,
  quantiles: [],
  histogram: [],
  top: top.map(([value, count]) => ({ value, count })),
  personal: {},
});
const entry = (name: string, role: ColumnEntry['role']): ColumnEntry => ({
  name,
  role,
  type: 'string',
  knownAt: 'always',
  sensitivity: 'none',
});
const split: SplitRule = { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 };
const pumps = {
  rows: 1_000,
  split,
  columns: [entry('state', 'target'), entry('district', 'slice')],
  profile: {
    rows: 1_000,
    duplicates: 0,
    files: 0,
    timeCoverage: null,
    columns: [
      column('state', [
        ['sound', 900],
        ['fault', 100],
      ]),
      column('district', [
        ['east', 400],
        ['west', 350],
      ]),
      column('part', [
        ['open', 800],
        ['hidden', 200],
      ]),
    ],
  },
};
const east = { column: 'district', value: 'east' };

describe('rows at hand', () => {
  it('are those of the hidden split, of a slice, or of what is looked for', () => {
    expect(rowsAtHand(pumps, { metric: 'accuracy' }, {})).toBe(600);
    expect(rowsAtHand(pumps, { metric: 'accuracy', slice: east }, {})).toBe(240);
    expect(rowsAtHand(pumps, { metric: 'recall' }, {})).toBe(60);
    expect(rowsAtHand(pumps, { metric: 'recall' }, { target: 'state', positive: 'sound' })).toBe(540);
    const named: SplitRule = { ...split, by: 'named', column: 'part' };
    expect(rowsAtHand({ ...pumps, split: named }, { metric: 'accuracy' }, {})).toBe(200);
  });
  it('are not told where nothing tells them', () => {
    expect(rowsAtHand(pumps, { metric: 'recall', slice: east }, {})).toBeNull();
    expect(rowsAtHand(pumps, { metric: 'mae' }, {})).toBeNull();
    expect(rowsAtHand(pumps, { metric: 'accuracy', slice: { ...east, value: 'north' } }, {})).toBeNull();
    expect(rowsAtHand({ ...pumps, rows: null }, { metric: 'accuracy' }, {})).toBeNull();
    expect(rowsAtHand({ ...pumps, profile: null }, { metric: 'recall' }, {})).toBeNull();
  });
});
