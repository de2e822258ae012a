/** A claim on a run, by the database's clock. Milliseconds. */
export const leaseMs = 45_000;
export const heartbeatMs = 15_000;

/** Executions lost to our own infrastructure before a run ends as `platform_fault`. */
export const infrastructureAttempts = 3;

export type Phase = 'execute' | 'score';

/**
 * The event that follows when a run's claim is lost or the platform failed it: back to the queue of the same
 * phase while attempts remain. `attempt` counts from 1 and includes the lost one.
 */
export function onPlatformFault(
  phase: Phase,
  attempt: number,
): 'lease_lost' | 'score_lease_lost' | 'platform_fault' {
  if (attempt >= infrastructureAttempts) return 'platform_fault';
  return phase === 'execute' ? 'lease_lost' : 'score_lease_lost';
}
