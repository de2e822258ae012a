import { EditionContent } from '@scenario-lab/contracts/editions';
import { inEnglish } from './draft-of-row.js';
import type { ListRow } from './read-list.js';

/**
 * The entries of an edition's JSON: unlike a sheet it holds both languages. Null where it is none. A cell says the same as the
 * sheet's; what it says in English besides stands under a name of its own.
 */
export function rowsOfEdition(document: unknown): ListRow[] | null {
  const parsed = EditionContent.safeParse((document as { content?: unknown } | null)?.content);
  if (!parsed.success) return null;
  const { kind, entries } = parsed.data;
  return entries.map(({ cells }, at) => {
    const values: Record<string, string> = {};
    for (const [id, cell] of Object.entries(cells)) {
      const said = typeof cell === 'number' ? String(cell) : (cell.zh ?? cell.en);
      if (said) values[id] = said;
      if (typeof cell === 'object' && cell.zh && cell.en && cell.en !== cell.zh)
        values[inEnglish(id)] = cell.en;
    }
    return { kind, sheet: '', row: at + 1, values, unit: null };
  });
}
