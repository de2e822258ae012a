import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { Result } from '@scenario-lab/contracts/runs';
import type { listSolutions, SaveSolution, Solution, SolutionRow } from '@scenario-lab/contracts/solutions';
import { listedCounts } from '@scenario-lab/db/catalogue/listed-counts';
import {
  byWordsAlone,
  type CardRow,
  cardColumns,
  cardsWhere,
  publishedSql,
} from '@scenario-lab/db/catalogue/listing.queries';
import {
  solutionEvidence as evidence,
  solutionFrom as from,
  provenTrlSql,
  solutionTold as told,
} from '@scenario-lab/db/catalogue/solution-evidence';
import { readOneLook } from '@scenario-lab/db/core/one-look';
import { readPage, type SortKey } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { foundOpenly, relevance, searched } from '@scenario-lab/db/core/search';
import type { Database, Tx } from '@scenario-lab/db/database';
import { type Actor, readsEverything } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { solutionPolicy } from '@scenario-lab/domain/solutions/solutions.policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { cardBase, factsOf } from '../listing/card-view.js';
import { firstPicture } from '../listing/first-picture.js';
import { searchOf, withReasons } from '../listing/search.js';
import { shownMedia } from './media.service.js';
import { shownQualifications } from './qualifications.service.js';

type Row = CardRow<SaveSolution> & { certificates: number; tested_on: number; proven_trl: number | null };
/** What the lab knows of a card, beside what its owner says. */
const known = `${evidence}, ${provenTrlSql} AS proven_trl`;
type Query = Received<typeof listSolutions>['query'];

const Shape = z.object({
  id: z.string(),
  owner: json<Row['owner']>(),
  body: json<Row['body']>(),
  status: z.string(),
  newest: z.string(),
  published: z.boolean(),
  remark: z.string().nullable(),
  updated_at: z.date(),
  certificates: z.number(),
  tested_on: z.number(),
  proven_trl: z.number().nullable(),
});

const ReadRow = z.object({
  id: z.string(),
  title: json<Solution['algorithms'][number]['title']>(),
});

@Injectable()
export class SolutionsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listSolutions>> {
    return this.database.asActor(actor, async (tx) => {
      const search = await searchOf(tx, 'solution', query);
      const everything = (filter: Partial<Query>) => {
        const where = cardsWhere(actor, 'c', filter);
        if (search) searched(where, search, 'solution', 'c');
        if (query.certified) where.and('e.certificates > 0');
        if (query.proven) where.and(`${provenTrlSql} >= ?`, Number(query.proven));
        return where;
      };
      const sorts: Record<NonNullable<Query['sort']>, SortKey> = {
        newest: { sql: 'c.updated_at', type: 'timestamptz' },
        relevance: relevance(search, 'solution', 'c'),
        evidence: {
          sql: 'coalesce(e.certificates, 0)::numeric * 1000 + least(coalesce(e.tested_on, 0), 999)',
          type: 'numeric',
          from,
          ...(query.certified || query.proven ? {} : { others: told }),
        },
      };
      // Each card has one owner and one line of evidence: joining them changes no count.
      const counted = query.certified || query.proven ? from : 'solution c';
      const asked = {
        select: `${cardColumns(actor)}, ${known}`,
        from,
        counted,
        key: sorts[query.sort ?? (search ? 'relevance' : 'evidence')],
        page: query,
      };
      const lean =
        byWordsAlone(query) && !query.certified && !query.proven
          ? foundOpenly(search, 'solution', 'c')
          : null;
      const counts = await listedCounts(tx, 'solution', query, {
        by: [query.certified, query.proven],
        byField: true,
      });
      const page = counts
        ? {
            ...(await readPage(tx, {
              row: Shape,
              ...asked,
              id: 'c.id',
              where: everything(query),
              total: counts.total,
            })),
            facets: { field: counts.facets.fields ?? {} },
          }
        : await readOneLook(tx, {
            row: Shape,
            ...asked,
            alias: 'c',
            ...(lean ?? { where: everything({ ...query, field: undefined }) }),
            facets: { field: { column: 'c.fields', list: true, chosen: query.field } },
          });
      return {
        items: await withReasons(
          tx,
          'solution',
          search,
          page.rows.map((row) => rowView(actor, row)),
        ),
        next: page.next,
        total: page.total,
        ...(search ? { corrected: search.corrected } : {}),
        facets: page.facets,
      };
    });
  }

  read(actor: Actor, id: string): Promise<Solution> {
    return this.database.byKey(actor, async (tx) => {
      const row = await queryRow(
        tx,
        Shape,
        `SELECT ${cardColumns(actor)}, ${known} FROM ${from} WHERE c.id = $1`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'solution', id });
      const { trl: _, title: _t, summary: _s, fields: _f, technologies: _n, ...body } = row.body;
      const algorithms = await queryRows(
        tx,
        ReadRow,
        `SELECT id, ${actor === 'anonymous' ? 'listed' : 'coalesce(listed, card)'}->'title' AS title FROM algorithm a
         WHERE solution_id = $1 AND (${publishedSql('a')} ${actor === 'anonymous' ? '' : 'OR owner_id = app_org() OR app_lab_reads()'})
         ORDER BY id`,
        [id],
      );
      const readsDocuments = readsEverything(actor) || belongs(actor, row.owner.id);
      return {
        ...rowView(actor, row),
        ...body,
        contact: actor === 'anonymous' ? null : (body.contact ?? null),
        algorithms,
        measured: await measured(tx, id),
        media: await shownMedia(tx, row.body.media ?? []),
        qualifications: await shownQualifications(tx, id, row.body.qualifications ?? [], readsDocuments),
        trlEvidence: (row.body.trlEvidence ?? []).map(({ documentId, ...said }) => ({
          ...said,
          ...(readsDocuments && documentId ? { documentId } : {}),
          documented: documentId !== undefined,
        })),
        provingCases: await provingCases(tx, id),
      };
    });
  }
}

