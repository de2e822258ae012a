import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { type Criterion, criterionNames } from '@scenario-lab/contracts/metrics';

export interface ExamColumns {
  target?: string | null | undefined;
  positive?: string | null | undefined;
}
type Data = Pick<DatasetVersion, 'rows' | 'columns' | 'split' | 'profile'>;

/** About how many rows of the hidden split a criterion counts, as far as the profile tells; null where it does not. */
export function rowsAtHand(
  data: Data,
  { metric, slice }: Pick<Criterion, 'metric' | 'slice'>,
  { target, positive }: ExamColumns,
): number | null {
  const hidden = hiddenRows(data);
  const share = criterionNames.find(({ id }) => id === metric)?.share;
  if (hidden === null || share === undefined) return null;
  const sliced = slice ? shareOf(data, slice.column, slice.value) : 1;
  if (sliced === null) return null;
  if (share === 'rows') return Math.round(hidden * sliced);
  // How many of a slice are what is looked for, no profile of single columns tells.
  if (slice) return null;
  const name = target ?? data.columns.find(({ role }) => role === 'target')?.name;
  const sought = name && (positive || rarerOf(data, name));
  const positives = sought ? shareOf(data, name, sought) : null;
  return positives === null ? null : Math.round(hidden * positives);
}

const columnOf = ({ profile }: Data, name: string) => profile?.columns.find((one) => one.name === name);

function hiddenRows(data: Data): number | null {
  const { rows, split } = data;
  if (rows === null) return null;
  if (split.by !== 'named') return rows * split.hidden;
  return columnOf(data, split.column ?? '')?.top.find(({ value }) => value === 'hidden')?.count ?? null;
}

function shareOf(data: Data, name: string, value: string): number | null {
  const column = columnOf(data, name);
  const found = column?.top.find((one) => one.value === value);
  return column && found && column.count > 0 ? found.count / column.count : null;
}

/** As a test plan made of the need will have it: the rarer of two is what is looked for. */
function rarerOf(data: Data, name: string): string | null {
  const top = columnOf(data, name)?.top ?? [];
  return top.length === 2 ? top.reduce((rare, one) => (one.count < rare.count ? one : rare)).value : null;
}
