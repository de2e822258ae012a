import { Inject, Injectable } from '@nestjs/common';
import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { DataUse, exportDataUses, listDataUses } from '@scenario-lab/contracts/data-uses';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  dataUseColumns,
  dataUseExport,
  dataUseFrom,
  dataUseWithin,
} from '@scenario-lab/db/catalogue/data-use-lines';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

type Filter = Received<typeof exportDataUses>['query'];
type Row = Omit<DataUse, 'at'> & { at: Date };

const Shape = z.object({
  organisation: json<Row['organisation']>(),
  format: word<NonNullable<Row['format']>>().nullable(),
  id: z.string(),
  version: z.string(),
  kind: word<Row['kind']>(),
  rows: z.number().nullable(),
  run: json<NonNullable<Row['run']>>().nullable(),
  purpose: z.string().nullable(),
  job: json<NonNullable<Row['job']>>().nullable(),
  at: z.date(),
});

/** Its columns are the file's. */
const ExportRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

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
      const page = await readPage(tx, {
        row: Shape,
        select: dataUseColumns,
        from: dataUseFrom,
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
      const rows = await queryRows(tx, ExportRow, dataUseExport(where), where.values);
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
    datasetExamined: false,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset', id: datasetId });
}

function lines(datasetId: string, { q, ...within }: Filter): Where {
  const where = dataUseWithin(new Where().and('u.dataset_id = ?', datasetId), within);
  if (q) where.and('u.purpose ILIKE ? OR o.name::text ILIKE ?', anywhere(q), anywhere(q));
  return where;
}
