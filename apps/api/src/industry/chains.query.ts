import { Inject, Injectable } from '@nestjs/common';
import { type IndustryFigure, type IndustryRow, industryFigures } from '@scenario-lab/contracts/industry';
import { chainDefinitions, type IndustryChains } from '@scenario-lab/contracts/industry-chains';
import { queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { chainTerms } from './chain-terms.js';
import { publicFacts } from './public-facts.js';

const Count = z.object({
  figure: word<IndustryFigure>(),
  chain: z.string(),
  /** Null of the whole chain. */
  link: z.string().nullable(),
  n: z.number(),
  budget: z.number().nullable(),
});
type Count = z.output<typeof Count>;

const ReadRow = z.object({
  figure: word<'needs' | 'solutions'>(),
  n: z.number(),
});

/** Everything is asked through the door that sees what is public, so that everybody reads the same. */
@Injectable()
export class ChainsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(): Promise<IndustryChains> {
    return this.database.asActor('anonymous', async (tx) => {
      const terms = await chainTerms(tx);
      const places = terms.flatMap(({ chain, links }) =>
        links.map(({ code }) => ({ chain: chain.code, link: code })),
      );
      const counts = await countPlaces(tx, places);
      const rowOf = (chain: string, link: string | null): IndustryRow => {
        const own = counts.filter((one) => one.chain === chain && one.link === link);
        const of = (figure: IndustryFigure) => own.find((one) => one.figure === figure);
        return {
          ...(Object.fromEntries(industryFigures.map((figure) => [figure, of(figure)?.n ?? 0])) as Record<
            IndustryFigure,
            number
          >),
          budget: of('open')?.budget ?? 0,
        };
      };
      const bears = (row: IndustryRow) => row.needs + row.solutions + row.deployed > 0;
      const chains = terms
        .map(({ chain, links }) => ({
          retired: chain.retired ?? false,
          ...{ code: chain.code, name: chain.name, ...rowOf(chain.code, null) },
          links: links
            .map(({ code, name, retired }) => ({
              retired: retired ?? false,
              ...{ code, name, ...rowOf(chain.code, code) },
            }))
            .filter((link) => !link.retired || bears(link))
            .map(({ retired: _, ...link }) => link),
        }))
        .filter((chain) => chain.links.length > 0 && (!chain.retired || bears(chain)))
        .map(({ retired: _, ...chain }) => chain);
      const rows = await queryRows(
        tx,
        ReadRow,
        `${publicFacts} SELECT f.figure, count(*)::int AS n FROM fact f
         WHERE f.figure IN ('needs', 'solutions') AND NOT f.links && $1::text[] GROUP BY f.figure`,
        [places.map(({ link }) => link)],
      );
      const unplaced = (figure: 'needs' | 'solutions') => rows.find((row) => row.figure === figure)?.n ?? 0;
      return {
        at: new Date().toISOString(),
        definitions: chainDefinitions.map((one) => ({ ...one })),
        chains,
        unplaced: { needs: unplaced('needs'), solutions: unplaced('solutions') },
      };
    });
  }
}

/** A thing in two links of one chain counts in both and once in the chain, with its budget. */
async function countPlaces(tx: Tx, places: readonly { chain: string; link: string }[]): Promise<Count[]> {
  return await queryRows(
    tx,
    Count,
    `${publicFacts}, place AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS p(chain text, link text)),
       placed AS (SELECT DISTINCT f.figure, f.id, f.budget, p.chain, p.link
         FROM fact f CROSS JOIN LATERAL unnest(f.links) AS l(link) JOIN place p ON p.link = l.link)
     SELECT figure, chain, link, count(*)::int AS n, sum(budget) AS budget FROM placed GROUP BY figure, chain, link
     UNION ALL SELECT figure, chain, NULL, count(*)::int, sum(budget)
       FROM (SELECT DISTINCT figure, id, budget, chain FROM placed) once GROUP BY figure, chain`,
    [JSON.stringify(places)],
  );
}
