import type { Plan, SealedColumn } from '@scenario-lab/contracts/benchmarks';
import type { ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import type {
  BundleManifest,
  Defect,
  OnnxInputMap,
  OnnxOutputMap,
  Outcome,
  TaskFile,
} from '@scenario-lab/contracts/exam';
import type { Result } from '@scenario-lab/contracts/runs';
import type { Predictions } from '@scenario-lab/sandbox/harness/answers';
import type { RunLog, RuntimeRoot, Sandbox, SandboxLevel } from '@scenario-lab/sandbox/types';
import type { z } from 'zod';

export type SplitName = 'sample' | 'validation' | 'hidden';

/** Translated as `sealing.<code>`; `place` names a column, criterion, row or field of the plan. */
export interface Problem {
  code: string;
  place: string;
  detail: string;
}

/** As a page shows a row: numbers and truth values typed, an empty cell as null, long texts cut. */
export type ShownRow = Readonly<Record<string, string | number | boolean | null>>;

export interface SealRequest {
  plan: Plan;
  columns: ColumnEntry[];
  split: SplitRule;
  /** Normalised table: UTF-8, RFC 4180, header line, an empty cell is a null. */
  tableFile: string;
  /** Folder that the cells of image columns name files in. */
  filesDir?: string;
  /** Draws ids and order of this version's packs; at least 16 characters, kept with the vault. */
  secretSeed: string;
  /** The same for all versions of one data set, so that a row falls into the same split each time. */
  datasetSalt: string;
  /** Of the vault, for all data sets: what hidden rows are known again by (`rowMarks`). */
  rowSecret: string;
  /** Keys (`Sealed.sampleKeys`) of rows that were ever given out: they cannot become hidden. */
  exposed?: ReadonlySet<string>;
  /** Rows that anybody has been shown of any version of the data set, by column: they cannot become hidden. */
  shown?: readonly ShownRow[];
  /** Keys (`Sealed.hiddenKeys`) of rows that were ever hidden: none of them counts in what is told of open rows. */
  hidden?: ReadonlySet<string>;
  /** The sample is to be a synthetic twin: no row is given out. */
  twin?: boolean;
  /** Existing private folder; `packs/`, `truths/` and `sample.zip` are written there. */
  outDir: string;
}

export interface SealedPack {
  split: SplitName;
  /** Tar of `pack.json` and `cases/NNNN/`: inputs only. */
  file: string;
  /** SHA-256 of the tar, hex. */
  digest: string;
  /** Rows to be predicted, over all executions. */
  rows: number;
  executions: number;
}

export interface SealedTruth {
  split: SplitName;
  file: string;
  /** SHA-256 of the file, hex. */
  digest: string;
}

/** Smallest number of rows (or resampling units) with which a criterion can pass at all. */
export interface Needed {
  criterion: string;
  /** Null: no number suffices. */
  units: number | null;
  have: number;
  /** Chance that a program as good as hoped for passes; absent where it cannot be told. */
  power?: number;
  /** Units with which that chance is 80 %; null: no number suffices. */
  unitsForPower?: number | null;
}

/** Open rows of a data set, written for their profile. */
export interface OpenTable {
  file: string;
  rows: number;
  /** Rows that repeat an earlier one in every column, counted before columns were shuffled. */
  duplicates: number;
}

export interface Sealed {
  sealed: true;
  /** What does not stand in the way but must be read, such as `too_few_units` (verdicts will be inconclusive). */
  warnings: Problem[];
  packs: SealedPack[];
  truths: SealedTruth[];
  /** SHA-256 of the hidden split's rows without the target, before ids and order were drawn: looks count on it. */
  hiddenDigest: string;
  /** As a program finds it in `task.json`. */
  task: TaskFile;
  /** The plan's columns as sealed: features, and the time and series columns of a forecast. */
  columns: SealedColumn[];
  needed: Needed[];
  /** Values of the plan's baseline on the hidden split. */
  baseline: { metric: string; value: number }[];
  /** Pack and truth of the sample split for the vendor's own desk; null without a sample split. */
  sampleZip: string | null;
  /** Keys of rows given out: with the sample where it is no twin, and those shown before. */
  sampleKeys: string[];
  /** What the hidden rows are known again by in other versions and data sets. */
  hiddenMarks: RowMarks;
  /** Keys of the hidden rows, shortened. */
  hiddenKeys: string[];
  /** Rows of validation and hidden split, for the data's owner (`writeHiddenRows`). */
  hiddenRows: { file: string; rows: number } | null;
  /** Keys of all rows that are not open, shortened: none of them is ever downloaded. */
  closedKeys: string[];
  /** How the sample was drawn where it is a synthetic twin; the seed tells nothing of the version's own. */
  twin: { method: string; seed: string } | null;
  /** The open rows for their profile; null where they are too few to tell figures of. */
  openTable: OpenTable | null;
}

export type SealResult = { sealed: false; problems: Problem[] } | Sealed;

/** An artifact ready to run: unpacked below `dir`, or a file in it. */
export type Runnable =
  | { kind: 'bundle'; dir: string; manifest: BundleManifest }
  | { kind: 'wasm'; dir: string; file: string }
  | {
      kind: 'onnx';
      dir: string;
      file: string;
      inputMap: z.infer<typeof OnnxInputMap>;
      outputMap: z.infer<typeof OnnxOutputMap>;
    };

export interface ExecuteRequest {
  sandbox: Sandbox;
  /** For the sandbox's own logs, the run's id say. */
  id: string;
  artifact: Runnable;
  /** Folder made by `materialise`. */
  packDir: string;
  /** As sealed: limits, and what an answer must hold. */
  plan: Plan;
  /** Rows of the pack to be predicted, over all executions. */
  rows: number;
  /** Their ids in the order they are marked in; read from the pack where absent. */
  ids?: readonly string[];
  /** Existing private folder; `answers.bin` is written there. */
  outDir: string;
  /** Given to the program; the same for the same run, so that a rerun can be compared. */
  seed: number;
  signal?: AbortSignal;
  /** Awaited before the program starts for the first time: from here on a look counts. If it rejects, nothing runs. */
  onStarted?: () => Promise<void>;
  onProgress?: (done: number, of: number) => void;
}

export interface PackExecution {
  kind: 'executed';
  outcome: Outcome;
  /** More of the outcome: the program could not be started at all, so that nothing was looked at. */
  detail?: 'not_started';
  /** Case that ended the run; null when all ran. */
  failedCase: string | null;
  /** CPU and wall summed over executions, memory the largest. */
  resources: {
    cpuSeconds: number;
    peakMemoryBytes: number;
    wallSeconds: number;
    executions: number;
    /** What reading its answer took in the sandbox, beyond what any answer costs; paid for like the program's own. */
    readingCpuSeconds?: number;
  };
  log: RunLog;
  level: SandboxLevel;
  runtimeRoot: RuntimeRoot;
  /** Normal form of all predictions (`harness/normal-form`); null unless all cases ran and can be marked. */
  predictions: string | null;
  defects: Defect[];
}

export interface PlatformFault {
  kind: 'platform_fault';
  /** As the sandbox says, or `pack_broken`. */
  reason: string;
  detail: string;
}

export type ExecutionResult = PackExecution | PlatformFault;

/** Columns of a truth file, one entry per row in file order. */
export interface Truth {
  ids: string[];
  /** Case each row belongs to, such as `0000`. */
  cases: string[];
  /** Line of the original table, 1 is the first row below the header. */
  rows: Int32Array;
  /** Class names as they stand in the data; null for numeric targets. */
  labels: string[] | null;
  /** In the unit of the target; null for classes. */
  values: Float64Array | null;
  /** Resampling unit, dense from 0; null where each row is its own. */
  units: Int32Array | null;
  /** By slicing column; a missing cell is the empty string. */
  slices: Record<string, string[]>;
  /** Forecasting: steps ahead of the origin, from 1. */
  horizon: Int32Array | null;
  /** Forecasting: last value seen, value a season earlier, in-sample MAE of the seasonal-naive forecast. */
  naive: Float64Array | null;
  seasonalNaive: Float64Array | null;
  scale: Float64Array | null;
}

/** What an execution cost and how well that was measured. */
export interface Measured {
  /** CPU and wall in seconds over all executions, memory in bytes the largest. */
  resources: { cpuSeconds: number; peakMemoryBytes: number; wallSeconds: number | null };
  level: SandboxLevel;
}

export interface ScoreRequest {
  plan: Plan;
  /** Class names in the order of `task.json`; empty for numeric targets. */
  classes: readonly string[];
  truth: Truth;
  predictions: Predictions;
  /** Certifying looks K: each criterion is tested one-sided at 0.05 / K. */
  looks: number;
  baseline: { metric: string; value: number }[];
  /** Null where predictions are scored that nobody saw being made. */
  measured: Measured | null;
}

/**
 * The owner and lab edition; `digest` is SHA-256 over the canonical JSON of what follows from truth and
 * predictions: everything else in it but the verdicts on resources, which differ from one execution to the next.
 */
export type FullResult = Result & { digest: string };

/**
 * Keyed digests by which hidden rows are known again in another version or another data set, as signed 64-bit
 * numbers. Neither says anything without the key.
 */
export interface RowMarks {
  /** Of all that a row holds, inputs and answer, in the order of the columns' names and however cells are written. */
  content: string[];
  /** Of the thing and the time a row is of, within its data set; empty where the data name neither an id nor a time. */
  place: string[];
}
