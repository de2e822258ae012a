import { runMachine } from '@scenario-lab/contracts/runs/run.machine';
import { expect, it } from 'vitest';
import { costsAttempt, heartbeatMs, leaseMs, onPlatformFault, unstartedLosses } from './lease.js';

it('two heartbeats may be missed before a claim is lost', () => {
  expect(leaseMs / heartbeatMs).toBe(3);
});

it.each([
  ['execute', 1, 'lease_lost', 'executing', 'queued'],
  ['execute', 2, 'lease_lost', 'preparing', 'queued'],
  ['execute', 3, 'platform_fault', 'executing', 'platform_fault'],
  ['score', 2, 'score_lease_lost', 'scoring', 'scoring'],
  ['score', 3, 'platform_fault', 'scoring', 'platform_fault'],
] as const)('%s attempt %i: %s', (phase, attempt, event, from, to) => {
  expect(onPlatformFault(phase, attempt)).toBe(event);
  expect(runMachine.events[event].from).toContain(from);
  expect(runMachine.events[event].to).toBe(to);
});

it('a host’s death is no attempt of a run whose program it had not started, but not for ever', () => {
  expect(costsAttempt('host', true, 0)).toBe(true);
  expect(costsAttempt('host', false, 0)).toBe(false);
  expect(costsAttempt('host', false, unstartedLosses - 2)).toBe(false);
  expect(costsAttempt('host', false, unstartedLosses - 1)).toBe(true);
  expect(costsAttempt('fault', false, 0)).toBe(true);
  expect(costsAttempt('ending', true, unstartedLosses)).toBe(false);
});
