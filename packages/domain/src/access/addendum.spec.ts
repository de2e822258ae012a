import { expect, it } from 'vitest';
import { type Agreed, changesNothing, isRenewal, methodsLost } from './addendum.js';

const now: Agreed = {
  until: '2026-12-31',
  purposeKind: 'evaluation',
  purpose: 'to test a nowcast',
  methods: ['download', 'data_job'],
  uses: 5,
};

it('knows what changes nothing, in whatever order methods are named', () => {
  expect(changesNothing(now, { ...now, methods: ['data_job', 'download'] })).toBe(true);
  for (const over of [
    { until: '2027-01-01' },
    { uses: null },
    { purpose: null },
    { purposeKind: 'product' as const },
    { methods: ['download'] as const },
  ])
    expect(changesNothing(now, { ...now, ...over })).toBe(false);
});

it('calls a renewal what is longer and nothing else', () => {
  expect(isRenewal(now, { ...now, until: '2027-06-30' })).toBe(true);
  expect(isRenewal(now, { ...now, until: '2026-12-30' })).toBe(false);
  expect(isRenewal(now, { ...now, until: '2027-06-30', uses: 6 })).toBe(false);
});

it('names the methods that are lost', () => {
  expect(methodsLost(now, { ...now, methods: ['download', 'compute'] })).toEqual(['data_job']);
  expect(methodsLost(now, { ...now, methods: ['compute', 'data_job', 'download'] })).toEqual([]);
});
