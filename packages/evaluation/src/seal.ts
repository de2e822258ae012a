import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tooLarge } from './answer-room.js';
import { baselineResult } from './baseline.js';
import { planProblems, timeColumn } from './check-plan.js';
import { checkDrafts, checkLeaks } from './check-rows.js';
import { decidable } from './decidable.js';
import type { SplitDraft } from './draft.js';
import { type Drafted, draftSplits } from './draft-splits.js';
import { writeHiddenRows } from './hidden-rows.js';
import { keyed, sha256OfFile } from './keyed.js';
import { type Layout, taskOf } from './layout.js';
import { markingLimits } from './marking-limits.js';
import { enoughFor } from './needed.js';
import { openRows, shortKey, writeOpenRows } from './open-rows.js';
import { splitDigest } from './row-keys.js';
import { rowMarks } from './row-marks.js';
import { suspicious } from './suspicion.js';
import { column, readTable } from './table.js';
import { filesBelow, tarFolder } from './tar.js';
import { truthOf, writeTruth } from './truth.js';
import { drawTwin, TWIN_METHOD } from './twin.js';
import type { Problem, Sealed, SealedPack, SealRequest, SealResult, SplitName, Truth } from './types.js';
import { type DrawnCase, drawCases, type PackContent, writePackFolder } from './write-split.js';
import { writeZip } from './zip.js';

const SHORTEST_SEED = 16;
const TWIN_NOTICE =
  '合成样本：由公开行的统计概况逐列随机生成，不含任何真实行，分数只说明程序能否运行。 Synthetic twin: drawn column by column from the profile of open rows; it holds no real row, and a score on it tells only that a program runs.';
type Written = Awaited<ReturnType<typeof writeSplit>>;
const refused = (...problems: Problem[]): SealResult => ({ sealed: false, problems });

/**
 * Turns a plan and a data set into packs (inputs only) and truths, or says everything that stands in the way.
 * The same request gives the same bytes. Codes: see `planProblems`, `readTable`, `readTarget`, `sourceFiles`,
 * `layOut`, `checkDrafts`, `checkLeaks`, `answer_too_large`, `decidable`, `enoughFor`, `markingLimits`,
 * `suspicious` (a warning where the plan answers it).
 * @throws RangeError for a seed of fewer than 16 characters; the file system's errors
 */
export async function sealBenchmark(request: SealRequest): Promise<SealResult> {
  const { plan, columns, split: rule, secretSeed } = request;
  if (secretSeed.length < SHORTEST_SEED) throw new RangeError('secretSeed: too short to be secret');
  const early = planProblems(plan, columns, rule);
  if (early.length > 0) return refused(...early);
  const read = await readTable(request.tableFile);
  if (!read.ok) return refused(read.problem);
  const drafted = await draftSplits(request, read.table);
  if ('problems' in drafted) return refused(...drafted.problems);
  const shape = checkDrafts(request, drafted);
  const leaks = checkLeaks(request, drafted);
  const problems = [...shape.problems, ...leaks.problems];
  if (problems.length > 0) return refused(...problems);

  const splits = drafted.drafts.map((draft) => {
    const cases = drawCases(draft, secretSeed);
    return { split: draft.split, cases, truth: truthFor(request, drafted, cases) };
  });
  const large = splits.flatMap(({ split, truth }) =>
    tooLarge(plan.task, drafted.target.classes, split, truth),
  );
  if (large.length > 0) return refused(...large);
  const hidden = splits.find(({ split }) => split === 'hidden')!.truth;
  const decides = decidable(plan, drafted.target.classes, hidden);
  const enough = enoughFor(plan, hidden);
  const marking = markingLimits(plan, drafted.target.classes, hidden);
  const suspects = suspicious(plan, drafted);
  const answered = plan.leakAnswer !== undefined;
  const stops = [...decides.problems, ...enough.problems, ...marking.problems, ...(answered ? [] : suspects)];
  if (stops.length > 0) return refused(...stops);
  const open = splits.filter(({ split }) => split !== 'hidden').map(({ truth }) => truth);
  const { layout, target, keys, drafts } = drafted;
  const rowsOf = (split: SplitName) => drafts.find((draft) => draft.split === split)?.rows ?? [];
  const hiddenKeys = [...new Set(rowsOf('hidden').map((row) => shortKey(keys[row]!)))].sort();
  const told = {
    ...drafted,
    open: openRows(drafted.open, keys, [...(request.hidden ?? []), ...hiddenKeys]),
  };
  const gaps = new Set(drafted.table.names.filter((name) => column(drafted.table, name).includes('')));
  const task = taskOf(plan, columns, layout, target.classes, gaps);
  const content: PackContent = { table: drafted.table, layout, task, files: drafted.files };
  const baseline = baselineResult(plan, target.classes, hidden, open);
  const written: Written[] = [];
  const real = splits.filter(({ split, cases }) => cases.length > 0 && !(request.twin && split === 'sample'));
  for (const one of real)
    written.push(await writeSplit(request, one.split, one.cases, one.truth, content, baseline));
  // Not the version's own seed: this one is published with the twin.
  const seed = keyed(secretSeed, 'twin').slice(0, 16);
  if (request.twin) written.unshift(await writeTwin(request, told, content, seed, baseline));
  return {
    sealed: true,
    warnings: [
      ...shape.warnings,
      ...leaks.warnings,
      ...suspects,
      ...decides.warnings,
      ...enough.warnings,
      ...marking.warnings,
    ],
    packs: written.map(({ pack }) => pack),
    truths: written.map(({ truth }) => truth),
    hiddenDigest: splitDigest(keys, rowsOf('hidden')),
    task,
    columns: givenColumns(layout, plan.target, gaps),
    needed: enough.needed,
    baseline,
    sampleZip: written.find(({ zip }) => zip !== null)?.zip ?? null,
    sampleKeys: [
      ...new Set([...(request.twin ? [] : givenOut(drafts)), ...drafted.shown].map((row) => keys[row]!)),
    ].sort(),
    hiddenKeys,
    closedKeys: closedKeysOf(told),
    hiddenMarks: rowMarks({ table: drafted.table, columns, files: drafted.files }, rowsOf('hidden'), {
      secret: request.rowSecret,
      salt: request.datasetSalt,
    }),
    hiddenRows: await writeHiddenRows(join(request.outDir, 'hidden-rows.csv.gz'), splits, keys),
    twin: request.twin ? { method: TWIN_METHOD, seed } : null,
    openTable: await writeOpenRows(
      join(request.outDir, 'open-rows.csv'),
      drafted.table,
      told.open,
      request.datasetSalt,
    ),
  } satisfies Sealed;
}

