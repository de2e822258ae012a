import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { recordEvent } from '../transition.js';

/** Who reads of a run what its vendor may not see is written down once a day, where the vendor can read it too. */
export async function noteReading(tx: Tx, actor: SignedIn, runId: string): Promise<void> {
  const known = await queryRows(
    tx,
    z.unknown(),
    `SELECT 1 FROM event WHERE thing_id = $1 AND event = 'run.internals_read' AND person_id = $2
       AND at > now() - interval '1 day' LIMIT 1`,
    [runId, actor.personId],
  );
  if (known.length === 0) {
    await recordEvent(tx, { thing: 'run', id: runId, event: 'run.internals_read', by: actor });
  }
}
