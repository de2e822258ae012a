import { memoryUsage } from 'node:process';
import { parentPort } from 'node:worker_threads';
import { type ThreadAnswer, type ThreadOrder, tasks } from './tasks.js';

/** Of this thread alone, the resident size apart, which is the process's. */
function held(): number {
  const { heapTotal, external, arrayBuffers } = memoryUsage();
  return heapTotal + external + arrayBuffers;
}

async function perform({ task, args }: ThreadOrder): Promise<ThreadAnswer> {
  try {
    const work = (await tasks[task]()) as (...given: unknown[]) => Promise<unknown>;
    const value = await work(...args);
    return { ok: true, value, held: held() };
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: words, held: held() };
  }
}

parentPort?.on('message', (order: ThreadOrder) => {
  void perform(order).then((answer) => parentPort?.postMessage(answer));
});
