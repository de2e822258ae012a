import { Inject, Injectable } from '@nestjs/common';
import type { Happening, Thing } from '@scenario-lab/contracts/lab';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readRunFacts } from '@scenario-lab/db/runs/run-row.queries';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { vendorIdOf, vendorInstantOf } from '@scenario-lab/domain/runs/edition';
import { runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import type { Notice } from './event-feed.js';

interface Row extends Omit<Happening, 'at'> {
  at: Date;
}

/** The newest of a thing's history; what is older is in the audit log. */
const shown = 500;
const columns = `e.id, e.at, e.thing, e.thing_id AS "thingId", e.event, e.from_status AS "from", e.to_status AS "to",
  CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'name', o.name) END AS organisation`;
const history = `LEFT JOIN organisation o ON o.id = e.organisation_id
  WHERE e.thing = $1 AND e.thing_id = $2 ORDER BY e.seq DESC LIMIT ${shown}`;

const Shape = z.object({
  at: z.date(),
  organisation: json<NonNullable<Row['organisation']>>().nullable(),
  id: z.string(),
  remark: z.string().nullable(),
  thing: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  event: z.string(),
  thingId: z.string(),
  actor: z.string().nullable(),
});

const VisibleRow = z.object({
  id: z.string(),
});

@Injectable()
export class EventsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The history of a thing, oldest first. Row-level security decides: whose events, which remarks, and the names
   * of which people (one's own organisation's; of others one learns the organisation). Of a run that the reader does
   * not see whole, instants are told to the minute. Errors: `not_found` when nothing of it may be seen.
   */
  async timeline(actor: Actor, thing: Thing, id: string): Promise<Happening[]> {
    const { rows, whole } = await this.database.asActor(actor, async (tx) => {
      const sql =
        actor === 'anonymous'
          ? `SELECT ${columns}, NULL AS actor, NULL AS remark FROM event e ${history}`
          : `SELECT ${columns}, p.name AS actor, r.text AS remark FROM event e
             LEFT JOIN person p ON p.id = e.person_id LEFT JOIN remark r ON r.event_id = e.id ${history}`;
      return {
        rows: await queryRows(tx, Shape, sql, [thing, id]),
        whole: await seesWhole(tx, actor, thing, id),
      };
    });
    if (rows.length === 0) throw new Refusal('not_found');
    return rows.reverse().map((row) => {
      const at = row.at.toISOString();
      return whole ? { ...row, at } : { ...row, id: vendorIdOf(row.id), at: vendorInstantOf(at) };
    });
  }

  /** Which of the things have a history the reader may see. */
  async visible(
    actor: SignedIn,
    things: readonly Pick<Notice, 'thing' | 'id'>[],
  ): Promise<ReadonlySet<string>> {
    const rows = await this.database.asActor(actor, (tx) =>
      queryRows(
        tx,
        VisibleRow,
        `SELECT w.id FROM unnest($1::text[], $2::uuid[]) AS w(thing, id)
         WHERE EXISTS (SELECT 1 FROM event e WHERE e.thing = w.thing AND e.thing_id = w.id)`,
        [things.map((one) => one.thing), things.map((one) => one.id)],
      ),
    );
    return new Set(rows.map((row) => row.id));
  }
}

async function seesWhole(tx: Tx, actor: Actor, thing: Thing, id: string): Promise<boolean> {
  if (thing !== 'run') return true;
  // Nobody who has not signed in sees the history of a run.
  const facts = actor === 'anonymous' ? null : await readRunFacts(tx, id);
  return facts !== null && may(runPolicy, actor, 'run.read_internal', facts).ok;
}
