import type { ImportKind, ImportMapping } from '@scenario-lab/contracts/catalogue-imports';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { Reader } from '@scenario-lab/interchange/reader';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Inward } from '../outbound/fetch-in.js';
import { type Brought, bringPages, type Limits, type Progress, unfetched } from './bring-pages.js';
import { type Claimed, settleHarvest } from './settle-harvest.js';

export interface HarvestDesk {
  db: SystemDatabase;
  log: Logger;
  inward: Inward;
  reader: Reader;
  /** The lab's own address: its own entries are not taken back in. */
  base: string;
  /** Milliseconds between two words on how far it is. */
  beat: number;
  /** Milliseconds for all pages together. */
  whole: number;
  /** Other ones only in tests. */
  most?: Limits;
  /** Aborted when the process must end: what is not finished is left to whoever comes next. */
  ending: AbortSignal;
}

interface Waiting extends Claimed {
  address: string;
  kind: ImportKind;
  mapping: ImportMapping | null;
}

/** Begun and not heard of for this long, it is begun anew by whoever looks next. */
const silence = '2 minutes';
const mostTries = 3;

/** Reads what is due or asked for, one after another. Returns how many were brought to an end. */
export async function harvestCatalogues(desk: HarvestDesk): Promise<number> {
  await desk.db.asSystem(schedule);
  for (const lost of await desk.db.asSystem(givenUp))
    await settle(desk, lost, unfetched('given_up'), { pages: 0, entries: 0, received: 0 });
  let ended = 0;
  while (!desk.ending.aborted) {
    const one = await desk.db.asSystem(claim);
    if (!one) break;
    await harvest(desk, one);
    ended += 1;
  }
  return ended;
}

const ScheduleRow = z.object({
  id: z.string(),
});

async function schedule(tx: Tx): Promise<void> {
  const due = await queryRows(
    tx,
    ScheduleRow,
    `SELECT s.id FROM catalogue_source s WHERE s.status IN ('active', 'failing') AND s.next_at <= now()
       AND NOT EXISTS (SELECT 1 FROM catalogue_harvest h WHERE h.source_id = s.id AND h.ended_at IS NULL)
     ORDER BY s.next_at LIMIT 100`,
  );
  for (const { id } of due)
    await execute(
      tx,
      `INSERT INTO catalogue_harvest (id, source_id) VALUES ($1, $2)
       ON CONFLICT (source_id) WHERE ended_at IS NULL DO NOTHING`,
      [newId(), id],
    );
}

const claimedColumns = 'h.id, h.source_id, h.trial, h.accept_vanished, h.tries';

const ClaimedRow = z.object({
  id: z.string(),
  source_id: z.string(),
  trial: z.boolean(),
  accept_vanished: z.boolean(),
  tries: z.number(),
});

const givenUp = (tx: Tx): Promise<Claimed[]> =>
  queryRows(
    tx,
    ClaimedRow,
    `SELECT ${claimedColumns} FROM catalogue_harvest h WHERE h.ended_at IS NULL AND h.tries >= $1
       AND h.beat_at < now() - interval '${silence}'`,
    [mostTries],
  );

const WaitingRow = z.object({
  address: z.string(),
  kind: word<ImportKind>(),
  mapping: json<ImportMapping>().nullable(),
  id: z.string(),
  source_id: z.string(),
  trial: z.boolean(),
  accept_vanished: z.boolean(),
  tries: z.number(),
});

async function claim(tx: Tx): Promise<Waiting | null> {
  const row = await queryRow(
    tx,
    WaitingRow,
    `UPDATE catalogue_harvest h SET tries = h.tries + 1, beat_at = now(), pages = 0, entries = 0, received = 0
     FROM catalogue_source s WHERE s.id = h.source_id AND h.id = (
       SELECT id FROM catalogue_harvest WHERE ended_at IS NULL AND tries < $1
         AND (beat_at IS NULL OR beat_at < now() - interval '${silence}')
       ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${claimedColumns}, s.address, s.kind, s.mapping`,
    [mostTries],
  );
  return row ?? null;
}

async function harvest(desk: HarvestDesk, claimed: Waiting): Promise<void> {
  const stop = new AbortController();
  const progress: Progress = { pages: 0, entries: 0, received: 0 };
  const beating = beat(desk, claimed, progress, stop);
  const ends = [stop.signal, desk.ending, AbortSignal.timeout(desk.whole)];
  let brought: Brought;
  try {
    brought = await bringPages(desk, claimed, progress, AbortSignal.any(ends));
  } finally {
    await beating.end();
  }
  if (desk.ending.aborted && !brought.ok) {
    await desk.db.asSystem((tx) =>
      execute(
        tx,
        'UPDATE catalogue_harvest SET beat_at = NULL, tries = tries - 1 WHERE id = $1 AND tries = $2 AND ended_at IS NULL',
        [claimed.id, claimed.tries],
      ),
    );
    return;
  }
  await settle(desk, claimed, brought, progress);
}

/** Neither the address nor its host is logged: both may hold what is nobody's to read in a log. */
async function settle(
  { db, log, base }: HarvestDesk,
  claimed: Claimed,
  brought: Brought,
  progress: Progress,
): Promise<void> {
  try {
    const problem = await db.asSystem((tx) => settleHarvest(tx, base, claimed, brought, progress));
    const { fetch, reading, vanished } = problem ?? {};
    const why = fetch?.fault ?? reading?.code ?? (vanished ? 'mostly_vanished' : undefined);
    if (problem) log.warn({ harvest: claimed.id, why }, 'a catalogue was not harvested');
  } catch (error) {
    // It is begun anew once it has been silent for long enough, and given up after the third time.
    log.error({ err: error, harvest: claimed.id }, 'a harvest could not be written');
  }
}

/** Says how far it is, and hears whether it is somebody else's by now. */
function beat(desk: HarvestDesk, { id, tries }: Claimed, progress: Progress, stop: AbortController) {
  let telling: Promise<void> = Promise.resolve();
  const tell = async () => {
    const row = await desk.db.asSystem((tx) =>
      queryRow(
        tx,
        ScheduleRow,
        `UPDATE catalogue_harvest SET beat_at = now(), pages = $3, entries = $4, received = $5
         WHERE id = $1 AND tries = $2 AND ended_at IS NULL RETURNING id`,
        [id, tries, progress.pages, progress.entries, progress.received],
      ),
    );
    if (!row) stop.abort();
  };
  const timer = setInterval(() => {
    telling = telling.then(tell).catch((error: unknown) => {
      desk.log.warn({ err: error, harvest: id }, 'a harvest could not say how far it is');
    });
  }, desk.beat);
  return {
    end: async () => {
      clearInterval(timer);
      await telling;
    },
  };
}

/** Looks every `everyMs`; one catalogue at a time, since each is written in one transaction. */
export function startHarvests(desk: Omit<HarvestDesk, 'ending'>, everyMs: number): { stop(): Promise<void> } {
  const ending = new AbortController();
  let turn: Promise<unknown> | null = null;
  const look = () => {
    turn ??= harvestCatalogues({ ...desk, ending: ending.signal })
      .catch((error: unknown) => desk.log.error({ err: error }, 'harvests'))
      .finally(() => {
        turn = null;
      });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      ending.abort();
      await turn;
    },
  };
}
