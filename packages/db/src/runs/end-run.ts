import type { ThingEvent } from '@scenario-lab/contracts/machines';
import { z } from 'zod';
import { queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { type Deed, transition } from '../transition.js';
import { settleRun } from './reserve.js';

interface Ending extends Omit<Deed, 'deliver'> {
  /** In credits; what was held beyond it goes back. */
  spent: number;
  /** Ended since its grant is no longer there: no look is charged, whatever had started. */
  grantRevoked?: boolean;
}

const EndRunRow = z.object({
  at: z.date(),
});

/**
 * The one end of a run, whoever brings it about: its status, the end by the database's clock, no progress any more, and
 * the account settled, in the caller's transaction. Errors: as `transition`.
 */
export async function endRun(
  tx: Tx,
  id: string,
  event: ThingEvent<'run'>,
  { spent, grantRevoked = false, ...deed }: Ending,
): Promise<void> {
  const clock = await queryRow(tx, EndRunRow, 'SELECT now() AS at');
  await transition(tx, 'run', id, event, {
    ...deed,
    set: { ...deed.set, progress: null, ended_at: clock?.at },
  });
  await settleRun(tx, id, spent, { grantRevoked });
}
