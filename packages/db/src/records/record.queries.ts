import { figureWords } from '@scenario-lab/contracts/record-figures';
import {
  type FigureRules,
  type RecordFigure,
  type RecordReply,
  type RecordTally,
  recordFigures,
} from '@scenario-lab/contracts/records';
import type { Actor } from '@scenario-lab/domain/actor';
import { type Counted, estimated } from '@scenario-lab/domain/records/estimate';
import { z } from 'zod';
import { queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const FigureRow = z.object({
  figure: word<RecordFigure>(),
  published_from: z.string().nullable(),
  published: z.boolean(),
  prior_share: z.number(),
  prior_of_lab: z.boolean(),
  counted_at: z.date().nullable(),
});
export type FigureRow = z.output<typeof FigureRow>;

/** In the order of the contract. */
export async function readFigures(tx: Tx): Promise<FigureRow[]> {
  const rows = await queryRows(
    tx,
    FigureRow,
    `SELECT figure, published_from::text, coalesce(published_from <= current_date, false) AS published, prior_share, prior_of_lab, counted_at
     FROM record_figure`,
  );
  return recordFigures.flatMap((figure) => rows.filter((row) => row.figure === figure));
}

export const rulesOf = (row: FigureRow): FigureRules => ({
  figure: row.figure,
  ...figureWords[row.figure],
  publishedFrom: row.published_from,
  published: row.published,
  prior: { share: row.prior_share, ofTheLab: row.prior_of_lab },
});

export const nothing: Counted = { met: 0, facts: 0, excluded: {} };

export function tallyView(row: FigureRow, counted: Counted): RecordTally {
  return estimated(counted, { share: row.prior_share, ofTheLab: row.prior_of_lab });
}

export interface ReplyRow {
  organisation_id: string;
  figure: RecordFigure;
  text: string;
  at: Date;
  shown_at: Date | null;
  refused_because: string | null;
}

/** Visitors' role cannot read why one was not shown. */
export const replyColumns = (actor: Actor) =>
  `organisation_id, figure, text, at, shown_at, ${actor === 'anonymous' ? 'NULL AS refused_because' : 'refused_because'}`;

export const replyView = (row: ReplyRow): RecordReply => ({
  text: row.text,
  at: row.at.toISOString(),
  state: row.shown_at ? 'shown' : row.refused_because === null ? 'waiting' : 'refused',
  reason: row.refused_because,
});
