import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bindHandlers, jobNames } from './jobs.js';

const scoreRun = async () => {};
const compareRuns = async () => {};
const sealBenchmark = async () => {};
const prepareDownload = async () => {};
const scoring = ['score', 'compare', 'seal'] as const;

describe('bindHandlers', () => {
  it('finds the job of each function by its name', () => {
    expect([
      ...bindHandlers(scoring, [scoreRun, compareRuns, sealBenchmark, prepareDownload]).keys(),
    ]).toEqual(['score-run', 'compare-runs', 'seal-benchmark', 'prepare-download']);
  });

  it.each([
    ['missing', [scoreRun, compareRuns, prepareDownload], 'seal-benchmark has no handler'],
    [
      'doubled',
      [scoreRun, scoreRun, compareRuns, sealBenchmark, prepareDownload],
      'score-run has two handlers',
    ],
    [
      'of no job',
      [scoreRun, compareRuns, sealBenchmark, prepareDownload, async function makeCoffee() {}],
      'makeCoffee does no job of this worker',
    ],
    [
      'of another role',
      [scoreRun, compareRuns, sealBenchmark, prepareDownload, async function executeRun() {}],
      'executeRun does no job of this worker',
    ],
  ])('refuses to start with a handler %s', (_case, handlers, flaw) => {
    expect(() => bindHandlers(scoring, handlers)).toThrow(flaw);
  });
});

it('each job is the name of one file', () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => basename(path, '.ts'));
  for (const job of jobNames) expect(files.filter((file) => file === job)).toHaveLength(1);
});
