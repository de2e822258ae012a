import { Inject, Injectable } from '@nestjs/common';
import { type Call, SaveBid } from '@scenario-lab/contracts/calls';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { bytes, execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { holds, type SignedIn } from '@scenario-lab/domain/actor';
import { stands } from '@scenario-lab/domain/conditions';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { aboutBid } from './bids.service.js';
import { holdCall } from './hold-call.js';
import { measuredOf } from './measured.js';
import { digestOf, keyOfCode, publicKeyOf, seal, unseal } from './sealing.js';

type Side = 'department' | 'lab';
const Sealed = z.object({
  id: z.string(),
  vendor_id: z.string(),
  sealed: bytes(),
  sealed_digest: z.string(),
  content_digest: z.string(),
  handed_in_at: z.date(),
});
type Sealed = z.output<typeof Sealed>;

const BringRow = z.object({
  waiting: bytes().nullable(),
});

@Injectable()
export class OpeningService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The first key waits sealed to the second side's, so that what lies here between the two acts opens nothing. With the
   * second, brought by another person, all standing bids are opened in one transaction and numbered by their digests,
   * which says nothing of when or by whom they came.
   */
  bring(actor: SignedIn, id: string, code: string): Promise<{ opened: boolean }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdCall(tx, actor, id, 'unseal');
      const side = sideOf(actor, record);
      if (record.given[side]) throw new Refusal('duplicate', { side });
      const key = keyOfCode(code);
      const own = side === 'department' ? record.department_key : record.lab_key;
      if (!key || publicKeyOf(key) !== own) throw inputRefusal({ path: 'code', code: 'wrong_code' });
      const other: Side = side === 'department' ? 'lab' : 'department';
      const first = record.given[other] !== undefined;
      const theirs = (side === 'department' ? record.lab_key : record.department_key) ?? '';
      await execute(tx, 'INSERT INTO call_hand (call_id, side, person_id, waiting) VALUES ($1, $2, $3, $4)', [
        id,
        side,
        actor.personId,
        first ? null : seal(key, [theirs], aboutKey(id)),
      ]);
      if (!first) {
        await recordEvent(tx, { thing: 'call', id, event: 'call.key_brought', by: actor });
        return { opened: false };
      }
      const { waiting } = await queryOne(
        tx,
        BringRow,
        'SELECT waiting FROM call_hand WHERE call_id = $1 AND side = $2',
        [id, other],
      );
      const brought = waiting && unseal(waiting, [key], aboutKey(id));
      if (!brought) throw new Refusal('conflict', { thing: 'call', id });
      await transition(tx, 'call', id, 'unseal', { by: actor, set: { updated_at: new Date() } });
      await openBids(tx, record, side === 'department' ? [key, brought] : [brought, key]);
      await execute(tx, 'UPDATE call_hand SET waiting = NULL WHERE call_id = $1', [id]);
      return { opened: true };
    });
  }
}

const aboutKey = (callId: string) => `key of call ${callId}`;

function sideOf(actor: SignedIn, record: CallRecord): Side {
  if (stands(actor, 'department', record.department.id)) return 'department';
  if (holds(actor, ['operator'])) return 'lab';
  throw new Refusal('not_yours', { thing: 'call', id: record.id });
}

const OpenBidsRow = z.object({
  withdrawn: z.number(),
  late: z.number(),
});

