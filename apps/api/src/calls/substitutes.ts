import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

export const Substitute = z.object({
  number: z.number(),
  for_number: z.number(),
  name: z.string(),
  organisation: z.string(),
  ties: z.string(),
});
export type Substitute = z.output<typeof Substitute>;

export const substitutesOf = (tx: Tx, callId: string): Promise<Substitute[]> =>
  queryRows(
    tx,
    Substitute,
    'SELECT number, for_number, name, organisation, ties FROM panel_substitute WHERE call_id = $1 ORDER BY number',
    [callId],
  );

/** Seats of the terms and those of substitutes, who are numbered on after them. */
export async function seatCount(tx: Tx, call: CallRecord): Promise<number> {
  return call.terms.panel.length + (await substitutesOf(tx, call.id)).length;
}
