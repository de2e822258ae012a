import { keepRollups } from '@scenario-lab/db/cockpit/keep-rollups';
import { makeSnapshot } from '@scenario-lab/db/cockpit/make-snapshot';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { Logger } from 'pino';

/** Takes in what is due, a transaction at a time, and makes the cockpit anew. */
export async function rollUpOnce(db: SystemDatabase, ends = () => false): Promise<void> {
  while (!ends() && (await db.asSystem(keepRollups)) > 0);
  if (!ends()) await db.asSystem(makeSnapshot);
}

/** `also`: what rests on the rollups and is done after each look. */
export function startRollups(
  { db, log, also }: { db: SystemDatabase; log: Logger; also: () => Promise<void> },
  everyMs: number,
): { stop(): Promise<void> } {
  let turn: Promise<void> | null = null;
  let stopped = false;
  const look = () => {
    turn ??= rollUpOnce(db, () => stopped)
      .then(also)
      .catch((error: unknown) => log.error({ err: error }, 'rollups'))
      .finally(() => {
        turn = null;
      });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await turn;
    },
  };
}