/** Of every row that is not open: hidden, kept at a distance, or in no split at all. */
function closedKeysOf({ keys, open }: Pick<Drafted, 'keys' | 'open'>): string[] {
  const told = new Set(open);
  return [...new Set(keys.filter((_, row) => !told.has(row)).map(shortKey))].sort();
}

/** The synthetic twin in place of the sample: marked as such in its task, with a truth as synthetic as its inputs. */
async function writeTwin(
  request: SealRequest,
  drafted: Drafted,
  { layout, task }: PackContent,
  seed: string,
  baseline: Sealed['baseline'],
): Promise<Written> {
  const { table, target, draft, files } = await drawTwin(request, drafted, seed);
  const cases = drawCases(draft, seed);
  const time = timeColumn(request.plan, request.columns, request.split);
  const truth = truthOf({ plan: request.plan, table, target, time, cases });
  const synthetic = { method: TWIN_METHOD, seed, notice: TWIN_NOTICE };
  const twin = { table, layout, task: { ...task, synthetic }, files };
  return writeSplit(request, 'sample', cases, truth, twin, baseline);
}

/** Rows of the published sample, with what a forecast may look back on. */
function givenOut(drafts: readonly SplitDraft[]): number[] {
  const sample = drafts.find(({ split }) => split === 'sample');
  return sample ? [...sample.rows, ...(sample.cases.at(-1)?.history?.() ?? [])] : [];
}

const givenColumns = (layout: Layout, target: string, gaps: ReadonlySet<string>) =>
  (layout.history ?? layout.inputs)
    .filter((entry) => entry.name !== target)
    .map((entry) => (gaps.has(entry.name) ? { ...entry, gaps: true } : entry));

function truthFor({ plan, columns, split }: SealRequest, drafted: Drafted, cases: DrawnCase[]): Truth {
  const time = timeColumn(plan, columns, split);
  return truthOf({ plan, table: drafted.table, target: drafted.target, time, cases });
}

async function writeSplit(
  { plan, outDir }: SealRequest,
  split: SplitName,
  cases: DrawnCase[],
  truth: Truth,
  content: PackContent,
  baseline: Sealed['baseline'],
) {
  const [packs, truths] = [join(outDir, 'packs'), join(outDir, 'truths')];
  await mkdir(packs, { recursive: true });
  await mkdir(truths, { recursive: true, mode: 0o700 });
  const folder = join(packs, split);
  const file = `${folder}.tar`;
  const truthFile = join(truths, `${split}.csv`);
  let zip: string | null = null;
  // An attempt that broke off may have left files here.
  await rm(folder, { recursive: true, force: true });
  try {
    await writePackFolder(folder, cases, content);
    await tarFolder(folder, file);
    await writeTruth(truthFile, truth);
    if (split === 'sample') {
      zip = join(outDir, 'sample.zip');
      const planFile = join(folder, 'plan.json');
      const exam = { pack: await sha256OfFile(file), truth: await sha256OfFile(truthFile), baseline };
      const about = { schema: 'scenario-lab/sample/1', plan, exam };
      await writeFile(planFile, `${JSON.stringify(about, null, 2)}\n`);
      const parts = (await filesBelow(folder)).map((name) => ({ name, path: join(folder, name) }));
      await writeZip(zip, [...parts, { name: 'truth.csv', path: truthFile }]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const pack: SealedPack = {
    split,
    file,
    digest: await sha256OfFile(file),
    rows: truth.ids.length,
    executions: cases.length,
  };
  return { pack, truth: { split, file: truthFile, digest: await sha256OfFile(truthFile) }, zip };
}
