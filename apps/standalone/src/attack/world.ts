import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import {
  defaultLimits,
  type Limits,
  type Sandbox,
  type SandboxRequest,
  type SandboxResult,
} from '@scenario-lab/sandbox/types';
import pg from 'pg';
import { type FreshData, freshData } from '../chain-demo/data.js';
import { engage, postNeed, provideData, showcase } from '../chain-demo/links.js';
import { gatherPeople, type People } from '../chain-demo/stage.js';
import { makeZip } from '../demo-data/zip.js';
import type { Lab } from '../lab.js';
import { demonstrationPassword } from '../seed/cast.js';
import type { Persona } from '../seed/persona.js';

/** Files by name, as they are handed in. */
export type Files = Record<string, string | Uint8Array>;

export interface Attempt {
  runtime?: SandboxRequest['runtime'];
  app?: Files;
  input?: Files;
  command?: string[];
  limits?: Partial<Limits>;
  options?: Record<string, unknown>;
}

/** A sealed exam on fresh data, with the vendor that is put to it. */
export interface Exam {
  people: People;
  data: FreshData;
  datasetId: string;
  datasetVersionId: string;
  scenarioId: string;
  benchmarkId: string;
  benchmarkVersionId: string;
  /** Brings a program of one more vendor version, inspected, approved and engaged. */
  enter(vendor: Persona, name: string, program: Files): Promise<{ versionId: string; engagementId: string }>;
}

const honestManifest = JSON.stringify({
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
});

const modest: Partial<Limits> = { cpuSeconds: 20, wallSeconds: 40, memoryBytes: 256 * 1024 * 1024 };

const bytes = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** A bundle as a vendor uploads it; without a manifest of its own it gets that of a Python batch program. */
export function bundle(files: Files): Uint8Array {
  const all = { 'scenario-lab.json': honestManifest, ...files };
  return makeZip(Object.entries(all).map(([name, content]) => ({ name, data: bytes(content) })));
}

/** What the cases share: a running lab, people at its door, and the lab's own launcher. */
export class World {
  private folder: Promise<string> | null = null;
  private opened: Promise<Sandbox> | null = null;
  private readonly made: SandboxResult[] = [];
  private readonly exams = new Map<string, Promise<Exam>>();
  private count = 0;

  constructor(readonly lab: Lab) {}

  get api(): string {
    return `${this.lab.local}/api`;
  }

  /** New organisations with names of this tag; each call with its own tag. */
  people(tag: string): Promise<People> {
    const lab = { email: (role: string) => `${role}@lab.example`, password: demonstrationPassword };
    return gatherPeople(this.api, lab, tag);
  }

  /** An exam with people of its own; the same tag gives the same exam. */
  exam(tag: string): Promise<Exam> {
    const known = this.exams.get(tag);
    if (known) return known;
    const made = this.makeExam(tag);
    this.exams.set(tag, made);
    return made;
  }

  private async makeExam(tag: string): Promise<Exam> {
    const people = await this.people(tag);
    const data = freshData(1);
    const dataset = await provideData(people, people.department, data, tag);
    const need = await postNeed(people, people.department, dataset, tag);
    return {
      people,
      data,
      datasetId: dataset.datasetId,
      datasetVersionId: dataset.versionId,
      scenarioId: need.scenarioId,
      benchmarkId: need.benchmarkId,
      benchmarkVersionId: need.benchmarkVersionId,
      enter: async (vendor, name, program) => {
        const { solutionId, versionId } = await showcase(people, vendor, name, bundle(program));
        return {
          versionId,
          engagementId: await engage(people, vendor, need, solutionId, dataset.datasetId),
        };
      },
    };
  }

  /** One question to the lab's database as its owner: to see what happened, never to make it happen. */
  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.lab.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The lab's own launcher and slots (as an ordinary user: a launcher of its own). */
  sandbox(): Promise<Sandbox> {
    this.opened ??= (async () => {
      const asRoot = process.getuid?.() === 0;
      const sandbox = await openSandbox({
        workDir: join(await this.home(), 'work'),
        slots: 2,
        deployRoot: this.lab.folders.deploy,
        ...(asRoot ? { launcherSocket: join(this.lab.folders.launcher, 'launcher.sock') } : {}),
      });
      if (!sandbox.status.available)
        throw new Error(`no sandbox here: ${JSON.stringify(sandbox.status.reasons)}`);
      return sandbox;
    })();
    return this.opened;
  }

  private home(): Promise<string> {
    this.folder ??= mkdtemp(join(tmpdir(), 'scenario-lab-attack-'));
    return this.folder;
  }

  /** Puts files into a new directory. */
  async place(files: Files): Promise<string> {
    // Counted before anything is waited for: two programs are placed at once.
    this.count += 1;
    const number = this.count;
    const dir = join(await this.home(), `files-${number}`);
    await mkdir(dir);
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), content, { mode: 0o755 });
    }
    return dir;
  }

  /** A hostile program in one of the lab's slots. */
  async program({
    runtime = 'python',
    app,
    input,
    command,
    limits,
    options,
  }: Attempt): Promise<SandboxResult> {
    const sandbox = await this.sandbox();
    const result = await sandbox.run({
      id: 'attack',
      runtime,
      inputDir: await this.place(input ?? { 'task.json': '{}' }),
      limits: { ...defaultLimits, ...modest, ...limits },
      ...(app ? { artifactDir: await this.place(app) } : {}),
      ...(command ? { command } : {}),
      ...(options ? { options } : {}),
    });
    this.made.push(result);
    return result;
  }

  /** Gives back what the cases' programs had made, as a worker does after each run. */
  async discard(): Promise<void> {
    const sandbox = await this.sandbox();
    for (const result of this.made.splice(0)) await sandbox.discard(result);
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
    if (this.folder) await rm(await this.folder, { recursive: true, force: true });
  }
}
