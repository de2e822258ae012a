/** A claim on a run, by the database's clock. Milliseconds. */
export const leaseMs = 45_000;
export const heartbeatMs = 15_000;

/** Executions lost to our own infrastructure before a run ends as `platform_fault`. */
export const infrastructureAttempts = 3;

/** Claims lost with their host before the program started; each costs no attempt, so that they end has a rule of its own. */
export const unstartedLosses = 10;

export type Phase = 'execute' | 'score';

/** `fault`: it went wrong at this run. `host`: the process or machine under it died. `ending`: given back in good order. */
export type LossCause = 'fault' | 'host' | 'ending';

/**
 * Whether a lost claim costs the run an attempt. The death of a host is no attempt of a run whose program it had
 * not started: several runs share a host, and whoever brings it down must not use up the others' attempts. `unstarted`
 * counts the run's claims that ended so before, this one excluded; where a run's own bytes kill its host while it is
 * being prepared, that ends, too.
 */
export function costsAttempt(cause: LossCause, started: boolean, unstarted: number): boolean {
  if (cause === 'ending') return false;
  return cause === 'fault' || started || unstarted + 1 >= unstartedLosses;
}

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
