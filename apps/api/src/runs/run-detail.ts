import type { Run, RunRow } from '@scenario-lab/contracts/runs';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { readKinship } from '@scenario-lab/db/organisations/kinship.queries';
import { vendorDefectsOf, vendorResourcesOf } from '@scenario-lab/domain/runs/edition';
import { z } from 'zod';

type Detail = Omit<Run, keyof RunRow>;

/** What `detailColumns` answer beside a `RunRecord`; nothing of it is rounded yet. */
export interface RunDetail {
  id: string;
  vendor_id: string;
  status: string;
  progress: Run['progress'];
  level: Run['level'];
  runtime: Run['runtime'];
  resources: Run['resources'];
  defects: (Run['defects'][number] & { count: number })[];
  artifact: string;
  pack: string | null;
  benchmark_digest: string | null;
  truth_public: boolean;
  synthetic: boolean;
  answers: boolean;
  hidden_rows: boolean;
  prior_access: boolean;
  platform_fault: string | null;
  subject: Run['subject'];
  look: Run['look'];
  review: Run['review'];
  report: Run['report'];
}

export const detailColumns = `r.progress, r.level, r.runtime, r.resources, r.defects, r.prior_access, r.platform_fault,
  t.artifact, t.benchmark_digest, t.truth_public,
  (r.split = 'sample' AND t.twin) AS synthetic,
  EXISTS (SELECT 1 FROM run_answer x WHERE x.run_id = r.id) AS answers,
  EXISTS (SELECT 1 FROM exam_rows x WHERE x.benchmark_version_id = r.benchmark_version_id) AS hidden_rows,
  (SELECT s.need->'subject' FROM benchmark e JOIN scenario s ON s.id = e.scenario_id
   WHERE e.id = t.benchmark_id) AS subject,
  (SELECT p.sha256 FROM pack p WHERE p.benchmark_version_id = r.benchmark_version_id AND p.split = r.split) AS pack,
  (SELECT jsonb_build_object('number', l.number, 'of', l."of", 'charged', l.charged, 'cause', l.cause,
     'excused', l.excused_at IS NOT NULL) FROM look l WHERE l.run_id = r.id) AS look,
  (SELECT jsonb_build_object('decision', v.decision, 'statement', v.statement, 'reviewer',
     coalesce(person_name(v.reviewer_id), ''), 'at', v.at, 'alone', v.alone)
   FROM review v WHERE v.run_id = r.id ORDER BY v.at DESC, v.id DESC LIMIT 1) AS review,
  (SELECT jsonb_build_object('id', q.report_id, 'ready',
     q.pdf_zh_sha256 IS NOT NULL AND q.pdf_en_sha256 IS NOT NULL)
   FROM report q WHERE q.run_id = r.id ORDER BY q.edition DESC LIMIT 1) AS report`;

const LogRow = z.object({ stdout: z.string(), stderr: z.string(), truncated: z.boolean() });

/**
 * A run in one of its editions. Of a split that is not published its vendor sees classes and rounded figures only,
 * no log and no exact times, for a program can write its inputs into either.
 */
export async function runDetailOf(tx: Tx, run: RunDetail, edition: Run['edition']): Promise<Detail> {
  const whole = edition === 'owner';
  const queue = run.status === 'queued' ? await placeOf(tx, run.id) : null;
  const ledger = run.look ? await ledgerOf(tx, run.id) : null;
  const log = whole
    ? await queryRow(tx, LogRow, 'SELECT stdout, stderr, truncated FROM run_log WHERE run_id = $1', [run.id])
    : null;
  return {
    edition,
    subject: run.subject,
    position: queue?.place ?? null,
    estimatedStart: queue?.start ?? null,
    // Case by case, it would tell how long the program took over each.
    progress: run.progress && (whole ? run.progress : { stage: run.progress.stage, done: 0, of: 0 }),
    attempts: await attemptsOf(tx, run.id, whole),
    level: run.level,
    runtime: run.runtime,
    resources: run.resources && (whole ? run.resources : vendorResourcesOf(run.resources)),
    defects: whole ? run.defects : vendorDefectsOf(run.defects),
    result: await resultOf(tx, run.id, whole),
    look: run.look,
    ledger,
    kinship: ledger && (await readKinship(tx, run.vendor_id)),
    digests: { artifact: run.artifact, pack: run.pack, benchmark: run.benchmark_digest },
    truthPublic: run.truth_public,
    synthetic: run.synthetic,
    priorAccess: run.prior_access,
    review: run.review && { ...run.review, at: new Date(run.review.at).toISOString() },
    report: run.report,
    answers: whole && run.answers,
    hiddenRows: whole && run.hidden_rows,
    log: log ?? null,
    platformFault: whole ? run.platform_fault : null,
  };
}

