import { Inject, Injectable } from '@nestjs/common';
import type { SaveScores, Scoring } from '@scenario-lab/contracts/panels';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { computedOf, givenScores, type PanelBid, panelBidsOf, sheetOf } from './call-sheet.js';
import { holdCall } from './hold-call.js';
import { holdPanel, lockPanel } from './hold-seat.js';
import { toldMeasured } from './measured.js';
import { seatCount } from './substitutes.js';

type Scores = z.infer<typeof SaveScores>['scores'];

const HandInRow = z.object({
  state: z.string(),
});

@Injectable()
export class ScoresService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn, id: string): Promise<Scoring> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'read');
      const bids = await panelBidsOf(tx, id);
      const sits = call.seat !== null && !call.seat.out;
      const computed = computedOf(call, bids);
      const closed = call.round_closed_at !== null;
      const given = closed ? await givenScores(tx, id) : [];
      return {
        bids: sits
          ? bids.map(({ number, content, measured, tied }, at) => ({
              number,
              content,
              tied,
              measured: toldMeasured(measured),
              excludedBy: computed[at]?.excludedBy ?? [],
              points: { ...computed[at]?.points },
              pricePoints: computed[at]?.pricePoints ?? null,
              computed: computed[at]?.computed ?? null,
            }))
          : [],
        own: sits ? await ownScores(tx, id, call.seatNumber) : [],
        given,
        sheet: closed ? sheetOf(call, bids, given) : [],
      };
    });
  }

  save(actor: SignedIn, id: string, scores: Scores): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'score');
      const bids = await panelBidsOf(tx, id);
      const judged = judgedBy(call, bids);
      for (const [at, { number, criterion }] of scores.entries())
        insistJudged(call, judged, number, criterion, `scores.${at}.`);
      await execute(tx, 'DELETE FROM seat_score WHERE call_id = $1 AND seat = $2', [id, call.seatNumber]);
      for (const { number, criterion, points, note } of scores)
        await execute(
          tx,
          'INSERT INTO seat_score (call_id, seat, bid_id, criterion, points, note) VALUES ($1, $2, $3, $4, $5, $6)',
          [id, call.seatNumber, judged.get(number)?.id, criterion, points, note],
        );
    });
  }

  /** What is handed in stands; with the last seat the individual round is closed. Errors: `sheet_incomplete`. */
  handIn(actor: SignedIn, id: string): Promise<{ closed: boolean }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'hand_in');
      const judged = judgedBy(call, await panelBidsOf(tx, id));
      const own = await ownScores(tx, id, call.seatNumber);
      const criteria = call.terms.criteria.filter(({ kind }) => kind === 'judged');
      const missing = [...judged.keys()].flatMap((number) =>
        criteria
          .filter(({ id: one }) => !own.some((had) => had.number === number && had.criterion === one))
          .map(({ id: one }) => `${number} ${one}`),
      );
      if (missing.length > 0) throw new Refusal('sheet_incomplete', { missing: missing.length });
      await execute(
        tx,
        'UPDATE panel_seat SET handed_in_at = clock_timestamp() WHERE call_id = $1 AND number = $2',
        [id, call.seatNumber],
      );
      await recordEvent(tx, { thing: 'call', id, event: 'call.points_handed_in', by: actor });
      const states = await queryRows(tx, HandInRow, 'SELECT state FROM panel_state($1)', [id]);
      const done = states.filter(({ state }) => state === 'handed_in' || state === 'out').length;
      if (done < (await seatCount(tx, call))) return { closed: false };
      await transition(tx, 'call', id, 'close_round', { set: closing() });
      return { closed: true };
    });
  }

  /** The chair waits no longer for who has not handed in; their points do not count. */
  closeRound(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await lockPanel(tx, id);
      await holdCall(tx, actor, id, 'close_round');
      await transition(tx, 'call', id, 'close_round', { by: actor, remark: reason, set: closing() });
    });
  }

  /** In the consensus round a seat may think better of its own points; what it had handed in stays on record. */
  change(
    actor: SignedIn,
    id: string,
    said: { number: number; criterion: string; points: number; reason: string },
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'change');
      const judged = judgedBy(call, await panelBidsOf(tx, id));
      insistJudged(call, judged, said.number, said.criterion, '');
      const own = await ownScores(tx, id, call.seatNumber);
      if (!own.some(({ number, criterion }) => number === said.number && criterion === said.criterion))
        throw new Refusal('sheet_incomplete', { missing: 1 });
      await execute(
        tx,
        'INSERT INTO score_change (id, call_id, seat, bid_id, criterion, points, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())',
        [newId(), id, call.seatNumber, judged.get(said.number)?.id, said.criterion, said.points, said.reason],
      );
    });
  }
}

const closing = () => ({ round_closed_at: new Date(), updated_at: new Date() });

/** Bids a seat has to judge, by number: not those that are out, nor those of whom it is tied to. */
function judgedBy(call: CallRecord, bids: readonly PanelBid[]): Map<number, PanelBid> {
  const computed = computedOf(call, bids);
  return new Map(
    bids
      .filter((bid, at) => !bid.tied && computed[at]?.excludedBy.length === 0)
      .map((bid) => [bid.number, bid]),
  );
}

function insistJudged(
  call: CallRecord,
  judged: ReadonlyMap<number, PanelBid>,
  number: number,
  criterion: string,
  place: string,
): void {
  if (!judged.has(number)) throw inputRefusal({ path: `${place}number`, code: 'not_yours_to_judge' });
  if (!call.terms.criteria.some(({ id, kind }) => id === criterion && kind === 'judged'))
    throw inputRefusal({ path: `${place}criterion`, code: 'unknown_criterion' });
}

const OwnScoresRow = z.object({
  number: z.number(),
  criterion: z.string(),
  points: z.number(),
  note: z.string(),
});

function ownScores(tx: Tx, callId: string, seat: number): Promise<Scores> {
  return queryRows(
    tx,
    OwnScoresRow,
    `SELECT b.number, s.criterion, s.points, s.note FROM seat_score s JOIN panel_bids($1) b ON b.id = s.bid_id
     WHERE s.call_id = $1 AND s.seat = $2 ORDER BY b.number, s.criterion`,
    [callId, seat],
  );
}
