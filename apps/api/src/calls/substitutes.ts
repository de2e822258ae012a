import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import type { Tx } from '@scenario-lab/db/database';

export interface Substitute {
  number: number;
  for_number: number;
  name: string;
  organisation: string;
  ties: string;
}

export const substitutesOf = (tx: Tx, callId: string): Promise<Substitute[]> =>
  tx.query(
    'SELECT number, for_number, name, organisation, ties FROM panel_substitute WHERE call_id = $1 ORDER BY number',
    [callId],
  );

/** Seats of the terms and those of substitutes, who are numbered on after them. */
export async function seatCount(tx: Tx, call: CallRecord): Promise<number> {
  return call.terms.panel.length + (await substitutesOf(tx, call.id)).length;
}
