import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { TaskFile } from '@scenario-lab/contracts/exam';
import { metricNames, type TaskKind } from '@scenario-lab/contracts/metrics';
import type { Sample } from '@scenario-lab/evaluation/try';
import type { Truth } from '@scenario-lab/evaluation/types';
import { eachRecord, TextBroken } from '@scenario-lab/sandbox/harness/record-stream';
import { defaultLimits } from '@scenario-lab/sandbox/types';
import { exit } from './exit.js';
import { Failure } from './failure.js';
import { sha256Of } from './pack.js';

/** These compare with the series before the origin, which a plain truth file does not hold. */
const needHistory = ['mase', 'skill_persistence', 'skill_seasonal'];

/** A plan without promises: every metric of the task that truth and answer suffice for. */
export function plainPlan(task: TaskKind, target: string, positive: string | null): Plan {
  const metrics = metricNames
    .filter(({ id, tasks }) => tasks.includes(task) && !needHistory.includes(id))
    .map(({ id }) => id);
  const { outFiles: _, ...limits } = defaultLimits;
  return {
    task,
    datasetVersionId: '',
    target,
    positive,
    features: [],
    slices: [],
    metrics,
    criteria: [],
    resamplingUnit: { kind: 'row' },
    forecast: null,
    limits,
    looks: 1,
    baseline: task === 'binary' || task === 'multiclass' ? 'majority' : 'mean',
  };
}

/**
 * Reads `id,truth`. @throws Failure where it is not that, where an id is there twice, or where a numeric task's
 * truth is no number
 */
export async function readPlainTruth(file: string, task: TaskKind): Promise<Truth> {
  const bad = (detail: string) => new Failure(exit.usage, 'score.bad_truth', { detail });
  const ids: string[] = [];
  const cells: string[] = [];
  let head = true;
  let wrong: string | null = null;
  try {
    await eachRecord(createReadStream(file), 2 ** 20, (record) => {
      if (head) {
        head = false;
        if (record.join() !== 'id,truth') wrong = `id,truth ≠ ${record.join().slice(0, 100)}`;
      } else if (record.length !== 2) wrong = `${ids.length + 2}: ${record.length} ≠ 2`;
      else {
        ids.push(record[0]!);
        cells.push(record[1]!);
      }
      return wrong === null;
    });
  } catch (error) {
    if (error instanceof TextBroken) throw bad(error.message);
    throw error;
  }
  if (wrong !== null) throw bad(wrong);
  if (ids.length === 0) throw bad('0');
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw bad(`id ${twice} × 2`);
  const byClass = task === 'binary' || task === 'multiclass';
  const values = byClass
    ? null
    : Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell)));
  const place = values ? values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (place >= 0) throw bad(`id ${ids[place]}: "${cells[place]}"`);
  return {
    ids,
    cases: ids.map(() => '0000'),
    rows: Int32Array.from(ids, (_, row) => row + 1),
    labels: byClass ? cells : null,
    values,
    units: null,
    slices: {},
    horizon: null,
    naive: null,
    seasonalNaive: null,
    scale: null,
  };
}

/**
 * Makes a sample of a kit's own folder (`in/` as the program finds it, `truth.csv` beside it).
 * @param room existing folder
 */
export async function openLocalSample(folder: string, room: string): Promise<Sample> {
  const task = TaskFile.safeParse(
    JSON.parse(await readFile(join(folder, 'in', 'task.json'), 'utf8').catch(() => 'null')),
  );
  if (!task.success) throw new Failure(exit.usage, 'try.bad_sample', { path: folder });
  const packDir = await mkdtemp(join(room, 'pack-'));
  await writeFile(
    join(packDir, 'pack.json'),
    JSON.stringify({ schema: 'scenario-lab/pack/1', cases: ['0000'] }),
  );
  await mkdir(join(packDir, 'cases'));
  await cp(join(folder, 'in'), join(packDir, 'cases', '0000'), { recursive: true });
  const truthFile = join(folder, 'truth.csv');
  const truth = await readPlainTruth(truthFile, task.data.task);
  const { name, positive } = task.data.target;
  const plan = plainPlan(task.data.task, name, positive ?? null);
  const digest = await sha256Of(truthFile);
  return { packDir, plan, task: task.data, truth, digest, baseline: [] };
}
