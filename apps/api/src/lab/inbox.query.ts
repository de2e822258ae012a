import { Inject, Injectable } from '@nestjs/common';
import type { readInbox } from '@scenario-lab/contracts/lab';
import { ownServiceDays, usualServiceDays } from '@scenario-lab/contracts/lab-rules';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Action } from '@scenario-lab/domain/policies';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import type { Source, Wait } from './inbox-source.js';
import { sources, waitsFor } from './inbox-sources.js';

type Item = Answer<typeof readInbox>[number];
type Of = Received<typeof readInbox>['query'];
/** Beside what each source selects for its own policy. */
const Row = z.looseObject({
  thing_id: z.string(),
  page: z.string(),
  thing_title: json<Item['title']>(),
  since: z.date(),
  due_at: z.date().nullable(),
  /** Places in the source's `waits` whose condition holds. */
  waiting: z.array(z.number()),
});
type Row = z.output<typeof Row>;

/** Of each kind the ones that have waited longest; whoever has more to do sees the rest when these are done. */
const ofEachKind = 100;
const day = 86_400_000;

@Injectable()
export class InboxQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What waits for this person, longest first: what row-level security shows, and the policies allow. */
  read(actor: SignedIn, of: Of = {}): Promise<Item[]> {
    return this.database.asActor(actor, async (tx) => {
      const days = await promisedDays(tx);
      const items: Item[] = [];
      for (const source of sources) {
        if (of.thing && of.thing !== source.thing) continue;
        const waits = waitsFor(actor, source);
        if (waits.length === 0) continue;
        for (const row of await candidates(tx, source, waits, of.id)) {
          const wait = row.waiting
            .map((place) => waits[place - 1])
            .find((one) => one && source.may(actor, one.deed, row));
          if (wait) items.push(itemOf(source, row, wait.deed, days));
        }
      }
      return items.sort((one, other) => one.since.localeCompare(other.since));
    });
  }
}

function candidates(tx: Tx, source: Source, waits: readonly Wait[], id?: string): Promise<Row[]> {
  const statuses = waits.map((wait) => `'${wait.status}'`).join(', ');
  const holding = waits
    .map((wait, at) => `CASE WHEN ${source.status} = '${wait.status}' AND (${wait.when}) THEN ${at + 1} END`)
    .join(', ');
  return queryRows(
    tx,
    Row,
    `SELECT * FROM (
       SELECT ${source.columns}, ${source.id} AS thing_id, ${source.page ?? source.id} AS page, ${source.status} AS thing_status, ${source.title} AS thing_title, ${source.due ?? 'NULL::timestamptz'} AS due_at,
         array_remove(ARRAY[${holding}]::int[], NULL) AS waiting,
         ${source.since ?? `coalesce((SELECT max(h.at) FROM event h WHERE h.thing = '${source.thing}' AND h.thing_id = ${source.id}), ${source.born})`} AS since
       FROM ${source.from} WHERE ${source.status} IN (${statuses})${id ? ` AND ${source.id} = $1` : ''}) q
     WHERE cardinality(waiting) > 0 ORDER BY since, thing_id LIMIT ${ofEachKind}`,
    id ? [id] : [],
  );
}

function itemOf(source: Source, row: Row, deed: Action, days: Readonly<Record<string, unknown>>): Item {
  const promised = days[deed];
  return {
    thing: source.thing,
    id: row.thing_id,
    page: row.page,
    title: row.thing_title,
    waitsFor: deed,
    since: row.since.toISOString(),
    due:
      row.due_at?.toISOString() ??
      (typeof promised === 'number' ? new Date(row.since.getTime() + promised * day).toISOString() : null),
  };
}

const PromisedDaysRow = z.object({
  value: json<unknown>().nullable(),
});

/** What is promised as it stands: the usual days, and the lab's own where they are possible ones. */
export async function promisedDays(tx: Tx): Promise<Readonly<Record<string, unknown>>> {
  const setting = await queryRow(tx, PromisedDaysRow, `SELECT value FROM setting WHERE key = 'service.days'`);
  return { ...usualServiceDays, ...ownServiceDays(setting?.value) };
}
