import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ImportFile } from '@scenario-lab/contracts/catalogue-imports';
import type { FileReading } from './read-file.js';

/** Seen from src/ (tests) and dist/ alike: threads run compiled. */
const compiled = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'reader-thread.js');
const longestMs = 20_000;
const mostMb = 384;

/**
 * Reads files of strangers, one after another, each in a thread of its own that ends with it: what takes too long or too
 * much memory ends the thread and not the lab.
 */
export class Reader {
  private turn: Promise<unknown> = Promise.resolve();

  read(file: Pick<ImportFile, 'kind' | 'fileName' | 'text' | 'mapping'>): Promise<FileReading> {
    const done = this.turn.then(() => readInThread(file));
    this.turn = done.catch(() => {});
    return done;
  }
}

function readInThread({
  kind,
  fileName,
  text,
  mapping,
}: Parameters<Reader['read']>[0]): Promise<FileReading> {
  const thread = new Worker(compiled, {
    execArgv: [],
    env: {},
    workerData: { kind, fileName, text, mapping },
    resourceLimits: { maxOldGenerationSizeMb: mostMb, maxYoungGenerationSizeMb: 64 },
  });
  return new Promise<FileReading>((resolve) => {
    const give = (detail: string) =>
      resolve({ ok: false, problem: { code: 'too_much', place: 'file', detail } });
    const late = setTimeout(() => give(`not read within ${longestMs / 1_000} s`), longestMs);
    thread.once('message', (reading: FileReading) => {
      clearTimeout(late);
      resolve(reading);
    });
    thread.once('error', (error) => {
      clearTimeout(late);
      give(error.message);
    });
    thread.once('exit', () => {
      clearTimeout(late);
      give('the reader ended without an answer');
    });
  }).finally(() => void thread.terminate());
}
