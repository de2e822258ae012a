import { Inject, Injectable } from '@nestjs/common';
import type { ColumnEntry, DatasetVersion } from '@scenario-lab/contracts/datasets';
import type { ColumnMask, Masking, MaskPreview, takeMasking } from '@scenario-lab/contracts/masking';
import type { Received } from '@scenario-lab/contracts/route';
import { holdMode } from '@scenario-lab/db/catalogue/dataset-mode';
import { lockCard, readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { asWritten, maskedColumns, maskedName, maskFaults } from '@scenario-lab/domain/datasets/masked';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { warnUsers } from './warn-users.js';

interface Source {
  id: string;
  dataset_id: string;
  label: string;
  status: DatasetVersion['status'];
  file_name: string;
  columns: ColumnEntry[];
  split: DatasetVersion['split'];
  releases_sample: boolean;
  /** Of the masking, where there is one. */
  masks: ColumnMask[] | null;
  asked_at: Date | null;
  problems: Masking['problems'] | null;
  preview: MaskPreview | null;
  sha256: string | null;
  bytes: string | null;
}

/** Personal data masked into a new version: chosen column by column, written in the sandbox, looked at, taken. */
@Injectable()
export class MaskingService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  ask(actor: SignedIn, id: string, masks: ColumnMask[]): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const source = await hold(tx, actor, id);
      const [fault] = maskFaults(source, masks);
      if (fault) throw inputRefusal(fault);
      await execute(tx, 'DELETE FROM dataset_masking WHERE dataset_version_id = $1', [id]);
      await execute(
        tx,
        'INSERT INTO dataset_masking (dataset_version_id, dataset_id, masks) VALUES ($1, $2, $3)',
        [id, source.dataset_id, JSON.stringify(masks)],
      );
      const event = 'dataset_version.masking_asked';
      await recordEvent(tx, { thing: 'dataset_version', id, event, by: actor, deliver: ['mask-dataset'] });
    });
  }

  read(actor: SignedIn, id: string): Promise<Masking> {
    return this.database.asActor(actor, async (tx) => {
      const { masks, asked_at, problems, preview, sha256, columns } = await admit(tx, actor, id);
      const state = asked_at === null ? 'none' : problems ? 'failed' : sha256 === null ? 'working' : 'shown';
      return {
        state,
        masks: masks ?? [],
        askedAt: asked_at?.toISOString() ?? null,
        preview,
        problems: problems ?? [],
        columns: maskedColumns(columns, masks ?? []),
      };
    });
  }

  /** Errors: `changed_meanwhile` where it was chosen otherwise since it was looked at; `wrong_status` before it is written. */
  take(
    actor: SignedIn,
    id: string,
    { label, askedAt }: Received<typeof takeMasking>['body'],
  ): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const source = await hold(tx, actor, id);
      const { dataset_id, masks, preview, sha256 } = source;
      if (masks === null || preview === null || sha256 === null)
        throw new Refusal('wrong_status', { thing: 'dataset_version', id, event: 'take_masking' });
      if (source.asked_at?.getTime() !== new Date(askedAt).getTime())
        throw new Refusal('changed_meanwhile', { thing: 'dataset_version', id });
      const [left] = preview.left;
      if (left && (await holdMode(tx, dataset_id)) === 'open')
        throw new Refusal('gate_incomplete', { missing: 'personal_data', column: left.column });
      const twins = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM dataset_version WHERE dataset_id = $1 AND label = $2',
        [dataset_id, label],
      );
      if (twins.length > 0) throw new Refusal('duplicate', { label });
      const made = newId();
      await execute(
        tx,
        `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split, reading, releases_sample, masked_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          made,
          dataset_id,
          label,
          maskedName(source.file_name),
          source.bytes,
          sha256,
          JSON.stringify(maskedColumns(source.columns, masks)),
          JSON.stringify(source.split),
          JSON.stringify(asWritten),
          source.releases_sample,
          id,
        ],
      );
      await transition(tx, 'dataset_version', made, 'upload', { by: actor, deliver: ['profile-dataset'] });
      await execute(tx, 'DELETE FROM dataset_masking WHERE dataset_version_id = $1', [id]);
      // An exam on the one would hide rows that lie open in the other: nothing new is made of what was masked.
      if (source.status === 'ready') {
        // Everybody who sees the version reads why, in whichever language.
        const reason = `已由脱敏版本 ${label} 取代 · Replaced by the masked version ${label}`;
        const set = { reason };
        await transition(tx, 'dataset_version', id, 'deprecate', { by: actor, remark: reason, set });
        await warnUsers(tx, actor, id, reason);
      }
      return made;
    });
  }
}

const AdmitRow = z.object({
  id: z.string(),
  dataset_id: z.string(),
  label: z.string(),
  status: word<DatasetVersion['status']>(),
  file_name: z.string(),
  columns: json<Source['columns']>(),
  split: json<{
    by: 'time' | 'group' | 'hash' | 'named';
    sample: number;
    validation: number;
    hidden: number;
    column?: string | undefined;
  }>(),
  releases_sample: z.boolean(),
  masks: json<NonNullable<Source['masks']>>().nullable(),
  asked_at: z.date().nullable(),
  problems: json<{ code: string; place: string; detail: string }[]>().nullable(),
  preview: json<NonNullable<Source['preview']>>().nullable(),
  sha256: z.string().nullable(),
  bytes: z.string().nullable(),
  examined: z.boolean(),
});

/** The version and its masking; others than its owner see neither. */
async function admit(tx: Tx, actor: SignedIn, id: string): Promise<Source> {
  const row = await queryRow(
    tx,
    AdmitRow,
    `SELECT v.id, v.dataset_id, v.label, v.status, v.file_name, v.columns, v.split, v.releases_sample, m.masks, m.asked_at,
       m.problems, m.preview, m.sha256, m.bytes,
       (SELECT bool_or(version_examined(o.id)) FROM dataset_version o WHERE o.dataset_id = v.dataset_id) AS examined
     FROM dataset_version v LEFT JOIN dataset_masking m ON m.dataset_version_id = v.id WHERE v.id = $1`,
    [id],
  );
  const card = row ? await readCardFacts(tx, 'dataset', row.dataset_id) : null;
  if (!row || !card) throw new Refusal('not_found', { thing: 'dataset_version', id });
  const answer = may(datasetPolicy, actor, 'dataset.mask_version', {
    ...card,
    versionStatus: row.status,
    accessMode: 'sandbox_only',
    granted: false,
    versionInUse: false,
    versionExamined: false,
    datasetExamined: row.examined,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset_version', id });
  return row;
}

/** Two who choose, or take, at once come one after the other. */
async function hold(tx: Tx, actor: SignedIn, id: string): Promise<Source> {
  const { dataset_id } = await admit(tx, actor, id);
  await lockCard(tx, 'dataset', dataset_id);
  return admit(tx, actor, id);
}
