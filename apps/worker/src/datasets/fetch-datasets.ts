import { statfs } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FetchFault, FetchProblem } from '@scenario-lab/contracts/fetches';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { BlobFault, type BlobStore } from '@scenario-lab/storage/blob-store';
import type { Logger } from 'pino';
import { z } from 'zod';
import { fetchIn, type Inward } from '../outbound/fetch-in.js';
import { isPage } from '../outbound/is-page.js';
import { nameOf } from './fetched-file.js';
import { askDue, settleUpkeep, takeScheduled } from './scheduled-fetches.js';

export interface FetchDesk {
  db: SystemDatabase;
  blobs: BlobStore;
  log: Logger;
  inward: Inward;
  /** Where room on the disk is asked for. */
  roomDir: string;
  /** Bytes that must stay free. */
  leave: number;
  /** Milliseconds between two words on how far it is. */
  beat: number;
  /** Aborted when the process must end: what is not finished is left to whoever comes next. */
  ending: AbortSignal;
}

const Claimed = z.object({
  id: z.string(),
  organisation_id: z.string(),
  person_id: z.string(),
  address: z.string(),
  most: z.number(),
  tries: z.number(),
  against: z.string().nullable(),
  etag: z.string().nullable(),
});
type Claimed = z.output<typeof Claimed>;

/** Begun and not heard of for this long, it is begun anew by whoever looks next. */
const silence = '2 minutes';
const mostTries = 3;

/** Fetches what waits, one after another. Returns how many were brought to an end. */
export async function fetchDatasets(desk: FetchDesk): Promise<number> {
  await desk.db.asSystem(sweep);
  await desk.db.asSystem(askDue);
  let ended = 0;
  while (!desk.ending.aborted) {
    const one = await desk.db.asSystem(claim);
    if (!one) break;
    await take(desk, one);
    ended += 1;
  }
  return ended;
}

async function sweep(tx: Tx): Promise<void> {
  await execute(
    tx,
    `UPDATE dataset_fetch SET ended_at = now() WHERE ended_at IS NULL AND cancelled_at IS NOT NULL
       AND (beat_at IS NULL OR beat_at < now() - interval '${silence}')`,
  );
  await execute(
    tx,
    `UPDATE dataset_fetch SET ended_at = now(), problem = $2 WHERE ended_at IS NULL AND tries >= $1
       AND beat_at < now() - interval '${silence}'`,
    [mostTries, JSON.stringify(problemOf('given_up'))],
  );
}

async function claim(tx: Tx): Promise<Claimed | null> {
  const row = await queryRow(
    tx,
    Claimed,
    `UPDATE dataset_fetch f SET tries = tries + 1, beat_at = now(), received = 0, expected = NULL WHERE id = (
       SELECT id FROM dataset_fetch WHERE ended_at IS NULL AND cancelled_at IS NULL
         AND (beat_at IS NULL OR beat_at < now() - interval '${silence}') AND tries < $1
       ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, organisation_id, person_id, address, most::float8 AS most, tries,
       (SELECT v.sha256 FROM dataset_version v WHERE v.id = f.against_id) AS against,
       -- What came from the same address under this name is known not to have changed.
       (SELECT b.etag FROM dataset_fetch b WHERE b.dataset_version_id = f.against_id AND b.address = f.address
        ORDER BY b.id DESC LIMIT 1) AS etag`,
    [mostTries],
  );
  return row ?? null;
}

const problemOf = (fault: FetchFault, more: Partial<FetchProblem> = {}): FetchProblem => ({
  fault,
  code: null,
  host: null,
  most: null,
  ...more,
});

/** How it ended: columns of its row. */
type Outcome = Partial<
  Record<'sha256' | 'came_from' | 'etag' | 'last_modified' | 'content_type', string | null>
> & { problem?: FetchProblem; unchanged?: boolean; file?: { name: string; bytes: number } };

