import { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { defectsOf, timelinessOf } from './defects.js';
import { qualityOf } from './quality.js';

const now = new Date('2026-11-01T00:00:00Z');
const entry = (name: string, type: string, over = {}) => ColumnEntry.parse({ name, type, ...over });
const column = (name: string, type: string, over = {}) => ({
  name,
  type,
  count: 100,
  nulls: 0,
  distinct: 100,
  min: null as number | string | null,
  max: null as number | string | null,
  mean: null,
  deviation: null,
  quantiles: [] as { p: number; value: number }[],
  histogram: [],
  top: [] as { value: string; count: number }[],
  personal: {},
  ...over,
});
const table = (columns: ReturnType<typeof column>[], over = {}) => ({
  rows: 100,
  duplicates: 0,
  files: 0,
  timeCoverage: null as { from: string; to: string } | null,
  columns,
  ...over,
});
const middle = [
  { p: 0.25, value: 10 },
  { p: 0.75, value: 20 },
];
const codes = (declared: ReturnType<typeof entry>[], found: ReturnType<typeof table>) =>
  defectsOf(declared, found, now).map(({ code, column: at, share, detail }) => [code, at, share, detail]);

describe('defects', () => {
  it('name what breaks the owner’s rules, with the first rows, by the dimension it belongs to', () => {
    const found = table([column('code', 'string'), column('level', 'number')], {
      violations: [
        { column: 'code', rule: 'required', cells: 3, rows: [2, 9, 40] },
        { column: 'code', rule: 'unique', cells: 1, rows: [1, 7] },
        { column: 'level', rule: 'range', cells: 50, rows: [4] },
        { column: 'level', rule: 'pattern', cells: null, rows: [] },
      ],
    });
    const declared = [entry('code', 'string'), entry('level', 'number')];
    expect(codes(declared, found)).toEqual([
      ['rule_required', 'code', 0.03, '2, 9, 40'],
      ['rule_unique', 'code', 0.01, '1, 7'],
      ['rule_range', 'level', 0.5, '4'],
      ['rule_unreadable', 'level', null, ''],
    ]);
    // Of two columns one breaks a rule of validity.
    expect(qualityOf(declared, found, now)).toMatchObject({ validity: 0.5, consistency: 1 });
    expect(qualityOf(declared, table(found.columns), now)).toMatchObject({ validity: 1 });
  });

  it('are none of a table that has none', () => {
    const found = table([column('a', 'number', { min: 1, max: 30, quantiles: middle })], {
      timeCoverage: { from: '2026-01-01', to: '2026-10-20' },
    });
    expect(codes([entry('a', 'number')], found)).toEqual([]);
  });

  it('name missing cells, empty columns, repeated rows and ids', () => {
    const found = table(
      [
        column('few', 'number', { count: 96, nulls: 4 }),
        column('many', 'number', { count: 70, nulls: 30 }),
        column('none', 'string', { count: 0, nulls: 100 }),
        column('id', 'string', { distinct: 99 }),
      ],
      { duplicates: 7 },
    );
    expect(codes([entry('id', 'string', { role: 'id' })], found)).toEqual([
      ['duplicate_rows', null, 0.07, ''],
      ['missing_cells', 'many', 0.3, ''],
      ['empty_column', 'none', 1, ''],
      ['id_repeats', 'id', 0.01, ''],
    ]);
  });

  it('know a number that stands for none by how far it lies from the others', () => {
    const odd = column('t', 'number', { min: -999, max: 30, quantiles: middle });
    expect(codes([], table([odd]))).toEqual([['stand_in', 't', null, '-999']]);
    // A hundred less one is as good a number as any among its like.
    const fine = column('t', 'number', {
      min: 5,
      max: 99,
      quantiles: [
        { p: 0.25, value: 40 },
        { p: 0.75, value: 80 },
      ],
    });
    expect(codes([], table([fine]))).toEqual([]);
  });

  it('know what cannot be: a share beyond a hundred, a time to come', () => {
    const found = table([
      column('p', 'number', { min: 0, max: 130, quantiles: middle }),
      column('when', 'timestamp', { max: '2027-01-01T00:00:00Z' }),
    ]);
    expect(codes([entry('p', 'number', { unit: '%' })], found)).toEqual([
      ['beyond_percent', 'p', null, ''],
      ['future_time', 'when', null, '61'],
    ]);
  });

  it('find two spellings of one value', () => {
    const top = ['锦江区', 'Open', 'ｏｐｅｎ', '高新区'].map((value) => ({ value, count: 20 }));
    expect(codes([], table([column('s', 'string', { top })]))).toEqual([
      ['spelt_differently', 's', null, 'Open / ｏｐｅｎ'],
    ]);
  });

  it('count the days since the time covered ends', () => {
    const at = (to: string) => table([column('a', 'number')], { timeCoverage: { from: '2020-01-01', to } });
    expect(codes([], at('2025-11-01'))).toEqual([['ends_long_ago', null, null, '365']]);
    expect(timelinessOf(at('2026-10-20'), now)).toBe(1);
    expect(timelinessOf(at('2020-01-01'), now)).toBe(0);
    expect(timelinessOf(at('soon'), now)).toBeNull();
    expect(qualityOf([], at('2025-11-01'), now)).toMatchObject({ timeliness: 0.6864, validity: 1 });
  });

  it('say no more of an edition than its figures do', () => {
    const told = table([column('t', 'number', { min: null, max: null, quantiles: [] })]);
    expect(codes([entry('t', 'number', { unit: '%' })], told)).toEqual([]);
  });
});
