import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TaskName, Tasks, ThreadAnswer, ThreadOrder } from './tasks.js';

/** Seen from src/ (tests) and dist/ alike: threads run compiled. */
const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'threads', 'thread.js');
const idleMs = 60_000;

/**
 * A thread for busy work, one task at a time, so that heartbeats, relay and reconciler go on meanwhile and memory
 * that runs out ends the thread and not the process. Started when needed, gone after a minute without work.
 */
export class TaskThread {
  #thread: Worker | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | null = null;

  /**
   * Arguments and results are copied: plain data only. Errors: what the task throws, as text; an abort ends the
   * thread where it stands.
   */
  run<T extends TaskName>(
    task: T,
    args: Parameters<Tasks[T]>,
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<Tasks[T]>>> {
    const done = this.#turn.then(() => this.#perform({ task, args }, signal));
    this.#turn = done.catch(() => {});
    return done as Promise<Awaited<ReturnType<Tasks[T]>>>;
  }

  async close(): Promise<void> {
    await this.#turn;
    if (this.#idle) clearTimeout(this.#idle);
    await this.#thread?.terminate();
  }

  async #perform(order: ThreadOrder, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) throw new Error(`${order.task} was called off before it began`);
    if (this.#idle) clearTimeout(this.#idle);
    // The process's own flags (a test runner's, say) are not meant for compiled code.
    this.#thread ??= new Worker(compiled, { execArgv: [] });
    const thread = this.#thread;
    const stop = () => void thread.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        thread.once('message', (answer: ThreadAnswer) => {
          if (answer.ok) resolve(answer.value);
          else reject(new Error(answer.error));
        });
        thread.once('error', reject);
        thread.once('exit', (code) => {
          if (this.#thread === thread) this.#thread = null;
          reject(new Error(`${order.task} ended with ${code} before it was done`));
        });
        thread.postMessage(order);
      });
    } finally {
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
