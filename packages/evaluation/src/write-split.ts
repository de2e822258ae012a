import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import { writeCsv } from './csv.js';
import type { Asked, SplitDraft } from './draft.js';
import { keyed } from './keyed.js';
import type { Layout } from './layout.js';
import { caseName } from './pack.js';
import { writeSharedPast } from './shared-past.js';
import type { SourceFile } from './sources.js';
import { column, type Table } from './table.js';

/** A row with the id it is known under outside. */
export interface Drawn extends Asked {
  id: string;
}
export interface DrawnCase {
  name: string;
  rows: Drawn[];
  history: (() => number[]) | null;
}

/**
 * Draws ids nobody can predict without the seed. Where rows stand for themselves their order is that of their
 * ids, so it says nothing about the table; the rows of a forecast stay in the order of time.
 */
export function drawCases(draft: SplitDraft, secretSeed: string): DrawnCase[] {
  return draft.cases.map(({ asked, history }, number) => {
    const name = caseName(number);
    const rows = asked.map((one) => ({
      ...one,
      // The letter keeps readers from taking an id of digits for a number.
      id: `r${keyed(secretSeed, 'id', draft.split, name, one.row).slice(0, 16)}`,
    }));
    if (!history) rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    return { name, rows, history };
  });
}

export interface PackContent {
  table: Table;
  layout: Layout;
  task: TaskFile;
  files: Map<string, SourceFile>;
}

/** Writes an unpacked pack: `pack.json` and `cases/NNNN/`, inputs only. */
export async function writePackFolder(
  dir: string,
  cases: readonly DrawnCase[],
  content: PackContent,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const past = await sharedPast(dir, cases, content);
  const names = cases.map(({ name }) => name);
  const index = { schema: 'scenario-lab/pack/1', cases: names, ...(past ? { past } : {}) };
  await writeFile(join(dir, 'pack.json'), `${JSON.stringify(index)}\n`);
  for (const one of cases)
    await writeCase(join(dir, 'cases', one.name), past ? { ...one, history: null } : one, content);
}

async function sharedPast(
  dir: string,
  cases: readonly DrawnCase[],
  { table, layout }: PackContent,
): Promise<Record<string, number> | null> {
  const pasts = cases.flatMap(({ name, history }) => (history ? [{ name, rows: history() }] : []));
  if (!layout.history || pasts.length === 0) return null;
  const names = layout.history.map(({ name }) => name);
  const cells = names.map((name) => column(table, name));
  return writeSharedPast(dir, names, pasts, (row) => cells.map((own) => own[row]!));
}

async function writeCase(
  dir: string,
  one: DrawnCase,
  { table, layout, task, files }: PackContent,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'task.json'), `${JSON.stringify(task, null, 2)}\n`);
  // A file's own name may tell its class: it is handed out under its row's id.
  const fileName = (id: string, place: number, cell: string) =>
    `${id}${place === 0 ? '' : `-${place}`}${files.get(cell)?.ending ?? ''}`;
  const readers = layout.inputs.map(({ name }) => {
    const cells = column(table, name);
    const place = layout.images.indexOf(name);
    if (place < 0) return ({ row }: Drawn) => cells[row]!;
    return ({ row, id }: Drawn) => fileName(id, place, cells[row]!);
  });
  const rows = function* () {
    for (const drawn of one.rows) yield [drawn.id, ...readers.map((read) => read(drawn))];
  };
  await writeCsv(join(dir, 'inputs.csv'), ['id', ...layout.inputs.map(({ name }) => name)], rows());
  if (layout.history && one.history) {
    const past = layout.history.map(({ name }) => column(table, name));
    const history = one.history();
    const lines = function* () {
      for (const row of history) yield past.map((cells) => cells[row]!);
    };
    await writeCsv(
      join(dir, 'history.csv'),
      layout.history.map(({ name }) => name),
      lines(),
    );
  }
  if (layout.images.length === 0) return;
  await mkdir(join(dir, 'files'));
  for (const [place, name] of layout.images.entries()) {
    const cells = column(table, name);
    for (const { row, id } of one.rows) {
      const cell = cells[row]!;
      const source = files.get(cell);
      if (source) await copyFile(source.path, join(dir, 'files', fileName(id, place, cell)));
    }
  }
}
