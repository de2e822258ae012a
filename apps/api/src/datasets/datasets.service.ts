import { Inject, Injectable } from '@nestjs/common';
import type { addDatasetVersion, SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Received } from '@scenario-lab/contracts/route';
import { lockCard, readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { wordsOf } from '../listing/card-view.js';
import { type Listing, listing } from '../listing/listing.js';

type NewVersion = Received<typeof addDatasetVersion>['body'];

/** What the card alone cannot say; writes of a card depend on none of it. */
const noVersion = { versionStatus: null, accessMode: 'open', granted: false } as const;

@Injectable()
export class DatasetsService {
  readonly cards: Listing<SaveDataset>;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.cards = listing<SaveDataset>(database, {
      thing: 'dataset',
      may: (actor, action, facts) =>
        may(datasetPolicy, actor, `dataset.${action}`, { ...facts, ...noVersion }),
      words: ({ title, summary, technologies, source }) => wordsOf(title, summary, ...technologies, source),
      standing: (card) => ({
        fields: card.fields,
        more: { access_mode: card.accessMode, truth_public: card.truthPublic },
      }),
      mayBeListed: async (tx, id, card) => {
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
      await lockCard(tx, 'dataset', datasetId);
      const twins = await tx.query('SELECT 1 FROM dataset_version WHERE dataset_id = $1 AND label = $2', [
        datasetId,
        version.label,
      ]);
      if (twins.length > 0) throw new Refusal('duplicate', { label: version.label });
      const file = await takeUpload(tx, version.uploadId, actor.organisationId, 'dataset');
      const id = newId();
      await tx.query(
        `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          datasetId,
          version.label,
          file.fileName,
          file.bytes,
          file.sha256,
          JSON.stringify(version.columns),
          JSON.stringify(version.split),
        ],
      );
      await transition(tx, 'dataset_version', id, 'upload', { by: actor, deliver: ['profile-dataset'] });
      return id;
    });
  }
}

/** What is declared must agree with itself; the file is looked at in the sandbox. */
function checkColumns({ columns, split }: NewVersion): void {
  const names = new Set<string>();
  columns.forEach(({ name }, at) => {
    if (names.has(name)) throw inputRefusal({ path: `columns.${at}.name`, code: 'column_twice' });
    names.add(name);
  });
  if (split.by === 'hash' && split.column === undefined) return;
  const column = columns.find(({ name }) => name === split.column);
  if (!column) throw inputRefusal({ path: 'split.column', code: 'unknown_column' });
  if (split.by === 'time' && column.type !== 'timestamp') {
    throw inputRefusal({ path: 'split.column', code: 'not_a_timestamp' });
  }
}

/** Personal data found by the profile bar the way to everybody, until a version without them takes their place. */
async function refusePersonalData(tx: Tx, datasetId: string): Promise<void> {
  const [found] = await tx.query(
    `SELECT col->>'name' AS name FROM dataset_version v, jsonb_array_elements(v.profile->'columns') col,
       jsonb_each_text(coalesce(col->'personal', '{}')) AS kind
     WHERE v.dataset_id = $1 AND v.status IN ('ready', 'deprecated') AND kind.value::int > 0 LIMIT 1`,
    [datasetId],
  );
  if (found) throw new Refusal('gate_incomplete', { missing: 'personal_data', column: found.name });
}
