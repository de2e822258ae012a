import { buffer } from 'node:stream/consumers';
import type { SaveAlgorithm } from '@scenario-lab/contracts/algorithms';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { Text } from '@scenario-lab/contracts/common';
import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { mostPackBytes } from '@scenario-lab/contracts/packs/archive';
import {
  artifactFile,
  type LeftOut,
  type PackContent,
  type PackManifest,
  packParts,
  reportFile,
} from '@scenario-lab/contracts/packs/content';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';

export interface Gathered {
  caseId: string;
  consents: PackManifest['predicate']['consents'];
  parts: PackContent;
  report: string | null;
  artifact: Uint8Array | null;
  leftOut: LeftOut[];
}

/** What beside the program a pack may weigh. */
const roomBeside = 8 * 2 ** 20;

const Facts = z.object({
  case_id: z.string(),
  certificate_id: z.string().nullable(),
  algorithm_version_id: z.string().nullable(),
  case_part: json<PackContent['case.json']>(),
  department_id: z.string(),
  vendor_id: z.string(),
  need: json<SaveScenario>(),
  price_from: z.number().nullable(),
  pilot: json<{
    from: string;
    until: string;
    sites: string[];
    conditions: Text | null;
    milestones: { title: Text; due: string }[];
  }>(),
  certificate: json<NonNullable<PackContent['case.json']['certificate']> & { status: string }>().nullable(),
});
type Facts = z.output<typeof Facts>;

/**
 * What a pack is made of, as it stands when it is written and as both sides have agreed to it. Of data only what
 * outsiders are told: the dictionary of an exam's columns, counts of open rows, never a row. Errors: a case without its
 * facts.
 */
export async function gatherPack(tx: Tx, blobs: BlobStore, id: string): Promise<Gathered> {
  const facts = await factsOf(tx, id);
  const leftOut: LeftOut[] = [];
  const consents = await consentsOf(tx, id, facts);
  const exam = await examOf(tx, facts);
  const algorithm = await algorithmOf(tx, facts.algorithm_version_id);
  const report = await reportOf(tx, facts.certificate_id);
  if (!exam) leftOut.push({ file: 'exam.json', reason: 'none' });
  if (!algorithm) leftOut.push({ file: 'algorithm.json', reason: 'none' });
  if (!report || 'withdrawn' in report)
    leftOut.push({ file: reportFile, reason: report ? 'withdrawn' : 'none' });
  const agreed = consents.some((one) => one.side === 'vendor' && one.algorithm);
  const artifact = await artifactOf(blobs, algorithm, agreed, leftOut);
  const parts: PackContent = {
    'need.json': packParts['need.json'].parse(facts.need),
    'case.json': packParts['case.json'].parse({ ...facts.case_part, certificate: facts.certificate }),
    'context.json': packParts['context.json'].parse(
      await contextOf(tx, facts, exam?.datasetVersionId ?? null),
    ),
    'terms.json': packParts['terms.json'].parse({
      budget: facts.need.budget,
      priceFrom: facts.price_from,
      cooperationMode: facts.need.cooperationMode,
      procurementRoute: facts.need.procurementRoute,
      conditions: facts.need.conditions,
      pilotConditions: facts.pilot.conditions,
      milestones: facts.pilot.milestones.map(({ title, due }) => ({ title, due })),
    }),
    ...(exam ? { 'exam.json': packParts['exam.json'].parse(exam.part) } : {}),
    ...(algorithm ? { 'algorithm.json': packParts['algorithm.json'].parse(algorithm) } : {}),
  };
  return {
    caseId: facts.case_id,
    consents,
    parts,
    report: report && 'envelope' in report ? report.envelope : null,
    artifact,
    leftOut,
  };
}

