import { KeptRanking } from '@scenario-lab/contracts/match-weights';
import { z } from 'zod';
import { json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

export const rankingKey = 'match.weights';
const none: KeptRanking = { versions: [], chosen: 0, since: null };

const KeptRankingRow = z.object({
  value: json<unknown>().nullable(),
});

/** Versions of the weights; of a broken or missing row none. */
export async function keptRanking(tx: Tx): Promise<KeptRanking> {
  const row = await queryRow(tx, KeptRankingRow, 'SELECT value FROM setting WHERE key = $1', [rankingKey]);
  return KeptRanking.safeParse(row?.value).data ?? none;
}
