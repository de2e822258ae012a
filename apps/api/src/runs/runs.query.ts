import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type { listRuns, Run, RunRow } from '@scenario-lab/contracts/runs';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { bytes, json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { noteReading } from '@scenario-lab/db/runs/note-reading';
import { readReach } from '@scenario-lab/db/runs/run-list.queries';
import {
  type RunRecord,
  RunRecordRow,
  runFactsOf,
  runRowColumns,
  runRowFrom,
  runRowOf,
} from '@scenario-lab/db/runs/run-row.queries';
import { isLab, readsEverything, type SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { detailColumns, type RunDetail, runDetailOf } from './run-detail.js';

type Filter = Received<typeof listRuns>['query'];

interface Csv {
  number: number;
  csv: Buffer;
}

type ReadAnswer = RunRecord & RunDetail;

const ReadRow = RunRecordRow.extend({
  progress: json<NonNullable<ReadAnswer['progress']>>().nullable(),
  level: word<NonNullable<ReadAnswer['level']>>().nullable(),
  runtime: json<NonNullable<ReadAnswer['runtime']>>().nullable(),
  resources: json<NonNullable<ReadAnswer['resources']>>().nullable(),
  defects: json<ReadAnswer['defects']>(),
  artifact: z.string(),
  pack: z.string().nullable(),
  benchmark_digest: z.string().nullable(),
  truth_public: z.boolean(),
  synthetic: z.boolean(),
  answers: z.boolean(),
  hidden_rows: z.boolean(),
  prior_access: z.boolean(),
  platform_fault: z.string().nullable(),
  subject: json<NonNullable<ReadAnswer['subject']>>().nullable(),
  look: json<NonNullable<ReadAnswer['look']>>().nullable(),
  review: json<NonNullable<ReadAnswer['review']>>().nullable(),
  report: json<NonNullable<ReadAnswer['report']>>().nullable(),
});

const KeptCsv = z.object({ csv: bytes() });

@Injectable()
export class RunsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, filter: Filter): Promise<{ items: RunRow[]; next: string | null; total: number }> {
    const where = whereOf(actor, filter);
    const plain = where.values.length === 0 && !filter.waiting;
    // Unfiltered, all but the picking itself, which is planned anew, goes by key.
    return this.database[plain ? 'byKey' : 'asActor'](actor, async (tx) => {
      const reach = await readReach(tx, { everything: readsEverything(actor), own: filter.mine === 'true' });
      const { rows, next, total } = await readPage(tx, {
        row: RunRecordRow,
        select: runRowColumns,
        from: runRowFrom,
        // No join of the above drops a row.
        counted: 'run r',
        id: 'r.id',
        where,
        parts: reach.parts,
        total: plain ? reach.total : undefined,
        key: { sql: 'r.submitted_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map((row) => runRowOf(row, actor)), next, total };
    });
  }

  row(actor: SignedIn, id: string): Promise<RunRow> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(
        tx,
        RunRecordRow,
        `SELECT ${runRowColumns} FROM ${runRowFrom} WHERE r.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'run', id });
      return runRowOf(row, actor);
    });
  }

  read(actor: SignedIn, id: string): Promise<Run> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(
        tx,
        ReadRow,
        `SELECT ${runRowColumns}, ${detailColumns} FROM ${runRowFrom} WHERE r.id = $1 AND r.status <> 'new'`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'run', id });
      const facts = runFactsOf(row);
      const answer = may(runPolicy, actor, 'run.read', facts);
      if (!answer.ok) throw new Refusal(answer.code);
      const internal = may(runPolicy, actor, 'run.read_internal', facts).ok;
      const mine = facts.ownerOrganisationId === actor.organisationId;
      const edition = internal ? 'owner' : mine ? 'vendor' : 'public';
      const detail = await runDetailOf(tx, row, edition);
      const told = detail.result !== null || detail.log !== null;
      if (told && internal && !mine && facts.split !== 'sample') await noteReading(tx, actor, id);
      return { ...runRowOf(row, actor), ...detail };
    });
  }

  /** Predictions row by row, gzipped; row-level security leaves them to the data's owner and the lab. */
  answers(actor: SignedIn, id: string): Promise<Csv> {
    return this.#kept(actor, id, 'SELECT csv FROM run_answer WHERE run_id = $1');
  }

  /** Which rows its exam keeps back, gzipped, for the same. */
  hiddenRows(actor: SignedIn, id: string): Promise<Csv> {
    return this.#kept(
      actor,
      id,
      'SELECT x.csv FROM exam_rows x JOIN run r ON r.benchmark_version_id = x.benchmark_version_id WHERE r.id = $1',
    );
  }

  #kept(actor: SignedIn, id: string, sql: string): Promise<Csv> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        RunRecordRow,
        `SELECT ${runRowColumns} FROM ${runRowFrom} WHERE r.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'run', id });
      const answer = may(runPolicy, actor, 'run.read_internal', runFactsOf(row));
      if (!answer.ok) throw new Refusal(answer.code);
      const kept = await queryRow(tx, KeptCsv, sql, [id]);
      if (!kept) throw new Refusal('not_found', { thing: 'result', id });
      await noteReading(tx, actor, id);
      return { number: row.number, csv: kept.csv };
    });
  }
}

function whereOf(actor: SignedIn, filter: Filter): Where {
  const where = new Where().and(`r.status <> 'new'`);
  if (filter.status) where.and('r.status = ?', filter.status);
  if (filter.split) where.and('r.split = ?', filter.split);
  const versions = (thing: string, of: string) =>
    `r.${thing}_version_id IN (SELECT v.id FROM ${thing}_version v JOIN ${thing} c ON c.id = v.${thing}_id WHERE ${of})`;
  if (filter.benchmarkId) where.and(versions('benchmark', 'c.id = ?'), filter.benchmarkId);
  if (filter.algorithmId) where.and(versions('algorithm', 'c.id = ?'), filter.algorithmId);
  if (filter.engagementId) where.and('r.engagement_id = ?', filter.engagementId);
  // What somebody on this side of the desk has to decide or to answer.
  const { organisationId } = actor;
  if (filter.waiting && isLab(actor)) where.and(`r.status = 'in_review'`);
  else if (filter.waiting) where.and(`r.status = 'needs_info' AND r.vendor_id = ?`, organisationId);
  if (filter.q) {
    const text = anywhere(filter.q);
    where.and(
      // What is named so is few, and looked up once; the runs of it are many.
      `r.number::text = ? OR ${versions('algorithm', "coalesce(c.listed, c.card)->>'title' ILIKE ?")}
       OR ${versions('benchmark', 'c.title::text ILIKE ?')}
       OR r.vendor_id IN (SELECT o.id FROM organisation o WHERE o.name::text ILIKE ?)`,
      filter.q.replace(/^#/, ''),
      text,
      text,
      text,
    );
  }
  return where;
}
