import { certifyingLooks } from '@scenario-lab/contracts/criterion-level';
import type { AlgorithmOutcome, Split } from './outcome.js';

/** One run as the looks rule sees it. All attempts of a run, its rolling origins and perturbed packs are one look. */
export interface LookedAt {
  split: Split;
  /** Null while the run lives: its look is held. */
  end: 'ok' | AlgorithmOutcome | 'platform_fault' | 'cancelled' | null;
  /** The vendor's program was started at least once. */
  programStarted: boolean;
  /** A rerun ordered by the lab: it repeats a look already counted. */
  orderedByLab: boolean;
  /** Cancelled because a grant was revoked: no look is charged, whatever had started. */
  grantRevoked: boolean;
  /** A worker has taken it up at least once. */
  taken: boolean;
  /** The program could not be started: a missing interpreter, a wrong executable format. */
  neverRan: boolean;
  /** It failed in a runtime of the lab's that none of its trials had been made in. */
  runtimeChanged: boolean;
}

export type LookState = 'none' | 'held' | 'spent' | 'returned';

/** Why a look is given back. `withdrawn`: cancelled in the queue, so that nothing was looked at. */
export const returnCauses = [
  'platform_fault',
  'cancelled',
  'grant_missing',
  'not_started',
  'runtime_changed',
  'withdrawn',
] as const;
export type ReturnCause = (typeof returnCauses)[number];

/** Looks at a hidden split that may stay uncharged without the lab's consent; those withdrawn do not count. */
export const unchargedLooks = 2;

/** Why an ended run costs nothing, neither look nor credit; null where it is charged or still lives. */
export function returnCause(run: Omit<LookedAt, 'split' | 'orderedByLab'>): ReturnCause | null {
  if (run.end === 'platform_fault') return 'platform_fault';
  if (run.end === 'cancelled') {
    if (run.grantRevoked) return 'grant_missing';
    if (run.programStarted) return null;
    return run.taken ? 'cancelled' : 'withdrawn';
  }
  if (run.end === null) return null;
  if (run.neverRan) return 'not_started';
  return run.end === 'runtime_error' && run.runtimeChanged ? 'runtime_changed' : null;
}

/**
 * Every execution on a hidden split is a look whatever its outcome; only a fault of the platform, a cancel
 * before the program started, a revoked grant, a program that never ran and one that failed in a runtime the lab had
 * changed since it was tried give it back.
 */
export function lookOf(run: LookedAt): LookState {
  if (run.split !== 'hidden' || run.orderedByLab) return 'none';
  if (run.end === null) return 'held';
  return returnCause(run) === null ? 'spent' : 'returned';
}

export interface LookAccount {
  spent: number;
  held: number;
  left: number;
}

/**
 * The account of one control group on one hidden-split digest. `runs` must be all runs of that pair; a fresh
 * hidden split has another digest and starts a new account. Never below zero left.
 */
export function accountOf(runs: readonly LookedAt[], allowance: number = certifyingLooks): LookAccount {
  const states = runs.map(lookOf);
  const spent = states.filter((state) => state === 'spent').length;
  const held = states.filter((state) => state === 'held').length;
  return { spent, held, left: Math.max(0, allowance - spent - held) };
}

/**
 * Who shares an account: the control group where organisations have one owner, else the organisation alone.
 * The two kinds of id are kept apart so that they can never collide.
 */
export function lookAccountKey(
  owner: { organisationId: string; controlGroupId: string | null },
  hiddenSplitDigest: string,
): string {
  const holder =
    owner.controlGroupId === null ? `org:${owner.organisationId}` : `group:${owner.controlGroupId}`;
  return `${holder}/${hiddenSplitDigest}`;
}
