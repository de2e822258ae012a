import type { AccessMode, DatasetVersion, SaveDataset } from '@scenario-lab/contracts/datasets';
import { publishedSql } from '@scenario-lab/db/catalogue/listing.queries';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { z } from 'zod';

/** What everybody may read of a published data set: all that ever leaves the house of it. */
export interface Entry {
  id: string;
  owner: { id: string; name: { zh?: string; en?: string } };
  card: SaveDataset;
  accessMode: AccessMode;
  createdAt: Date;
  updatedAt: Date;
  version: null | {
    id: string;
    label: string;
    createdAt: Date;
    rows: number | null;
    columns: DatasetVersion['columns'];
    coverage: { from: string; to: string } | null;
    /** Files anybody who signs in may fetch: of open data alone. */
    files: { format: 'csv' | 'jsonl'; bytes: number; sha256: string }[];
  };
}

interface Row extends Omit<Entry, 'version' | 'createdAt'> {
  version: null | {
    id: string;
    label: string;
    createdAt: string;
    rows: number | null;
    columns: DatasetVersion['columns'];
    coverage: { from: string; to: string } | null;
    csvBytes: number | null;
    csvSha256: string | null;
    jsonlBytes: number | null;
    jsonlSha256: string | null;
  };
  createdAt: Date;
}

const published = publishedSql('c');
const select = `SELECT c.id, jsonb_build_object('id', o.id, 'name', o.name) AS owner, c.listed AS card,
    c.access_mode AS "accessMode", c.created_at AS "createdAt", c.updated_at AS "updatedAt", latest.version
  FROM dataset c JOIN organisation o ON o.id = c.owner_id LEFT JOIN LATERAL (
    SELECT jsonb_build_object('id', v.id, 'label', v.label, 'createdAt', v.created_at, 'rows', v.rows,
      'columns', v.columns, 'coverage', p.body->'timeCoverage', 'csvBytes', f.csv_bytes, 'csvSha256', f.csv_sha256,
      'jsonlBytes', f.jsonl_bytes, 'jsonlSha256', f.jsonl_sha256) AS version
    FROM dataset_version v LEFT JOIN dataset_profile p ON p.dataset_version_id = v.id AND p.edition = 'open'
      LEFT JOIN LATERAL open_files(v.id) f ON true
    WHERE v.dataset_id = c.id AND v.status = 'ready' ORDER BY v.id DESC LIMIT 1) AS latest ON true`;

const Shape = z.object({
  version: json<NonNullable<Row['version']>>().nullable(),
  createdAt: z.date(),
  id: z.string(),
  owner: json<Row['owner']>(),
  updatedAt: z.date(),
  card: json<Row['card']>(),
  accessMode: word<Row['accessMode']>(),
});

const ReadEntriesRow = z.object({
  total: z.number(),
});

/** Asked as a visitor: row-level security leaves nothing but what is published. */
export async function readEntries(
  tx: Tx,
  after: string | undefined,
  limit: number,
): Promise<{ entries: Entry[]; total: number; next: string | null }> {
  const rows = await queryRows(
    tx,
    Shape,
    `${select} WHERE ${published} AND ($1::uuid IS NULL OR c.id > $1) ORDER BY c.id LIMIT $2`,
    [after ?? null, limit + 1],
  );
  const { total } = await queryOne(
    tx,
    ReadEntriesRow,
    `SELECT count(*)::int AS total FROM dataset c WHERE ${published}`,
  );
  const entries = rows.slice(0, limit).map(entryOf);
  return { entries, total, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

export async function readEntry(tx: Tx, id: string): Promise<Entry | null> {
  const row = await queryRow(tx, Shape, `${select} WHERE ${published} AND c.id = $1`, [id]);
  return row ? entryOf(row) : null;
}

const ReadPublisherRow = z.object({
  id: z.string(),
  name: json<{ zh?: string; en?: string }>(),
});

/** The lab that keeps the catalogue. */
export async function readPublisher(tx: Tx): Promise<Entry['owner'] | null> {
  const lab = await queryRow(
    tx,
    ReadPublisherRow,
    `SELECT id, name FROM organisation WHERE roles @> ARRAY['operate'] ORDER BY created_at, id LIMIT 1`,
  );
  return lab ?? null;
}

function entryOf({ version, ...row }: Row): Entry {
  if (version === null) return { ...row, version: null };
  const { csvBytes, csvSha256, jsonlBytes, jsonlSha256, ...rest } = version;
  const file = (format: 'csv' | 'jsonl', bytes: number | null, sha256: string | null) =>
    bytes === null || sha256 === null ? [] : [{ format, bytes, sha256 }];
  return {
    ...row,
    version: {
      ...rest,
      createdAt: new Date(version.createdAt),
      rows: shownRows(version.rows, row.accessMode),
      files: [...file('csv', csvBytes, csvSha256), ...file('jsonl', jsonlBytes, jsonlSha256)],
    },
  };
}
