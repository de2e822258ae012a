import type { DataRequest, DataRequestRow } from '@scenario-lab/contracts/data-requests';
import { execute, json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { holds, isLab } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import {
  type DataRequestFacts,
  dataRequestPolicy,
} from '@scenario-lab/domain/data-requests/data-requests.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

/** What is read of a wish besides what everybody may: whose it is, and the reader's own vote. */
export const DataRequestRecord = z.object({
  id: z.string(),
  status: word<DataRequestRow['status']>(),
  title: json<DataRequestRow['title']>(),
  purpose: json<DataRequestRow['purpose']>(),
  field: word<DataRequestRow['field']>(),
  region: z.string().nullable(),
  votes: z.number(),
  claimant_id: z.string().nullable(),
  claimant: json<NonNullable<DataRequestRow['claimedBy']>>().nullable(),
  created_at: z.date(),
  fulfilled_at: z.date().nullable(),
  owner_id: z.string().nullable(),
  voted: z.boolean(),
});
export type DataRequestRecord = z.output<typeof DataRequestRecord>;

/** A visitor's door to the database has no look at whose wish it is, nor at any vote. */
export const requestColumns = (actor: Actor): string =>
  `r.id, r.status, r.title, r.purpose, r.field, r.region, r.votes, r.claimant_id, r.created_at, r.fulfilled_at,
   (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = r.claimant_id) AS claimant,
   ${actor === 'anonymous' ? 'NULL' : 'r.owner_id'} AS owner_id, ${
     actor === 'anonymous'
       ? 'false'
       : 'EXISTS (SELECT 1 FROM data_request_vote v WHERE v.data_request_id = r.id AND v.organisation_id = app_org())'
   } AS voted`;

const day = 86_400_000;

export function requestRowOf(record: DataRequestRecord, actor: Actor): DataRequestRow {
  const { fulfilled_at: done, created_at: born } = record;
  return {
    id: record.id,
    title: record.title,
    purpose: record.purpose,
    field: record.field,
    region: record.region,
    status: record.status,
    votes: record.votes,
    voted: record.voted,
    mine: belongs(actor, record.owner_id),
    createdAt: born.toISOString(),
    // Whom the lab has asked is not told before they have said yes.
    claimedBy: ['claimed', 'fulfilled'].includes(record.status) ? record.claimant : null,
    fulfilledAt: done && record.status === 'fulfilled' ? done.toISOString() : null,
    days:
      done && record.status === 'fulfilled'
        ? Math.max(0, Math.floor((done.getTime() - born.getTime()) / day))
        : null,
  };
}

export const requestFactsOf = (record: DataRequestRecord, actorVerified: boolean): DataRequestFacts => ({
  status: record.status,
  ownerOrganisationId: record.owner_id ?? '',
  claimantId: record.claimant_id,
  actorVerified,
  voted: record.voted,
  shared: record.votes > 1,
});

/** Whose wish it is: the lab's to know, its observers', and its own. */
export const knowsOwner = (actor: Actor, ownerId: string | null): boolean =>
  isLab(actor) || holds(actor, ['observer']) || belongs(actor, ownerId);
/** To whom the lab has passed it on. */
export const routedTo = (record: DataRequestRecord, actor: Actor): DataRequest['routedTo'] =>
  record.status === 'routed' &&
  (isLab(actor) || holds(actor, ['observer']) || belongs(actor, record.claimant_id))
    ? record.claimant
    : null;

const IsVerifiedRow = z.object({
  verified: z.boolean(),
});

export async function isVerified(tx: Tx, actor: SignedIn): Promise<boolean> {
  const row = await queryRow(tx, IsVerifiedRow, 'SELECT verified FROM organisation WHERE id = $1', [
    actor.organisationId,
  ]);
  return row?.verified === true;
}

/**
 * The wish, held to the end of the transaction: votes and deeds of one wish come one after the other. By a lock of its own
 * name, since row locks are for those alone who may change the row. Errors: `not_found`, and what the policy says.
 */
export async function holdRequest(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof dataRequestPolicy>,
): Promise<DataRequestRecord> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`data_request:${id}`]);
  const record = await queryRow(
    tx,
    DataRequestRecord,
    `SELECT ${requestColumns(actor)} FROM data_request r WHERE r.id = $1`,
    [id],
  );
  if (!record) throw new Refusal('not_found', { thing: 'data_request', id });
  const answer = may(dataRequestPolicy, actor, action, requestFactsOf(record, await isVerified(tx, actor)));
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'data_request', id });
  return record;
}
