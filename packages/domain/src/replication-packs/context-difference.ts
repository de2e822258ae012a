import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import type { DifferenceLine } from '@scenario-lab/contracts/foreign-packs';
import type { PackContent } from '@scenario-lab/contracts/packs/content';

export interface Theirs {
  exam: NonNullable<PackContent['exam.json']>;
  context: PackContent['context.json'];
  /** Columns the program asks for and cannot do without. */
  required: readonly string[];
}
export interface Ours {
  columns: readonly ColumnEntry[];
  rows: number | null;
  profile: Profile | null;
  region: string | null;
}

/** Shares and spans beyond which a difference is told. */
const moreGaps = 0.05;
const beyond = 0.1;
const muchFewer = 0.5;

/**
 * What the adopter's data have otherwise than those it was examined on. What the program cannot do without stops; what
 * may move its figures is what the transfer test is for; the rest is to be known. Where one side tells no figures that
 * is said, and nothing is guessed. Pure.
 */
export function contextDifference(theirs: Theirs, ours: Ours): DifferenceLine[] {
  const { exam, context } = theirs;
  const lines: DifferenceLine[] = [];
  const here = new Map(ours.columns.map((column) => [column.name, column]));
  const asked = new Set([exam.plan.target, ...exam.plan.features]);
  for (const column of exam.columns.filter(({ name }) => asked.has(name)))
    lines.push(...ofColumn(theirs, column, here.get(column.name), ours));
  const told = new Set(exam.columns.map(({ name }) => name));
  for (const name of theirs.required.filter((one) => !told.has(one) && !here.has(one)))
    lines.push({ kind: 'column_missing', weight: 'stops', column: name, theirs: null, ours: null });
  const extra = ours.columns
    .filter(({ name, role }) => !asked.has(name) && role !== 'ignored' && role !== 'id')
    .map(({ name }) => name);
  // Nothing to do about any of them: one line for all.
  if (extra.length > 0)
    lines.push({ kind: 'column_extra', weight: 'note', column: '', theirs: null, ours: extra.join(', ') });
  lines.push(...ofTheWhole(context, ours));
  const order = { stops: 0, test: 1, note: 2 };
  return lines.sort((a, b) => order[a.weight] - order[b.weight]);
}

function ofColumn(
  { exam, context, required }: Theirs,
  column: Theirs['exam']['columns'][number],
  here: ColumnEntry | undefined,
  ours: Ours,
): DifferenceLine[] {
  const { name } = column;
  const isTarget = name === exam.plan.target;
  const needed = isTarget || required.includes(name);
  const line = (
    kind: DifferenceLine['kind'],
    weight: DifferenceLine['weight'],
    there: string | null,
    now: string | null,
  ): DifferenceLine => ({ kind, weight, column: name, theirs: there, ours: now });
  if (!here)
    return [
      line(isTarget ? 'target_missing' : 'column_missing', needed ? 'stops' : 'test', column.type, null),
    ];
  const lines: DifferenceLine[] = [];
  if (here.type !== column.type)
    lines.push(line('column_retyped', needed ? 'stops' : 'test', column.type, here.type));
  if ((here.unit ?? '') !== (column.unit ?? ''))
    lines.push(line('unit_differs', 'test', column.unit ?? '', here.unit ?? ''));
  const there = context.columns.find((one) => one.name === name);
  const now = ours.profile?.columns.find((one) => one.name === name);
  if (!there || !now) return lines;
  const gaps = now.count > 0 ? now.nulls / now.count : 0;
  if (there.nullShare !== null && gaps - there.nullShare > moreGaps)
    lines.push(line('more_gaps', 'test', percent(there.nullShare), percent(gaps)));
  if (
    there.min !== null &&
    there.max !== null &&
    typeof now.min === 'number' &&
    typeof now.max === 'number'
  ) {
    const room = (there.max - there.min) * beyond;
    if (now.min < there.min - room || now.max > there.max + room)
      lines.push(line('beyond_range', 'test', `${there.min}–${there.max}`, `${now.min}–${now.max}`));
  }
  return lines;
}

function ofTheWhole(context: PackContent['context.json'], ours: Ours): DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  const line = (
    kind: DifferenceLine['kind'],
    weight: DifferenceLine['weight'],
    theirs: string | null,
    now: string | null,
  ) => lines.push({ kind, weight, column: '', theirs, ours: now });
  if (context.rows !== null && ours.rows !== null && ours.rows < context.rows * muchFewer)
    line('fewer_rows', 'test', String(context.rows), String(ours.rows));
  const days = (covered: { from: string; to: string } | null) =>
    covered ? Math.round((Date.parse(covered.to) - Date.parse(covered.from)) / 86_400_000) : null;
  const [there, now] = [days(context.timeCoverage), days(ours.profile?.timeCoverage ?? null)];
  if (there !== null && now !== null && now < there * muchFewer)
    line('shorter_time', 'test', String(there), String(now));
  if (context.region && ours.region && context.region !== ours.region)
    line('other_region', 'note', context.region, ours.region);
  if (context.columns.length === 0 || ours.profile === null) line('not_known', 'note', null, null);
  return lines;
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
