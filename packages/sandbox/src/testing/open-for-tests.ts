import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSandbox } from '../sandbox.js';
import {
  defaultLimits,
  type FinishedRun,
  type Limits,
  type Sandbox,
  type SandboxRequest,
  type SandboxResult,
} from '../types.js';

const packageDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Launcher and harness run compiled; make sure they are what the sources say. */
export function build(): void {
  const compiler = join(packageDir, '..', '..', 'node_modules', 'typescript-native', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-b', packageDir], { stdio: 'inherit' });
}

export type Files = Record<string, string | Buffer>;

export interface Attempt {
  runtime?: SandboxRequest['runtime'];
  app?: Files;
  input?: Files;
  command?: string[];
  limits?: Partial<Limits>;
  options?: Record<string, unknown>;
  seed?: number;
}

export interface Bench {
  sandbox: Sandbox;
  workDir: string;
  /** Puts files into a new directory of the caller. */
  place(files: Files): string;
  request(attempt: Attempt): SandboxRequest;
  run(attempt: Attempt): Promise<FinishedRun>;
  /** A Python program, with the honest inputs. */
  python(source: string, limits?: Partial<Limits>): Promise<FinishedRun>;
  close(): Promise<void>;
}

const modest: Partial<Limits> = { cpuSeconds: 10, wallSeconds: 15, memoryBytes: 256 * 1024 * 1024 };

function expectFinished(result: SandboxResult): FinishedRun {
  if (result.kind === 'finished') return result;
  throw new Error(`${result.reason}: ${result.detail}`);
}

/** Opens a sandbox of this host. @throws if there is none: these tests prove isolation and are never skipped. */
export async function openForTests(slots = 2): Promise<Bench> {
  build();
  const workDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  const sandbox = await openSandbox({ workDir, slots });
  if (!sandbox.status.available)
    throw new Error(`no sandbox here: ${JSON.stringify(sandbox.status.reasons)}`);
  const home = mkdtempSync(join(tmpdir(), 'sandbox-files-'));
  let count = 0;
  const bench: Bench = {
    sandbox,
    workDir,
    place(files) {
      count += 1;
      const dir = join(home, String(count));
      mkdirSync(dir);
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, name)), { recursive: true });
        writeFileSync(join(dir, name), content, { mode: 0o755 });
      }
      return dir;
    },
    request({ runtime = 'python', app, input = { 'task.json': '{}' }, command, limits, options, seed }) {
      return {
        id: 'test',
        runtime,
        inputDir: bench.place(input),
        limits: { ...defaultLimits, ...modest, ...limits },
        ...(app ? { artifactDir: bench.place(app) } : {}),
        ...(command ? { command } : {}),
        ...(options ? { options } : {}),
        ...(seed === undefined ? {} : { seed }),
      };
    },
    run: async (attempt) => expectFinished(await sandbox.run(bench.request(attempt))),
    python: (source, limits) =>
      bench.run({ app: { 'main.py': source }, command: ['python3', 'main.py'], limits }),
    async close() {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true });
      rmSync(workDir, { recursive: true, force: true });
    },
  };
  return bench;
}

/** An output as text. */
export function outputText(result: FinishedRun, name: string): string {
  const file = result.outputs.find((output) => output.name === name);
  if (!file)
    throw new Error(`no output ${name}, only ${result.outputs.map((output) => output.name).join(', ')}`);
  return readFileSync(file.path, 'utf8');
}

/** An honest program and the answer it always gives. */
export const honest = {
  source: `
import json, sys
rows = open('/in/inputs.csv').read().split()[1:]
with open('/out/predictions.csv', 'w') as out:
    out.write('id,prediction\\n')
    for row in rows:
        key, value = row.split(',')
        out.write(f'{key},{float(value) * 2}\\n')
print('done', len(rows))
`,
  input: { 'task.json': '{}', 'inputs.csv': 'id,x\na,1\nb,2.5\n' },
  predictions: 'id,prediction\na,2.0\nb,5.0\n',
};

/** Runs the honest program; @returns what it wrote, to be compared with `honest.predictions`. */
export async function honestRun(bench: Bench): Promise<string> {
  const result = await bench.run({
    app: { 'main.py': honest.source },
    input: honest.input,
    command: ['python3', 'main.py'],
  });
  if (result.outcome !== 'ok') throw new Error(`honest run: ${result.outcome} ${result.log.stderr}`);
  const text = outputText(result, 'predictions.csv');
  await bench.sandbox.discard(result);
  return text;
}

function cgroupsOf(workDir: string): string[] {
  // The launcher names its groups after its working directory; others on this machine have their own.
  const prefix = createHash('sha256').update(workDir).digest('hex').slice(0, 12);
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .map(([, point]) => join(point!, 'scenario-lab'))
    .filter(existsSync);
  return points.flatMap((family) =>
    readdirSync(family)
      .filter((name) => name.startsWith(prefix))
      .map((name) => join(family, name)),
  );
}

function leftNow(workDir: string): string[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`${workDir}/`) && !line.includes(`${workDir}/grounds/`));
  const slots = readdirSync(join(workDir, 'slots')).flatMap((slot) =>
    readdirSync(join(workDir, 'slots', slot)),
  );
  const homes = readdirSync(join(workDir, 'stage')).map((name) => join(workDir, 'stage', name));
  return [...mounts, ...cgroupsOf(workDir), ...homes.flatMap((home) => readdirSync(home)), ...slots];
}

/**
 * Mounts, cgroups (and with them processes), stages and slot folders a finished run might have left behind.
 * Mount and cgroup go a few milliseconds after the result is told; on a busy machine later; they get twenty seconds.
 */
export async function leftovers(workDir: string): Promise<string[]> {
  for (const end = performance.now() + 20_000; performance.now() < end; await sleep(10))
    if (leftNow(workDir).length === 0) return [];
  return leftNow(workDir);
}