async function openBids(tx: Tx, record: CallRecord, keys: readonly Buffer[]): Promise<void> {
  const callId = record.id;
  const bids = await queryRows(
    tx,
    Sealed,
    `SELECT id, vendor_id, sealed, sealed_digest, content_digest, handed_in_at FROM bid
     WHERE call_id = $1 AND replaced_at IS NULL AND withdrawn_at IS NULL ORDER BY sealed_digest FOR UPDATE`,
    [callId],
  );
  const opened: NonNullable<Call['opening']>['bids'] = [];
  const read = bids.map((bid) => ({ bid, content: contentOf(bid, keys, callId) }));
  const sound = read.filter(({ content }) => content !== null).map(({ bid }) => bid.vendor_id);
  // What was measured by now counts; what comes later helps nobody.
  const measured = await measuredOf(tx, record.scenario.id, sound);
  const sides = read.flatMap(({ bid, content }) =>
    content ? [{ bidId: bid.id, organisationIds: sidesOf(bid.vendor_id, content) }] : [],
  );
  const groups = await groupsOf(tx, sides);
  const numbers = new Map<string, number[]>();
  let broken = 0;
  for (const { bid, content } of read) {
    if (!content) {
      broken += 1;
      await execute(tx, 'UPDATE bid SET broken = true WHERE id = $1', [bid.id]);
      continue;
    }
    const number = opened.length + 1;
    const kin = groups.get(bid.id) ?? [];
    for (const group of kin) numbers.set(group, [...(numbers.get(group) ?? []), number]);
    await execute(tx, 'UPDATE bid SET number = $2, content = $3, measured = $4, related = $5 WHERE id = $1', [
      bid.id,
      number,
      JSON.stringify(content),
      JSON.stringify(measured.get(bid.vendor_id) ?? {}),
      kin.length > 0,
    ]);
    await keepMembers(tx, callId, bid.id, content);
    opened.push({
      number,
      handedInAt: bid.handed_in_at.toISOString(),
      sealedDigest: bid.sealed_digest,
      contentDigest: bid.content_digest,
    });
  }
  const counts = await queryOne(
    tx,
    OpenBidsRow,
    `SELECT (SELECT count(*)::int FROM bid WHERE call_id = $1 AND withdrawn_at IS NOT NULL) AS withdrawn,
       (SELECT count(*)::int FROM late_bid WHERE call_id = $1) AS late`,
    [callId],
  );
  await execute(tx, `UPDATE open_call SET opening = $2 WHERE id = $1`, [
    callId,
    JSON.stringify({
      at: new Date().toISOString(),
      hands: [],
      bids: opened,
      broken,
      related: [...numbers.values()],
      ...counts,
    }),
  ]);
  // Who sits and belongs to a bidder judges nobody.
  await execute(
    tx,
    `UPDATE panel_seat SET out_by = seat_conflict(call_id, person_id)
     WHERE call_id = $1 AND person_id IS NOT NULL AND out_by IS NULL AND seat_conflict(call_id, person_id) IS NOT NULL`,
    [callId],
  );
}

/** Whoever offers in a bid: its vendor, and with it the members of its consortium. */
const sidesOf = (vendorId: string, { consortium }: SaveBid) => [
  ...new Set([vendorId, ...(consortium ?? []).map(({ organisationId }) => organisationId)]),
];

async function keepMembers(tx: Tx, callId: string, bidId: string, { consortium }: SaveBid): Promise<void> {
  for (const [place, { organisationId, role, part, share }] of (consortium ?? []).entries())
    await execute(
      tx,
      `INSERT INTO bid_member (bid_id, call_id, organisation_id, role, part, share, place) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [bidId, callId, organisationId, role, part, share, place],
    );
}

const GroupsOfRow = z.object({
  id: z.string(),
  control_group_id: z.string(),
});

/** By bid, the control groups that it shares with another bid of the call, be it through a member. */
async function groupsOf(
  tx: Tx,
  sides: readonly { bidId: string; organisationIds: readonly string[] }[],
): Promise<Map<string, string[]>> {
  const rows = await queryRows(
    tx,
    GroupsOfRow,
    'SELECT id, control_group_id FROM organisation WHERE id = ANY($1) AND control_group_id IS NOT NULL',
    [sides.flatMap(({ organisationIds }) => organisationIds)],
  );
  const groupOf = new Map(rows.map((row) => [row.id, row.control_group_id]));
  const bidsOf = new Map<string, Set<string>>();
  for (const { bidId, organisationIds } of sides)
    for (const id of organisationIds) {
      // One vendor in two bids is as near to itself as its owners are.
      const key = groupOf.get(id) ?? id;
      bidsOf.set(key, (bidsOf.get(key) ?? new Set()).add(bidId));
    }
  const shared = [...bidsOf].filter(([, bids]) => bids.size > 1);
  return new Map(
    sides.map(({ bidId }) => [bidId, shared.filter(([, bids]) => bids.has(bidId)).map(([group]) => group)]),
  );
}

function contentOf(bid: Sealed, keys: readonly Buffer[], callId: string): SaveBid | null {
  if (digestOf(bid.sealed) !== bid.sealed_digest) return null;
  const bytes = unseal(bid.sealed, keys, aboutBid(callId, bid.vendor_id, bid.id));
  if (!bytes || digestOf(bytes) !== bid.content_digest) return null;
  return SaveBid.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
}
