import { EditionContent } from '@scenario-lab/contracts/editions';
import { z } from 'zod';
import { inEnglish } from './draft-of-row.js';
import type { ListRow } from './read-list.js';

/** What is looked at of an edition's own file (JSON), be it this lab's or another's. */
const EditionDocument = z.object({ content: EditionContent });

/**
 * The entries of an edition's JSON: unlike a sheet it holds both languages. Null where it is none. A cell says the same as the
 * sheet's; what it says in English besides stands under a name of its own.
 */
export function rowsOfEdition(document: unknown): ListRow[] | null {
  const parsed = EditionDocument.safeParse(document);
  if (!parsed.success) return null;
  const { kind, entries } = parsed.data.content;
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
