// @vitest-environment jsdom
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { beforeEach, expect, it } from 'vitest';
import { keptDraft } from './kept-draft.js';
import { type ScenarioValues, valuesOf } from './scenario-values.js';

const scenario = {
  id: 'a',
  updatedAt: '2026-02-02T00:00:00.000Z',
  title: { en: 'Flooded underpasses' },
  problem: { en: 'Water stands' },
  users: null,
  today: null,
  conditions: null,
  criteria: [],
  datasets: [],
  site: null,
  qualifications: [],
  contact: null,
} as unknown as Scenario;
const seen = '2026-01-01T00:00:00.000Z';
const keep = (values: ScenarioValues) =>
  localStorage.setItem('scenario-lab.draft.a', JSON.stringify({ values, seen }));

beforeEach(() => localStorage.clear());

it('keeps what was not saved with what had been read when it was written', () => {
  expect(keptDraft(scenario)).toBeNull();
  const values = { ...valuesOf(scenario), users: { en: 'Night shift' } };
  keep(values);
  expect(keptDraft(scenario)).toEqual({ values, seen });
});

it('takes its own last save for no conflict when that came through as the page was left', () => {
  keep(valuesOf(scenario));
  expect(keptDraft(scenario)).toBeNull();
});

it('goes on with a half-written line after the rest came through', () => {
  const values = { ...valuesOf(scenario), criteria: [{ id: 'c', must: 'must' }] } as ScenarioValues;
  keep(values);
  expect(keptDraft(scenario)).toEqual({ values, seen: scenario.updatedAt });
});

it('minds no unreadable leftovers', () => {
  localStorage.setItem('scenario-lab.draft.a', '{');
  expect(keptDraft(scenario)).toBeNull();
});
