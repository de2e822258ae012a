import { Plan } from '@scenario-lab/contracts/benchmarks';
import { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { withPartNames } from './part-names.js';

const season = ColumnEntry.parse({
  name: 'season',
  title: { zh: '季节', en: 'Season' },
  type: 'string',
  role: 'slice',
  values: [
    { value: 'summer', says: { zh: '夏季', en: 'summer' } },
    { value: 'winter', says: { zh: '冬季' } },
  ],
});
const plan = Plan.parse({
  task: 'binary',
  datasetVersionId: '0190b6a0-0000-7000-8000-000000000001',
  target: 'state',
  features: ['current'],
  slices: ['season'],
  metrics: ['recall'],
  criteria: [
    {
      id: 'summer',
      metric: 'recall',
      direction: 'at_least',
      threshold: 0.8,
      must: true,
      slice: { column: 'season', value: 'summer' },
    },
    {
      id: 'own',
      metric: 'recall',
      direction: 'at_least',
      threshold: 0.8,
      must: true,
      slice: { column: 'season', value: 'winter', says: { zh: '采暖季' } },
    },
  ],
  resamplingUnit: { kind: 'row' },
  limits: {
    cpuSeconds: 30,
    wallSeconds: 60,
    memoryBytes: 268_435_456,
    processes: 8,
    tmpBytes: 1_048_576,
    outBytes: 1_048_576,
    logBytes: 65_536,
  },
  baseline: 'majority',
});

describe('names of parts', () => {
  it('says a part by its column’s and its value’s name, each language for itself', () => {
    expect(withPartNames(plan, [season]).partNames).toEqual([
      { column: 'season', value: 'summer', says: { zh: '季节为夏季', en: 'Season: summer' } },
      { column: 'season', value: 'winter', says: { zh: '季节为冬季' } },
    ]);
  });

  it('names a criterion’s part that has no words, and leaves words somebody wrote', () => {
    const { criteria } = withPartNames(plan, [season]);
    expect(criteria.map(({ slice }) => slice?.says)).toEqual([
      { zh: '季节为夏季', en: 'Season: summer' },
      { zh: '采暖季' },
    ]);
  });

  it('tells of no column the plan does not divide by, and forgets names the dictionary no longer has', () => {
    const before = withPartNames(plan, [season]);
    const { values: _, ...silent } = season;
    expect(withPartNames(before, [silent]).partNames).toBeUndefined();
    expect(withPartNames({ ...plan, slices: [], criteria: [] }, [season]).partNames).toBeUndefined();
  });

  it('is as strict as the route that takes a plan, however long the names are', () => {
    const long = { ...season, title: { zh: '很'.repeat(200) } };
    const made = withPartNames(plan, [long]);
    expect(Plan.parse(made).criteria[0]?.slice?.says?.zh).toBe('夏季');
  });
});
