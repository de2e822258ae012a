import type { ForeignPack } from '@scenario-lab/contracts/foreign-packs';
import type { PackContent, PackManifest } from '@scenario-lab/contracts/packs/content';
import type { ForeignPackFacts } from '@scenario-lab/domain/replication-packs/foreign-packs.policy';
import { z } from 'zod';
import { execute, json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

type Organisation = NonNullable<ForeignPack['adopter']>;

export const ForeignRecord = z.object({
  id: z.string(),
  pack_id: z.string(),
  case_id: z.string(),
  lab: json<{ id: string; name: ForeignPack['lab']['name']; recognises: boolean; ended: boolean }>(),
  digest: z.string(),
  key_id: z.string(),
  manifest: json<PackManifest>(),
  content: json<PackContent>(),
  report: json<{ verdict: NonNullable<ForeignPack['report']>; artifact: string | null }>().nullable(),
  program: z.boolean(),
  received_at: z.date(),
  taken_at: z.date().nullable(),
  adopter: json<Organisation>().nullable(),
  vendor: json<Organisation>().nullable(),
  scenario_id: z.string().nullable(),
  scenario_at: z.date().nullable(),
  algorithm_known: z.boolean(),
  /** Also where the reader cannot see the program itself. */
  algorithm_version_id: z.string().nullable(),
  algorithm: json<{ id: string; versionId: string; status: string }>().nullable(),
  benchmark: json<{ id: string; versionId: string; status: string }>().nullable(),
});
export type ForeignRecord = z.output<typeof ForeignRecord>;

const columns = `f.id, f.pack_id, f.case_id, f.digest, f.key_id, f.manifest, f.content, f.report - 'text' AS report, f.program,
  f.received_at, f.taken_at, f.scenario_id, f.scenario_at, f.algorithm_known, f.algorithm_version_id,
  jsonb_build_object('id', l.id, 'name', l.name, 'recognises', l.recognises, 'ended', l.ended_at IS NOT NULL) AS lab,
  (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = f.adopter_id) AS adopter,
  (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = f.vendor_id) AS vendor,
  (SELECT jsonb_build_object('id', v.algorithm_id, 'versionId', v.id, 'status', v.status) FROM algorithm_version v
   WHERE v.id = f.algorithm_version_id) AS algorithm,
  (SELECT jsonb_build_object('id', v.benchmark_id, 'versionId', v.id, 'status', v.status) FROM benchmark_version v
   WHERE v.benchmark_id = f.benchmark_id ORDER BY v.number DESC LIMIT 1) AS benchmark`;
const from = 'foreign_pack f JOIN trusted_lab l ON l.id = f.lab_id';

/** Null where there is none the reader may see. `held`: nobody else changes it before this transaction ends. */
export async function readForeignRecord(tx: Tx, id: string, held = false): Promise<ForeignRecord | null> {
  if (held)
    await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`foreign-pack:${id}`]);
  const row = await queryRow(tx, ForeignRecord, `SELECT ${columns} FROM ${from} WHERE f.id = $1`, [id]);
  return row ?? null;
}

export function readForeignRecords(tx: Tx): Promise<ForeignRecord[]> {
  return queryRows(tx, ForeignRecord, `SELECT ${columns} FROM ${from} ORDER BY f.received_at DESC LIMIT 200`);
}

/** The pack of the same case that came before this one. */
export async function readForerunner(tx: Tx, record: ForeignRecord): Promise<ForeignRecord | null> {
  const row = await queryRow(
    tx,
    ForeignRecord,
    `SELECT ${columns} FROM ${from} WHERE f.lab_id = $1 AND f.case_id = $2 AND f.received_at < $3
     ORDER BY f.received_at DESC LIMIT 1`,
    [record.lab.id, record.case_id, record.received_at],
  );
  return row ?? null;
}

export const foreignFactsOf = (record: ForeignRecord): ForeignPackFacts => ({
  status: record.taken_at ? 'taken' : 'received',
  adopterOrganisationId: record.adopter?.id ?? null,
  labStands: !record.lab.ended,
});
