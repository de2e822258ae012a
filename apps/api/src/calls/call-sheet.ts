import { type BlindBid, GivenScore, type SheetRow } from '@scenario-lab/contracts/panels';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { panelSheet } from '@scenario-lab/domain/calls/panel-sheet';
import { computedSheet, type MeasuredValue, type SheetBid } from '@scenario-lab/domain/calls/sheet';
import { z } from 'zod';

/** An opened bid as the panel reads it: without whose it is. */
export const PanelBid = z.object({
  id: z.string(),
  number: z.number(),
  price: z.number(),
  content: json<NonNullable<BlindBid['content']>>().nullable(),
  measured: json<Record<string, MeasuredValue>>(),
  related: z.boolean(),
  tied: z.boolean(),
});
export type PanelBid = z.output<typeof PanelBid>;

export const panelBidsOf = (tx: Tx, callId: string): Promise<PanelBid[]> =>
  queryRows(tx, PanelBid, 'SELECT * FROM panel_bids($1)', [callId]);

const sheetBid = ({ number, price, related, measured }: PanelBid): SheetBid => ({
  number,
  price,
  related,
  measured,
});

/** What needs no opinion, bid by bid. */
export const computedOf = (call: CallRecord, bids: readonly PanelBid[]) =>
  computedSheet(call.terms, bids.map(sheetBid));

const GivenScoresRow = z.object({
  seat: z.number(),
  number: z.number(),
  criterion: z.string(),
  points: z.number(),
  reason: z.string(),
  at: z.date(),
});

/** Everybody's points, each as handed in and as it counts now; of seats that are out nothing counts. */
export async function givenScores(tx: Tx, callId: string): Promise<GivenScore[]> {
  const rows = await queryRows(
    tx,
    GivenScore,
    `SELECT s.seat, b.number, s.criterion, s.points, s.note, '[]'::jsonb AS changes, s.points AS now
     FROM seat_score s JOIN panel_bids($1) b ON b.id = s.bid_id JOIN panel_state($1) p ON p.number = s.seat
     WHERE s.call_id = $1 AND p.state = 'handed_in' ORDER BY s.seat, b.number, s.criterion`,
    [callId],
  );
  const changes = await queryRows(
    tx,
    GivenScoresRow,
    `SELECT h.seat, b.number, h.criterion, h.points, h.reason, h.at FROM score_change h
       JOIN panel_bids($1) b ON b.id = h.bid_id WHERE h.call_id = $1 ORDER BY h.at, h.id`,
    [callId],
  );
  return rows.map((row) => {
    const own = changes.filter(
      ({ seat, number, criterion }) =>
        seat === row.seat && number === row.number && criterion === row.criterion,
    );
    return {
      ...row,
      now: own.at(-1)?.points ?? row.points,
      changes: own.map(({ points, reason, at }) => ({ points, reason, at: at.toISOString() })),
    };
  });
}

/** The whole calculation as it stands. */
export function sheetOf(
  call: CallRecord,
  bids: readonly PanelBid[],
  given: readonly GivenScore[],
): SheetRow[] {
  const pairs = new Map<string, { seat: number; bid: number; points: Record<string, number> }>();
  for (const { seat, number, criterion, now } of given) {
    const key = `${seat} ${number}`;
    const had = pairs.get(key) ?? { seat, bid: number, points: {} };
    had.points[criterion] = now;
    pairs.set(key, had);
  }
  return panelSheet(call.terms, bids.map(sheetBid), [...pairs.values()]).map((line) => ({
    ...line,
    points: { ...line.points },
    judged: { ...line.judged },
  }));
}
