import type { FirstStep } from '@scenario-lab/contracts/onboarding';
import { describe, expect, it } from 'vitest';
import { stepsOfDepartment, stepsOfVendor } from './steps.js';

/** What an organisation has done of its first steps. */
const did = (...steps: FirstStep[]) => steps.map((step) => ({ step, done: true }));
const nobody = {
  first: did(),
  solutions: [],
  algorithms: [],
  runs: { sample: 0, hidden: 0 },
  engagements: 0,
  certificates: 0,
};
const nextOf = (steps: readonly { key: string; state: string }[]) =>
  steps.filter(({ state }) => state === 'next').map(({ key }) => key);

describe('a vendor’s steps', () => {
  it('begin with the organisation, and one is next at a time', () => {
    const steps = stepsOfVendor(nobody);
    expect(nextOf(steps)).toEqual(['details']);
    expect(steps.every(({ state }) => state !== 'done')).toBe(true);
  });

  it('lead to the draft there is rather than to a second one', () => {
    const drafted = {
      ...nobody,
      first: did('details', 'document'),
      solutions: [{ id: 'c1', status: 'draft' }],
    };
    const card = stepsOfVendor(drafted).find(({ key }) => key === 'card');
    expect(card).toEqual({ key: 'card', state: 'next', to: '/solutions/c1' });
  });

  it('count an algorithm once a version of it is there, whatever was done before its turn', () => {
    const early = {
      ...nobody,
      first: did('details', 'document'),
      algorithms: [{ id: 'a1', status: 'draft', versions: 0 }],
      runs: { sample: 2, hidden: 0 },
    };
    const steps = stepsOfVendor(early);
    expect(steps.find(({ key }) => key === 'algorithm')?.state).toBe('later');
    expect(steps.find(({ key }) => key === 'sample')?.state).toBe('done');
    expect(nextOf(steps)).toEqual(['card']);
  });

  it('do not wait for a colleague to be invited', () => {
    const steps = stepsOfVendor({
      ...nobody,
      first: did('details', 'document', 'card'),
      solutions: [{ id: 'c1', status: 'listed' }],
    });
    expect(nextOf(steps)).toEqual(['algorithm']);
    expect(steps.find(({ key }) => key === 'invite')?.state).toBe('later');
  });

  it('have no next one when all is done', () => {
    const all = {
      first: did('details', 'document', 'card', 'invite'),
      solutions: [{ id: 'c1', status: 'listed' }],
      algorithms: [{ id: 'a1', status: 'listed', versions: 1 }],
      runs: { sample: 1, hidden: 1 },
      engagements: 1,
      certificates: 1,
    };
    expect(stepsOfVendor(all).every(({ state }) => state === 'done')).toBe(true);
  });
});

describe('a department’s steps', () => {
  const start = {
    first: did('details', 'document', 'invite'),
    scenarios: [],
    datasets: 0,
    benchmarks: 0,
    pilots: 0,
  };

  it('ask for a need first, and lead to its page from then on', () => {
    expect(nextOf(stepsOfDepartment(start))).toEqual(['need']);
    const need = { id: 'n1', status: 'published', openForTest: false, engagements: 0 };
    const steps = stepsOfDepartment({
      ...start,
      first: did('details', 'document', 'need', 'invite'),
      scenarios: [need],
      datasets: 1,
    });
    expect(steps.find(({ state }) => state === 'next')).toMatchObject({ key: 'test', to: '/scenarios/n1' });
  });

  it('do not take a draft for a need', () => {
    const draft = { id: 'n1', status: 'draft', openForTest: false, engagements: 0 };
    expect(nextOf(stepsOfDepartment({ ...start, scenarios: [draft] }))).toEqual(['need']);
  });
});