function rowView(actor: Actor, row: Row): SolutionRow {
  return {
    ...cardBase(row, allowed(solutionPolicy, actor, factsOf(row))),
    trl: row.body.trl,
    provenTrl: row.proven_trl,
    certificates: row.certificates,
    testedOn: row.tested_on,
    picture: firstPicture(row.body.media),
  };
}

const ProvingCasesRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

/** Accepted pilots everybody reads of, newest first. */
function provingCases(tx: Tx, solutionId: string): Promise<Solution['provingCases']> {
  return queryRows(
    tx,
    ProvingCasesRow,
    `SELECT id, title FROM lab_case WHERE solution_id = $1 AND published AND NOT anonymous AND outcome = 'accepted'
     ORDER BY id DESC LIMIT 20`,
    [solutionId],
  );
}

const MeasuredRow = z.object({
  benchmark_version_id: z.string(),
  title: json<{ zh?: string; en?: string }>(),
  body: json<Result>(),
  certificate: z.string().nullable(),
  certificate_status: z.string().nullable(),
});

/** Published figures on whole splits, newest result first. */
async function measured(tx: Tx, solutionId: string): Promise<Solution['measured']> {
  const results = await queryRows(
    tx,
    MeasuredRow,
    `SELECT p.benchmark_version_id, b.title, p.body, p.certificate, p.certificate_status
     FROM published_result p JOIN benchmark_version v ON v.id = p.benchmark_version_id
       JOIN benchmark b ON b.id = v.benchmark_id
     WHERE p.solution_id = $1 AND p.body IS NOT NULL ORDER BY p.number DESC LIMIT 50`,
    [solutionId],
  );
  return results.flatMap((result) =>
    result.body.figures
      .filter((figure) => figure.slice === null && figure.value !== null)
      .map((figure) => ({
        benchmarkVersionId: result.benchmark_version_id,
        benchmark: result.title,
        metric: figure.metric,
        value: figure.value!,
        lower: figure.interval?.lower ?? null,
        upper: figure.interval?.upper ?? null,
        certificate: result.certificate,
        certificateStatus: result.certificate_status,
      })),
  );
}
