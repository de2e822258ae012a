import { readFileSync } from 'node:fs';
import type { Limits, SandboxResult } from '../types.js';
import { readerProgram, senderProgram } from './channel-programs.js';

type Files = Record<string, string | Buffer>;

/** How the caller runs a Python program: in a slot of whatever sandbox is under attack. */
export type RunPython = (files: {
  app: Files;
  input: Files;
  command: string[];
  limits: Partial<Limits>;
}) => Promise<SandboxResult>;

const BITS = 64;

/** What came through each channel, in words: `nothing` where it holds. */
export type Seen = Record<string, string>;

const limits: Partial<Limits> = { cpuSeconds: 60, wallSeconds: 90, processes: 128 };

/** Parts of a pack and of an artifact, the same bytes every time: staged twice, they must not be the same pages. */
const parts = (dice: () => number): Files =>
  Object.fromEntries(
    Array.from({ length: BITS }, (_, index) => [
      `part-${index}`,
      Buffer.from(Array.from({ length: 8192 }, () => Math.floor(dice() * 256))),
    ]),
  );

function makeDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * @param read what the reader wrote: bits, an error's name, or a list of names.
 * Chance agrees in half of the bits; as many as this of 64 (of 32) it agrees in once in 30,000 times.
 */
function told(read: unknown, bits: readonly number[]): string {
  if (typeof read === 'string') return 'nothing';
  if (!Array.isArray(read)) return `not told: ${JSON.stringify(read)}`;
  if (read.every((one) => typeof one === 'string'))
    return read.length === 0 ? 'nothing' : `told by ${read.join(', ')}`;
  const equal = read.filter((bit, index) => bit === bits[index]).length;
  const lucky = read.length / 2 + 4 * (Math.sqrt(read.length) / 2);
  return equal > lucky ? `${equal} of ${read.length} bits` : 'nothing';
}

function reading(result: SandboxResult, bits: readonly number[]): Seen {
  if (result.kind !== 'finished') throw new Error(`the reader did not run: ${result.detail}`);
  const file = result.outputs.find(({ name }) => name === 'read.json');
  if (!file || result.outcome !== 'ok') throw new Error(`reader: ${result.outcome} ${result.log.stderr}`);
  if (result.log.stdout.includes('LATE')) throw new Late(result.log.stdout);
  const read = JSON.parse(readFileSync(file.path, 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, told(value, bits)]));
}

/** One of the two was not up when it should have acted: nothing was tried, so nothing was shown. */
class Late extends Error {}

function checkSender(result: SandboxResult): void {
  if (result.kind !== 'finished') throw new Error(`the sender did not run: ${result.detail}`);
  if (result.outcome !== 'ok') throw new Error(`sender: ${result.outcome} ${result.log.stderr}`);
  if (result.log.stdout.includes('LATE')) throw new Late(result.log.stdout);
}

/** A sender in one slot and a reader in another, at the same time. */
export async function besideEachOther(run: RunPython, seed: number): Promise<Seen> {
  for (let start = 2; ; start *= 2) {
    try {
      return await oncePaired(run, seed, start);
    } catch (error) {
      // A busy machine gets a longer start; half a minute is more than any needs.
      if (!(error instanceof Late) || start > 16) throw error;
    }
  }
}

async function oncePaired(run: RunPython, seed: number, startSeconds: number): Promise<Seen> {
  const dice = makeDice(seed);
  const bits = Array.from({ length: BITS }, () => (dice() < 0.5 ? 0 : 1));
  const begin = Date.now() / 1000 + startSeconds;
  const times = { begin, act: begin + 1, look: begin + 2, end: begin + 4 };
  const one = (source: string, knows: readonly number[]) =>
    run({
      app: { 'main.py': source },
      input: { 'plan.json': JSON.stringify({ bits: knows, before: false, ...times }) },
      command: ['python3', 'main.py'],
      limits,
    });
  const [sent, read] = await Promise.all([
    one(senderProgram, bits),
    one(
      readerProgram,
      bits.map(() => 0),
    ),
  ]);
  checkSender(sent);
  return reading(read, bits);
}

/** A sender, and when it has ended a reader, given the same pack and artifact. */
export async function oneAfterTheOther(run: RunPython, seed: number): Promise<Seen> {
  const dice = makeDice(seed);
  const bits = Array.from({ length: BITS }, () => (dice() < 0.5 ? 0 : 1));
  const same = parts(dice);
  const one = (source: string, knows: readonly number[]) =>
    run({
      app: { 'main.py': source, ...same },
      input: { 'plan.json': JSON.stringify({ bits: knows, before: true }), ...same },
      command: ['python3', 'main.py'],
      limits,
    });
  checkSender(await one(senderProgram, bits));
  return reading(
    await one(
      readerProgram,
      bits.map(() => 0),
    ),
    bits,
  );
}
