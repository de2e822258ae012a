import { Inject, Injectable } from '@nestjs/common';
import type { Award } from '@scenario-lab/contracts/calls';
import type { moveUpBid, Outcome, SheetRow } from '@scenario-lab/contracts/panels';
import type { Received } from '@scenario-lab/contracts/route';
import { type CallRecord, membersSql } from '@scenario-lab/db/calls/call.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { readWorkingTime } from '@scenario-lab/db/core/working-days';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { nextOf } from '@scenario-lab/domain/calls/next-in-line';
import { Refusal } from '@scenario-lab/domain/refusal';
import { workdayAfter } from '@scenario-lab/domain/working-days/working-time';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { givenScores, panelBidsOf, sheetOf } from './call-sheet.js';
import { followEngagements } from './follow-engagements.js';
import { callOf, holdCall } from './hold-call.js';
import { lockPanel } from './hold-seat.js';
import { toldMeasured } from './measured.js';

const Recommended = z.object({
  number: z.number().nullable(),
  reason: z.string(),
  sheet: json<SheetRow[]>(),
});
type Recommended = z.output<typeof Recommended>;

const OutcomeRow = z.object({
  body: json<Outcome>(),
});

@Injectable()
export class DecisionsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** One of those the calculation cannot tell apart at the top, or none; with the calculation as it is now. */
  recommend(actor: SignedIn, id: string, number: number | null, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await lockPanel(tx, id);
      const call = await holdCall(tx, actor, id, 'recommend');
      const sheet = sheetOf(call, await panelBidsOf(tx, id), await givenScores(tx, id));
      if (number !== null && sheet.find((line) => line.number === number)?.tier !== 1)
        throw inputRefusal({ path: 'number', code: 'not_in_the_first_tier' });
      await execute(
        tx,
        `INSERT INTO recommendation (id, call_id, number, reason, sheet, person_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
        [newId(), id, number, reason, JSON.stringify(sheet), actor.personId],
      );
      await transition(tx, 'call', id, 'recommend', { by: actor, set: { updated_at: new Date() } });
    });
  }

  /** The department's own decision; it may be objected to until the standstill is over. */
  announce(actor: SignedIn, id: string, procurementNumber: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'announce');
      const said = await recommendedOf(tx, id);
      const line = said?.sheet.find((one) => one.number === said.number);
      if (!said || !line || line.total === null)
        throw new Refusal('wrong_status', { thing: 'call', status: call.status });
      const until = await standstillEnd(tx, call.terms.standstillDays);
      const award = await awardOf(tx, call, said, line, procurementNumber, until);
      await writeOutcomes(tx, id, said.sheet);
      await transition(tx, 'call', id, 'announce', {
        by: actor,
        set: { award, standstill_until: until, updated_at: new Date() },
      });
    });
  }

  award(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'award');
      await transition(tx, 'call', id, 'award', { by: actor, set: { updated_at: new Date() } });
      if (call.award) await followEngagements(tx, actor, call, call.award);
    });
  }

  /** Of those that are left the best, by the calculation the panel recommended with; what was awarded before stays in it. */
  moveUp(
    actor: SignedIn,
    id: string,
    { number, procurementNumber, reason }: Received<typeof moveUpBid>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'move_up');
      const said = await recommendedOf(tx, id);
      if (!said || !call.award) throw new Refusal('wrong_status', { thing: 'call', status: call.status });
      const { after = [], ...had } = call.award;
      const gone = [...after.map((one) => one.number), had.number];
      const line = nextOf(said.sheet, gone).find((one) => one.number === number);
      if (!line) throw inputRefusal({ path: 'number', code: 'not_the_next' });
      const until = await standstillEnd(tx, call.terms.standstillDays);
      const award = await awardOf(tx, call, { ...said, reason }, line, procurementNumber, until);
      const before = {
        number: had.number,
        vendor: had.vendor,
        procurementNumber: had.procurementNumber,
        reason,
        at: had.at,
      };
      await transition(tx, 'call', id, 'move_up', {
        by: actor,
        remark: reason,
        set: {
          award: { ...award, after: [...after, before] },
          standstill_until: until,
          updated_at: new Date(),
        },
      });
    });
  }

  /** Without an award, said why; whoever was judged learns how. */
  fail(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdCall(tx, actor, id, 'fail');
      if (call.status === 'recommended') {
        const said = await recommendedOf(tx, id);
        if (said) await writeOutcomes(tx, id, said.sheet);
      }
      await transition(tx, 'call', id, 'fail', {
        by: actor,
        set: { end_reason: reason, award: null, standstill_until: null, updated_at: new Date() },
      });
    });
  }

  outcome(actor: SignedIn, id: string): Promise<{ outcome: Outcome | null }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, id);
      if (!['standstill', 'awarded', 'failed'].includes(call.status)) return { outcome: null };
      const row = await queryRow(
        tx,
        OutcomeRow,
        `SELECT body FROM bid_outcome WHERE call_id = $1 AND (vendor_id = app_org() OR bid_id IN (
           SELECT m.bid_id FROM bid_member m WHERE m.call_id = $1 AND m.organisation_id = app_org()))`,
        [id],
      );
      return { outcome: row?.body ?? null };
    });
  }
}

async function recommendedOf(tx: Tx, callId: string): Promise<Recommended | null> {
  const row = await queryRow(
    tx,
    Recommended,
    'SELECT number, reason, sheet FROM recommendation WHERE call_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
    [callId],
  );
  return row ?? null;
}

const StandstillEndRow = z.object({
  zone: z.string(),
  today: z.string(),
});

const StandstillEndRow2 = z.object({
  until: z.date(),
});

/** The end of the last day of the standstill, by the lab's time zone. */
async function standstillEnd(tx: Tx, days: number): Promise<Date> {
  const { zone, today } = await queryOne(
    tx,
    StandstillEndRow,
    `SELECT current_setting('TimeZone') AS zone, current_date::text AS today`,
  );
  const last = workdayAfter(await readWorkingTime(tx, zone), today, days);
  const { until } = await queryOne(
    tx,
    StandstillEndRow2,
    `SELECT ($1::date + 1)::timestamp AT TIME ZONE current_setting('TimeZone') AS until`,
    [last],
  );
  return until;
}

const AwardOfRow = z.object({
  vendor: json<{ id: string; name: { zh?: string | undefined; en?: string | undefined } }>(),
  members:
    json<
      {
        part: string;
        share: number;
        organisation: { id: string; name: { zh?: string | undefined; en?: string | undefined } };
        role: 'lead' | 'member';
      }[]
    >(),
});

async function awardOf(
  tx: Tx,
  call: CallRecord,
  said: Recommended,
  line: SheetRow,
  procurementNumber: string,
  until: Date,
): Promise<Award> {
  const winner = await queryRow(
    tx,
    AwardOfRow,
    `SELECT jsonb_build_object('id', o.id, 'name', o.name) AS vendor, ${membersSql('b.id')} AS members
     FROM bid b JOIN organisation o ON o.id = b.vendor_id WHERE b.call_id = $1 AND b.number = $2`,
    [call.id, line.number],
  );
  const bid = (await panelBidsOf(tx, call.id)).find(({ number }) => number === line.number);
  if (!winner || !bid) throw new Refusal('not_found', { thing: 'bid', number: line.number });
  return {
    number: line.number,
    vendor: winner.vendor,
    ...(winner.members.length > 0 ? { members: winner.members } : {}),
    price: bid.price,
    total: line.total ?? 0,
    lower: line.lower ?? 0,
    upper: line.upper ?? 0,
    pricePoints: line.pricePoints ?? 0,
    points: { ...line.points, ...line.judged },
    measured: toldMeasured(bid.measured),
    bidders: said.sheet.length,
    excluded: said.sheet.filter(({ excludedBy }) => excludedBy.length > 0).length,
    tier: said.sheet.filter(({ tier }) => tier === line.tier).length,
    reason: said.reason,
    procurementNumber,
    at: new Date().toISOString(),
    until: until.toISOString(),
  };
}

const WriteOutcomesRow = z.object({
  id: z.string(),
  number: z.number(),
  vendor_id: z.string(),
});

/** To each bidder its own line and what was written of it; in an order that says nothing of who wrote it. */
async function writeOutcomes(tx: Tx, callId: string, sheet: readonly SheetRow[]): Promise<void> {
  const given = await givenScores(tx, callId);
  const bids = await queryRows(
    tx,
    WriteOutcomesRow,
    'SELECT id, number, vendor_id FROM bid WHERE call_id = $1 AND number IS NOT NULL',
    [callId],
  );
  for (const bid of bids) {
    const row = sheet.find(({ number }) => number === bid.number);
    if (!row) continue;
    const body: Outcome = {
      number: bid.number,
      rank: row.rank,
      tier: row.tier,
      bidders: sheet.length,
      row,
      notes: given
        .filter(({ number }) => number === bid.number)
        .map(({ criterion, now, note, changes }) => ({
          criterion,
          points: now,
          note: changes.at(-1)?.reason ?? note,
        }))
        .sort((a, b) => (`${a.criterion} ${a.note}` < `${b.criterion} ${b.note}` ? -1 : 1)),
    };
    await execute(
      tx,
      `INSERT INTO bid_outcome (bid_id, call_id, vendor_id, body) VALUES ($1, $2, $3, $4)
       ON CONFLICT (bid_id) DO UPDATE SET body = excluded.body, at = clock_timestamp()`,
      [bid.id, callId, bid.vendor_id, JSON.stringify(body)],
    );
  }
}