async function take(desk: FetchDesk, claimed: Claimed): Promise<void> {
  const stop = new AbortController();
  const progress = { received: 0, expected: null as number | null };
  const beating = beat(desk, claimed, progress, stop);
  let outcome: Outcome;
  try {
    outcome = await bring(desk, claimed, progress, AbortSignal.any([stop.signal, desk.ending]));
  } finally {
    await beating.end();
  }
  if (desk.ending.aborted && outcome.problem) {
    await desk.db.asSystem((tx) =>
      execute(
        tx,
        'UPDATE dataset_fetch SET beat_at = NULL, tries = tries - 1 WHERE id = $1 AND tries = $2 AND ended_at IS NULL',
        [claimed.id, claimed.tries],
      ),
    );
    return;
  }
  // Neither the address nor its host: both may hold what is nobody's to read in a log.
  if (outcome.problem)
    desk.log.warn({ fetch: claimed.id, ...outcome.problem, host: undefined }, 'a file was not fetched');
  await desk.db.asSystem((tx) => settle(tx, claimed, progress, outcome));
}

const BeatRow = z.object({
  cancelled: z.boolean(),
});

/** Says how far it is, and hears whether it is wanted no more. */
function beat(
  desk: FetchDesk,
  { id, tries }: Claimed,
  progress: { received: number; expected: number | null },
  stop: AbortController,
) {
  const over = new AbortController();
  const work = (async () => {
    while (!over.signal.aborted) {
      await wait(desk.beat, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      const row = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          BeatRow,
          `UPDATE dataset_fetch SET beat_at = now(), received = $3, expected = $4 WHERE id = $1 AND tries = $2 AND ended_at IS NULL
           RETURNING cancelled_at IS NOT NULL AS cancelled`,
          [id, tries, progress.received, progress.expected],
        ),
      );
      // Somebody else's by now, or nobody's.
      if (!row || row.cancelled) stop.abort();
    }
  })().catch((error: unknown) =>
    desk.log.warn({ err: error, fetch: id }, 'a fetch could not say how far it is'),
  );
  return {
    end: async () => {
      over.abort();
      await work;
    },
  };
}

async function bring(
  desk: FetchDesk,
  claimed: Claimed,
  progress: { received: number; expected: number | null },
  stopped: AbortSignal,
): Promise<Outcome> {
  const asked = new URL(claimed.address);
  const known: Record<string, string> = claimed.etag ? { 'if-none-match': claimed.etag } : {};
  const found = await fetchIn(desk.inward, claimed.address, known, stopped);
  const host = found.url.host === asked.host ? null : found.url.host;
  if (!found.ok) return { problem: problemOf(found.fault, { host }) };
  const about = {
    came_from: found.url.href === asked.href ? null : found.url.href,
    etag: found.etag,
    last_modified: found.lastModified,
    content_type: found.contentType,
  };
  const refused = (fault: FetchFault, more: Partial<FetchProblem> = {}): Outcome => {
    found.close();
    return { ...about, problem: problemOf(fault, { host, ...more }) };
  };
  if (found.status === 304 && claimed.etag) {
    found.close();
    return { ...about, etag: found.etag ?? claimed.etag, sha256: claimed.against, unchanged: true };
  }
  if (found.status !== 200) return refused('status', { code: found.status });
  progress.expected = found.length;
  if ((found.length ?? 0) > claimed.most) return refused('too_large', { most: claimed.most });
  if (!(await hasRoom(desk, found.length ?? 0))) return refused('storage_full');
  const head: Buffer[] = [];
  let refusal: FetchFault | null = null;
  const passed = async function* () {
    let kept = 0;
    let looked = 0;
    for await (const chunk of found.body as AsyncIterable<Buffer>) {
      progress.received += chunk.length;
      if (kept < mostHead) {
        head.push(chunk);
        kept += chunk.length;
        if (kept >= 1_024 && isPage(Buffer.concat(head), found.contentType)) refusal = 'html';
      }
      if (progress.received > claimed.most) refusal = 'too_large';
      if (progress.received - looked > everyLook) {
        looked = progress.received;
        if (!(await hasRoom(desk, 0))) refusal = 'storage_full';
      }
      if (refusal) throw new Error(refusal);
      yield chunk;
    }
    if (progress.received === 0) refusal = 'empty';
    else if (isPage(Buffer.concat(head), found.contentType)) refusal = 'html';
    if (refusal) throw new Error(refusal);
  };
  try {
    const before = claimed.against !== null && (await desk.blobs.stat(claimed.against)) !== null;
    const kept = await desk.blobs.put(Readable.from(passed(), { objectMode: false }), {
      maxBytes: claimed.most,
    });
    if (kept.sha256 === claimed.against && !before) {
      // It lies in the vault, since an exam rests on it: what runs programs must not find it beside them.
      await desk.blobs.remove(kept.sha256);
    }
    if (kept.sha256 === claimed.against) return { ...about, sha256: kept.sha256, unchanged: true };
    const name = nameOf(found.url, found.disposition, Buffer.concat(head).subarray(0, mostHead));
    return { ...about, sha256: kept.sha256, file: { name, bytes: kept.bytes } };
  } catch (error) {
    // The store's own trouble is no fault of the file: tried again by whoever looks next.
    if (error instanceof BlobFault && refusal === null && error.code !== 'too_large') throw error;
    const fault = refusal ?? (error instanceof BlobFault ? 'too_large' : found.why(error));
    return refused(fault, fault === 'too_large' ? { most: claimed.most } : {});
  } finally {
    found.close();
  }
}