async function factsOf(tx: Tx, id: string): Promise<Facts> {
  const row = await queryRow(
    tx,
    Facts,
    `SELECT c.id AS case_id, c.certificate_id, c.algorithm_version_id, c.department_id, c.vendor_id, s.need,
       coalesce(n.listed, n.card)->'priceFrom' AS price_from,
       jsonb_build_object('id', c.id, 'title', c.title, 'lesson', c.lesson, 'numbers', c.numbers, 'field', c.field,
         'region', c.region, 'department', jsonb_build_object('name', dp.name, 'creditCode', dp.credit_code),
         'vendor', jsonb_build_object('name', vo.name, 'creditCode', vo.credit_code)) AS case_part,
       jsonb_build_object('from', p.from_day, 'until', p.until_day, 'sites', p.sites, 'conditions', p.conditions,
         'milestones', p.milestones) AS pilot,
       (SELECT jsonb_build_object('number', k.number, 'status', k.status, 'demonstration', k.demonstration,
          'level', coalesce(k.face->>'level', ''),
          'issuedAt', to_char(k.issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'expiresAt', to_char(k.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        FROM certificate k WHERE k.id = c.certificate_id) AS certificate
     FROM replication_pack r JOIN lab_case c ON c.id = r.case_id JOIN scenario s ON s.id = c.scenario_id
     JOIN solution n ON n.id = c.solution_id JOIN pilot p ON p.id = c.pilot_id
     JOIN organisation dp ON dp.id = c.department_id JOIN organisation vo ON vo.id = c.vendor_id WHERE r.id = $1`,
    [id],
  );
  if (!row) throw new Error(`pack ${id} has no case`);
  return row;
}

const ConsentsOfRow = z.object({
  organisation_id: z.string(),
  name: json<Text>(),
  at: z.date(),
  algorithm: z.boolean(),
});

async function consentsOf(tx: Tx, id: string, facts: Facts): Promise<Gathered['consents']> {
  const rows = await queryRows(
    tx,
    ConsentsOfRow,
    `SELECT n.organisation_id, o.name, n.at, n.algorithm FROM pack_consent n JOIN organisation o ON o.id = n.organisation_id
     WHERE n.pack_id = $1`,
    [id],
  );
  return (['department', 'vendor'] as const).map((side) => {
    const of = side === 'department' ? facts.department_id : facts.vendor_id;
    const row = rows.find((one) => one.organisation_id === of);
    if (!row) throw new Error(`pack ${id} is written without the ${side}'s word`);
    return {
      side,
      name: row.name,
      at: row.at.toISOString(),
      algorithm: side === 'vendor' && row.algorithm,
    };
  });
}

interface Examined {
  datasetVersionId: string;
  part: NonNullable<PackContent['exam.json']>;
}

const ExamOfRow = z.object({
  title: json<Text>(),
  number: z.number(),
  digest: z.string().nullable(),
  plan: json<Plan>(),
  columns: json<ColumnEntry[]>(),
  dataset_version_id: z.string(),
});

/** The exam the certificate rests on, or else the need's newest one that is open to everybody. */
async function examOf(tx: Tx, facts: Facts): Promise<Examined | null> {
  const row = await queryRow(
    tx,
    ExamOfRow,
    `SELECT b.title, v.number, v.digest, v.plan, v.columns, v.dataset_version_id FROM benchmark_version v
     JOIN benchmark b ON b.id = v.benchmark_id JOIN lab_case c ON c.id = $1
     LEFT JOIN certificate k ON k.id = c.certificate_id
     WHERE v.status IN ('open', 'closed', 'retired') AND CASE WHEN k.id IS NULL THEN b.scenario_id = c.scenario_id
       ELSE v.id = k.benchmark_version_id END ORDER BY v.opened_at DESC LIMIT 1`,
    [facts.case_id],
  );
  if (!row) return null;
  const { title, number, digest, plan, columns } = row;
  return {
    datasetVersionId: row.dataset_version_id,
    part: packParts['exam.json'].parse({ title, number, digest, plan, columns }),
  };
}

const ContextOfRow = z.object({
  rows: z.number().nullable(),
  access_mode: z.string(),
  body: json<Profile>().nullable(),
});

