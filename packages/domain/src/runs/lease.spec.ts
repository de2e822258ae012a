import { expect, it } from 'vitest';
import { heartbeatMs, leaseMs, onPlatformFault } from './lease.js';
import { runMachine } from './run.machine.js';

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