const mostHead = 4_096;
/** Bytes after which the disk is looked at again. */
const everyLook = 64 * 2 ** 20;

async function hasRoom({ roomDir, leave }: FetchDesk, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(roomDir);
  return bavail * bsize - bytes >= leave;
}

const SettledFetch = z.object({
  cancelled: z.boolean(),
  scheduled: z.boolean(),
  dataset_id: z.string(),
});

async function settle(
  tx: Tx,
  { id, tries, organisation_id, person_id }: Claimed,
  { received, expected }: { received: number; expected: number | null },
  { problem, unchanged = false, file, ...about }: Outcome,
): Promise<void> {
  const row = await queryRow(
    tx,
    SettledFetch,
    'SELECT cancelled_at IS NOT NULL AS cancelled, scheduled, dataset_id FROM dataset_fetch WHERE id = $1 AND tries = $2 AND ended_at IS NULL FOR UPDATE',
    [id, tries],
  );
  if (!row) return;
  if (row.cancelled) {
    await execute(tx, 'UPDATE dataset_fetch SET ended_at = now(), received = $2 WHERE id = $1', [
      id,
      received,
    ]);
    return;
  }
  const upload = file ? newId() : null;
  if (file)
    await execute(
      tx,
      `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
       VALUES ($1, $2, $3, $4, 'dataset', $5, $5, $6)`,
      [upload, organisation_id, person_id, file.name, file.bytes, about.sha256],
    );
  await execute(
    tx,
    `UPDATE dataset_fetch SET ended_at = now(), received = $2, expected = $3, problem = $4, unchanged = $5, upload_id = $6,
       sha256 = $7, came_from = $8, etag = $9, last_modified = $10, content_type = $11 WHERE id = $1`,
    [
      id,
      received,
      expected,
      problem ? JSON.stringify(problem) : null,
      unchanged,
      upload,
      about.sha256 ?? null,
      about.came_from ?? null,
      about.etag ?? null,
      about.last_modified ?? null,
      about.content_type ?? null,
    ],
  );
  if (!row.scheduled) return;
  await takeScheduled(tx, id);
  await settleUpkeep(tx, row.dataset_id, problem !== undefined);
}

/** Files that come in at the same time: one that is slow does not keep the others waiting. */
const lanes = 3;

/** Looks every `everyMs`. */
export function startFetches(desk: Omit<FetchDesk, 'ending'>, everyMs: number): { stop(): Promise<void> } {
  const ending = new AbortController();
  const turns = new Set<Promise<unknown>>();
  const look = () => {
    if (turns.size >= lanes) return;
    const turn = fetchDatasets({ ...desk, ending: ending.signal })
      .catch((error: unknown) => desk.log.error({ err: error }, 'files by address'))
      .finally(() => turns.delete(turn));
    turns.add(turn);
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      ending.abort();
      await Promise.all(turns);
    },
  };
}
