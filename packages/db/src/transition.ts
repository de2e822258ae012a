import { machines, type Thing, type ThingEvent, type ThingStatus } from '@scenario-lab/contracts/machines';
import type { Job } from '@scenario-lab/domain/jobs/tries';
import { next } from '@scenario-lab/domain/machine';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, queryRow } from './core/rows.js';
import type { Tx } from './database.js';
import { newId } from './ids.js';

/** Table of a thing where it is not the thing's own name. */
const tables: Partial<Record<Thing, string>> = { grant: 'access_grant', call: 'open_call' };

export interface Deed {
  /** Who did it; absent for the system. */
  by?: { personId: string; organisationId: string };
  remark?: string | undefined;
  /** The run's attempt number: a writer whose number is not the current one is refused. */
  fence?: number;
  /** Columns set in the same UPDATE. Names are the code's own, never input. */
  set?: Record<string, unknown>;
  /** Queue jobs this event is to become. */
  deliver?: readonly Job[];
}

export interface Moved<T extends Thing> {
  eventId: string;
  event: string;
  from: ThingStatus<T> | null;
  to: ThingStatus<T>;
}

/** The writer's number is no longer the current one: somebody else holds the run now. */
export class Fenced extends Error {
  constructor(thing: string, id: string) {
    super(`${thing} ${id} is held by a later attempt`);
    this.name = 'Fenced';
  }
}

const TransitionRow = z.object({
  status: z.string(),
  attempt: z.number().optional(),
});

/**
 * The only writer of a status: one conditional UPDATE and one event row (and its deliveries) in the caller's
 * transaction. A row is inserted with the column's default `new` and brought into being by its first event.
 * Errors: `Refusal('wrong_status')` when the machine has no such row, `Refusal('not_found')`-like `null` is
 * never returned; `Fenced` when the attempt number is not the current one.
 */
export async function transition<T extends Thing>(
  tx: Tx,
  thing: T,
  id: string,
  event: ThingEvent<T>,
  deed: Deed = {},
): Promise<Moved<T>> {
  const table = tables[thing] ?? thing;
  const row = await queryRow(
    tx,
    TransitionRow,
    `SELECT status${deed.fence === undefined ? '' : ', attempt'} FROM ${table} WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new Refusal('not_found', { thing, id });
  if (deed.fence !== undefined && row.attempt !== deed.fence) throw new Fenced(thing, id);
  const from = row.status === 'new' ? null : row.status;
  const step = next(machines[thing], from, event);
  if (!step) throw new Refusal('wrong_status', { thing, id, status: from, event });
  const set = Object.entries(deed.set ?? {});
  const assignments = set.map(([column], index) => `, ${column} = $${index + 3}`).join('');
  const values = set.map(([, value]) => (isJson(value) ? JSON.stringify(value) : value));
  await execute(tx, `UPDATE ${table} SET status = $2${assignments} WHERE id = $1`, [id, step.to, ...values]);
  const eventId = await recordEvent(tx, { thing, id, event: step.became, from, to: step.to, ...deed });
  return { eventId, event: step.became, from: from as ThingStatus<T> | null, to: step.to as ThingStatus<T> };
}

/** An event that moves no status (a message, an observation batch, a grant used). */
export async function recordEvent(
  tx: Tx,
  happening: {
    thing: string;
    id: string;
    event: string;
    from?: string | null;
    to?: string | null;
  } & Pick<Deed, 'by' | 'remark' | 'deliver'>,
): Promise<string> {
  const eventId = newId();
  const { by } = happening;
  await execute(
    tx,
    `INSERT INTO event (id, thing, thing_id, event, from_status, to_status, person_id, organisation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      eventId,
      happening.thing,
      happening.id,
      happening.event,
      happening.from ?? null,
      happening.to ?? null,
      by?.personId ?? null,
      by?.organisationId ?? null,
    ],
  );
  if (happening.remark) {
    await execute(tx, 'INSERT INTO remark (event_id, text) VALUES ($1, $2)', [eventId, happening.remark]);
  }
  for (const job of happening.deliver ?? []) {
    await execute(tx, 'INSERT INTO delivery (id, event_id, job, thing_id) VALUES ($1, $2, $3, $4)', [
      newId(),
      eventId,
      job,
      happening.id,
    ]);
  }
  return eventId;
}

const isJson = (value: unknown) =>
  value !== null && typeof value === 'object' && !(value instanceof Date) && !Buffer.isBuffer(value);
