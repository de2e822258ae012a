import { createReadStream } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { Defect, type TaskFile } from '@scenario-lab/contracts/exam';
import type { Expected } from '@scenario-lab/sandbox/harness/answers';
import { normalFormBytes } from '@scenario-lab/sandbox/harness/normal-form';
import { type FinishedRun, type Limits, type Sandbox, toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { metricsOf, needsScores } from './frame.js';
import { caseDir } from './pack.js';
import type { PlatformFault } from './types.js';

/** One answer as a program left it, in the folder of answers. */
export interface CollectedAnswer {
  case: string;
  /** In the folder: `0000.csv`. */
  file: string;
  /** As the program called it. */
  name: string;
}

export interface CheckRequest {
  sandbox: Sandbox;
  id: string;
  plan: Plan;
  task: TaskFile;
  packDir: string;
  cases: readonly string[];
  ids?: readonly string[];
  /** Private folder with the answers and nothing else. */
  folder: string;
  answers: readonly CollectedAnswer[];
  /** Where the normal form is written. */
  file: string;
  signal?: AbortSignal;
}

export type Checked =
  | PlatformFault
  /** CPU seconds that reading these very bytes took, beyond what any answer costs. */
  | { kind: 'checked'; cpuSeconds: number; defects: Defect[] };

/** What the start of the reader and a modest answer cost is the lab's. */
const FREE_CPU_SECONDS = 0.5;
const MIB = 2 ** 20;

/**
 * Reads a program's answers in the sandbox and leaves their normal form, or says what is wrong with them. Whatever
 * goes wrong while the vendor's bytes are read is the answer's fault; the lab's is only what happens around it.
 */
export async function checkAnswers(request: CheckRequest): Promise<Checked> {
  const { sandbox, id, folder, answers, signal } = request;
  const expected = await expectationOf(request);
  await writeFile(join(folder, 'expected.json'), JSON.stringify(expected));
  const display = (one: CollectedAnswer) =>
    request.cases.length === 1 ? one.name : `case ${one.case}, ${one.name}`;
  const result = await sandbox.run(
    {
      id: `${id}/check`,
      runtime: 'check',
      inputDir: folder,
      limits: readingLimits(expected),
      options: { answers: answers.map((one) => ({ file: one.file, display: display(one) })) },
    },
    signal ? { signal } : {},
  );
  if (result.kind === 'platform_fault') return result;
  try {
    return await settle(result, request.file);
  } finally {
    await sandbox.discard(result);
  }
}

async function settle(result: FinishedRun, file: string): Promise<Checked> {
  const checked = (defects: Defect[]): Checked => ({
    kind: 'checked',
    cpuSeconds: Math.max(0, result.resources.cpuSeconds - FREE_CPU_SECONDS),
    defects,
  });
  // The reader neither sleeps nor waits for anybody: a machine that gave it no time is ours.
  if (result.outcome === 'wall_limit')
    return { kind: 'platform_fault', reason: 'reader_late', detail: 'the answers were not read in time' };
  if (result.outcome !== 'ok')
    return checked([{ class: 'too_costly', count: 1, place: '/out', detail: result.outcome }]);
  const report = result.outputs.find(({ name }) => name === 'report.json');
  const read = await reportOf(report);
  if (read !== null && read.length > 0) return checked(read);
  const normal = result.outputs.find(({ name }) => name === 'answers.bin');
  // A reader that neither finds a fault nor an answer was led astray by what it read.
  if (read === null || !normal)
    return checked([{ class: 'unmarkable', count: 1, place: '/out', detail: 'no_report' }]);
  await copyFile(normal.path, file);
  return checked([]);
}

const Report = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    defects: z
      .array(
        z.strictObject({
          class: Defect.shape.class,
          count: z.number().int().positive(),
          place: z.string().max(2_000),
          detail: z.string().max(2_000),
        }),
      )
      .min(1)
      .max(50),
  }),
]);

async function reportOf(output: FinishedRun['outputs'][number] | undefined): Promise<Defect[] | null> {
  if (!output || output.bytes > MIB) return null;
  try {
    const report = Report.parse(JSON.parse(await readFile(output.path, 'utf8')));
    return report.ok ? [] : report.defects;
  } catch {
    return null;
  }
}

/** Time and memory grow with what was asked for, never with what was answered. */
export function readingLimits(expected: Expected): Limits & { outFiles: number } {
  const rows = expected.ids.length;
  const cells = normalFormBytes(expected) / 8;
  return {
    ...toolLimits,
    cpuSeconds: 20 + cells * 2e-5,
    wallSeconds: 600 + cells * 2e-4,
    memoryBytes: Math.ceil(512 * MIB + rows * 1_000 + cells * 32),
    outBytes: normalFormBytes(expected) + 2 * MIB,
    tmpBytes: MIB,
    logBytes: MIB / 16,
  };
}

async function expectationOf({ plan, task, packDir, cases, ids: given }: CheckRequest): Promise<Expected> {
  const ids = given ? [...given] : [];
  if (!given)
    for (const name of cases) await eachId(join(caseDir(packDir, name), task.inputs), (id) => ids.push(id));
  return {
    task: plan.task,
    classes: task.target.classes ?? [],
    ids,
    scoresNeeded: metricsOf(plan).some(needsScores),
  };
}

const [QUOTE, COMMA, NEWLINE] = [0x22, 0x2c, 0x0a];

/**
 * First cell of every row below the header of a table of ours (`writeCsv`), whose ids are never quoted. Only bytes
 * are looked at: inputs may be large, and what else stands in a row does not matter.
 */
export async function eachId(file: string, onId: (id: string) => void): Promise<void> {
  let quoted = false;
  let head = true;
  let first = true;
  let id = '';
  const take = () => {
    if (!head && id !== '') onId(id);
    head = false;
    first = false;
    id = '';
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === QUOTE) quoted = !quoted;
      else if (first && (byte === COMMA || byte === NEWLINE)) {
        id += chunk.toString('latin1', from, at);
        take();
        first = byte === NEWLINE;
        from = at + 1;
      } else if (!first && byte === NEWLINE && !quoted) {
        first = true;
        from = at + 1;
      }
    }
    if (first) id += chunk.toString('latin1', from);
  }
  if (id !== '') take();
}
