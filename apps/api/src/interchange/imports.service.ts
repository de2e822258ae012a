import { Inject, Injectable } from '@nestjs/common';
import type { Harvested, ImportFile, previewImport } from '@scenario-lab/contracts/catalogue-imports';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Answer } from '@scenario-lab/contracts/route';
import { insertCard, lockCard, publishCard, saveCard } from '@scenario-lab/db/catalogue/listing.queries';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { catalogueImportPolicy } from '@scenario-lab/domain/interchange/interchange.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { datasetWords } from '@scenario-lab/matching/card-words';
import type { Env } from '../env.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { datasetStanding } from '../listing/dataset-card.js';
import { soughtOf } from '../listing/sought.js';
import type { Taken } from './card-of.js';
import { countsOf, type Judged, judge } from './judge.js';
import { Reader } from './reader.js';

/** What undoing needs to know of one data set. */
interface Before {
  datasetId: string;
  /** Null where the import added it. */
  card: SaveDataset | null;
  harvest: Harvested | null;
  listed: boolean;
  /** Of what the import wrote: who has changed it since is not undone. */
  digest: string;
}

const digestSql = `md5(card::text || coalesce(harvest::text, ''))`;

/** Catalogues of others, taken over by the lab: read in a thread of their own, written in one transaction, undone in one. */
@Injectable()
export class ImportsService {
  private readonly reader = new Reader();
  private readonly base: string;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Env,
  ) {
    this.base = env.PUBLIC_URL.replace(/\/+$/, '');
  }

  /** What each entry would become; nothing is kept. */
  async preview(actor: SignedIn, file: ImportFile): Promise<Answer<typeof previewImport>> {
    insist(actor, 'catalogue_import.create');
    const reading = await this.reader.read(file);
    if (!reading.ok) {
      const none = { counts: countsOf([]), lines: [], mapping: null, paths: [] };
      return { ...none, fault: reading.problem };
    }
    const judged = await this.database.asActor(actor, (tx) =>
      judge(tx, reading.entries, file, { base: this.base, organisationId: actor.organisationId }),
    );
    const lines = judged.map(({ line }) => line);
    const { mapping = null, paths = [] } = 'mapping' in reading ? reading : {};
    return { counts: countsOf(lines), lines, mapping, paths, fault: null };
  }

  /** Takes over what is sound. Errors: `invalid_input` with the place, where the file as a whole cannot be read. */
  async create(actor: SignedIn, file: ImportFile) {
    insist(actor, 'catalogue_import.create');
    const reading = await this.reader.read(file);
    if (!reading.ok) {
      const { code, place, detail } = reading.problem;
      throw inputRefusal({ path: 'body.text', code, message: `${place}: ${detail}` });
    }
    return this.database.asActor(actor, async (tx) => {
      // Two files that name the same data set one after the other, so that the second finds what the first wrote.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalogue-import'))`);
      const own = { base: this.base, organisationId: actor.organisationId };
      const judged = await judge(tx, reading.entries, file, own);
      const before: Omit<Before, 'digest'>[] = [];
      for (const one of judged) {
        if (one.taken && one.line.outcome !== 'same') before.push(await write(tx, actor, one, one.taken));
      }
      const digests: { id: string; digest: string }[] = await tx.query(
        `SELECT id, ${digestSql} AS digest FROM dataset WHERE id = ANY($1)`,
        [before.map(({ datasetId }) => datasetId)],
      );
      const digestOf = new Map(digests.map(({ id, digest }) => [id, digest]));
      const lines = judged.map(({ line }) => line);
      const counts = countsOf(lines);
      const id = newId();
      await tx.query(
        `INSERT INTO catalogue_import (id, organisation_id, person_id, kind, file_name, source, counts, lines, before)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          actor.organisationId,
          actor.personId,
          file.kind,
          file.fileName,
          file.source,
          JSON.stringify(counts),
          JSON.stringify(lines),
          JSON.stringify(before.map((one) => ({ ...one, digest: digestOf.get(one.datasetId) }))),
        ],
      );
      return { id, counts };
    });
  }

  /** All as it was before, but for what somebody has changed since. Errors: `wrong_status` where it was done already. */
  undo(actor: SignedIn, id: string) {
    return this.database.asActor(actor, async (tx) => {
      const [row] = await tx.query(
        'SELECT undone_at, before FROM catalogue_import WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'catalogue_import', id });
      insist(actor, 'catalogue_import.undo', row.undone_at !== null);
      let undone = 0;
      const steps: Before[] = row.before;
      for (const step of steps) undone += (await takeBack(tx, actor, step)) ? 1 : 0;
      const kept = steps.length - undone;
      await tx.query('UPDATE catalogue_import SET undone_at = now(), kept = $2 WHERE id = $1', [id, kept]);
      return { undone, kept };
    });
  }
}

function insist(
  actor: SignedIn,
  action: 'catalogue_import.create' | 'catalogue_import.undo',
  undone = false,
): void {
  const answer = may(catalogueImportPolicy, actor, action, { status: null, undone });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'catalogue_import' });
}

async function write(
  tx: Tx,
  actor: SignedIn,
  { line, before }: Judged,
  { key, card, harvest }: Taken,
): Promise<Omit<Before, 'digest'>> {
  const id = before?.id ?? newId();
  line.datasetId = id;
  const standing = await standingOf(tx, actor.organisationId, card);
  const set = { harvest, harvest_key: key, remark: null };
  if (before) {
    await saveCard(tx, 'dataset', id, card, null);
    await transition(tx, 'dataset', id, 'harvest_again', { by: actor, set });
  } else {
    await addParty(tx, 'dataset', id, actor.organisationId, 'own');
    await insertCard(tx, 'dataset', id, actor.organisationId, card, standing);
    await transition(tx, 'dataset', id, 'harvest', { by: actor, set });
  }
  await publishCard(tx, 'dataset', id, standing);
  return {
    datasetId: id,
    card: before?.card ?? null,
    harvest: before?.harvest ?? null,
    listed: before?.status === 'listed',
  };
}

const standingOf = async (tx: Tx, ownerId: string, card: SaveDataset) => ({
  ...datasetStanding(card),
  sought: await soughtOf(tx, ownerId, datasetWords(card)),
});

/** False where somebody has changed it since: then it stays. */
async function takeBack(tx: Tx, actor: SignedIn, step: Before): Promise<boolean> {
  const id = step.datasetId;
  const held = await lockCard(tx, 'dataset', id);
  const [now] = await tx.query(`SELECT ${digestSql} AS digest FROM dataset WHERE id = $1`, [id]);
  if (!held || now?.digest !== step.digest || held.facts.status !== 'listed') return false;
  if (step.card) {
    await saveCard(tx, 'dataset', id, step.card, null);
    await transition(tx, 'dataset', id, 'harvest_again', { by: actor, set: { harvest: step.harvest } });
    await publishCard(tx, 'dataset', id, await standingOf(tx, held.facts.ownerOrganisationId, step.card));
  }
  if (!step.card || !step.listed) {
    await transition(tx, 'dataset', id, 'delist', { by: actor, set: { listed: null } });
  }
  return true;
}
