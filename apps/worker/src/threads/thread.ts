import { parentPort } from 'node:worker_threads';
import { type ThreadAnswer, type ThreadOrder, tasks } from './tasks.js';

async function perform({ task, args }: ThreadOrder): Promise<ThreadAnswer> {
  try {
    const work = (await tasks[task]()) as (...given: unknown[]) => Promise<unknown>;
    return { ok: true, value: await work(...args) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (order: ThreadOrder) => {
  void perform(order).then((answer) => parentPort?.postMessage(answer));
});
