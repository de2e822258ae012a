import { z } from 'zod';
import { queryRow, queryRows, word } from '../core/rows.js';
import type { Tx } from '../database.js';

/** The last thing the lab did to each group it touched. */
export const SynonymLine = z.object({
  key: z.string(),
  deed: word<'saved' | 'off' | 'removed' | 'restored'>(),
  zh: z.array(z.string()),
  en: z.array(z.string()),
  at: z.date(),
});
export type SynonymLine = z.output<typeof SynonymLine>;

const SynonymsStateRow = z.object({
  id: z.string(),
});

/** Changes with every change the lab makes. */
export async function synonymsState(tx: Tx): Promise<string> {
  const row = await queryRow(tx, SynonymsStateRow, 'SELECT id FROM synonym_change ORDER BY id DESC LIMIT 1');
  return row?.id ?? '';
}

export function synonymLines(tx: Tx): Promise<SynonymLine[]> {
  return queryRows(
    tx,
    SynonymLine,
    'SELECT DISTINCT ON (key) key, deed, zh, en, at FROM synonym_change ORDER BY key, id DESC',
  );
}
