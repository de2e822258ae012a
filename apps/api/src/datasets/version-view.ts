import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { ownsOrReads } from '@scenario-lab/domain/conditions';
import { clipColumn } from '@scenario-lab/domain/datasets/clip-profile';
import { type DatasetFacts, datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { allowed, may } from '@scenario-lab/domain/policy';

interface VersionRow {
  id: string;
  label: string;
  status: DatasetVersion['status'];
  file_name: string;
  bytes: string;
  sha256: string;
  rows: number | null;
  columns: DatasetVersion['columns'];
  split: DatasetVersion['split'];
  profile: DatasetVersion['profile'];
  problems: DatasetVersion['problems'];
  quality: DatasetVersion['quality'];
  sample: DatasetVersion['sample'];
  sealed_at: Date | null;
  created_at: Date;
}

const versionActions = new Set<string>([
  'dataset.deprecate_version',
  'dataset.retire_version',
  'dataset.read_rows',
]);

/** Versions of a dataset, newest first; what failed on the way in concerns its owner and the lab alone. */
export async function versionsOf(
  tx: Tx,
  actor: Actor,
  datasetId: string,
  facts: DatasetFacts,
): Promise<DatasetVersion[]> {
  const rows = (await tx.query(
    `SELECT id, label, status, file_name, bytes, sha256, rows, columns, split, profile, problems, quality, sample,
       sealed_at, created_at
     FROM dataset_version WHERE dataset_id = $1 ORDER BY id DESC`,
    [datasetId],
  )) as VersionRow[];
  const insider = ownsOrReads(actor, facts) === true;
  return rows
    .filter(({ status }) => insider || ['ready', 'deprecated', 'retired'].includes(status))
    .map((row) => view(row, actor, datasetId, { ...facts, versionStatus: row.status }));
}

function view(row: VersionRow, actor: Actor, datasetId: string, facts: DatasetFacts): DatasetVersion {
  const readable = may(datasetPolicy, actor, 'dataset.read_rows', facts).ok;
  const { profile } = row;
  return {
    id: row.id,
    datasetId,
    label: row.label,
    status: row.status,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    rows: row.rows,
    columns: row.columns,
    split: row.split,
    profile: profile && (readable ? profile : { ...profile, columns: profile.columns.map(clipColumn) }),
    problems: row.problems,
    quality: row.quality,
    sample: readable ? row.sample : [],
    sealed: row.sealed_at !== null,
    createdAt: row.created_at.toISOString(),
    allowed: allowed(datasetPolicy, actor, facts).filter((action) => versionActions.has(action)),
  };
}
