import { Inject, Injectable } from '@nestjs/common';
import type { OpenedBid, OwnBids, Receipt, SaveBid } from '@scenario-lab/contracts/calls';
import { bidFactsOf, type CallRecord, membersSql } from '@scenario-lab/db/calls/call.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { bidPolicy } from '@scenario-lab/domain/calls/calls.policy';
import { computedSheet, type MeasuredValue } from '@scenario-lab/domain/calls/sheet';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { lockBids } from './bid-lock.js';
import { insistConsortium } from './consortium-rows.js';
import { callOf } from './hold-call.js';
import { measuredOf, toldMeasured } from './measured.js';
import { canonical, digestOf, seal } from './sealing.js';

/** Bytes of all files of one bid, before they are written as text. */
const mostFileBytes = 2_500_000;
/** Times one vendor may hand in for one call; each stands on record. */
const mostTimes = 50;

/** What a sealed bid is bound to: it opens as no other call's and nobody else's. */
export const aboutBid = (callId: string, vendorId: string, bidId: string) =>
  `bid ${bidId} of ${vendorId} for ${callId}`;

const WithdrawRow = z.object({
  call_id: z.string(),
  vendor_id: z.string(),
});

const WithdrawRow2 = z.object({
  standing: z.boolean(),
});

const OwnRow = z.object({
  id: z.string(),
  handed_in_at: z.date(),
  sealed_digest: z.string(),
  content_digest: z.string(),
  number: z.number().nullable(),
  broken: z.boolean(),
  replaced_at: z.date().nullable(),
  withdrawn_at: z.date().nullable(),
});

const OwnRow2 = z.object({
  at: z.date(),
});

type ListAnswer = Pick<OpenedBid, 'id' | 'number' | 'vendor' | 'content' | 'members'> & {
  found: Record<string, MeasuredValue> | null;
  related: boolean;
};

const ListRow = z.object({
  number: z.number(),
  id: z.string(),
  vendor: json<ListAnswer['vendor']>(),
  members:
    json<
      {
        part: string;
        share: number;
        organisation: { id: string; name: { zh?: string | undefined; en?: string | undefined } };
        role: 'lead' | 'member';
      }[]
    >(),
  content: json<ListAnswer['content']>(),
  found: json<Record<string, MeasuredValue>>().nullable(),
  related: z.boolean(),
});

@Injectable()
export class BidsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Seals and keeps; what stood before is replaced. One that is late is refused and the attempt put on record. */
  async handIn(actor: SignedIn, callId: string, bid: SaveBid): Promise<Receipt> {
    const receipt = await this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      const facts = { ...bidFactsOf(call), standing: false, vendorOrganisationId: actor.organisationId };
      const answer = may(bidPolicy, actor, 'bid.hand_in', facts);
      if (!answer.ok && answer.code === 'too_late') return null;
      demand(answer, { thing: 'call', status: call.status });
      insistSound(call, bid);
      await insistOwnCard(tx, bid.solutionId);
      return await keep(tx, actor, call, bid);
    });
    if (receipt) return receipt;
    await this.database.asActor(actor, (tx) =>
      execute(tx, 'INSERT INTO late_bid (id, call_id, vendor_id) VALUES ($1, $2, $3)', [
        newId(),
        callId,
        actor.organisationId,
      ]),
    );
    throw new Refusal('too_late', { thing: 'call', id: callId });
  }

  withdraw(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, WithdrawRow, 'SELECT call_id, vendor_id FROM bid WHERE id = $1', [id]);
      if (!row) throw new Refusal('not_found', { thing: 'bid', id });
      const call = await callOf(tx, actor, row.call_id);
      await lockBids(tx, call.id, actor.organisationId);
      const { standing } = await queryOne(
        tx,
        WithdrawRow2,
        'SELECT replaced_at IS NULL AND withdrawn_at IS NULL AS standing FROM bid WHERE id = $1',
        [id],
      );
      demand(
        may(bidPolicy, actor, 'bid.withdraw', {
          ...bidFactsOf(call),
          standing,
          vendorOrganisationId: row.vendor_id,
        }),
      );
      const changed = await execute(tx, 'UPDATE bid SET withdrawn_at = clock_timestamp() WHERE id = $1', [
        id,
      ]);
      if (changed === 0) throw new Refusal('too_late', { thing: 'call', id: call.id });
    });
  }

  own(actor: SignedIn, callId: string): Promise<OwnBids> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      const rows = await queryRows(
        tx,
        OwnRow,
        `SELECT id, handed_in_at, sealed_digest, content_digest, number, broken, replaced_at, withdrawn_at FROM bid
         WHERE call_id = $1 AND vendor_id = app_org() ORDER BY handed_in_at DESC, id DESC`,
        [callId],
      );
      const late = await queryRows(
        tx,
        OwnRow2,
        'SELECT at FROM late_bid WHERE call_id = $1 AND vendor_id = app_org() ORDER BY at',
        [callId],
      );
      return {
        items: rows.map((row) => {
          const standing = row.replaced_at === null && row.withdrawn_at === null;
          return {
            ...receiptOf(row),
            number: row.number,
            state: row.withdrawn_at
              ? 'withdrawn'
              : row.replaced_at
                ? 'replaced'
                : row.broken
                  ? 'broken'
                  : 'standing',
            allowed: allowed(bidPolicy, actor, {
              ...bidFactsOf(call),
              standing,
              vendorOrganisationId: actor.organisationId,
            }).filter((action) => action === 'bid.withdraw'),
          };
        }),
        late: late.map(({ at }) => at.toISOString()),
      };
    });
  }

  list(actor: SignedIn, callId: string): Promise<OpenedBid[]> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      demand(
        may(bidPolicy, actor, 'bid.list', {
          ...bidFactsOf(call),
          standing: true,
          vendorOrganisationId: null,
        }),
      );
      const bids = await queryRows(
        tx,
        ListRow,
        `SELECT b.id, b.number, jsonb_build_object('id', o.id, 'name', o.name) AS vendor, b.content, b.measured AS found, b.related,
           ${membersSql('b.id')} AS members
         FROM bid b JOIN organisation o ON o.id = b.vendor_id WHERE b.call_id = $1 AND b.number IS NOT NULL ORDER BY b.number`,
        [callId],
      );
      // Bids opened before what was measured was kept with them are read as it stands today.
      const unkept = bids.filter(({ found }) => found === null).map(({ vendor }) => vendor.id);
      const today = unkept.length > 0 ? await measuredOf(tx, call.scenario.id, unkept) : new Map();
      const measuredBy = (bid: (typeof bids)[number]): Record<string, MeasuredValue> =>
        bid.found ?? today.get(bid.vendor.id) ?? {};
      const sheet = computedSheet(
        call.terms,
        bids.map((bid) => ({
          number: bid.number,
          price: bid.content.price,
          related: bid.related,
          measured: measuredBy(bid),
        })),
      );
      return bids.map((bid, at): OpenedBid => {
        const { found: _, related: __, ...told } = bid;
        const line = sheet[at];
        return {
          ...told,
          measured: toldMeasured(measuredBy(bid)),
          excludedBy: line?.excludedBy ?? [],
          points: line?.points ?? {},
          pricePoints: line?.pricePoints ?? null,
          computed: line?.computed ?? null,
        };
      });
    });
  }
}