type LedgerOfAnswer = Omit<NonNullable<Run['ledger']>[number], 'at'> & { at: Date };

const LedgerOfRow = z.object({
  number: z.number(),
  status: word<LedgerOfAnswer['status']>(),
  runId: z.string(),
  vendor: json<LedgerOfAnswer['vendor']>(),
  charged: z.boolean(),
  cause: word<NonNullable<LedgerOfAnswer['cause']>>().nullable(),
  excused: z.boolean(),
  at: z.date(),
});

/** Answers the lab alone: the function of the database gives nobody else a row. */
async function ledgerOf(tx: Tx, runId: string): Promise<Run['ledger']> {
  const rows = await queryRows(
    tx,
    LedgerOfRow,
    `SELECT run_id AS "runId", number, jsonb_build_object('id', vendor_id, 'name', vendor) AS vendor, status, charged, cause,
       excused, at FROM look_ledger($1)`,
    [runId],
  );
  return rows.length > 0 ? rows.map((row) => ({ ...row, at: row.at.toISOString() })) : null;
}

const ResultOfRow = z.object({
  body: json<NonNullable<Run['result']>>(),
});

async function resultOf(tx: Tx, runId: string, whole: boolean): Promise<Run['result']> {
  // Of a sample run the vendor's row is the whole result; row-level security shows it no other.
  const row = await queryRow(
    tx,
    ResultOfRow,
    `SELECT body FROM result WHERE run_id = $1 AND (edition = 'vendor' OR $2) ORDER BY edition = 'owner' DESC LIMIT 1`,
    [runId, whole],
  );
  return row?.body ?? null;
}

const AttemptsOfRow = z.object({
  number: z.number(),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  end: z.string().nullable(),
  worker: z.string(),
  level: z.string().nullable(),
});

async function attemptsOf(tx: Tx, runId: string, whole: boolean): Promise<Run['attempts']> {
  const unit = whole ? 'milliseconds' : 'minute';
  const rows = await queryRows(
    tx,
    AttemptsOfRow,
    `SELECT number, date_trunc($2, started_at) AS started_at, date_trunc($2, ended_at) AS ended_at, "end", worker, level
     FROM attempt WHERE run_id = $1 ORDER BY number LIMIT 100`,
    [runId, unit],
  );
  return rows.map(({ started_at, ended_at, ...attempt }) => ({
    ...attempt,
    startedAt: started_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
  }));
}

/** Seconds an execution is taken to last where none has ended yet. */
const assumedSeconds = 30;
/** Seconds. The last ones may all be of one vendor on hidden rows, and their mean tell what each took. */
const estimateStep = 30;

const PlaceOfRow = z.object({
  place: z.number(),
  start: z.date().nullable(),
});

async function placeOf(tx: Tx, runId: string): Promise<{ place: number; start: string | null } | null> {
  const row = await queryRow(
    tx,
    PlaceOfRow,
    `SELECT q.place::int, CASE WHEN q.slots > 0 THEN now() + make_interval(secs =>
       floor((q.place - 1 + least(q.busy, q.slots))::double precision / q.slots)
         * greatest(1, ceil(coalesce(q.seconds, $2) / $3)) * $3) END AS start
     FROM queue_place($1) q`,
    [runId, assumedSeconds, estimateStep],
  );
  return row ? { place: row.place, start: row.start?.toISOString() ?? null } : null;
}
