import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plan } from '@scenario-lab/contracts/benchmarks';
import { ArtifactKind, OnnxInputMap, OnnxOutputMap, type TaskFile } from '@scenario-lab/contracts/exam';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { csvText } from '@scenario-lab/evaluation/csv';
import { executePack } from '@scenario-lab/evaluation/execute';
import { readKept } from '@scenario-lab/evaluation/kept-answers';
import { caseDir, materialise, readTask } from '@scenario-lab/evaluation/pack';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import { runnable } from '../blobs/runnable.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';

/** Tickets of one execution at most: a program reads a file of rows, as in its exam. */
const most = 200;

/** Tickets nobody has dispatched and the chosen program was not asked about; nobody's line. */
export const unroutedTickets = `SELECT id, since, NULL::uuid AS organisation FROM routing_waiting()`;

const Waiting = z.object({
  choice: z.string(),
  program: z.string(),
  exam: z.string(),
  text_column: z.string(),
  classes: json<{ class: string; departmentId: string | null }[]>(),
  ticket: z.string(),
  title: json<{ zh?: string; en?: string }>(),
  words: json<{ zh?: string; en?: string }>(),
});
type Waiting = z.output<typeof Waiting>;
type Told = { class: string; confidence: number | null };

const Facts = z.object({
  plan: Plan,
  pack: z.string(),
  artifact: z.object({
    kind: ArtifactKind,
    sha256: z.string(),
    unpackedSha256: z.string().nullable(),
    manifest: json<unknown>().nullable(),
    onnx: z.object({ inputMap: OnnxInputMap, outputMap: OnnxOutputMap }).nullable(),
  }),
});
type Facts = z.infer<typeof Facts>;

/**
 * Asks the certified program the lab has chosen where new tickets belong: in the sandbox, by the files its exam gave it, all that
 * wait at once. What it says is kept beside each; a program that fails leaves them without, once.
 */
export async function suggestRouting(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, 'suggest-routing', () =>
    tryJob(desk, 'suggest-routing', thingId, async () => {
      const waiting = await desk.db.asSystem((tx) =>
        queryRows(tx, Waiting, 'SELECT * FROM routing_words($1)', [most]),
      );
      const [first] = waiting;
      if (!first) return;
      const facts = await desk.db.asSystem((tx) => factsOf(tx, first));
      const told = await ask(desk, facts, first.text_column, waiting);
      await desk.db.asSystem(async (tx) => {
        for (const [at, one] of waiting.entries()) {
          const said = told.ok ? told.said[at] : undefined;
          const known = one.classes.find((given) => given.class === said?.class);
          await execute(tx, 'SELECT routing_note($1, $2, $3, $4, $5, $6)', [
            one.choice,
            one.ticket,
            said?.class ?? null,
            known?.departmentId ?? null,
            said?.confidence ?? null,
            told.ok ? null : told.problem,
          ]);
        }
      });
    }),
  );
}

const FactsOfRow = z.object({
  plan: json<unknown>().nullable(),
  pack: z.string().nullable(),
  artifact: json<unknown>().nullable(),
});

async function factsOf(tx: Tx, { program, exam }: Waiting): Promise<Facts> {
  const row = await queryRow(
    tx,
    FactsOfRow,
    `SELECT b.plan, (SELECT p.sha256 FROM pack p WHERE p.benchmark_version_id = b.id ORDER BY p.split = 'sample' DESC LIMIT 1) AS pack,
       json_build_object('kind', a.kind, 'sha256', a.sha256, 'unpackedSha256', a.unpacked_sha256,
         'manifest', a.inspection -> 'manifest', 'onnx', a.onnx) AS artifact
     FROM benchmark_version b, algorithm_version a WHERE b.id = $1 AND a.id = $2`,
    [exam, program],
  );
  return Facts.parse(row);
}

type Asked = { ok: true; said: Told[] } | { ok: false; problem: string };

async function ask(
  desk: ExecuteDesk,
  { plan, pack, artifact }: Facts,
  column: string,
  waiting: readonly Waiting[],
): Promise<Asked> {
  const place = join(desk.workDir, 'routing', randomUUID());
  await mkdir(join(place, 'out'), { recursive: true, mode: 0o711 });
  try {
    const packs = join(desk.workDir, 'packs');
    await mkdir(packs, { recursive: true });
    const sealed = await materialise(await fetchBlob(desk.blobs, pack, join(place, 'pack.tar')), pack, packs);
    const task = await readTask(sealed);
    const ids = waiting.map((_, at) => String(at + 1));
    const packDir = await questionsIn(join(place, 'pack'), task, column, waiting, ids);
    const result = await executePack({
      sandbox: desk.sandbox,
      id: randomUUID(),
      artifact: await runnable(desk.blobs, artifact, join(place, 'app')),
      packDir,
      plan,
      rows: ids.length,
      ids,
      outDir: join(place, 'out'),
      seed: 1,
      signal: desk.ending,
    });
    if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
    if (result.outcome !== 'ok' || !result.predictions) return { ok: false, problem: result.outcome };
    const classes = task.target.classes ?? [];
    const { codes, scores } = await readKept(result.predictions, {
      task: plan.task,
      classes,
      ids,
      scoresNeeded: false,
    });
    if (!codes) return { ok: false, problem: 'wrong_output' };
    return {
      ok: true,
      said: ids.map((_, at) => {
        const code = codes[at] ?? 0;
        const score = scores?.[at * classes.length + code];
        const fits = score !== undefined && score >= 0 && score <= 1;
        return { class: classes[code] ?? '', confidence: fits ? score : null };
      }),
    };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The same files as in the exam, with the tickets as rows: their words in one column, the others empty but for plain counts. */
async function questionsIn(
  dir: string,
  task: TaskFile,
  column: string,
  waiting: readonly Waiting[],
  ids: readonly string[],
): Promise<string> {
  const folder = caseDir(dir, '0000');
  await mkdir(folder, { recursive: true });
  const names = task.columns.map(({ name }) => name);
  const rows = waiting.map((one, at) => {
    const text = wordsOf(one);
    return [ids[at]!, ...task.columns.map(({ name, type }) => cell(name, type, column, text))];
  });
  await writeFile(join(dir, 'pack.json'), JSON.stringify({ schema: 'scenario-lab/pack/1', cases: ['0000'] }));
  await writeFile(join(folder, 'task.json'), JSON.stringify(task));
  await writeFile(join(folder, 'inputs.csv'), csvText([['id', ...names], ...rows]));
  return dir;
}

const wordsOf = ({ title, words }: Waiting): string =>
  [title.zh ?? title.en, words.zh ?? words.en].filter(Boolean).join('。').replaceAll(/\s+/g, ' ');

function cell(name: string, type: string, column: string, text: string): string {
  if (name === column) return text;
  // A count of its characters is the one figure that can be told of words alone.
  return type === 'number' && name === 'length' ? String([...text].length) : '';
}
