import { type Claim, heartbeat } from '@scenario-lab/db/runs/claim';
import { Fenced } from '@scenario-lab/db/transition';
import { leaseMs } from '@scenario-lab/domain/runs/lease';
import type { Desk } from '../desk.js';

export interface Progress {
  stage: string;
  done: number;
  of: number;
}

export type LossReason = 'fenced' | 'ending';

/** The lease of one claim, kept alive until `stop()`. */
export interface Lease {
  /** Aborted once the work is no longer ours (`fenced`: taken over or cancelled) or the process must end. */
  readonly signal: AbortSignal;
  lost(): LossReason | null;
  tell(progress: Progress): void;
  stop(): Promise<void>;
}

/** Progress is written with a heartbeat, and between two at most this often. */
const tellEveryMs = 2_000;

export function keepLease(desk: Desk, claim: Claim): Lease {
  const control = new AbortController();
  const lose = (reason: LossReason) => {
    if (!control.signal.aborted) control.abort(reason);
  };
  const onEnding = () => lose('ending');
  desk.ending.addEventListener('abort', onEnding, { once: true });
  if (desk.ending.aborted) onEnding();

  let progress: Progress | undefined;
  let lastBeat = performance.now();
  let turn: Promise<void> = Promise.resolve();
  const beat = () => {
    turn = turn.then(async () => {
      if (control.signal.aborted) return;
      const began = performance.now();
      try {
        await desk.db.asSystem((tx) => heartbeat(tx, claim, progress));
        lastBeat = began;
      } catch (error) {
        if (error instanceof Fenced) lose('fenced');
        else desk.log.warn({ err: error, run: claim.runId }, 'heartbeat failed');
        // Out of reach of the database for a whole lease: by its clock the run is somebody else's.
        if (performance.now() - lastBeat > leaseMs) lose('fenced');
      }
    });
  };
  const timer = setInterval(beat, desk.pace.heartbeat);
  return {
    signal: control.signal,
    lost: () => (control.signal.aborted ? (control.signal.reason as LossReason) : null),
    tell: (next) => {
      progress = next;
      if (performance.now() - lastBeat > tellEveryMs) beat();
    },
    stop: async () => {
      clearInterval(timer);
      desk.ending.removeEventListener('abort', onEnding);
      await turn;
    },
  };
}
