import type { BlindBid, GivenScore, SheetRow } from '@scenario-lab/contracts/panels';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import type { Tx } from '@scenario-lab/db/database';
import { panelSheet } from '@scenario-lab/domain/calls/panel-sheet';
import { computedSheet, type MeasuredValue, type SheetBid } from '@scenario-lab/domain/calls/sheet';

/** An opened bid as the panel reads it: without whose it is. */
export interface PanelBid {
  id: string;
  number: number;
  price: number;
  content: BlindBid['content'];
  measured: Record<string, MeasuredValue>;
  related: boolean;
  tied: boolean;
}

export const panelBidsOf = (tx: Tx, callId: string): Promise<PanelBid[]> =>
  tx.query('SELECT * FROM panel_bids($1)', [callId]);

const sheetBid = ({ number, price, related, measured }: PanelBid): SheetBid => ({
  number,
  price,
  related,
  measured,
});

/** What needs no opinion, bid by bid. */
export const computedOf = (call: CallRecord, bids: readonly PanelBid[]) =>
  computedSheet(call.terms, bids.map(sheetBid));

/** Everybody's points, each as handed in and as it counts now; of seats that are out nothing counts. */
export async function givenScores(tx: Tx, callId: string): Promise<GivenScore[]> {
  const rows: GivenScore[] = await tx.query(
    `SELECT s.seat, b.number, s.criterion, s.points, s.note, '[]'::jsonb AS changes, s.points AS now
     FROM seat_score s JOIN panel_bids($1) b ON b.id = s.bid_id JOIN panel_state($1) p ON p.number = s.seat
     WHERE s.call_id = $1 AND p.state = 'handed_in' ORDER BY s.seat, b.number, s.criterion`,
    [callId],
  );
  const changes: {
    seat: number;
    number: number;
    criterion: string;
    points: number;
    reason: string;
    at: Date;
  }[] = await tx.query(
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
