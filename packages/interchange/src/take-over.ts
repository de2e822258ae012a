import type { Harvested, ImportFile, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import { datasetStanding } from '@scenario-lab/db/catalogue/dataset-standing';
import { insertCard, publishCard, type Standing, saveCard } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { type Deed, transition } from '@scenario-lab/db/transition';
import { datasetWords, soughtAs } from '@scenario-lab/matching/card-words';
import { z } from 'zod';
import { countsOf, type Judged } from './judge.js';

/** What undoing needs to know of one data set. */
export interface Before {
  datasetId: string;
  /** Null where the import added it. */
  card: SaveDataset | null;
  harvest: Harvested | null;
  listed: boolean;
  /** Of what the import wrote: who has changed it since is not undone. */
  digest: string;
}

export const digestSql = `md5(card::text || coalesce(harvest::text, ''))`;

/** Whose cards they are, who brings them (nobody: the clock), and from which saved source. */
export interface Bearer {
  organisationId: string;
  /** In whose name it is kept; by the clock, whoever set the source up. */
  personId: string;
  by: Deed['by'];
  sourceId: string | null;
}

/** Two that name the same data set one after the other, so that the second finds what the first wrote. */
export const oneAtATime = (tx: Tx) =>
  execute(tx, `SELECT pg_advisory_xact_lock(hashtext('catalogue-import'))`);

/**
 * Takes over what was judged sound, marks what is gone, and keeps a line of it all by which it can be undone. Returns the
 * line's id; null where a source brought nothing new, which needs no undoing.
 */
export async function takeOver(
  tx: Tx,
  bearer: Bearer,
  file: Pick<ImportFile, 'kind' | 'fileName' | 'source'>,
  judged: readonly Judged[],
  gone: readonly Gone[] = [],
): Promise<{ id: string | null; lines: ImportLine[] }> {
  const standing = await standingFor(tx, bearer.organisationId);
  const before: Omit<Before, 'digest'>[] = [];
  for (const one of judged) {
    if (one.taken && one.line.outcome !== 'same') {
      before.push(await write(tx, bearer, one, one.taken, standing));
    } else if (one.taken && one.before && bearer.sourceId !== null && one.before.sourceId === null) {
      // It came by a file before, just as it is: from now on the source answers for it.
      await execute(tx, 'UPDATE dataset SET harvest_source_id = $2, harvest_digest = $3 WHERE id = $1', [
        one.before.id,
        bearer.sourceId,
        one.taken.digest,
      ]);
    }
  }
  for (const one of gone) before.push(await markGone(tx, bearer, one));
  const lines = [...judged.map(({ line }) => line), ...gone.map(lineOf)];
  if (bearer.sourceId !== null && before.length === 0) return { id: null, lines };
  return { id: await keepLine(tx, bearer, file, before, lines), lines };
}

const KeepLineRow = z.object({
  id: z.string(),
  digest: z.string(),
});

async function keepLine(
  tx: Tx,
  { organisationId, personId, sourceId }: Bearer,
  { kind, fileName, source }: Pick<ImportFile, 'kind' | 'fileName' | 'source'>,
  before: readonly Omit<Before, 'digest'>[],
  lines: readonly ImportLine[],
): Promise<string> {
  const digests = await queryRows(
    tx,
    KeepLineRow,
    `SELECT id, ${digestSql} AS digest FROM dataset WHERE id = ANY($1)`,
    [before.map(({ datasetId }) => datasetId)],
  );
  const digestOf = new Map(digests.map(({ id, digest }) => [id, digest]));
  const id = newId();
  // What is as it was says nothing day after day.
  const told = sourceId === null ? lines : lines.filter(({ outcome }) => outcome !== 'same');
  await execute(
    tx,
    `INSERT INTO catalogue_import (id, organisation_id, person_id, kind, file_name, source, source_id, counts, lines, before)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      organisationId,
      personId,
      kind,
      fileName,
      source,
      sourceId,
      JSON.stringify(countsOf(lines)),
      JSON.stringify(told),
      JSON.stringify(before.map((one) => ({ ...one, digest: digestOf.get(one.datasetId) }))),
    ],
  );
  return id;
}

const StandingForRow = z.object({
  name: json<{ zh?: string; en?: string }>(),
});

/** What stands beside a card of this organisation; its name is read once for all of them. */
export async function standingFor(tx: Tx, ownerId: string): Promise<(card: SaveDataset) => Standing> {
  const owner = await queryRow(tx, StandingForRow, 'SELECT name FROM organisation WHERE id = $1', [ownerId]);
  return (card) => ({ ...datasetStanding(card), sought: soughtAs(datasetWords(card), owner?.name) });
}

async function write(
  tx: Tx,
  { organisationId, by, sourceId }: Bearer,
  { line, before }: Judged,
  { key, card, harvest, digest }: NonNullable<Judged['taken']>,
  standing: (card: SaveDataset) => Standing,
): Promise<Omit<Before, 'digest'>> {
  const id = before?.id ?? newId();
  line.datasetId = id;
  const set = {
    harvest,
    harvest_key: key,
    remark: null,
    ...(sourceId === null ? {} : { harvest_source_id: sourceId, harvest_digest: digest }),
  };
  const deed: Deed = { ...(by ? { by } : {}), set };
  if (before) {
    await saveCard(tx, 'dataset', id, card, null);
    await transition(tx, 'dataset', id, 'harvest_again', deed);
  } else {
    await addParty(tx, 'dataset', id, organisationId, 'own');
    await insertCard(tx, 'dataset', id, organisationId, card, standing(card));
    await transition(tx, 'dataset', id, 'harvest', deed);
  }
  await publishCard(tx, 'dataset', id, standing(card));
  return {
    datasetId: id,
    card: before?.card ?? null,
    harvest: before?.harvest ?? null,
    listed: before?.status === 'listed',
  };
}

/** A card whose source does not name it any more. */
export interface Gone {
  id: string;
  card: SaveDataset;
  harvest: Harvested;
}

const GoneOfRow = z.object({
  id: z.string(),
  card: json<SaveDataset>(),
  harvest: json<Harvested>(),
  key: z.string(),
});

/** Cards a source has brought that stand here, unmarked, and are not among `keys`; and how many it has brought in all. */
export async function goneOf(
  tx: Tx,
  sourceId: string,
  keys: readonly string[],
): Promise<{ gone: Gone[]; of: number }> {
  const rows = await queryRows(
    tx,
    GoneOfRow,
    `SELECT id, harvest_key AS key, card, harvest FROM dataset WHERE harvest_source_id = $1 AND status = 'listed'
       AND NOT harvest ? 'vanishedAt' ORDER BY id FOR UPDATE`,
    [sourceId],
  );
  const named = new Set(keys);
  return { gone: rows.filter(({ key }) => !named.has(key)), of: rows.length };
}

const MarkGoneRow = z.object({
  now: z.date(),
});

async function markGone(
  tx: Tx,
  { by }: Bearer,
  { id, card, harvest }: Gone,
): Promise<Omit<Before, 'digest'>> {
  const { now } = await queryOne(tx, MarkGoneRow, 'SELECT now() AS now');
  const set = { harvest: { ...harvest, vanishedAt: now.toISOString() } };
  await transition(tx, 'dataset', id, 'vanish', { ...(by ? { by } : {}), set });
  return { datasetId: id, card, harvest, listed: true };
}

export const lineOf = ({ id, card, harvest }: Gone): ImportLine => ({
  place: harvest.identifier,
  identifier: harvest.identifier,
  outcome: 'vanished',
  title: card.title,
  publisher: harvest.publisher,
  licence: card.licence || null,
  columns: harvest.columns.length,
  files: harvest.files.length,
  datasetId: id,
  problems: [],
});
