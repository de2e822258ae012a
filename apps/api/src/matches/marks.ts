import type { MatchMark } from '@scenario-lab/contracts/match-marks';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

/** As JSON, of the row `m` of `match_mark`. */
export const markSql = (
  m: string,
) => `jsonb_build_object('mark', ${m}.mark, 'reason', ${m}.reason, 'words', ${m}.words,
  'by', coalesce(person_name(${m}.person_id), ''), 'at', to_char(${m}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

const MarksOfRow = z.object({
  id: z.string(),
  mark: json<MatchMark>(),
});

/** Marks in force of the reader's organisation, by the id of the other side of the pair. */
export async function marksOf(
  tx: Tx,
  of: 'scenario' | 'solution',
  id: string,
): Promise<Map<string, MatchMark>> {
  const other = of === 'scenario' ? 'solution' : 'scenario';
  const rows = await queryRows(
    tx,
    MarksOfRow,
    `SELECT m.${other}_id AS id, ${markSql('m')} AS mark FROM match_mark m WHERE m.${of}_id = $1 AND m.taken_back_at IS NULL`,
    [id],
  );
  return new Map(rows.map((row) => [row.id, row.mark]));
}
