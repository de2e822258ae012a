import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import type { FetchedFrom } from '@scenario-lab/contracts/fetches';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { belongs, ownsOrReads } from '@scenario-lab/domain/conditions';
import { type DatasetFacts, datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { allowed, may } from '@scenario-lab/domain/policy';
import { z } from 'zod';

const VersionRow = z.object({
  id: z.string(),
  label: z.string(),
  status: word<DatasetVersion['status']>(),
  file_name: z.string(),
  bytes: z.string(),
  sha256: z.string(),
  rows: z.number().nullable(),
  columns: json<DatasetVersion['columns']>(),
  split: json<DatasetVersion['split']>(),
  profile: json<NonNullable<DatasetVersion['profile']> & { readAs?: DatasetVersion['readAs'] }>().nullable(),
  reading: json<DatasetVersion['reading']>(),
  counts: word<'all_rows' | 'open_rows'>().nullable(),
  releases_sample: z.boolean(),
  problems: json<DatasetVersion['problems']>(),
  quality: json<NonNullable<DatasetVersion['quality']>>().nullable(),
  sample: json<DatasetVersion['sample']>(),
  sealed_at: z.date().nullable(),
  reason: z.string().nullable(),
  used: z.boolean(),
  examined: z.boolean(),
  any_examined: z.boolean(),
  masked_from: json<NonNullable<DatasetVersion['maskedFrom']>>().nullable(),
  created_at: z.date(),
  download: json<NonNullable<DatasetVersion['download']>>().nullable(),
});
type VersionRow = z.output<typeof VersionRow>;

const versionActions = new Set<string>([
  'dataset.read_again',
  'dataset.mask_version',
  'dataset.deprecate_version',
  'dataset.retire_version',
  'dataset.read_rows',
  'dataset.read_open_rows',
]);

/** Versions of a dataset, newest first; what failed on the way in concerns its owner and the lab alone. */
export async function versionsOf(
  tx: Tx,
  actor: Actor,
  datasetId: string,
  facts: DatasetFacts,
): Promise<DatasetVersion[]> {
  const rows = await queryRows(
    tx,
    VersionRow,
    `SELECT v.id, label, status, file_name, bytes, sha256, rows, columns, split, problems, sample, releases_sample,
       sealed_at, reason, reading, version_in_use(v.id) AS used, version_examined(v.id) AS examined, bool_or(version_examined(v.id)) OVER () AS any_examined,
       (SELECT json_build_object('id', f.id, 'label', f.label) FROM dataset_version f WHERE f.id = v.masked_from) AS masked_from, v.created_at, p.body AS profile, p.counts, p.quality,
       (SELECT json_build_object('rows', o.rows, 'whole', o.whole, 'csvBytes', o.csv_bytes, 'jsonlBytes', o.jsonl_bytes)
        FROM dataset_download o WHERE o.dataset_version_id = v.id AND o.rows IS NOT NULL) AS download
     FROM dataset_version v LEFT JOIN LATERAL (SELECT body, counts, quality FROM dataset_profile
       -- Row-level security shows the owner's edition to owner and lab alone.
       WHERE dataset_version_id = v.id ORDER BY edition = 'owner' DESC LIMIT 1) p ON true
     WHERE dataset_id = $1 ORDER BY v.id DESC`,
    [datasetId],
  );
  const origins = belongs(actor, facts.ownerOrganisationId) ? await originsOf(tx, datasetId) : null;
  const insider = ownsOrReads(actor, facts) === true;
  return rows
    .filter(({ status }) => insider || ['ready', 'deprecated', 'retired'].includes(status))
    .map((row) =>
      view(row, actor, datasetId, origins?.get(row.id) ?? null, {
        ...facts,
        versionStatus: row.status,
        versionInUse: row.used,
        versionExamined: row.examined,
        datasetExamined: row.any_examined,
      }),
    );
}

const OriginRow = z.object({
  dataset_version_id: z.string(),
  address: z.string(),
  came_from: z.string().nullable(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  ended_at: z.date().nullable(),
});

/** Where versions were fetched from, by their ids. */
async function originsOf(tx: Tx, datasetId: string): Promise<Map<string, FetchedFrom>> {
  const rows = await queryRows(
    tx,
    OriginRow,
    `SELECT dataset_version_id, address, came_from, etag, last_modified, ended_at FROM dataset_fetch
     WHERE dataset_id = $1 AND dataset_version_id IS NOT NULL`,
    [datasetId],
  );
  return new Map(
    rows.map((row) => [
      row.dataset_version_id,
      {
        address: row.address,
        from: row.came_from,
        etag: row.etag,
        lastModified: row.last_modified,
        endedAt: row.ended_at?.toISOString() ?? null,
      },
    ]),
  );
}

function view(
  row: VersionRow,
  actor: Actor,
  datasetId: string,
  fetched: FetchedFrom | null,
  facts: DatasetFacts,
): DatasetVersion {
  const readable = may(datasetPolicy, actor, 'dataset.read_rows', facts).ok;
  return {
    id: row.id,
    datasetId,
    label: row.label,
    status: row.status,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    rows: ownsOrReads(actor, facts) === true ? row.rows : shownRows(row.rows, facts.accessMode),
    columns: row.columns,
    split: row.split,
    profile: row.profile,
    counts: row.counts ?? 'withheld',
    problems: row.problems,
    reading: row.reading,
    // Row-level security shows the edition that holds it to owner and lab alone.
    readAs: row.profile?.readAs ?? null,
    quality: row.quality,
    sample: readable ? row.sample : [],
    sealed: row.sealed_at !== null,
    download: facts.accessMode === 'sandbox_only' ? null : row.download,
    releasesSample: row.releases_sample,
    maskedFrom: row.masked_from,
    fetched,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    allowed: allowed(datasetPolicy, actor, facts).filter((action) => versionActions.has(action)),
  };
}