const Kept = z.object({
  id: z.string(),
  handed_in_at: z.date(),
  sealed_digest: z.string(),
  content_digest: z.string(),
});
type Kept = z.output<typeof Kept>;

const receiptOf = (row: Kept): Receipt => ({
  id: row.id,
  handedInAt: row.handed_in_at.toISOString(),
  sealedDigest: row.sealed_digest,
  contentDigest: row.content_digest,
});

const KeepRow = z.object({
  times: z.number(),
});

async function keep(tx: Tx, actor: SignedIn, call: CallRecord, bid: SaveBid): Promise<Receipt> {
  await lockBids(tx, call.id, actor.organisationId);
  await insistConsortium(tx, call.id, actor.organisationId, bid.consortium);
  const { times } = await queryOne(
    tx,
    KeepRow,
    'SELECT count(*)::int AS times FROM bid WHERE call_id = $1 AND vendor_id = app_org()',
    [call.id],
  );
  if (times >= mostTimes) throw new Refusal('too_many_requests', { most: mostTimes });
  const id = newId();
  const text = canonical(bid);
  const keys = [call.department_key ?? '', call.lab_key ?? ''];
  const sealed = seal(Buffer.from(text), keys, aboutBid(call.id, actor.organisationId, id));
  await execute(
    tx,
    `UPDATE bid SET replaced_at = clock_timestamp() WHERE call_id = $1 AND vendor_id = app_org()
     AND replaced_at IS NULL AND withdrawn_at IS NULL`,
    [call.id],
  );
  const row = await queryOne(
    tx,
    Kept,
    `INSERT INTO bid (id, call_id, vendor_id, person_id, sealed, sealed_digest, content_digest, handed_in_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, date_trunc('milliseconds', clock_timestamp()))
     RETURNING id, handed_in_at, sealed_digest, content_digest`,
    [id, call.id, actor.organisationId, actor.personId, sealed, digestOf(sealed), digestOf(text)],
  );
  return receiptOf(row);
}

function insistSound(call: CallRecord, bid: SaveBid): void {
  const { criteria, ceiling } = call.terms;
  const known = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  bid.answers.forEach(({ criterion }, at) => {
    if (!known.has(criterion))
      throw inputRefusal({ path: `answers.${at}.criterion`, code: 'unknown_criterion' });
    if (bid.answers.findIndex((other) => other.criterion === criterion) < at)
      throw inputRefusal({ path: `answers.${at}.criterion`, code: 'criterion_twice' });
  });
  for (const { id, kind } of criteria) {
    const at = bid.answers.findIndex(({ criterion }) => criterion === id);
    const answer = bid.answers[at];
    if (!answer || (kind === 'measured' ? answer.value === null : answer.text === ''))
      throw inputRefusal({
        path: `answers.${at < 0 ? bid.answers.length : at}`,
        code: 'criterion_unanswered',
      });
  }
  if (ceiling !== null && bid.price > ceiling)
    throw inputRefusal({ path: 'price', code: 'above_the_ceiling' });
  const bytes = bid.files.reduce((sum, { data }) => sum + Math.floor((data.length * 3) / 4), 0);
  if (bytes > mostFileBytes) throw inputRefusal({ path: 'files', code: 'files_too_large' });
}

async function insistOwnCard(tx: Tx, solutionId: string | null): Promise<void> {
  if (!solutionId) return;
  const row = await queryRow(
    tx,
    z.unknown(),
    "SELECT 1 FROM solution WHERE id = $1 AND owner_id = app_org() AND status = 'listed'",
    [solutionId],
  );
  if (!row) throw inputRefusal({ path: 'solutionId', code: 'not_listed' });
}
