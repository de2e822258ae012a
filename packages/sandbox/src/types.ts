/** What runs in the chain. The last three are our own tools, run there because they open untrusted files. */
export type Runtime = 'python' | 'node' | 'native' | 'wasm' | 'onnx' | 'inspect' | 'profile' | 'check';

/** Hard limits of one run. Bytes are bytes, seconds may be fractions. */
export interface Limits {
  /** CPU seconds of all processes together (cgroup meter). */
  cpuSeconds: number;
  wallSeconds: number;
  /** Memory of all processes, their tmpfs files included. */
  memoryBytes: number;
  /** Processes and threads of the program living at the same time. */
  processes: number;
  /** Size of the private /tmp; 0 leaves a single page. */
  tmpBytes: number;
  /** Size of /out. */
  outBytes: number;
  /** Regular files allowed in /out. */
  outFiles: number;
  /** stdout and stderr together; what goes beyond ends the run with `output_limit`. */
  logBytes: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: Limits = {
  cpuSeconds: 30,
  wallSeconds: 600,
  memoryBytes: 1024 * MiB,
  processes: 64,
  tmpBytes: 64 * MiB,
  outBytes: 16 * MiB,
  outFiles: 64,
  logBytes: MiB,
};

/** For `inspect` and `profile`: their outputs (an unpacked bundle, a normalised table) may be large. */
export const toolLimits: Limits = {
  cpuSeconds: 120,
  wallSeconds: 300,
  memoryBytes: 3072 * MiB,
  processes: 64,
  tmpBytes: 256 * MiB,
  outBytes: 2200 * MiB,
  outFiles: 64,
  logBytes: MiB,
};

/** Limits for reading a table of so many bytes: time grows with it, memory does not. */
export const tableLimits = (bytes: number): Limits => ({
  ...toolLimits,
  cpuSeconds: toolLimits.cpuSeconds + Math.ceil((bytes / MiB) * 0.5),
  wallSeconds: toolLimits.wallSeconds + Math.ceil(bytes / MiB),
});

/** No request may ask for more than this; the launcher refuses it. */
export const maximumLimits: Limits = {
  cpuSeconds: 24 * 3600,
  wallSeconds: 24 * 3600,
  memoryBytes: 256 * 1024 * MiB,
  processes: 4096,
  tmpBytes: 16 * 1024 * MiB,
  outBytes: 16 * 1024 * MiB,
  outFiles: 10_000,
  logBytes: 64 * MiB,
};

export interface SandboxRequest {
  /** Chosen by the caller, for its own logs; the program never sees it. */
  id: string;
  runtime: Runtime;
  /**
   * Arguments as seen inside, e.g. `['python3', 'main.py']`; relative paths resolve against /app, which is
   * the working directory. Leave out for `wasm`, `onnx` and our own tools: the chain builds it.
   */
  command?: string[];
  /** Host directory bound read-only at /app. */
  artifactDir?: string;
  /** Host directory bound read-only at /in. */
  inputDir: string;
  limits: Limits;
  /** JSON handed to our own harness (never to vendor code); see the options in `harness/wasm|onnx|inspect|profile|check`. */
  options?: Record<string, unknown>;
  /** Given to the program as SCENARIO_LAB_SEED and PYTHONHASHSEED. */
  seed?: number;
}

/**
 * How a run that really ran ended. Who caused it is always the program:
 * faults of ours are `platform_fault`, a different kind of result.
 */
export type Outcome =
  | 'ok'
  | 'wrong_output'
  | 'runtime_error'
  | 'cpu_limit'
  | 'wall_limit'
  | 'memory_limit'
  | 'output_limit'
  | 'process_limit';

export const outcomes: readonly Outcome[] = [
  'ok',
  'wrong_output',
  'runtime_error',
  'cpu_limit',
  'wall_limit',
  'memory_limit',
  'output_limit',
  'process_limit',
];

export type CollectDefectClass =
  | 'symlink'
  | 'fifo'
  | 'socket'
  | 'device'
  | 'directory'
  | 'hard_link'
  | 'too_big'
  | 'too_many'
  | 'unreadable'
  | 'bad_name';

/** The first unacceptable thing found in /out. `name` is escaped and cut to 100 characters. */
export interface CollectDefect {
  class: CollectDefectClass;
  name: string;
}

export interface CollectedFile {
  /** Plain file name, `[A-Za-z0-9._-]`, 1 to 100 characters, not starting with a dot or dash. */
  name: string;
  bytes: number;
  /** Host copy, owned by the caller, in a private directory that `discard()` removes. */
  path: string;
}

/** `hardened`: cgroup meters and a separate uid. `basic`: rlimits and polling only, never certifiable. */
export type SandboxLevel = 'hardened' | 'basic';

export type RootSource = 'debian-packages' | 'host-usr';

/** The read-only /usr that programs see. */
export interface RuntimeRoot {
  name: string;
  source: RootSource;
  /** e.g. `{ node: '20.20.2', python: '3.11.2', numpy: '1.24.2', libc: '2.36' }` */
  versions: Record<string, string>;
  /** `sha256:` over the whole tree (debian-packages) or over the versions of the host's packages (host-usr). */
  digest: string;
}

export interface Resources {
  cpuSeconds: number;
  peakMemoryBytes: number;
  wallSeconds: number;
  peakProcesses: number;
}

export interface RunLog {
  /** UTF-8 text; broken sequences and NUL are U+FFFD. Otherwise as written: escape it before showing. */
  stdout: string;
  stderr: string;
  /** True if the program wrote more than `logBytes`; stdout and stderr then hold exactly the first ones. */
  truncated: boolean;
}

export interface FinishedRun {
  kind: 'finished';
  outcome: Outcome;
  /** The program can never start here, seen before anything was; `beforeStart` was not asked and nothing was used. */
  neverStarted?: true;
  /** 128 + n for a signal, as a shell would say; null if the chain was killed by us. */
  exitCode: number | null;
  /** e.g. `SIGKILL`, derived from exit codes above 128. A program can imitate it; the outcome does not use it. */
  signal: string | null;
  resources: Resources;
  log: RunLog;
  outputs: CollectedFile[];
  collectDefect?: CollectDefect;
  level: SandboxLevel;
  runtimeRoot: RuntimeRoot;
}

export type FaultReason =
  /** The caller aborted; nobody's fault. */
  | 'cancelled'
  /** No sound sandbox on this machine; see `status.reasons`. */
  | 'unavailable'
  /** The request breaks the contract (unknown runtime, limits beyond the maximum, missing directory). */
  | 'bad_request'
  /** The chain did not come up, or ended without telling an exit code. */
  | 'chain_failed'
  /** The chain was not up in time: the machine is too busy. */
  | 'late'
  /** The launcher died or closed the connection. */
  | 'launcher_lost'
  /** Processes or mounts of the run could not be removed; the slot is out of use. */
  | 'cleanup_failed';

export interface PlatformFaultResult {
  kind: 'platform_fault';
  reason: FaultReason;
  detail: string;
}

export type SandboxResult = FinishedRun | PlatformFaultResult;

export type Stage = 'waiting' | 'starting' | 'running' | 'collecting';

export interface RunHooks {
  signal?: AbortSignal;
  onStage?: (stage: Stage) => void;
  /**
   * Asked once everything stands ready and before the program is let go; the slot is held meanwhile. If it rejects
   * the program never starts and the result is `cancelled`; the error is the caller's to look at.
   */
  beforeStart?: () => Promise<void>;
}

/** Why there is no sandbox, and how to mend it, in both languages. */
export interface UnavailableReason {
  code: string;
  zh: string;
  en: string;
  remedy: { zh: string; en: string };
}

export type CgroupKind = 'v1' | 'v2' | 'hybrid' | 'none';

export interface RuntimeInfo {
  version: string;
  [extra: string]: string;
}

export interface AvailableStatus {
  available: true;
  level: SandboxLevel;
  cgroup: CgroupKind;
  /** Runtimes that can be used here; a missing key means: not on this machine. */
  runtimes: Partial<Record<Runtime, RuntimeInfo>>;
  /** `sha256:` over root, harness and filter: what a report names as the execution environment. */
  digest: string;
  root: RuntimeRoot;
  slots: number;
}

export type SandboxStatus = AvailableStatus | { available: false; reasons: UnavailableReason[] };

export interface OpenSandbox {
  /** Private directory for stages and collected files. As root it must be reachable by other uids (not below a 0700 folder). */
  workDir: string;
  /** Socket of a running launcher; without it one is started as a child (hardened as root, else basic). */
  launcherSocket?: string;
  /** Runs at the same time (only used when the launcher is started here). */
  slots?: number;
  /** Files opened beside them (`inspect`, `profile`); without a slot of their own these take a run's. */
  tools?: number;
  /** Where runtime roots and harness copies are kept. Default: /var/lib/scenario-lab/sandbox as root. */
  deployRoot?: string;
}

export interface Sandbox {
  readonly status: SandboxStatus;
  /** Never throws for anything a program does, nor for a fault of the platform: both are results. */
  run(request: SandboxRequest, hooks?: RunHooks): Promise<SandboxResult>;
  /** Removes the host copies of a finished run's outputs. */
  discard(result: SandboxResult): Promise<void>;
  /** Ends what runs; host copies that were not discarded go, too. */
  close(): Promise<void>;
}
