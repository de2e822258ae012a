import { Inject, Injectable } from '@nestjs/common';
import type { askFetch, Fetch, setUpkeep } from '@scenario-lab/contracts/fetches';
import type { Received } from '@scenario-lab/contracts/route';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { uploadRoom } from '@scenario-lab/db/catalogue/upload-room';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { saveUpkeep } from './upkeep.js';

/** Files that may be on their way to one organisation. */
const atOnce = 5;

const Row = z.object({
  id: z.string(),
  dataset_id: z.string(),
  organisation_id: z.string(),
  person_id: z.string(),
  address: z.string(),
  against_id: z.string().nullable(),
  most: z.string(),
  asked_at: z.date(),
  cancelled_at: z.date().nullable(),
  tries: z.number(),
  beat_at: z.date().nullable(),
  received: z.string(),
  expected: z.string().nullable(),
  ended_at: z.date().nullable(),
  problem: json<NonNullable<Fetch['problem']>>().nullable(),
  unchanged: z.boolean(),
  sha256: z.string().nullable(),
  came_from: z.string().nullable(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  content_type: z.string().nullable(),
  upload_id: z.string().nullable(),
  dataset_version_id: z.string().nullable(),
  file_name: z.string().nullable(),
  bytes: z.string().nullable(),
  uploaded_at: z.date().nullable(),
  used: z.boolean().nullable(),
});

type Row = z.output<typeof Row>;

/** Files fetched from addresses: asked for here, fetched by a worker, looked at and taken like an upload. */
@Injectable()
export class FetchesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Errors: `upload_quota`; `invalid_input` where `versionId` is none of these data's. */
  ask(
    actor: SignedIn,
    datasetId: string,
    { address, versionId }: Received<typeof askFetch>['body'],
  ): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      await admit(tx, actor, datasetId);
      if (versionId !== null) {
        const known = await queryRows(
          tx,
          z.unknown(),
          'SELECT 1 FROM dataset_version WHERE id = $1 AND dataset_id = $2',
          [versionId, datasetId],
        );
        if (known.length === 0) throw inputRefusal({ path: 'versionId', code: 'invalid_value' });
      }
      const { fetching, bytes } = await uploadRoom(tx, actor.organisationId);
      if (fetching >= atOnce)
        throw new Refusal('upload_quota', { used: fetching, of: atOnce, unit: 'uploads' });
      const room = this.env.UPLOAD_QUOTA_BYTES - bytes;
      if (room < 1)
        throw new Refusal('upload_quota', { used: bytes, of: this.env.UPLOAD_QUOTA_BYTES, unit: 'bytes' });
      const id = newId();
      await execute(
        tx,
        `INSERT INTO dataset_fetch (id, dataset_id, organisation_id, person_id, address, against_id, most)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          datasetId,
          actor.organisationId,
          actor.personId,
          address,
          versionId,
          Math.min(this.env.MAX_UPLOAD_BYTES, Math.floor(room)),
        ],
      );
      return id;
    });
  }

  /** Errors: `invalid_input` where a file is to be fetched and no version says yet what its columns are. */
  setUpkeep(actor: SignedIn, datasetId: string, body: Received<typeof setUpkeep>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await admit(tx, actor, datasetId);
      const read = await queryRows(
        tx,
        z.unknown(),
        `SELECT 1 FROM dataset_version WHERE dataset_id = $1 AND status IN ('ready', 'deprecated') LIMIT 1`,
        [datasetId],
      );
      if (body.address !== null && read.length === 0)
        throw inputRefusal({ path: 'address', code: 'version_first' });
      await saveUpkeep(tx, actor, datasetId, body, {
        upload: this.env.MAX_UPLOAD_BYTES,
        quota: this.env.UPLOAD_QUOTA_BYTES,
      });
    });
  }

  async read(actor: SignedIn, id: string): Promise<Fetch> {
    const row = await this.row(actor, id);
    return {
      id: row.id,
      datasetId: row.dataset_id,
      state: stateOf(row),
      address: row.address,
      from: row.came_from,
      etag: row.etag,
      lastModified: row.last_modified,
      contentType: row.content_type,
      askedAt: row.asked_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      received: Number(row.received),
      expected: row.expected === null ? null : Number(row.expected),
      problem: row.problem,
      sha256: row.sha256,
      versionId: row.dataset_version_id,
      upload:
        row.upload_id && row.file_name !== null && row.uploaded_at
          ? {
              id: row.upload_id,
              fileName: row.file_name,
              purpose: 'dataset',
              bytes: Number(row.bytes),
              received: Number(row.bytes),
              sha256: row.sha256,
              createdAt: row.uploaded_at.toISOString(),
            }
          : null,
    };
  }

  async cancel(actor: SignedIn, id: string): Promise<void> {
    await this.row(actor, id);
    await this.database.asActor(actor, async (tx) => {
      const changed = await execute(
        tx,
        'UPDATE dataset_fetch SET cancelled_at = now() WHERE id = $1 AND ended_at IS NULL AND cancelled_at IS NULL',
        [id],
      );
      if (changed === 0) throw new Refusal('wrong_status', { thing: 'dataset_fetch', id, event: 'cancel' });
    });
  }

  /**
   * The blob whose beginning may be looked at: until it is a version, for then only what its data may be read as holds.
   * Errors: `wrong_status` before it came and after it was taken.
   */
  async toLookAt(actor: SignedIn, id: string): Promise<string> {
    const row = await this.row(actor, id);
    if (row.upload_id === null || row.used || row.sha256 === null)
      throw new Refusal('wrong_status', { thing: 'dataset_fetch', id, event: 'look_at' });
    return row.sha256;
  }

  /** Row-level security shows an organisation its own alone. Errors: `not_found`. */
  private async row(actor: SignedIn, id: string): Promise<Row> {
    const row = await this.database.asActor(actor, (tx) =>
      queryRow(
        tx,
        Row,
        `SELECT f.*, u.file_name, u.bytes, u.created_at AS uploaded_at, u.used
         FROM dataset_fetch f LEFT JOIN upload u ON u.id = f.upload_id WHERE f.id = $1`,
        [id],
      ),
    );
    if (!row) throw new Refusal('not_found', { thing: 'dataset_fetch', id });
    return row;
  }
}

function stateOf(row: Row): Fetch['state'] {
  if (row.problem) return 'failed';
  if (row.upload_id !== null) return 'fetched';
  if (row.unchanged) return 'unchanged';
  if (row.cancelled_at) return 'cancelled';
  return row.beat_at ? 'fetching' : 'waiting';
}

async function admit(tx: Tx, actor: SignedIn, datasetId: string): Promise<void> {
  const card = await readCardFacts(tx, 'dataset', datasetId);
  if (!card) throw new Refusal('not_found', { thing: 'dataset', id: datasetId });
  const answer = may(datasetPolicy, actor, 'dataset.add_version', {
    ...card,
    versionStatus: null,
    accessMode: 'open',
    granted: false,
    versionInUse: false,
    versionExamined: false,
    datasetExamined: false,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset', id: datasetId });
}
