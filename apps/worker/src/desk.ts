import type { SystemDatabase } from '@scenario-lab/db/database';
import type { writeOpenEdition } from '@scenario-lab/evaluation/open-edition';
import type { sealBenchmark } from '@scenario-lab/evaluation/seal';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import type { Logger } from 'pino';
import type { LabKey } from './certificates/lab-key.js';
import type { renderReport } from './certificates/pdf.js';
import type { renderAcceptance } from './certificates/pdf-acceptance.js';
import type { renderEdition } from './editions/render-edition.js';
import type { compareExam } from './runs/compare-exam.js';
import type { Exam } from './runs/exam.js';
import type { Marking } from './runs/marking.js';
import type { Spool } from './runs/spool.js';

/** Milliseconds; shorter ones only in tests. */
export interface Pace {
  heartbeat: number;
  /** Poll of the outbox beside LISTEN. */
  relay: number;
  reconcile: number;
  presence: number;
  /** Look at what people are to be told. */
  notices: number;
  /** Take in events and make the cockpit anew. */
  rollups: number;
  /** A thing that waits this long without a job is woken again. */
  stale: number;
  /** Pause before the next claim once the launcher was lost, so that its restart does not cost every attempt. */
  rest: number;
}

/** What every job has at hand. */
export interface Desk {
  workerId: string;
  db: SystemDatabase;
  log: Logger;
  pace: Pace;
  /** Aborted when the process must end: what is not finished gives its lease back. */
  ending: AbortSignal;
}

export interface ExecuteDesk extends Desk {
  blobs: BlobStore;
  spool: Spool;
  sandbox: Sandbox;
  workDir: string;
  /** The machine, the same for all its workers. */
  host: string;
  /** The exam itself (`sitExam`); another one only in tests of the lifecycle. */
  exam: Exam;
  /** Runs at work now, for the worker's own row. */
  busy: { count: number };
  /** Claims wait until then, by `performance.now()`. */
  rest: { until: number };
}

export interface ScoreDesk extends Desk {
  blobs: BlobStore;
  spool: Spool;
  vault: FilesystemStore;
  /** Private folder beside the vault, for what is being sealed or scored. */
  vaultDir: string;
  /** `markExam` in a thread; another one only in tests of the lifecycle. */
  mark: Marking;
  compare: typeof compareExam;
  seal: typeof sealBenchmark;
  edition: typeof writeOpenEdition;
}

export interface JobsDesk extends Desk {
  blobs: BlobStore;
  key: LabKey;
  publicUrl: string;
  demonstration: boolean;
  /** IANA name of the lab's time zone, in which papers tell their times. */
  timeZone: string;
  page: typeof renderReport;
  list: typeof renderEdition;
  acceptance: typeof renderAcceptance;
}
