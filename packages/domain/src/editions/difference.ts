import type { EditionCell, EditionDifference, EditionEntry } from '@scenario-lab/contracts/editions';

type Changes = Omit<EditionDifference, 'id' | 'number'>;

/**
 * What `now` has that `before` had not, has otherwise, or has no longer; entries are the same where they were made of the
 * same need or card. `columns`: the cells that are compared, for one edition may print what the other left out.
 */
export function differenceOf(
  before: readonly EditionEntry[],
  now: readonly EditionEntry[],
  columns: readonly string[],
): Changes {
  const were = new Map(before.map((entry) => [entry.id, entry]));
  const are = new Set(now.map(({ id }) => id));
  const changed = now.flatMap((entry) => {
    const was = were.get(entry.id);
    const differing = was ? columns.filter((id) => !same(was.cells[id], entry.cells[id])) : [];
    return differing.length > 0 ? [{ id: entry.id, columns: differing }] : [];
  });
  return {
    added: now.filter(({ id }) => !were.has(id)).map(({ id }) => id),
    changed,
    gone: before.filter(({ id }) => !are.has(id)).map(({ id, cells }) => ({ id, name: cells.name ?? {} })),
  };
}

function same(one: EditionCell | undefined, other: EditionCell | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.zh === other.zh && one.en === other.en;
}
