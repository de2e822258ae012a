import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { expect, it } from 'vitest';
import { railOf, stageOf, stages } from './stage.js';

const states = (...args: Parameters<typeof railOf>) => railOf(...args).map(({ state }) => state);

it.each([
  [null, ['current', 'ahead', 'ahead', 'ahead', 'ahead']],
  ['proposed', ['done', 'current', 'ahead', 'ahead', 'ahead']],
  ['validating', ['done', 'done', 'current', 'ahead', 'ahead']],
  ['validation_failed', ['done', 'done', 'ended', 'ahead', 'ahead']],
  ['awarded', ['done', 'done', 'done', 'current', 'ahead']],
  ['field_rejected', ['done', 'done', 'done', 'ended', 'ahead']],
  ['enabling', ['done', 'done', 'done', 'done', 'current']],
  ['completed', ['done', 'done', 'done', 'done', 'done']],
] as const)('%s', (status, expected) => {
  expect(states(status)).toEqual(expected);
});

it('an ambiguous end stands where it was left; any other end does not move', () => {
  expect(stageOf('withdrawn')).toBe('matching');
  expect(stageOf('withdrawn', 'validated')).toBe('validation');
  expect(stageOf('not_selected', 'validating')).toBe('validation');
  expect(stageOf('field_rejected', 'proposed')).toBe('field');
  expect(states('not_selected', 'validated')).toEqual(['done', 'done', 'ended', 'ahead', 'ahead']);
});

it('no event of the lifecycle moves an engagement backwards along the chain', () => {
  for (const { from, to } of Object.values(engagementMachine.events)) {
    for (const status of from ?? []) {
      expect(stages.indexOf(stageOf(to, status))).toBeGreaterThanOrEqual(stages.indexOf(stageOf(status)));
    }
  }
});
