import type { Tx } from '../database.js';

/** The last thing the lab did to each group it touched. */
export interface SynonymLine {
  key: string;
  deed: 'saved' | 'off' | 'removed' | 'restored';
  zh: string[];
  en: string[];
  at: Date;
}

/** Changes with every change the lab makes. */
export async function synonymsState(tx: Tx): Promise<string> {
  const [row]: { id: string }[] = await tx.query('SELECT id FROM synonym_change ORDER BY id DESC LIMIT 1');
  return row?.id ?? '';
}

export function synonymLines(tx: Tx): Promise<SynonymLine[]> {
  return tx.query('SELECT DISTINCT ON (key) key, deed, zh, en, at FROM synonym_change ORDER BY key, id DESC');
}
