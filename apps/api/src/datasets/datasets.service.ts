import { Inject, Injectable } from '@nestjs/common';
import type { addDatasetVersion, readVersionAgain, SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Received } from '@scenario-lab/contracts/route';
import { holdMode } from '@scenario-lab/db/catalogue/dataset-mode';
import { datasetStanding } from '@scenario-lab/db/catalogue/dataset-standing';
import { lockCard, readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { datasetWords } from '@scenario-lab/matching/card-words';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { type Listing, listing } from '../listing/listing.js';
import { insistUsableVersion } from '../listing/usable-version.js';
import { checkReferences } from './check-references.js';
import { warnUsers } from './warn-users.js';

type ReadAgain = Received<typeof readVersionAgain>['body'];
type NewVersion = Received<typeof addDatasetVersion>['body'];

/** What the card alone cannot say; writes of a card depend on none of it. */
const noVersion = {
  versionStatus: null,
  accessMode: 'open',
  granted: false,
  versionInUse: false,
  versionExamined: false,
  datasetExamined: false,
} as const;

const ReadAgainRow = z.object({
  dataset_id: z.string(),
  status: z.string(),
  split: json<{
    by: 'time' | 'group' | 'hash' | 'named';
    sample: number;
    validation: number;
    hidden: number;
    column?: string | undefined;
  }>(),
  examined: z.boolean(),
});

const EndVersionRow = z.object({
  dataset_id: z.string(),
  status: z.string(),
  used: z.boolean(),
});

@Injectable()
export class DatasetsService {
  readonly cards: Listing<SaveDataset>;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.cards = listing<SaveDataset>(database, {
      thing: 'dataset',
      may: (actor, action, facts) =>
        may(datasetPolicy, actor, `dataset.${action}`, { ...facts, ...noVersion }),
      words: datasetWords,
      standing: datasetStanding,
      mayBeListed: async (tx, id, card) => {
        await insistUsableVersion(tx, 'dataset', id);
        if (card.accessMode === 'open') await refusePersonalData(tx, id);
      },
    });
  }

  /** Answers the new version's id; what the file holds, the profile says later. */
  addVersion(actor: SignedIn, datasetId: string, version: NewVersion): Promise<string> {
    checkColumns(version);
    return this.database.asActor(actor, async (tx) => {
      const seen = await readCardFacts(tx, 'dataset', datasetId);
      if (!seen) throw new Refusal('not_found', { thing: 'dataset', id: datasetId });
      const answer = may(datasetPolicy, actor, 'dataset.add_version', { ...seen, ...noVersion });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset', id: datasetId });
      await checkReferences(tx, actor, datasetId, version.columns);
      await lockCard(tx, 'dataset', datasetId);
      const twins = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM dataset_version WHERE dataset_id = $1 AND label = $2',
        [datasetId, version.label],
      );
      if (twins.length > 0) throw new Refusal('duplicate', { label: version.label });
      const file = await takeUpload(tx, version.uploadId, actor.organisationId, 'dataset');
      const id = newId();
      await execute(
        tx,
        `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split, reading, releases_sample)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          datasetId,
          version.label,
          file.fileName,
          file.bytes,
          file.sha256,
          JSON.stringify(version.columns),
          JSON.stringify(version.split),
          JSON.stringify(version.reading),
          version.releasesSample,
        ],
      );
      // Where it was fetched from, its owner reads beside it.
      await execute(
        tx,
        'UPDATE dataset_fetch SET dataset_version_id = $2 WHERE upload_id = $1 AND dataset_id = $3',
        [version.uploadId, id, datasetId],
      );
      await transition(tx, 'dataset_version', id, 'upload', { by: actor, deliver: ['profile-dataset'] });
      return id;
    });
  }

  /** The same file, read otherwise: what was found of it before is given up. Errors: `version_in_use`. */
  readAgain(actor: SignedIn, id: string, { reading, columns }: ReadAgain): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        ReadAgainRow,
        'SELECT dataset_id, status, split, version_examined(id) AS examined FROM dataset_version WHERE id = $1',
        [id],
      );
      const card = version ? await readCardFacts(tx, 'dataset', version.dataset_id) : null;
      if (!version || !card) throw new Refusal('not_found', { thing: 'dataset_version', id });
      const facts = {
        ...card,
        ...noVersion,
        versionStatus: version.status,
        versionExamined: version.examined,
      };
      const answer = may(datasetPolicy, actor, 'dataset.read_again', facts);
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset_version', id });
      checkColumns({ columns, split: version.split });
      await checkReferences(tx, actor, version.dataset_id, columns);
      const nothing = { problems: [], sample: [], rows: null, table_sha256: null, files_sha256: null };
      await transition(tx, 'dataset_version', id, 'read_again', {
        by: actor,
        deliver: ['profile-dataset'],
        set: { ...nothing, reading, columns },
      });
      await execute(tx, 'DELETE FROM dataset_profile WHERE dataset_version_id = $1', [id]);
      await execute(tx, 'DELETE FROM dataset_download WHERE dataset_version_id = $1', [id]);
    });
  }

  /** Errors: `version_in_use` while an exam on a version that is to be retired is not closed. */
  endVersion(actor: SignedIn, id: string, deed: 'deprecate' | 'retire', reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        EndVersionRow,
        'SELECT dataset_id, status, version_in_use(id) AS used FROM dataset_version WHERE id = $1',
        [id],
      );
      const card = version ? await readCardFacts(tx, 'dataset', version.dataset_id) : null;
      if (!version || !card) throw new Refusal('not_found', { thing: 'dataset_version', id });
      const facts = { ...card, ...noVersion, versionStatus: version.status, versionInUse: version.used };
      const answer = may(datasetPolicy, actor, `dataset.${deed}_version`, facts);
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset_version', id });
      await transition(tx, 'dataset_version', id, deed, { by: actor, remark: reason, set: { reason } });
      if (deed === 'deprecate') await warnUsers(tx, actor, id, reason);
    });
  }
}

/** What is declared must agree with itself; the file is looked at in the sandbox. */
function checkColumns({ columns, split }: Pick<NewVersion, 'columns' | 'split'>): void {
  const names = new Set<string>();
  columns.forEach(({ name, values = [] }, at) => {
    if (names.has(name)) throw inputRefusal({ path: `columns.${at}.name`, code: 'column_twice' });
    names.add(name);
    // Of two names for one value a reader would be told either.
    const twin = values.findIndex(({ value }, line) => values.findIndex((one) => one.value === value) < line);
    if (twin >= 0) throw inputRefusal({ path: `columns.${at}.values.${twin}.value`, code: 'named_twice' });
  });
  if (split.by === 'hash' && split.column === undefined) return;
  const column = columns.find(({ name }) => name === split.column);
  if (!column) throw inputRefusal({ path: 'split.column', code: 'unknown_column' });
  if (split.by === 'time' && column.type !== 'timestamp') {
    throw inputRefusal({ path: 'split.column', code: 'not_a_timestamp' });
  }
}

const RefusePersonalDataRow = z.object({
  name: z.string(),
});

/**
 * Personal data, found by the profile or named by the owner, bar the way to everybody unless the owner gives a reason. A version whose file is still
 * being looked at waits for this transaction and then finds the data open.
 */
async function refusePersonalData(tx: Tx, datasetId: string): Promise<void> {
  await holdMode(tx, datasetId);
  const found = await queryRow(
    tx,
    RefusePersonalDataRow,
    `SELECT name FROM (
       SELECT col->>'name' AS name FROM dataset_version v JOIN dataset_profile p ON p.dataset_version_id = v.id,
         jsonb_array_elements(p.body->'columns') col, jsonb_each_text(coalesce(col->'personal', '{}')) AS kind
       WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(v.columns) said
           WHERE said->>'name' = col->>'name' AND said->>'openReason' IS NOT NULL) AND v.dataset_id = $1 AND v.status IN ('ready', 'deprecated') AND p.edition = 'owner' AND kind.value::int > 0
       UNION ALL SELECT entry->>'name' FROM dataset_version v, jsonb_array_elements(v.columns) entry
       WHERE v.dataset_id = $1 AND v.status IN ('ready', 'deprecated') AND entry->>'sensitivity' = 'personal'
         AND entry->>'openReason' IS NULL) f LIMIT 1`,
    [datasetId],
  );
  if (found) throw new Refusal('gate_incomplete', { missing: 'personal_data', column: found.name });
}