async function contextOf(
  tx: Tx,
  facts: Facts,
  datasetVersionId: string | null,
): Promise<PackContent['context.json']> {
  const { pilot } = facts;
  const data = await queryRow(
    tx,
    ContextOfRow,
    `SELECT v.rows, d.access_mode, p.body FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
     LEFT JOIN dataset_profile p ON p.dataset_version_id = v.id AND p.edition = 'open'
     WHERE v.id = $1 AND (d.listed IS NOT NULL OR d.owner_id = $2)`,
    [datasetVersionId, facts.department_id],
  );
  const profile = data?.body ?? null;
  const rows = data?.rows ?? null;
  return {
    region: facts.case_part.region,
    sites: pilot.sites.slice(0, 100).map((site) => site.slice(0, 200)),
    from: pilot.from,
    until: pilot.until,
    rows: rows === null || data?.access_mode !== 'sandbox_only' ? rows : Number(rows.toPrecision(2)),
    timeCoverage: profile?.timeCoverage ?? null,
    columns: (profile?.columns ?? []).slice(0, 2_000).map((column) => ({
      name: column.name,
      type: column.type,
      nullShare: column.count > 0 ? Number((column.nulls / column.count).toFixed(4)) : null,
      distinct: column.distinct,
      min: typeof column.min === 'number' ? column.min : null,
      max: typeof column.max === 'number' ? column.max : null,
    })),
  };
}

const AlgorithmOfRow = z.object({
  card: json<Partial<SaveAlgorithm>>(),
  label: z.string(),
  kind: z.string(),
  file_name: z.string(),
  bytes: z.string(),
  sha256: z.string(),
  sockets: json<unknown>().nullable(),
  onnx: json<{ inputMap?: unknown; outputMap?: unknown }>().nullable(),
  solution: json<Partial<SaveSolution>>().nullable(),
});

async function algorithmOf(
  tx: Tx,
  versionId: string | null,
): Promise<NonNullable<PackContent['algorithm.json']> | null> {
  const row = await queryRow(
    tx,
    AlgorithmOfRow,
    `SELECT coalesce(a.listed, a.card) AS card, v.label, v.kind, v.file_name, v.bytes, v.sha256, v.sockets, v.onnx,
       coalesce(n.listed, n.card) AS solution FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id
     LEFT JOIN solution n ON n.id = a.solution_id WHERE v.id = $1`,
    [versionId],
  );
  if (!row) return null;
  const { card, solution } = row;
  return packParts['algorithm.json'].parse({
    title: card.title,
    summary: card.summary ?? null,
    task: card.task,
    licence: card.licence ?? 'proprietary',
    card: card.card,
    label: row.label,
    kind: row.kind,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    sockets: row.sockets,
    onnx: row.onnx ? { inputMap: row.onnx.inputMap, outputMap: row.onnx.outputMap } : null,
    solution: solution
      ? { title: solution.title, summary: solution.summary ?? null, trl: solution.trl ?? 1 }
      : null,
  });
}

const ReportOfRow = z.object({
  envelope: z.string(),
  status: z.string(),
});

/** The edition that carries no row out, as it was signed; none of a certificate that has been revoked. */
async function reportOf(
  tx: Tx,
  certificateId: string | null,
): Promise<{ envelope: string } | { withdrawn: true } | null> {
  const row = await queryRow(
    tx,
    ReportOfRow,
    `SELECT p.envelope, k.status FROM certificate k JOIN report p ON p.report_id = k.report_id AND p.edition = 'vendor'
     WHERE k.id = $1 AND p.published`,
    [certificateId],
  );
  if (!row) return null;
  return row.status === 'revoked' ? { withdrawn: true } : { envelope: row.envelope };
}

async function artifactOf(
  blobs: BlobStore,
  algorithm: PackContent['algorithm.json'] | null,
  agreed: boolean,
  leftOut: LeftOut[],
): Promise<Uint8Array | null> {
  const leave = (reason: LeftOut['reason']) => {
    leftOut.push({ file: artifactFile, reason });
    return null;
  };
  if (!algorithm) return leave('none');
  if (!agreed) return leave('not_agreed');
  if (algorithm.bytes > mostPackBytes - roomBeside) return leave('too_large');
  if (!(await blobs.stat(algorithm.sha256))) return leave('none');
  return new Uint8Array(await buffer(await blobs.get(algorithm.sha256)));
}
