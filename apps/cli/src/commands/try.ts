import { createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { downloadSample } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import { openSample, type Sample, type Tried, trySample } from '@scenario-lab/evaluation/try';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { openVersion } from '../benchmark.js';
import { credentialsOf } from '../credentials.js';
import { clientOf, type Desk, type Report } from '../desk.js';
import { type Exit, exit, exitOf } from '../exit.js';
import { Failure } from '../failure.js';
import { openLocalSample } from '../local-sample.js';
import { type Artifact, openArtifact } from '../pack.js';
import { withRoom } from '../room.js';
import { problemLines, sayDefects, sayHints, sayResult } from '../table.js';
import { mustHold } from './check.js';

interface TryOptions {
  benchmark?: string;
  sample?: string;
  card?: string;
}
interface Named {
  name: string;
  sample: Sample;
}

// Any fixed number: two tries of the same program shall agree.
const SEED = 1;

/** The lab's exam on a published sample, at whatever level the sandbox here has. */
export function tryHere(desk: Desk, path: string, options: TryOptions): Promise<Report> {
  if (options.benchmark && options.sample) throw new Failure(exit.usage, 'try.both');
  return withRoom(
    async (room) => {
      const artifact = await openArtifact(path, room, options.card);
      await mustHold(desk, artifact, room);
      const samples = await samplesFor(desk, path, options, room);
      return withSandbox(desk, room, artifact.kind, async (sandbox) => {
        const tried: Report[] = [];
        for (const named of samples) {
          tried.push(await tryOne(desk, sandbox, artifact, named, room));
          desk.signal.throwIfAborted();
        }
        // The worst of several: a fault first, then a fail, then what cannot be told.
        const order: Exit[] = [exit.fault, exit.fail, exit.inconclusive, exit.pass];
        const worst = order.find((code) => tried.some((one) => one.exit === code)) ?? exit.pass;
        return { exit: worst, json: { sha256: artifact.sha256, samples: tried.map(({ json }) => json) } };
      });
    },
    { passable: true },
  );
}

async function samplesFor(desk: Desk, path: string, options: TryOptions, room: string): Promise<Named[]> {
  const { benchmark, sample } = options;
  if (benchmark) return [await downloaded(desk, benchmark, room)];
  if (sample && (await stat(sample)).isFile()) return [await unpacked(sample, basename(sample), room)];
  if (sample) return [{ name: basename(resolve(sample)), sample: await openLocalSample(sample, room) }];
  const folder = join((await stat(path)).isDirectory() ? path : join(path, '..'), 'sample');
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) throw new Failure(exit.usage, 'try.no_sample');
  const found: Named[] = [];
  for (const name of names.sort())
    found.push({ name, sample: await openLocalSample(join(folder, name), room) });
  return found;
}

async function unpacked(file: string, name: string, room: string): Promise<Named> {
  try {
    return { name, sample: await openSample(file, room) };
  } catch (error) {
    throw new Failure(exit.usage, 'try.bad_sample', { path: file }, [String(error).slice(0, 300)]);
  }
}

async function downloaded(desk: Desk, id: string, room: string): Promise<Named> {
  const { url, token } = await credentialsOf(desk.env);
  const client = clientOf(url, token);
  const { benchmark, version } = await openVersion(desk, client, id);
  const { signal } = desk;
  const answer = await call(client, downloadSample, { params: { id: version.id } }, { signal });
  const file = join(room, 'sample.zip');
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(file));
  return unpacked(file, `${desk.t.text(benchmark.title)} v${version.number}`, room);
}

async function withSandbox<T>(
  desk: Desk,
  room: string,
  kind: Artifact['kind'],
  deed: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const { t } = desk;
  desk.note(t('try.opening'));
  const workDir = join(room, 'work');
  await mkdir(workDir, { mode: 0o755 });
  const sandbox = await openSandbox({ workDir, slots: 1 });
  try {
    // Ctrl-C reaches the launcher as well: its end then says nothing about this machine.
    desk.signal.throwIfAborted();
    const { status } = sandbox;
    if (!status.available) {
      const lines = status.reasons.map((why) => `${why[t.lang]} → ${why.remedy[t.lang]}`);
      throw new Failure(exit.fault, 'try.no_sandbox', {}, [...lines, t('try.needs')]);
    }
    desk.say(t(`try.level.${status.level}`));
    const versions = Object.entries(status.root.versions).map(([name, version]) => `${name} ${version}`);
    desk.say(t('try.runtime', { name: status.root.name, versions: versions.join(', ') }));
    if (kind === 'onnx' && !status.runtimes.onnx) throw new Failure(exit.fault, 'try.no_onnx');
    return await deed(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function tryOne(
  desk: Desk,
  sandbox: Sandbox,
  artifact: Artifact,
  { name, sample }: Named,
  room: string,
): Promise<Report> {
  const { t, say } = desk;
  say('');
  say(t('try.title', { name, rows: sample.truth.ids.length }));
  if (sample.task.synthetic) say(t('try.twin'));
  const tried = await trySample({
    sandbox,
    sample,
    kind: artifact.kind,
    file: artifact.file,
    ...(artifact.card.onnx ?? {}),
    outDir: room,
    seed: SEED,
    signal: desk.signal,
    onProgress: (done, of) => of > 1 && desk.note(t('try.progress', { done, of })),
  });
  const synthetic = sample.task.synthetic !== undefined;
  const json = { sample: name, digest: sample.digest, synthetic, ...summaryOf(tried) };
  return { exit: sayTried(desk, tried), json };
}

function summaryOf(tried: Tried) {
  if (tried.kind !== 'tried') return tried;
  const { predictions: _, ...execution } = tried.execution;
  const result = tried.scored?.ok ? tried.scored.result : null;
  return { ...tried, execution, scored: undefined, result };
}

function sayTried(desk: Desk, tried: Tried): Exit {
  const { t, say } = desk;
  if (tried.kind === 'platform_fault') {
    say(t('try.fault', { reason: `${tried.reason} ${tried.detail}`.trim() }));
    return exit.fault;
  }
  if (tried.kind === 'refused') {
    say(t('try.refused'));
    for (const line of problemLines(desk, tried.problems)) say(`  ${line}`);
    return exit.fail;
  }
  const { outcome, defects, resources, log } = tried.execution;
  say(t('try.outcome', { outcome: t.code(outcome) }));
  const memory = Math.round(resources.peakMemoryBytes / 2 ** 20);
  const cpu = resources.cpuSeconds.toFixed(2);
  say(t('try.resources', { cpu, memory, executions: resources.executions }));
  if (outcome !== 'wrong_output') sayHints(desk, [outcome]);
  sayDefects(desk, defects);
  if (outcome !== 'ok')
    for (const stream of ['stdout', 'stderr'] as const) {
      const lines = log[stream].trimEnd().split('\n').slice(-20);
      if (lines.join('') === '') continue;
      say(t('table.log', { stream }));
      for (const line of lines) say(`  ${line}`);
    }
  if (!tried.scored?.ok) return exit.fail;
  const { result } = tried.scored;
  sayResult(desk, result);
  if (result.overall === null) {
    say(t('try.synthetic_runs'));
    return exit.pass;
  }
  if (result.criteria.length === 0) {
    say(t('try.no_criteria'));
    return exit.pass;
  }
  if (result.overall === 'inconclusive') say(t('try.small'));
  return exitOf(result.overall);
}
