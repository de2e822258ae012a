import type { SaveBid } from '@scenario-lab/contracts/calls';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { ConsortiumFacts } from '@scenario-lab/domain/calls/consortium.policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';

export const consortiumFactsOf = (
  call: CallRecord,
  role: ConsortiumFacts['role'],
  confirmed = false,
): ConsortiumFacts => ({
  status: call.status,
  ownerOrganisationId: call.department.id,
  deadlineOver: call.over,
  role,
  confirmed,
});

const LedByRow = z.object({
  id: z.string(),
});

/** The consortium an organisation leads for a call. */
export async function ledBy(tx: Tx, callId: string, organisationId: string): Promise<string | null> {
  const row = await queryRow(
    tx,
    LedByRow,
    'SELECT id FROM consortium WHERE call_id = $1 AND lead_id = $2 AND ended_at IS NULL',
    [callId, organisationId],
  );
  return row?.id ?? null;
}

/** Whether it has given its word to somebody else's. */
export async function confirmedElsewhere(tx: Tx, callId: string, organisationId: string): Promise<boolean> {
  const rows = await queryRows(
    tx,
    z.unknown(),
    `SELECT 1 FROM consortium_member m JOIN consortium k ON k.id = m.consortium_id AND k.ended_at IS NULL
     WHERE k.call_id = $1 AND m.organisation_id = $2 AND m.role = 'member' AND m.confirmed_at IS NOT NULL AND m.out_at IS NULL`,
    [callId, organisationId],
  );
  return rows.length > 0;
}

type Place = NonNullable<SaveBid['consortium']>[number];

type InsistConsortiumAnswer = Place & { confirmed: boolean };

const InsistConsortiumRow = z.object({
  part: z.string(),
  share: z.number(),
  organisationId: z.string(),
  role: word<InsistConsortiumAnswer['role']>(),
  confirmed: z.boolean(),
});

/** A bid says of its consortium what every member has confirmed, and whoever has given its word to another offers nothing alone. */
export async function insistConsortium(
  tx: Tx,
  callId: string,
  organisationId: string,
  said: readonly Place[] | undefined,
): Promise<void> {
  if (await confirmedElsewhere(tx, callId, organisationId)) throw new Refusal('in_consortium');
  const id = await ledBy(tx, callId, organisationId);
  if (!id) {
    if (said && said.length > 0) throw inputRefusal({ path: 'consortium', code: 'consortium_differs' });
    return;
  }
  const rows = await queryRows(
    tx,
    InsistConsortiumRow,
    `SELECT organisation_id AS "organisationId", role, part, share, confirmed_at IS NOT NULL AS confirmed
     FROM consortium_member WHERE consortium_id = $1 AND out_at IS NULL ORDER BY place`,
    [id],
  );
  const whole = rows.reduce((sum, { share }) => sum + share, 0) === 100;
  if (!whole || rows.some(({ confirmed }) => !confirmed)) throw new Refusal('consortium_unconfirmed');
  const same =
    said?.length === rows.length &&
    rows.every((row, at) => {
      const one = said[at];
      return (
        one?.organisationId === row.organisationId &&
        one.role === row.role &&
        one.part === row.part &&
        one.share === row.share
      );
    });
  if (!same) throw inputRefusal({ path: 'consortium', code: 'consortium_differs' });
}
