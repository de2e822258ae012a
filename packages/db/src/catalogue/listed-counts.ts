import { z } from 'zod';
import { queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import type { CardFilter, CardThing } from './listing.queries.js';

interface ListedCounts {
  total: number;
  /** By the column's name. */
  facets: Record<string, Record<string, number>>;
}

const ListedCountsRow = z.object({
  facet: z.string(),
  value: z.string(),
  cards: z.number(),
});

/**
 * Counts of a list that shows what is published and is narrowed by nothing, or by one field where fields are all it is
 * narrowed by: they stand ready. Null for any other, which has to be counted.
 */
export async function listedCounts(
  tx: Tx,
  thing: CardThing,
  filter: CardFilter & { q?: string | undefined },
  narrowed: { by: readonly unknown[]; byField: boolean },
): Promise<ListedCounts | null> {
  const { q, mine, status, field } = filter;
  if (q || mine || status || narrowed.by.some((value) => value !== undefined)) return null;
  if (field && !narrowed.byField) return null;
  const rows = await queryRows(
    tx,
    ListedCountsRow,
    'SELECT facet, value, cards FROM listed_count WHERE thing = $1 AND cards > 0 ORDER BY facet, value',
    [thing],
  );
  const facets: ListedCounts['facets'] = {};
  for (const { facet, value, cards } of rows) facets[facet] = { ...facets[facet], [value]: cards };
  const all = field ? facets.fields?.[field] : facets['']?.[''];
  return { total: all ?? 0, facets };
}
