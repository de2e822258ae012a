import { expect, it } from 'vitest';
import { type GateFacts, gatesOf } from './gates.js';

const complete: GateFacts = {
  problem: '道路积水预警不及时',
  ownerOrganisationId: 'o',
  contact: '王工',
  criteria: 2,
  openBenchmarks: 1,
  budgetOwner: '水务局',
  procurementRoute: '公开招标',
  decisionDate: '2027-01-31',
};
const open = (facts: Partial<GateFacts>) => gatesOf({ ...complete, ...facts }).map((gate) => gate.open);
const missing = (facts: Partial<GateFacts>) => gatesOf({ ...complete, ...facts }).map((gate) => gate.missing);

it('everything given, everything open', () => {
  expect(open({})).toEqual([true, true, true]);
  expect(missing({})).toEqual([[], [], []]);
});

it('names every missing item at its own gate', () => {
  const nothing: GateFacts = {
    problem: null,
    ownerOrganisationId: null,
    contact: null,
    criteria: 0,
    openBenchmarks: 0,
    budgetOwner: null,
    procurementRoute: null,
    decisionDate: null,
  };
  expect(missing(nothing)).toEqual([
    ['problem', 'owner', 'contact'],
    ['criteria', 'open_benchmark'],
    ['budget_owner', 'procurement_route', 'decision_date'],
  ]);
});

it('a gate stays shut while an earlier one is', () => {
  expect(open({ openBenchmarks: 0 })).toEqual([true, false, false]);
  expect(missing({ openBenchmarks: 0 })).toEqual([[], ['open_benchmark'], []]);
  expect(open({ contact: '  ' })).toEqual([false, false, false]);
  expect(open({ decisionDate: null })).toEqual([true, true, false]);
});
