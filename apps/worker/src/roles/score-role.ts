import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import type { Logger } from 'pino';
import { keepSheltered } from '../benchmarks/keep-sheltered.js';
import { prepareDownload } from '../benchmarks/prepare-download.js';
import { sealBenchmark } from '../benchmarks/seal-benchmark.js';
import type { ScoreDesk } from '../desk.js';
import { sharedMode, type WorkerEnv } from '../env.js';
import { pace } from '../pace.js';
import type { Queues, Taker } from '../queue/queues.js';
import { takeJobs } from '../queue/take-jobs.js';
import { compareRuns } from '../runs/compare-runs.js';
import { markWithin } from '../runs/mark-within.js';
import { scoreRun } from '../runs/score-run.js';
import { openSpool } from '../runs/spool.js';
import { sweepSpool } from '../runs/sweep-spool.js';
import { TaskThread } from '../threads/task-thread.js';
import { BLOBS, DATABASE, ENDING, ENV, LOG, QUEUES } from '../tokens.js';
import { drain } from './drain.js';

const vaultMode = { dir: 0o700, file: 0o400 };
const sweepMs = 600_000;

/** Seals benchmarks and marks what was collected: the one role that knows the truth. */
@Injectable()
export class ScoreRole implements OnApplicationBootstrap, OnApplicationShutdown {
  #takers: Taker[] = [];
  #sweeper: NodeJS.Timeout | null = null;
  #shelter: ReturnType<typeof keepSheltered> | null = null;
  readonly #marking = new TaskThread();
  readonly #sealing = new TaskThread();
  readonly #comparing = new TaskThread();

  constructor(
    @Inject(ENV) private readonly env: WorkerEnv,
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE) private readonly db: SystemDatabase,
    @Inject(QUEUES) private readonly queues: Queues,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENDING) private readonly ending: AbortController,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const vaultDir = this.env.VAULT_DIR as string;
    const desk: ScoreDesk = {
      workerId: this.env.workerId,
      db: this.db,
      log: this.log,
      pace,
      ending: this.ending.signal,
      blobs: this.blobs,
      spool: openSpool(this.env.SPOOL_DIR, sharedMode),
      vault: await FilesystemStore.open({ dir: vaultDir, mode: vaultMode, verifyOnRead: true }),
      vaultDir,
      mark: markWithin(this.#marking),
      compare: (comparison) => this.#comparing.run('compare', [comparison], { signal: this.ending.signal }),
      seal: (request) => this.#sealing.run('seal', [request], { signal: this.ending.signal }),
      edition: (request) => this.#sealing.run('edition', [request], { signal: this.ending.signal }),
    };
    this.#takers = takeJobs(desk, this.queues, [
      { queue: 'score', concurrency: 2, handlers: [scoreRun] },
      // One thread each: a second would only wait there, out of turn.
      { queue: 'compare', concurrency: 1, handlers: [compareRuns] },
      { queue: 'seal', concurrency: 1, handlers: [sealBenchmark, prepareDownload] },
    ]);
    const sweep = () =>
      void sweepSpool(this.db, this.env.SPOOL_DIR).catch((error: unknown) =>
        this.log.warn({ err: error }, 'spool'),
      );
    this.#sweeper = setInterval(sweep, sweepMs);
    this.#shelter = keepSheltered(desk);
    this.log.info('scoring');
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#sweeper) clearInterval(this.#sweeper);
    await this.#shelter?.stop();
    await drain(this.#takers, this.ending, this.env.DRAIN_SECONDS);
    await Promise.all([this.#marking.close(), this.#sealing.close(), this.#comparing.close()]);
  }
}
