import type { ColumnEntry } from '@scenario-lab/contracts/datasets';

/** A column as its fields hold it: what is left empty is an empty text. */
export type ColumnValues = Omit<ColumnEntry, 'title' | 'unit'> & {
  title?: { zh?: string; en?: string };
  unit?: string;
};

export const bodyColumns = (columns: readonly ColumnValues[]) =>
  columns.map(({ title, unit, ...column }) => ({
    ...column,
    ...(title?.zh || title?.en ? { title: { zh: title.zh || undefined, en: title.en || undefined } } : {}),
    ...(unit ? { unit } : {}),
  }));
