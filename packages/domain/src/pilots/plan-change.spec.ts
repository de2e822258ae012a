import { expect, it } from 'vitest';
import { cannotChange, mayDecide } from './plan-change.js';

const plan = {
  from: '2026-01-01',
  until: '2026-03-31',
  sites: ['a', 'b'],
  kpis: [{ criterion: { id: 'mae' } }, { criterion: { id: 'r2' } }],
};

it('a plan that has begun may end later, gain sites and put its indicators in another order', () => {
  expect(cannotChange(plan, plan)).toEqual([]);
  const wider = { ...plan, until: '2026-06-30', sites: ['c', 'b', 'a'], kpis: [...plan.kpis].reverse() };
  expect(cannotChange(plan, wider)).toEqual([]);
});

it('and may not begin anew, measure something else or leave a site', () => {
  const other = { from: '2026-02-01', until: plan.until, sites: ['a'], kpis: plan.kpis.slice(1) };
  expect(cannotChange(plan, other)).toEqual([
    { path: 'from', code: 'has_begun' },
    { path: 'kpis', code: 'other_indicators' },
    { path: 'sites', code: 'site_left_out' },
  ]);
});

it('is decided by the side that did not ask', () => {
  expect(mayDecide('one', 'one')).toEqual(['withdraw']);
  expect(mayDecide('one', 'other')).toEqual(['agree', 'decline']);
});
