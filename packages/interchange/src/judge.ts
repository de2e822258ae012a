import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Harvested, ImportFile, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { cardOf, type Taken } from './card-of.js';
import type { Found } from './found.js';

/** A data set here that bears the name an entry has. */
const Standing = z.object({
  id: z.string(),
  key: z.string(),
  ownerId: z.string(),
  status: z.string(),
  card: json<SaveDataset>(),
  harvest: json<Harvested>(),
  digest: z.string().nullable(),
  /** The saved source that brings it, while there is one. */
  sourceId: z.string().nullable(),
  sourceName: z.string().nullable(),
});
type Standing = z.output<typeof Standing>;

/** An entry with what is to be done of it. */
export interface Judged {
  line: ImportLine;
  /** The name it has everywhere, also where it is refused. */
  key: string | null;
  taken: (Taken & { digest: string }) | null;
  before: Standing | null;
}

/** For whom entries are judged. `sourceId`: a saved source, which leaves alone what it brought and did not change. */
export interface Own {
  base: string;
  organisationId: string;
  sourceId: string | null;
}

/** What each entry would become, and why some become nothing. The rows it would change are locked. */
export async function judge(
  tx: Tx,
  entries: readonly Found[],
  file: Pick<ImportFile, 'source' | 'sourceAddress' | 'licence'>,
  own: Own,
): Promise<Judged[]> {
  const read = entries.map((found) => ({ found, ...cardOf(found, file, own.base) }));
  const standing = await standingOf(
    tx,
    read.flatMap(({ taken }) => taken?.key ?? []),
  );
  const seen = new Map<string, string>();
  return read.map(({ found, key, taken, problems }) => {
    const before = taken ? (standing.get(taken.key) ?? null) : null;
    const reasons = [...problems];
    if (taken) {
      const first = seen.get(taken.key);
      if (first !== undefined) {
        reasons.push({ code: 'identifier_twice', place: found.place, detail: first });
      } else seen.set(taken.key, found.place);
      if (before && before.ownerId !== own.organisationId) {
        reasons.push({ code: 'not_ours', place: found.place, detail: taken.harvest.identifier });
      } else if (before && own.sourceId !== null && bringsAnother(before, own.sourceId)) {
        // Two sources that take turns with one card would change it every day.
        reasons.push({ code: 'other_source', place: found.place, detail: before.sourceName ?? '' });
      }
    }
    const refused = reasons.length > problems.length || taken === null;
    // What the lab has said of a card itself is not what another catalogue takes back.
    const card = taken && before ? keptWords(taken.card, before.card) : taken?.card;
    const digest = taken ? digestOf(taken) : null;
    const ours = before !== null && own.sourceId !== null && before.sourceId === own.sourceId;
    const delisted = !refused && ours && before.status === 'delisted';
    if (delisted) reasons.push({ code: 'delisted_here', place: found.place, detail: '' });
    const same =
      delisted ||
      (ours && digest === before.digest && before.harvest.vanishedAt === undefined) ||
      (taken !== null &&
        before?.status === 'listed' &&
        isDeepStrictEqual(plain(card), plain(before.card)) &&
        isDeepStrictEqual(plain(taken.harvest), plain(before.harvest)));
    const outcome = refused ? 'refused' : before === null ? 'added' : same ? 'same' : 'changed';
    return {
      line: {
        place: found.place,
        identifier: found.identifier,
        outcome,
        title: taken?.card.title ?? null,
        publisher: found.publisher,
        licence: taken?.card.licence || null,
        columns: found.columns.length,
        files: taken?.harvest.files.length ?? 0,
        datasetId: before?.id ?? null,
        problems: reasons,
      },
      key,
      taken: refused || !taken || !card || digest === null ? null : { ...taken, card, digest },
      before: refused ? null : before,
    };
  });
}

const bringsAnother = ({ sourceId, harvest }: Standing, own: string) =>
  sourceId !== null && sourceId !== own && harvest.vanishedAt === undefined;

/** Of an entry as it was read: who has changed the card here since has not changed the entry there. */
const digestOf = ({ card, harvest }: Taken): string =>
  createHash('sha256')
    .update(JSON.stringify([card, harvest]))
    .digest('hex');

async function standingOf(tx: Tx, keys: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await queryRows(
    tx,
    Standing,
    `SELECT d.id, d.harvest_key AS key, d.owner_id AS "ownerId", d.status, d.card, d.harvest, d.harvest_digest AS digest,
       s.id AS "sourceId", s.name AS "sourceName"
     FROM dataset d LEFT JOIN catalogue_source s ON s.id = d.harvest_source_id AND s.status <> 'removed'
     WHERE d.harvest_key = ANY($1) ORDER BY d.id FOR UPDATE OF d`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

const keptWords = (card: SaveDataset, before: SaveDataset): SaveDataset => ({
  ...card,
  fields: before.fields,
  region: before.region,
});
/** As it is once it has been stored: without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export function countsOf(lines: readonly Pick<ImportLine, 'outcome'>[]) {
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  return {
    added: count('added'),
    changed: count('changed'),
    vanished: count('vanished'),
    same: count('same'),
    refused: count('refused'),
  };
}
