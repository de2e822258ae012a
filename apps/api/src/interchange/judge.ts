import { isDeepStrictEqual } from 'node:util';
import type { Harvested, ImportFile, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Tx } from '@scenario-lab/db/database';
import { cardOf, type Taken } from './card-of.js';
import type { Found } from './found.js';

/** A data set here that bears the name an entry has. */
interface Standing {
  id: string;
  key: string;
  ownerId: string;
  status: string;
  card: SaveDataset;
  harvest: Harvested;
}

/** An entry with what is to be done of it. */
export interface Judged {
  line: ImportLine;
  taken: Taken | null;
  before: Standing | null;
}

/** What each entry would become, and why some become nothing. The rows it would change are locked. */
export async function judge(
  tx: Tx,
  entries: readonly Found[],
  file: Pick<ImportFile, 'source' | 'sourceAddress' | 'licence'>,
  own: { base: string; organisationId: string },
): Promise<Judged[]> {
  const read = entries.map((found) => ({ found, ...cardOf(found, file, own.base) }));
  const standing = await standingOf(
    tx,
    read.flatMap(({ taken }) => taken?.key ?? []),
  );
  const seen = new Map<string, string>();
  return read.map(({ found, taken, problems }) => {
    const before = taken ? (standing.get(taken.key) ?? null) : null;
    const reasons = [...problems];
    if (taken) {
      const first = seen.get(taken.key);
      if (first !== undefined) {
        reasons.push({ code: 'identifier_twice', place: found.place, detail: first });
      } else seen.set(taken.key, found.place);
      if (before && before.ownerId !== own.organisationId) {
        reasons.push({ code: 'not_ours', place: found.place, detail: taken.harvest.identifier });
      }
    }
    const refused = reasons.length > problems.length || taken === null;
    // What the lab has said of a card itself is not what another catalogue takes back.
    const card = taken && before ? keptWords(taken.card, before.card) : taken?.card;
    const same =
      taken !== null &&
      before?.status === 'listed' &&
      isDeepStrictEqual(plain(card), plain(before.card)) &&
      isDeepStrictEqual(plain(taken.harvest), plain(before.harvest));
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
      taken: refused || !taken || !card ? null : { ...taken, card },
      before: refused ? null : before,
    };
  });
}

async function standingOf(tx: Tx, keys: readonly string[]): Promise<Map<string, Standing>> {
  const rows: Standing[] = await tx.query(
    `SELECT id, harvest_key AS key, owner_id AS "ownerId", status, card, harvest FROM dataset
     WHERE harvest_key = ANY($1) ORDER BY id FOR UPDATE`,
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
    same: count('same'),
    refused: count('refused'),
  };
}
