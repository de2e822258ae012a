import type { CampRecord } from '@scenario-lab/db/camps/camp.queries';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { CampFacts } from '@scenario-lab/domain/camps/camps.policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

export interface CampRow extends CampRecord {
  about: { zh?: string; en?: string };
  field: string | null;
  seats: number;
  sign_up_until: string;
  reason: string | null;
  created_at: Date;
  updated_at: Date;
  late: boolean;
  instructs: boolean;
}

/** Visitors have no door to the function that knows who teaches. */
export const campColumns = (
  actor: Actor,
) => `c.id, c.status, c.organisation_id, c.title, c.about, c.field, c.seats,
  c.sign_up_until::text AS sign_up_until, c.sessions, c.tasks, c.rule, c.reason, c.created_at, c.updated_at,
  c.sign_up_until < current_date AS late, ${actor === 'anonymous' ? 'false' : 'camp_instructs(c.id)'} AS instructs`;

export const CampShape = z.object({
  about: json<{ zh?: string; en?: string }>(),
  field: z.string().nullable(),
  seats: z.number(),
  sign_up_until: z.string(),
  reason: z.string().nullable(),
  created_at: z.date(),
  updated_at: z.date(),
  late: z.boolean(),
  instructs: z.boolean(),
  id: z.string(),
  status: z.string(),
  organisation_id: z.string(),
  title: json<CampRow['title']>(),
  sessions:
    json<
      {
        id: string;
        topic: { zh?: string | undefined; en?: string | undefined };
        at: string;
        until: string;
        place: string;
      }[]
    >(),
  tasks: json<CampRow['tasks']>(),
  rule: json<CampRow['rule']>(),
});

export async function readCampRow(tx: Tx, actor: Actor, id: string): Promise<CampRow> {
  const row = await queryRow(
    tx,
    CampShape,
    `SELECT ${campColumns(actor)} FROM camp c WHERE c.id = $1 AND c.status <> 'new'`,
    [id],
  );
  if (!row) throw new Refusal('not_found', { thing: 'camp', id });
  return row;
}

/** One change of a camp and its places at a time: seats are counted and given in one go. */
export async function holdCamp(tx: Tx, actor: SignedIn, id: string): Promise<CampRow> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`camp:${id}`]);
  return readCampRow(tx, actor, id);
}

export const campFactsOf = (row: CampRow): CampFacts => ({ status: row.status, instructs: row.instructs });

export interface PlaceRow {
  id: string;
  status: string;
  camp_id: string;
  person_id: string;
  organisation_id: string;
  number: number;
  name: string;
  certificate: string | null;
  created_at: Date;
}
export const placeColumns =
  't.id, t.status, t.camp_id, t.person_id, t.organisation_id, t.number, t.name, t.certificate, t.created_at';

/** A place at a camp as `placeColumns` give it. */
export const PlaceShape = z.object({
  id: z.string(),
  status: z.string(),
  camp_id: z.string(),
  person_id: z.string(),
  organisation_id: z.string(),
  number: z.number(),
  name: z.string(),
  certificate: z.string().nullable(),
  created_at: z.date(),
});
