import { copyFile, link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OutputScan } from '@scenario-lab/contracts/data-jobs';
import { type FinishedRun, tableLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';
import { SandboxFault } from '../queue/try-job.js';

/** One file of a job as it is kept until its data's owner has decided. */
export interface Held {
  kind: 'file' | 'log';
  name: string;
  bytes: number;
  sha256: string;
  /** Null where it could not be looked through. */
  scan: OutputScan | null;
}

interface Left {
  kind: 'file' | 'log';
  name: string;
  path: string;
}

/**
 * Keeps what a program wrote: its files where it ended well, its log always, for what a program says tells the rows as
 * well as a file does. Each is looked through in the sandbox beside the rows it was made of.
 */
export async function holdOutputs(
  desk: ExecuteDesk,
  id: string,
  result: FinishedRun,
  rows: string,
  place: string,
  signal: AbortSignal,
): Promise<Held[]> {
  await mkdir(place, { recursive: true, mode: 0o711 });
  const left = await leftBy(result, place);
  const scans = await scanned(desk, id, left, rows, place, signal);
  const held: Held[] = [];
  for (const [at, { kind, name, path }] of left.entries()) {
    const { sha256, bytes } = await desk.blobs.put({ path });
    held.push({ kind, name, bytes, sha256, scan: scans?.[at] ?? null });
  }
  return held;
}

async function leftBy({ outcome, collectDefect, outputs, log }: FinishedRun, place: string): Promise<Left[]> {
  const files = outcome === 'ok' && !collectDefect ? outputs : [];
  const left: Left[] = files.map(({ name, path }) => ({ kind: 'file', name, path }));
  const said = [log.stdout, log.stderr].filter((text) => text !== '');
  if (said.length > 0 || left.length === 0) {
    const path = join(place, 'log.txt');
    await writeFile(path, said.join('\n'));
    left.push({ kind: 'log', name: 'log.txt', path });
  }
  return left;
}

/** Null where a file ended the tool itself: nothing is known of any then, and its owner is told so. */
async function scanned(
  desk: ExecuteDesk,
  id: string,
  left: readonly Left[],
  rows: string,
  place: string,
  signal: AbortSignal,
): Promise<OutputScan[] | null> {
  const inputDir = join(place, 'in');
  await mkdir(inputDir, { mode: 0o711 });
  await link(rows, join(inputDir, 'rows.jsonl'));
  const names = left.map((_, at) => `output-${at + 1}`);
  for (const [at, { path }] of left.entries()) await copyFile(path, join(inputDir, names[at]!));
  const result = await desk.sandbox.run(
    {
      id,
      runtime: 'check',
      inputDir,
      limits: tableLimits(256 * 1024 * 1024),
      options: { scan: { rows: 'rows.jsonl', outputs: names } },
    },
    { signal },
  );
  try {
    if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
    const report = result.outputs.find(({ name }) => name === 'scan.json');
    if (result.outcome !== 'ok' || !report) return null;
    const read = z.array(OutputScan).safeParse(JSON.parse(await readFile(report.path, 'utf8')));
    return read.success && read.data.length === left.length ? read.data : null;
  } finally {
    await desk.sandbox.discard(result);
  }
}
