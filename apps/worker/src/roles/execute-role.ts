import { mkdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { leftBehind } from '@scenario-lab/db/runs/hosts';
import { reason } from '@scenario-lab/sandbox/reasons';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import type { Sandbox, SandboxStatus } from '@scenario-lab/sandbox/types';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Logger } from 'pino';
import { inspectArtifact } from '../algorithms/inspect-artifact.js';
import { inspectDataJob } from '../data-jobs/inspect-data-job.js';
import { runDataJob } from '../data-jobs/run-data-job.js';
import { maskDataset } from '../datasets/mask-dataset.js';
import { profileDataset } from '../datasets/profile-dataset.js';
import { profileOpenRows } from '../datasets/profile-open-rows.js';
import type { ExecuteDesk } from '../desk.js';
import { readList } from '../editions/read-list.js';
import { sharedMode, type WorkerEnv } from '../env.js';
import { keepPresence, type Presence } from '../health/presence.js';
import { pace } from '../pace.js';
import type { Queues, Taker } from '../queue/queues.js';
import { takeJobs } from '../queue/take-jobs.js';
import { executeRun } from '../runs/execute-run.js';
import { sitExam } from '../runs/sit-exam.js';
import { openSpool } from '../runs/spool.js';
import { readNeedPaper } from '../scenarios/read-need-paper.js';
import { readMedium } from '../solutions/read-medium.js';
import { readTicketFile } from '../tickets/read-ticket-file.js';
import { suggestRouting } from '../tickets/suggest-routing.js';
import { BLOBS, DATABASE, ENDING, ENV, LOG, QUEUES } from '../tokens.js';
import { drain } from './drain.js';

/** Containers of one machine, whatever they are called, run one kernel that was started once. */
const machine = (): Promise<string> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then((id) => id.trim(), hostname);

/** Files opened at the same time, in a slot that no run takes (`--tools` of the launcher). */
const readingAtOnce = 1;

/** Data jobs at the same time; they take a slot as runs do, first come first served. */
const computingAtOnce = 1;

const lookAgainMs = 30_000;
/** A machine that was only busy may be at rest soon. */
const busyAgainMs = 5_000;

/** Runs programs and opens untrusted files, in the sandbox. Without a sound one it says so and takes nothing. */
@Injectable()
export class ExecuteRole implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #busy = { count: 0 };
  #sandbox: Sandbox | null = null;
  #presence: Presence | null = null;
  #takers: Taker[] = [];
  #again: NodeJS.Timeout | null = null;

  constructor(
    @Inject(ENV) private readonly env: WorkerEnv,
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE) private readonly db: SystemDatabase,
    @Inject(QUEUES) private readonly queues: Queues,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENDING) private readonly ending: AbortController,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const workDir = this.#workDir;
    await mkdir(workDir, { recursive: true, mode: 0o711 });
    // What a killed worker left; the sandbox sweeps its own places.
    for (const name of ['runs', 'inspections', 'profiles', 'jobs']) {
      await rm(join(workDir, name), { recursive: true, force: true });
    }
    // A test may take minutes where much else is done; whoever waits is told what for.
    await this.#show({ available: false, reasons: [reason('testing', '')] });
    await this.#begin();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#again) clearTimeout(this.#again);
    await drain(this.#takers, this.ending, this.env.DRAIN_SECONDS);
    await this.#presence?.stop();
    await this.#sandbox?.close();
  }

  get #workDir(): string {
    return this.env.WORK_DIR as string;
  }

  async #begin(): Promise<void> {
    const { env } = this;
    const sandbox = await openSandbox({
      workDir: join(this.#workDir, 'sandbox'),
      slots: env.SLOTS,
      tools: readingAtOnce,
      ...(env.LAUNCHER_SOCKET ? { launcherSocket: env.LAUNCHER_SOCKET } : {}),
      ...(env.DEPLOY_ROOT ? { deployRoot: env.DEPLOY_ROOT } : {}),
    });
    this.#sandbox = sandbox;
    await this.#show(sandbox.status);
    if (sandbox.status.available) await this.#take(sandbox, sandbox.status.slots);
    else {
      const { reasons } = sandbox.status;
      const busy = reasons.every(({ code }) => code === 'busy');
      if (busy) this.log.warn({ reasons }, 'too busy for the sandbox to test itself: it tries again');
      else this.log.error({ reasons }, 'no sound sandbox: no code is run here');
      this.#again = setTimeout(() => void this.#lookAgain(), busy ? busyAgainMs : lookAgainMs);
    }
  }

  async #show(sandbox: SandboxStatus): Promise<void> {
    await this.#presence?.stop();
    this.#presence = keepPresence({
      db: this.db,
      workerId: this.env.workerId,
      roles: ['execute'],
      sandbox,
      slots: this.env.SLOTS,
      busy: this.#busy,
      everyMs: pace.presence,
      log: this.log,
    });
  }

  /** What is missing may have been mended meanwhile: a launcher started, a package installed. */
  async #lookAgain(): Promise<void> {
    if (this.ending.signal.aborted) return;
    await this.#sandbox?.close();
    await this.#begin().catch((error: unknown) => {
      this.log.error({ err: error }, 'sandbox');
      this.#again = setTimeout(() => void this.#lookAgain(), lookAgainMs);
    });
  }

  async #take(sandbox: Sandbox, slots: number): Promise<void> {
    const { env } = this;
    const host = await machine();
    await this.db.asSystem((tx) => leftBehind(tx, host, env.workerId));
    const workDir = this.#workDir;
    const desk: ExecuteDesk = {
      workerId: env.workerId,
      db: this.db,
      log: this.log,
      pace,
      ending: this.ending.signal,
      blobs: this.blobs,
      spool: openSpool(env.SPOOL_DIR, sharedMode),
      sandbox,
      workDir,
      host,
      exam: sitExam({ sandbox, blobs: this.blobs, workDir }),
      busy: this.#busy,
      rest: { until: 0 },
    };
    const reading = [
      inspectArtifact,
      profileDataset,
      maskDataset,
      profileOpenRows,
      readList,
      readMedium,
      readTicketFile,
      readNeedPaper,
      inspectDataJob,
    ];
    this.#takers = takeJobs(desk, this.queues, [
      { queue: 'execute', concurrency: Math.min(slots, env.SLOTS), handlers: [executeRun] },
      { queue: 'compute', concurrency: computingAtOnce, handlers: [runDataJob, suggestRouting] },
      { queue: 'read', concurrency: readingAtOnce, handlers: reading },
    ]);
    this.log.info({ level: sandbox.status.available && sandbox.status.level, slots }, 'executing');
  }
}
