import { readFile } from 'node:fs/promises';
import type { FinishedRun, SandboxResult } from '@scenario-lab/sandbox/types';
import type { Attempt, World } from './world.js';

/** How a program ended, in a word and its exit code. */
export const ended = (result: SandboxResult): string =>
  result.kind === 'finished'
    ? `${result.outcome}, exit ${result.exitCode}`
    : `${result.reason}: ${result.detail}`;

export const python = (source: string, rest: Partial<Attempt> = {}): Attempt => ({
  app: { 'main.py': source },
  command: ['python3', 'main.py'],
  ...rest,
});

/** A run that came to its end, however; a fault of the platform is no answer to an attack. */
export async function finished(world: World, attempt: Attempt): Promise<FinishedRun> {
  const result = await world.program(attempt);
  if (result.kind !== 'finished') throw new Error(ended(result));
  return result;
}

/** What the program said on stdout, when it ended well; else how it ended. */
export async function said(world: World, attempt: Attempt): Promise<string> {
  const result = await finished(world, attempt);
  return result.outcome === 'ok'
    ? result.log.stdout.trim()
    : `${ended(result)} ${result.log.stderr.slice(-300)}`;
}

/** The value a Python program left in `facts`. */
export async function facts<T>(world: World, source: string): Promise<T> {
  const text = await said(world, python(`import json, os\n${source}\nprint(json.dumps(facts))`));
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(text);
  }
}

/** An output as text, or `nothing`. */
export async function output(result: FinishedRun, name: string): Promise<string> {
  const file = result.outputs.find((one) => one.name === name);
  return file ? readFile(file.path, 'utf8') : 'nothing';
}
