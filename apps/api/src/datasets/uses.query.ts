import { Inject, Injectable } from '@nestjs/common';
import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { DataUse, exportDataUses, listDataUses } from '@scenario-lab/contracts/data-uses';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { readPage, Where } from '@scenario-lab/db/core/page';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { DATABASE } from '../http/tokens.js';

type Filter = Received<typeof exportDataUses>['query'];
type Row = Omit<DataUse, 'at'> & { at: Date };

const from =
  'data_use u JOIN organisation o ON o.id = u.organisation_id JOIN dataset_version v ON v.id = u.dataset_version_id LEFT JOIN data_job j ON j.id = u.data_job_id';
const mostLines = 100_000;

@Injectable()
export class UsesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(
    actor: SignedIn,
    datasetId: string,
    query: Received<typeof listDataUses>['query'],
  ): Promise<Answer<typeof listDataUses>> {
    return this.database.asActor(actor, async (tx) => {
      await admit(tx, actor, datasetId);
      const page = await readPage<Row>(tx, {
        select: `u.id, u.at, jsonb_build_object('id', o.id, 'name', o.name) AS organisation, u.kind, v.label AS version, u.rows,
          u.format, u.purpose,
          CASE WHEN u.run_id IS NULL THEN NULL ELSE jsonb_build_object('id', u.run_id, 'split', u.split) END AS run,
          CASE WHEN u.data_job_id IS NULL THEN NULL ELSE jsonb_build_object('id', u.data_job_id, 'title', j.title) END AS job`,
        from,
        id: 'u.id',
        where: lines(datasetId, query),
        key: { sql: 'u.at', type: 'timestamptz' },
        page: query,
      });
      const items = page.rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        organisation: row.organisation,
        kind: row.kind,
        version: row.version,
        rows: row.rows,
        format: row.format,
        run: row.run,
        job: row.job,
        purpose: row.purpose,
      }));
      return { items, next: page.next, total: page.total };
    });
  }

  /** Moments in the lab's time zone, with its offset. */
  export(actor: SignedIn, datasetId: string, query: Filter): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      await admit(tx, actor, datasetId);
      const where = lines(datasetId, query);
      const rows: Record<string, string | number | null>[] = await tx.query(
        `SELECT to_char(u.at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM') AS at, coalesce(o.name->>'zh', o.name->>'en') AS organisation,
           u.kind, v.label AS version, u.split, u.format, u.rows, u.run_id, u.data_job_id, u.output, u.purpose
         FROM ${from} WHERE ${where.sql} ORDER BY u.at DESC, u.id DESC LIMIT ${mostLines}`,
        where.values,
      );
      const columns = [
        'at',
        'organisation',
        'kind',
        'version',
        'split',
        'format',
        'rows',
        'run_id',
        'data_job_id',
        'output',
        'purpose',
      ];
      return csvForSpreadsheets([columns, ...rows.map((row) => columns.map((name) => row[name] ?? null))]);
    });
  }
}

/** Row-level security gives others no line; that there are none they are not told either. */
async function admit(tx: Tx, actor: SignedIn, datasetId: string): Promise<void> {
  const card = await readCardFacts(tx, 'dataset', datasetId);
  if (!card) throw new Refusal('not_found', { thing: 'dataset', id: datasetId });
  const answer = may(datasetPolicy, actor, 'dataset.read_uses', {
    ...card,
    versionStatus: null,
    accessMode: 'sandbox_only',
    granted: false,
    versionInUse: false,
    versionExamined: false,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset', id: datasetId });
}

/** Days are those of the lab's time zone, which the session speaks. */
function lines(datasetId: string, { kind, from: first, until, q }: Filter): Where {
  const where = new Where().and('u.dataset_id = ?', datasetId);
  if (kind) where.and('u.kind = ?', kind);
  if (first) where.and('u.at >= ?::date', first);
  if (until) where.and('u.at < ?::date + 1', until);
  if (q)
    where.and(
      'u.purpose ILIKE ? OR o.name::text ILIKE ?',
      ...Array(2).fill(`%${q.replace(/[\\%_]/g, '\\$&')}%`),
    );
  return where;
}
