import { Inject, Injectable } from '@nestjs/common';
import type { readDataRequestFigures } from '@scenario-lab/contracts/data-requests';
import type { Answer } from '@scenario-lab/contracts/route';
import { queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

type Figures = Answer<typeof readDataRequestFigures>;
const days = 'extract(epoch FROM fulfilled_at - created_at) / 86400.0';
const done = "status = 'fulfilled'";
const span = `count(*) FILTER (WHERE ${done})::int AS fulfilled,
  round((percentile_cont(0.5) WITHIN GROUP (ORDER BY ${days}) FILTER (WHERE ${done}))::numeric, 1)::float AS median,
  round((percentile_cont(0.9) WITHIN GROUP (ORDER BY ${days}) FILTER (WHERE ${done}))::numeric, 1)::float AS ninetieth`;
const waiting = "count(*) FILTER (WHERE status IN ('open', 'routed', 'claimed'))::int AS waiting";

const ReadRow = z.object({
  fulfilled: z.number(),
  median: z.number().nullable(),
  ninetieth: z.number().nullable(),
  waiting: z.number(),
  declined: z.number(),
});

const ReadRow2 = z.object({
  field: word<Figures['byField'][number]['field']>(),
  fulfilled: z.number(),
  median: z.number().nullable(),
  ninetieth: z.number().nullable(),
  waiting: z.number(),
});

const ReadRow3 = z.object({
  month: z.string(),
  wished: z.number(),
  fulfilled: z.number(),
});

/** How long wishes wait, for everybody alike: asked through the door that sees what is public. */
@Injectable()
export class RequestFiguresQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(): Promise<Figures> {
    return this.database.asActor('anonymous', async (tx) => {
      const all = await queryOne(
        tx,
        ReadRow,
        `SELECT ${span}, ${waiting}, count(*) FILTER (WHERE status = 'declined')::int AS declined FROM data_request`,
      );
      const byField = await queryRows(
        tx,
        ReadRow2,
        `SELECT field, ${span}, ${waiting} FROM data_request WHERE status NOT IN ('new', 'merged', 'withdrawn')
         GROUP BY field ORDER BY count(*) DESC, field`,
      );
      const months = await queryRows(
        tx,
        ReadRow3,
        `SELECT to_char(m, 'YYYY-MM') AS month,
           (SELECT count(*)::int FROM data_request WHERE status NOT IN ('new', 'merged', 'withdrawn')
              AND created_at >= m AND created_at < m + interval '1 month') AS wished,
           (SELECT count(*)::int FROM data_request WHERE ${done} AND fulfilled_at >= m
              AND fulfilled_at < m + interval '1 month') AS fulfilled
         FROM generate_series(date_trunc('month', now()) - interval '11 months', date_trunc('month', now()), interval '1 month') AS m
         ORDER BY m`,
      );
      const { fulfilled, median, ninetieth } = all;
      return {
        waiting: all.waiting,
        declined: all.declined,
        all: { fulfilled, median, ninetieth },
        byField,
        months,
      };
    });
  }
}
