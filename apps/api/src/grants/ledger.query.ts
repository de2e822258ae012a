import { Inject, Injectable } from '@nestjs/common';
import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { exportGrantUses, GrantUse, listGrantUses } from '@scenario-lab/contracts/grants';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  dataUseColumns,
  dataUseExport,
  dataUseFrom,
  dataUseWithin,
} from '@scenario-lab/db/catalogue/data-use-lines';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { type GrantRecord, readGrantRecord } from './grant-record.js';

type Filter = Received<typeof exportGrantUses>['query'];
type Row = Omit<GrantUse, 'at'> & { at: Date };

const Shape = z.object({
  organisation: json<Row['organisation']>(),
  format: word<NonNullable<Row['format']>>().nullable(),
  id: z.string(),
  version: z.string(),
  kind: word<Row['kind']>(),
  rows: z.number().nullable(),
  terms: z.number().nullable(),
  run: json<NonNullable<Row['run']>>().nullable(),
  purpose: z.string().nullable(),
  job: json<NonNullable<Row['job']>>().nullable(),
  at: z.date(),
});

/** Every use of one contract, for its two sides and whoever supervises. */
/** Its columns are the file's. */
const ExportRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

@Injectable()
export class LedgerQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(
    actor: SignedIn,
    id: string,
    query: Received<typeof listGrantUses>['query'],
  ): Promise<Answer<typeof listGrantUses>> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await readGrantRecord(tx, actor, id, 'grant.read');
      const page = await readPage(tx, {
        row: Shape,
        select: dataUseColumns,
        from: dataUseFrom,
        id: 'u.id',
        where: lines(id, query),
        key: { sql: 'u.at', type: 'timestamptz' },
        page: query,
      });
      const items = page.rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        organisation: row.organisation,
        kind: row.kind,
        version: row.version,
        rows: told(actor, grant, row.kind, row.rows),
        format: row.format,
        run: row.run,
        job: row.job,
        purpose: row.purpose,
        terms: row.terms,
      }));
      return { items, next: page.next, total: page.total };
    });
  }

  /** Moments in the lab's time zone, with its offset. */
  export(actor: SignedIn, id: string, query: Filter): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await readGrantRecord(tx, actor, id, 'grant.read');
      const where = lines(id, query);
      const rows = await queryRows(tx, ExportRow, dataUseExport(where), where.values);
      const shown = rows.map((row) => ({
        ...row,
        rows: told(actor, grant, row.kind as GrantUse['kind'], row.rows as number | null),
      }));
      return csvForSpreadsheets([
        [...columns],
        ...shown.map((row) =>
          columns.map((name) => (row as Record<string, string | number | null>)[name] ?? null),
        ),
      ]);
    });
  }
}

const columns = [
  'at',
  'organisation',
  'kind',
  'terms',
  'version',
  'split',
  'format',
  'rows',
  'run_id',
  'data_job_id',
  'output',
  'purpose',
] as const;

/** Of data it never sees a grantee is told about how many rows a job was handed, as on the job's own page. */
function told(
  actor: SignedIn,
  grant: GrantRecord,
  kind: GrantUse['kind'],
  rows: number | null,
): number | null {
  const reads = isLab(actor) || holds(actor, ['observer']) || belongs(actor, grant.owner.id);
  return reads || kind === 'download' ? rows : shownRows(rows, grant.access_mode as 'sandbox_only');
}

function lines(id: string, { q, terms, ...within }: Filter): Where {
  const where = dataUseWithin(new Where().and('u.grant_id = ?', id), within);
  if (terms !== undefined) where.and('u.terms = ?', terms);
  if (q) where.and('u.purpose ILIKE ? OR v.label ILIKE ?', anywhere(q), anywhere(q));
  return where;
}
