import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import type { ColumnMask } from '@scenario-lab/contracts/masking';

/** One line of the form: a column and what is done to it. */
export interface MaskLine {
  column: string;
  method: ColumnMask['method'] | 'keep';
  keep?: number | null;
  width?: number | null;
}

type Found = Profile['columns'][number];

/** Where fewer of the cells hold what was found, it stands within texts that say more. */
const mostly = 0.8;

/** How each kind is usually masked so that something is left to compute with. */
const usual: Record<string, Omit<MaskLine, 'column'>> = {
  id_card: { method: 'token' },
  mobile: { method: 'truncate', keep: 3 },
  bank_card: { method: 'token' },
  plate: { method: 'token' },
  email: { method: 'token' },
  address: { method: 'district' },
  person_name: { method: 'truncate', keep: 1 },
};

function proposalFor(entry: ColumnEntry, found: Found | undefined): MaskLine {
  const column = entry.name;
  const kinds = Object.entries(found?.personal ?? {}).sort((a, b) => b[1] - a[1]);
  const [first] = kinds;
  if (!first || !found) return { column, method: entry.sensitivity === 'personal' ? 'drop' : 'keep' };
  if (entry.type !== 'string') return { column, method: 'token' };
  const [kind, cells] = first;
  if (cells < found.count * mostly || kinds.length > 1) return { column, method: 'redact' };
  return { column, ...(usual[kind] ?? { method: 'drop' as const }) };
}

/** Something is done to the column, or would have to be: what was found in one that is left as it is must not be overlooked. */
export const needsChoice = ({ column, method }: MaskLine, profile: Profile | null): boolean =>
  method !== 'keep' ||
  Object.keys(profile?.columns.find(({ name }) => name === column)?.personal ?? {}).length > 0;

/** A line for every column: as chosen before, else as what was found in it suggests; those that need it first. */
export function maskLines(
  columns: readonly ColumnEntry[],
  profile: Profile | null,
  chosen: readonly ColumnMask[],
): MaskLine[] {
  const found = new Map(profile?.columns.map((column) => [column.name, column]));
  const before = new Map(chosen.map((mask) => [mask.column, mask]));
  const lines = columns.map((entry): MaskLine => {
    if (chosen.length === 0) return proposalFor(entry, found.get(entry.name));
    return before.get(entry.name) ?? { column: entry.name, method: 'keep' };
  });
  return [
    ...lines.filter((line) => needsChoice(line, profile)),
    ...lines.filter((line) => !needsChoice(line, profile)),
  ];
}

/** What is sent: the columns something is done to, each with what its method asks for. */
export const masksOf = (lines: readonly MaskLine[]): ColumnMask[] =>
  lines.flatMap(({ column, method, keep, width }): ColumnMask[] =>
    method === 'keep'
      ? []
      : [
          {
            column,
            method,
            ...(method === 'truncate' && keep ? { keep: Number(keep) } : {}),
            ...(method === 'band' && width ? { width: Number(width) } : {}),
          },
        ],
  );

/** The line of the form that the n-th of what is sent stands in. */
export const lineOf = (lines: readonly MaskLine[], sent: number): number =>
  lines.map((line, at) => ({ line, at })).filter(({ line }) => line.method !== 'keep')[sent]?.at ?? sent;
