import { Inject, Injectable } from '@nestjs/common';
import {
  type DeskLine,
  type DeskShelf,
  DeskSide,
  deskShelves,
  type readDesk,
} from '@scenario-lab/contracts/desks';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { type DeskSource, deskSources } from './desk-sources.js';
import { promisedDays } from './inbox.query.js';

type House = NonNullable<Answer<typeof readDesk>['house']>;
interface Row extends Omit<DeskLine, 'since' | 'due'> {
  since: Date;
  due: Date | null;
  total: number;
}

/** As many lie open on a shelf; the list it leads to has the rest. */
const shown = 6;

@Injectable()
export class DeskQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The desks of the roles this person has in the lab, read with its own rights. */
  read(actor: SignedIn): Promise<Answer<typeof readDesk>> {
    return this.database.asActor(actor, async (tx) => {
      const days = await promisedDays(tx);
      const sides: Answer<typeof readDesk>['sides'] = [];
      for (const side of DeskSide.options.filter((one) => actor.roles.includes(one))) {
        const shelves: DeskShelf[] = [];
        for (const key of deskShelves[side]) shelves.push(await shelfOf(tx, key, deskSources[key], days));
        sides.push({ side, shelves });
      }
      return { sides, house: actor.roles.includes('admin') ? await houseOf(tx) : null };
    });
  }
}

const Shape = z.object({
  since: z.date(),
  due: z.date().nullable(),
  total: z.number(),
  key: z.string(),
  id: z.string().nullable(),
  title: json<Row['title']>(),
  thing: word<NonNullable<Row['thing']>>().nullable(),
  detail: z.string().nullable(),
  state: z.string().nullable(),
  page: z.string().nullable(),
});

async function shelfOf(
  tx: Tx,
  key: DeskShelf['key'],
  source: DeskSource,
  days: Readonly<Record<string, unknown>>,
): Promise<DeskShelf> {
  const promised = source.promised ? days[source.promised] : null;
  const rows = await queryRows(
    tx,
    Shape,
    `SELECT *, count(*) OVER ()::int AS total,
       coalesce(due_at, since + make_interval(days => $1)) AS due FROM (${source.sql}) q
     ORDER BY ${source.newestFirst ? 'since DESC' : 'since'}, key LIMIT ${shown}`,
    [typeof promised === 'number' ? promised : null],
  );
  return {
    key,
    total: rows[0]?.total ?? 0,
    lines: rows.map(({ key: line, thing, id, page, title, state, detail, since, due }) => ({
      key: line,
      thing,
      id,
      page,
      title,
      state,
      detail,
      since: since.toISOString(),
      due: due?.toISOString() ?? null,
    })),
  };
}

const HouseOfRow = z.object({
  people: z.number(),
  suspended: z.number(),
  organisations: z.number(),
  unverified: z.number(),
  datasetBytes: z.number().nullable(),
  programBytes: z.number().nullable(),
});

async function houseOf(tx: Tx): Promise<House> {
  const row = await queryRow(
    tx,
    HouseOfRow,
    `SELECT (SELECT count(*)::int FROM person) AS people,
       (SELECT count(*)::int FROM person WHERE suspended) AS suspended,
       (SELECT count(*)::int FROM organisation) AS organisations,
       (SELECT count(*)::int FROM organisation WHERE NOT verified) AS unverified,
       (SELECT coalesce(sum(bytes), 0)::float8 FROM dataset_version WHERE status <> 'retired') AS "datasetBytes",
       (SELECT coalesce(sum(bytes), 0)::float8 FROM algorithm_version WHERE status <> 'retired') AS "programBytes"`,
  );
  return row as House;
}
