import { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { misfits, personalColumns, qualityOf } from './quality.js';

const entry = (name: string, type: string, over = {}) => ColumnEntry.parse({ name, type, ...over });
const column = (name: string, type: string, over = {}) => ({
  name,
  type,
  count: 10,
  nulls: 0,
  distinct: 10,
  min: null,
  max: null,
  mean: null,
  deviation: null,
  quantiles: [],
  histogram: [],
  top: [],
  personal: {},
  ...over,
});
const profile = (...columns: ReturnType<typeof column>[]) => ({
  rows: 10,
  duplicates: 1,
  files: 0,
  timeCoverage: null,
  columns,
});

describe('misfits', () => {
  it('takes digits for a text, and not a text for a number', () => {
    const found = profile(column('code', 'number'), column('height', 'string'));
    expect(misfits([entry('code', 'string'), entry('height', 'number')], found)).toEqual([
      { code: 'column_type', place: 'height', detail: 'string ≠ number' },
    ]);
  });

  it('names a declared column that is not there', () => {
    expect(misfits([entry('y', 'number')], profile())).toEqual([
      { code: 'column_missing', place: 'y', detail: 'number' },
    ]);
  });

  it('lets a column without values be anything', () => {
    expect(misfits([entry('y', 'timestamp')], profile(column('y', 'string', { count: 0 })))).toEqual([]);
  });
});

it('qualityOf measures each dimension by itself', () => {
  const found = profile(
    column('a', 'number', { count: 5, nulls: 5 }),
    column('phone', 'string', { personal: { mobile: 3 } }),
  );
  const declared = [entry('a', 'number', { title: { en: 'A' } }), entry('phone', 'string')];
  expect(qualityOf(declared, found)).toEqual({
    completeness: 0.75,
    uniqueness: 0.9,
    validity: 1,
    consistency: 1,
    documentation: 0.5,
    privacy: 0.5,
  });
  const confessed = [declared[0]!, entry('phone', 'string', { sensitivity: 'personal' })];
  expect(qualityOf(confessed, found).privacy).toBe(1);
});

it('personalColumns names what was found and what was said', () => {
  const found = profile(
    column('a', 'number'),
    column('phone', 'string', { personal: { mobile: 3, plate: 1 } }),
    column('who', 'string'),
  );
  const declared = [entry('a', 'number'), entry('who', 'string', { sensitivity: 'personal' })];
  expect(personalColumns(declared, found)).toEqual([
    { code: 'personal_data', place: 'phone', detail: 'mobile: 3, plate: 1' },
    { code: 'personal_data', place: 'who', detail: '' },
  ]);
  // A reason is given for a column and holds for no other.
  const reasoned = [...declared, entry('phone', 'string', { openReason: '热线电话，本就公开公布' })];
  expect(personalColumns(reasoned, found).map(({ place }) => place)).toEqual(['who']);
});
