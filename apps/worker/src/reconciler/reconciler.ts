import type { SystemDatabase } from '@scenario-lab/db/database';
import { rerollPilots } from '@scenario-lab/db/pilots/reroll';
import type { Logger } from 'pino';
import type { Pace } from '../desk.js';
import type { Queues } from '../queue/queues.js';
import { expireByDate, forgetOld, forgetSilent, remindOfLapse } from './clocks.js';
import { loseExpired, settleCancelled } from './leases.js';
import { remindOfExpiry } from './qualifications.js';
import { noticeSilence } from './silent-sites.js';
import { renewStaleWords } from './stale-words.js';
import { escalateTickets } from './tickets.js';
import { wakeWaiting } from './waiting.js';

export interface Reconciler {
  stop(): Promise<void>;
}

/** One look at everything that must not depend on a message arriving. A step that fails does not stop the next. */
export async function reconcileOnce(
  db: SystemDatabase,
  queues: Queues,
  pace: Pick<Pace, 'stale'>,
  log: Logger,
): Promise<void> {
  const steps: [string, () => Promise<unknown>][] = [
    ['leases', () => loseExpired(db)],
    ['cancelled', () => settleCancelled(db)],
    ['dates', () => expireByDate(db)],
    ['lapses', () => remindOfLapse(db)],
    ['qualifications', () => remindOfExpiry(db)],
    ['tickets', () => escalateTickets(db)],
    ['field sums', () => rerollPilots(db)],
    ['silent sites', () => noticeSilence(db)],
    ['workers', () => forgetSilent(db)],
    ['old', () => forgetOld(db)],
    ['words', () => renewStaleWords(db)],
    ['waiting', () => wakeWaiting(db, queues, pace.stale)],
  ];
  for (const [step, work] of steps) {
    await work().catch((error: unknown) => log.error({ err: error, step }, 'reconciler'));
  }
}

export function startReconciler(options: {
  db: SystemDatabase;
  queues: Queues;
  pace: Pace;
  log: Logger;
}): Reconciler {
  const { db, queues, pace, log } = options;
  let turn: Promise<void> | null = null;
  const look = () => {
    // A look that takes longer than the interval is not overtaken by the next.
    turn ??= reconcileOnce(db, queues, pace, log).finally(() => {
      turn = null;
    });
  };
  // At once, too: while nobody looked, leases ran out.
  look();
  const timer = setInterval(look, pace.reconcile);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
