import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from './read-file.js';

void readFile(workerData as Parameters<typeof readFile>[0]).then((reading) =>
  parentPort?.postMessage(reading),
);
