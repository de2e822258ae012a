import type { Split } from '@scenario-lab/contracts/benchmarks';
import { type Client, call } from '@scenario-lab/contracts/call';
import { listRuns, type Run, type RunStatus, readRun } from '@scenario-lab/contracts/runs';
import { credentialsOf } from '../credentials.js';
import { clientOf, type Desk, type Report } from '../desk.js';
import { type Exit, exit, exitOf } from '../exit.js';
import { Failure } from '../failure.js';
import { numberText, sayDefects, sayHints, sayResult, tableLines } from '../table.js';
import { patient, pause } from '../wait.js';

const atWork: readonly RunStatus[] = ['queued', 'preparing', 'executing', 'scoring'];
const WATCH_MS = 1_000;

/** What a run's present state says to the shell; one still at work says nothing yet. */
export function exitOfRun({
  status,
  verdict,
  synthetic,
}: Pick<Run, 'status' | 'verdict' | 'synthetic'>): Exit {
  if (atWork.includes(status)) return exit.pass;
  if (status === 'algorithm_fault') return exit.fail;
  if (status === 'platform_fault') return exit.fault;
  if (status === 'cancelled' || status === 'rejected' || status === 'void') return exit.refused;
  // Rows that are made up get no verdict: that it ran and could be read is all there is to know, as `try` says too.
  if (synthetic && status === 'finished') return exit.pass;
  return verdict === null ? exit.inconclusive : exitOf(verdict);
}

export async function runs(
  desk: Desk,
  options: { benchmark?: string; split?: Split; limit: string },
): Promise<Report> {
  const { t, say, signal } = desk;
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Failure(exit.usage, 'runs.bad_limit');
  const { url, token } = await credentialsOf(desk.env);
  const query = { limit, benchmarkId: options.benchmark, split: options.split };
  const { items, next } = await call(clientOf(url, token), listRuns, { query }, { signal });
  if (items.length === 0) say(t('runs.none'));
  else {
    const head = ['number', 'status', 'split', 'verdict', 'algorithm', 'benchmark'] as const;
    const rows = items.map((one) => [
      `#${one.number}`,
      t.code(one.status),
      t.code(one.split),
      one.verdict ? t.code(one.verdict) : '–',
      `${t.text(one.algorithm.title)} ${one.algorithm.label}`,
      t.text(one.benchmark.title),
      one.id,
    ]);
    for (const line of tableLines([...head.map((name) => t(`runs.${name}`)), 'ID'], rows)) say(line);
    if (next) say(t('runs.more'));
  }
  return { exit: exit.pass, json: items };
}

export async function showRun(desk: Desk, id: string, options: { watch?: boolean }): Promise<Report> {
  const { url, token } = await credentialsOf(desk.env);
  const client = clientOf(url, token);
  if (options.watch) return watchRun(desk, client, id);
  return reportRun(desk, await call(client, readRun, { params: { id } }, { signal: desk.signal }));
}

/** Follows a run until nobody computes on it any more; says each change once. */
export async function watchRun(desk: Desk, client: Client, id: string): Promise<Report> {
  let said = '';
  for (;;) {
    const run = await patient(desk, () => call(client, readRun, { params: { id } }, { signal: desk.signal }));
    if (!atWork.includes(run.status)) return reportRun(desk, run);
    const line = standing(desk, run);
    if (line !== said) desk.note(line);
    said = line;
    await pause(WATCH_MS, desk.signal).catch((error: unknown) => {
      desk.note(desk.t('run.stopped_watching'));
      throw error;
    });
  }
}

function standing({ t }: Desk, { status, position, estimatedStart, progress }: Run): string {
  const parts = [t.code(status)];
  if (position !== null) parts.push(t('run.position', { position }));
  if (estimatedStart)
    parts.push(
      t('run.start', { at: new Date(estimatedStart).toLocaleTimeString(t.lang, { timeStyle: 'short' }) }),
    );
  if (progress && progress.of > 0) parts.push(t('run.progress', { done: progress.done, of: progress.of }));
  return parts.join(' · ');
}

function reportRun(desk: Desk, run: Run): Report {
  const { t, say } = desk;
  const { number, split, status, algorithm, benchmark, resources, result } = run;
  say(t('run.head', { number, split: t.code(split), status: t.code(status) }));
  const names = {
    algorithm: t.text(algorithm.title),
    label: algorithm.label,
    benchmark: t.text(benchmark.title),
  };
  say(t('run.what', names));
  if (atWork.includes(status)) say(standing(desk, run));
  if (run.outcome) say(t('try.outcome', { outcome: t.code(run.outcome) }));
  if (run.look) say(t('run.look', { number: run.look.number, of: run.look.of }));
  if (resources) {
    const memory = Math.round(resources.peakMemoryBytes / 2 ** 20);
    say(
      t('try.resources', { cpu: numberText(resources.cpuSeconds), memory, executions: resources.executions }),
    );
  }
  if (run.outcome && run.outcome !== 'wrong_output') sayHints(desk, [run.outcome]);
  sayDefects(desk, run.defects);
  if (run.platformFault) say(t('run.fault', { detail: run.platformFault }));
  if (result) sayResult(desk, result);
  if (result && run.synthetic) say(t('try.synthetic_runs'));
  if (split === 'hidden' && run.edition === 'vendor') say(t('run.rounded'));
  if (status === 'in_review') say(t('run.review'));
  if (run.certificate) say(t('run.certificate', { number: run.certificate }));
  if (run.report?.ready) say(t('run.report', { id: run.id }));
  return { exit: exitOfRun(run), json: run };
}

/** The program's own words; the lab shows them for sample runs only. */
export async function logs(desk: Desk, id: string): Promise<Report> {
  const { t, say } = desk;
  const { url, token } = await credentialsOf(desk.env);
  const { log } = await call(clientOf(url, token), readRun, { params: { id } }, { signal: desk.signal });
  if (!log) throw new Failure(exit.refused, 'logs.none');
  for (const stream of ['stdout', 'stderr'] as const) {
    say(`── ${stream}`);
    if (log[stream] !== '') say(log[stream].trimEnd());
  }
  if (log.truncated) say(t('logs.truncated'));
  return { exit: exit.pass, json: log };
}
