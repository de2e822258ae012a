import { KeptRanking } from '@scenario-lab/contracts/match-weights';
import type { Tx } from '../database.js';

export const rankingKey = 'match.weights';
const none: KeptRanking = { versions: [], chosen: 0, since: null };

/** Versions of the weights; of a broken or missing row none. */
export async function keptRanking(tx: Tx): Promise<KeptRanking> {
  const [row] = await tx.query('SELECT value FROM setting WHERE key = $1', [rankingKey]);
  return KeptRanking.safeParse(row?.value).data ?? none;
}
