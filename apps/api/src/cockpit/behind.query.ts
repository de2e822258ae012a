import { Inject, Injectable } from '@nestjs/common';
import type { BehindRow, readBehind } from '@scenario-lab/contracts/cockpit';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { stages } from '@scenario-lab/contracts/taxonomies';
import { factLines, runLines, stayLines, useLines } from '@scenario-lab/db/cockpit/behind-lines';
import { publicPage, publicTitle } from '@scenario-lab/db/cockpit/public-happening';
import { buyersWindow, endedWindow, recently } from '@scenario-lab/db/cockpit/windows';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { expectedDays } from '@scenario-lab/domain/cockpit/engagement-facts';
import { z } from 'zod';
import { countedTo, placeOf } from '../http/id-page.js';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';

type Asked = Received<typeof readBehind>['query'];
type Row = Omit<BehindRow, 'at'> & { at: Date };

const others: Record<'runs' | 'data_uses' | 'today', string> = {
  runs: runLines(recently('t.ended_at')),
  data_uses: useLines(`${recently('u.at')} AND ($1::text IS NULL OR u.kind = $1)`),
  today: `SELECT h.event_id AS id, h.thing, ${publicPage} AS page, ${publicTitle} AS title, NULL::jsonb AS organisation,
      h.at, NULL::float8 AS days, NULL::text AS result, h.event AS note
    FROM public_happening h WHERE h.at >= current_date AND thing_is_public(h.thing, h.thing_id) AND ${publicTitle} IS NOT NULL
      AND ($1::text IS NULL OR h.event = $1)`,
};

/** The lines and their parameters. A stage must be named where the number is of a stage. */
function linesOf({ of, stage, departmentId, event, use }: Asked): { lines: string; values: unknown[] } {
  if (of === 'here' || of === 'overdue' || of === 'ended') {
    if (!stage)
      throw new InputError([
        { path: 'query.stage', code: 'required', message: `one of ${stages.join(', ')}` },
      ]);
    const held = {
      here: 'c.left_at IS NULL AND $2::int > 0',
      overdue: 'c.left_at IS NULL AND c.entered_at < now() - make_interval(days => $2::int)',
      ended: `${endedWindow('c')} AND $2::int > 0`,
    };
    return { lines: stayLines('$1', held[of]), values: [stage, expectedDays[stage]] };
  }
  if (of === 'response' || of === 'decision' || of === 'conversion')
    return {
      lines: factLines(of, `${buyersWindow} AND ($1::uuid IS NULL OR department_id = $1)`),
      values: [departmentId ?? null],
    };
  const values = { runs: [], data_uses: [use ?? null], today: [event ?? null] };
  return { lines: others[of], values: values[of] };
}

const Shape = z.object({
  organisation: json<NonNullable<Row['organisation']>>().nullable(),
  id: z.string(),
  title: json<Row['title']>(),
  note: z.string().nullable(),
  days: z.number().nullable(),
  thing: z.string(),
  page: z.string(),
  result: word<NonNullable<Row['result']>>().nullable(),
  at: z.date(),
});

const ReadRow = z.object({
  total: z.number(),
});

@Injectable()
export class BehindQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What a number was made of, oldest first where it is a stay in a stage, newest first else. Pages by place. */
  async read(actor: SignedIn, asked: Asked): Promise<Answer<typeof readBehind>> {
    const from = placeOf(asked.cursor);
    const { lines, values } = linesOf(asked);
    const oldestFirst = asked.of === 'here' || asked.of === 'overdue';
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Shape,
        `SELECT * FROM (${lines}) l ORDER BY at ${oldestFirst ? 'ASC' : 'DESC'}, id, note
         LIMIT ${asked.limit + 1} OFFSET ${from}`,
        values,
      );
      const { total } = await queryOne(
        tx,
        ReadRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM (${lines}) l LIMIT ${countedTo}) x`,
        values,
      );
      return {
        items: rows.slice(0, asked.limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
        next: rows.length > asked.limit ? String(from + asked.limit) : null,
        total,
      };
    });
  }
}
