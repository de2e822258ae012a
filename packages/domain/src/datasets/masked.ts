import type { ColumnEntry, DatasetVersion, Reading } from '@scenario-lab/contracts/datasets';
import { type ColumnMask, type MaskMethod, methodsFor } from '@scenario-lab/contracts/masking';

/** How the lab writes a table; read so, nothing in it is taken to mean something else. */
export const asWritten: Reading = {
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  markers: [],
  totals: 'keep',
};

interface MaskFault {
  path: string;
  code: 'unknown_column' | 'column_twice' | 'mask_does_not_fit' | 'split_needs_it' | 'too_few_columns';
}

const mostlyKept: Record<DatasetVersion['split']['by'], readonly MaskMethod[]> = {
  // The same values stay the same groups.
  hash: ['token'],
  group: ['token', 'year', 'month', 'band', 'district'],
  time: ['month'],
  named: [],
};

/** What is wrong with a choice, by its place in the list. */
export function maskFaults(
  { columns, split }: Pick<DatasetVersion, 'columns' | 'split'>,
  masks: readonly ColumnMask[],
): MaskFault[] {
  const seen = new Set<string>();
  const faults: MaskFault[] = [];
  for (const [at, { column: name, method }] of masks.entries()) {
    const column = columns.find((one) => one.name === name);
    if (!column) faults.push({ path: `masks.${at}.column`, code: 'unknown_column' });
    else if (seen.has(name)) faults.push({ path: `masks.${at}.column`, code: 'column_twice' });
    else if (!methodsFor[column.type].includes(method))
      faults.push({ path: `masks.${at}.method`, code: 'mask_does_not_fit' });
    else if (split.column === name && !mostlyKept[split.by].includes(method))
      faults.push({ path: `masks.${at}.method`, code: 'split_needs_it' });
    seen.add(name);
  }
  const dropped = masks.filter(({ method }) => method === 'drop').length;
  if (faults.length === 0 && columns.length - dropped < 2)
    faults.push({ path: 'masks', code: 'too_few_columns' });
  return faults;
}

const typeOf: Partial<Record<MaskMethod, ColumnEntry['type']>> = {
  year: 'number',
  band: 'number',
  month: 'timestamp',
};

/**
 * The dictionary of a masked version. Of a masked column title and meaning stay; rules, unit and the reason to leave it open
 * were said of values that are no more, and a list of allowed values may hold them.
 */
export function maskedColumns(columns: readonly ColumnEntry[], masks: readonly ColumnMask[]): ColumnEntry[] {
  const chosen = new Map(masks.map((mask) => [mask.column, mask.method]));
  return columns.flatMap((column): ColumnEntry[] => {
    const method = chosen.get(column.name);
    if (method === undefined) return [column];
    if (method === 'drop') return [];
    const { rules: _, openReason: __, unit, ...rest } = column;
    return [
      {
        ...rest,
        ...(method === 'band' && unit !== undefined ? { unit } : {}),
        type: typeOf[method] ?? 'string',
        role: column.role === 'id' && method !== 'token' ? 'feature' : column.role,
        // A token still stands for somebody: whoever holds the old data can tell whom.
        sensitivity: method === 'token' ? 'internal' : 'none',
      },
    ];
  });
}

/** A file's name for its masked copy. */
export const maskedName = (fileName: string): string =>
  `${fileName.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, 200)}.masked.csv`;
