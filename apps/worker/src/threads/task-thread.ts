import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TaskName, Tasks, ThreadAnswer, ThreadOrder } from './tasks.js';

/** Seen from src/ (tests) and dist/ alike: threads run compiled. */
const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'threads', 'thread.js');
const idleMs = 60_000;
/** A thread that has more by the end of a task goes with it, and its memory with the thread. */
const keptBytes = 256 * 2 ** 20;

/** The task was ended for the time or the memory it took. */
export class Overtaxed extends Error {
  constructor(
    task: TaskName,
    readonly what: 'time' | 'memory',
  ) {
    super(`${task} took too much ${what}`);
    this.name = 'Overtaxed';
  }
}

/** What one task may take. */
export interface TaskLimits {
  signal?: AbortSignal | undefined;
  /** Counted from its beginning, not from when it was asked for. */
  seconds?: number;
}

/**
 * A thread for busy work, one task at a time, so that heartbeats, relay and reconciler go on meanwhile and memory
 * that runs out ends the thread and not the process. Started when needed, gone after a minute without work.
 */
export class TaskThread {
  #thread: Worker | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | null = null;

  /** @param heapMb heap of the thread at most; Node's own bound where it is not given. Buffers are not counted. */
  constructor(private readonly heapMb?: number) {}

  /**
   * Arguments and results are copied: plain data only. Errors: what the task throws, as text; an abort ends the
   * thread where it stands; `Overtaxed`.
   */
  run<T extends TaskName>(
    task: T,
    args: Parameters<Tasks[T]>,
    limits: TaskLimits = {},
  ): Promise<Awaited<ReturnType<Tasks[T]>>> {
    const done = this.#turn.then(() => this.#perform({ task, args }, limits));
    // Not with what it came to: that may be large.
    this.#turn = done.then(
      () => {},
      () => {},
    );
    return done as Promise<Awaited<ReturnType<Tasks[T]>>>;
  }

  async close(): Promise<void> {
    await this.#turn;
    if (this.#idle) clearTimeout(this.#idle);
    await this.#thread?.terminate();
  }

  async #perform(order: ThreadOrder, { signal, seconds }: TaskLimits): Promise<unknown> {
    if (signal?.aborted) throw new Error(`${order.task} was called off before it began`);
    if (this.#idle) clearTimeout(this.#idle);
    // The process's own flags (a test runner's, say) are not meant for compiled code.
    this.#thread ??= new Worker(compiled, {
      execArgv: [],
      ...(this.heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: this.heapMb } }),
    });
    const thread = this.#thread;
    const stop = () => void thread.terminate();
    let late = false;
    const clock =
      seconds === undefined
        ? null
        : setTimeout(() => {
            late = true;
            stop();
          }, seconds * 1_000);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        thread.once('message', (answer: ThreadAnswer) => {
          // Whoever asks next begins another.
          if (answer.held > keptBytes) {
            this.#thread = null;
            stop();
          }
          if (answer.ok) resolve(answer.value);
          else reject(new Error(answer.error));
        });
        thread.once('error', (error: NodeJS.ErrnoException) => {
          reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Overtaxed(order.task, 'memory') : error);
        });
        thread.once('exit', (code) => {
          if (this.#thread === thread) this.#thread = null;
          if (late) reject(new Overtaxed(order.task, 'time'));
          reject(new Error(`${order.task} ended with ${code} before it was done`));
        });
        thread.postMessage(order);
      });
    } finally {
      if (clock) clearTimeout(clock);
      signal?.removeEventListener('abort', stop);
      thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      thread.once('error', () => {});
      thread.once('exit', () => {
        if (this.#thread === thread) this.#thread = null;
      });
      this.#idle = setTimeout(() => void this.#thread?.terminate(), idleMs).unref();
    }
  }
}
