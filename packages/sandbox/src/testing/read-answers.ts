import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Expected, type ReadPredictions, readAnswers, readPredictions } from '../harness/answers.js';

/** Where answers are written; there from the first test to the last of a file that says `usesAnswers`. */
export let work = '';
/** Told once at the top of each test file, for this one may be read once for several of them. */
export function usesAnswers(): void {
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'answers-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));
}

/** One answer as the reader sees it. */
export async function read(
  content: string | Uint8Array,
  expected: Expected,
  ending: 'csv' | 'jsonl' = 'csv',
) {
  const file = join(await mkdtemp(join(work, 'p-')), `predictions.${ending}`);
  await writeFile(file, content);
  return readPredictions(file, expected);
}
/** Several cases, as the checker is given them. */
export async function readCases(cases: Record<string, string>, expected: Expected) {
  const dir = await mkdtemp(join(work, 'p-'));
  const files: { path: string; display: string }[] = [];
  for (const [name, text] of Object.entries(cases)) {
    const path = join(dir, name);
    await writeFile(path, text);
    const [number, ending] = name.split('.');
    files.push({ path, display: `case ${number}, predictions.${ending}` });
  }
  return readAnswers(files, expected);
}
/** Class, count and first place of each defect. */
export const summary = (result: ReadPredictions) =>
  result.ok ? 'ok' : result.defects.map((defect) => `${defect.class} ${defect.count} @ ${defect.place}`);
