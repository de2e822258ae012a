import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { Reader } from '@scenario-lab/interchange/reader';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Logger } from 'pino';
import { badgePaper } from '../badges/badge-paper.js';
import { badgesOnce } from '../badges/badges.js';
import { startCollecting } from '../blobs/collect-blobs.js';
import { campsOnce } from '../camps/camps.js';
import { remindOfSessions } from '../camps/remind.js';
import { trainingPaper } from '../camps/training-paper.js';
import { issueReport } from '../certificates/issue-report.js';
import { openLabKey } from '../certificates/lab-key.js';
import { signAcceptance } from '../certificates/sign-acceptance.js';
import { signStatusList } from '../certificates/sign-status-list.js';
import { watchCertificate } from '../certificates/watch-certificate.js';
import { monthlyReportsOnce } from '../cockpit/monthly-reports.js';
import { startRollups } from '../cockpit/rollups.js';
import { startFetches } from '../datasets/fetch-datasets.js';
import type { JobsDesk } from '../desk.js';
import { writeEdition } from '../editions/write-edition.js';
import type { WorkerEnv } from '../env.js';
import { startHarvests } from '../interchange/harvest-catalogues.js';
import { matchDigestsOnce } from '../matches/match-digests.js';
import { startWebhooks } from '../notices/deliver-webhooks.js';
import { mailer, startNotices } from '../notices/notices.js';
import { pace } from '../pace.js';
import type { renderHung } from '../pdf/hung-paper.js';
import { printPapers } from '../pdf/print-papers.js';
import { surveyLettersOnce } from '../pilots/survey-letters.js';
import type { Queues, Taker } from '../queue/queues.js';
import { takeJobs } from '../queue/take-jobs.js';
import { type Reconciler, startReconciler } from '../reconciler/reconciler.js';
import { recordKeeper } from '../records/records.js';
import { type Relay, startRelay } from '../relay/relay.js';
import { writePacksOnce } from '../replication-packs/write-packs.js';
import { remindOfMonth } from '../scenarios/remind-of-month.js';
import { TaskThread } from '../threads/task-thread.js';
import { ticketLettersOnce } from '../tickets/ticket-letters.js';
import { BLOBS, DATABASE, ENDING, ENV, LOG, QUEUES } from '../tokens.js';
import { drain } from './drain.js';

/** Hands the outbox to the queue, sets right what no message set right, writes reports and certificates. */
@Injectable()
export class JobsRole implements OnApplicationBootstrap, OnApplicationShutdown {
  #takers: Taker[] = [];
  #relay: Relay | null = null;
  readonly #pages = new TaskThread();
  #reconciler: Reconciler | null = null;
  #notices: ReturnType<typeof startNotices> | null = null;
  #webhooks: ReturnType<typeof startWebhooks> | null = null;
  #fetches: ReturnType<typeof startFetches> | null = null;
  #harvests: ReturnType<typeof startHarvests> | null = null;
  #rollups: ReturnType<typeof startRollups> | null = null;
  #collector: ReturnType<typeof startCollecting> | null = null;

  constructor(
    @Inject(ENV) private readonly env: WorkerEnv,
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE) private readonly db: SystemDatabase,
    @Inject(QUEUES) private readonly queues: Queues,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENDING) private readonly ending: AbortController,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { env, db, queues, log } = this;
    const desk: JobsDesk = {
      workerId: env.workerId,
      db,
      log,
      pace,
      ending: this.ending.signal,
      blobs: this.blobs,
      key: await openLabKey(env.KEY_DIR as string, db),
      publicUrl: env.PUBLIC_URL,
      demonstration: env.DEMONSTRATION === 'yes',
      timeZone: env.LAB_TIME_ZONE,
      page: async (...args) => Buffer.from(await this.#pages.run('page', args)),
      list: async (...args) => Buffer.from(await this.#pages.run('list', args)),
      acceptance: async (...args) => Buffer.from(await this.#pages.run('acceptance', args)),
    };
    this.#takers = takeJobs(desk, queues, [
      {
        queue: 'jobs',
        concurrency: 1,
        handlers: [issueReport, watchCertificate, signAcceptance, writeEdition],
      },
    ]);
    this.#relay = startRelay({ db, queues, listenUrl: env.DATABASE_URL, pollMs: pace.relay, log });
    this.#reconciler = startReconciler({ db, queues, pace, log });
    const production = env.SCENARIO_LAB_MODE === 'production';
    this.#notices = startNotices(
      {
        db,
        log,
        about: { publicUrl: env.PUBLIC_URL, timeZone: env.LAB_TIME_ZONE },
        mail: env.SMTP_URL && env.MAIL_FROM ? mailer(env.SMTP_URL, env.MAIL_FROM, production) : null,
        letters: async () => {
          await surveyLettersOnce(db, { publicUrl: env.PUBLIC_URL });
          await ticketLettersOnce(db, { publicUrl: env.PUBLIC_URL, timeZone: env.LAB_TIME_ZONE });
        },
      },
      pace.notices,
    );
    this.#webhooks = startWebhooks(
      { db, log, publicUrl: env.PUBLIC_URL, outward: { allowed: env.OUTBOUND_ALLOW, patience: 10_000 } },
      pace.notices,
    );
    this.#fetches = startFetches(
      {
        db,
        log,
        blobs: this.blobs,
        inward: { allowed: env.OUTBOUND_ALLOW, patience: 30_000, idle: 60_000, whole: 2 * 3_600_000 },
        roomDir: env.SPOOL_DIR,
        leave: 2 * 2 ** 30,
        beat: 700,
      },
      pace.notices,
    );
    this.#harvests = startHarvests(
      {
        db,
        log,
        inward: { allowed: env.OUTBOUND_ALLOW, patience: 30_000, idle: 30_000, whole: 2 * 60_000 },
        reader: new Reader(),
        base: env.PUBLIC_URL.replace(/\/+$/, ''),
        beat: 700,
        whole: 15 * 60_000,
      },
      pace.notices,
    );
    const keepRecords = recordKeeper(db);
    const printer = {
      ...desk,
      hang: async (...args: Parameters<typeof renderHung>) =>
        Buffer.from(await this.#pages.run('hung', args)),
    };
    this.#rollups = startRollups(
      {
        db,
        log,
        also: async () => {
          const steps = [
            keepRecords,
            () => writePacksOnce(desk),
            () => badgesOnce(desk),
            () => campsOnce(desk),
            () => remindOfSessions(db),
            () => signStatusList(desk),
            () => printPapers(printer, 'badge', badgePaper),
            () => printPapers(printer, 'trainee', trainingPaper),
            () => matchDigestsOnce(desk),
            () => remindOfMonth(db),
            () =>
              monthlyReportsOnce({
                ...desk,
                page: async (...args) => Buffer.from(await this.#pages.run('month', args)),
              }),
          ];
          // One that fails does not stop the next.
          for (const step of steps)
            await step().catch((error: unknown) => log.error({ err: error }, 'after the rollups'));
        },
      },
      pace.rollups,
    );
    this.#collector = startCollecting({ db, blobs: this.blobs, log });
    log.info('relaying, reconciling, issuing');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#relay?.stop();
    await this.#reconciler?.stop();
    await this.#notices?.stop();
    await this.#webhooks?.stop();
    await this.#fetches?.stop();
    await this.#harvests?.stop();
    await this.#rollups?.stop();
    await this.#collector?.stop();
    await drain(this.#takers, this.ending, this.env.DRAIN_SECONDS);
    await this.#pages.close();
  }
}
