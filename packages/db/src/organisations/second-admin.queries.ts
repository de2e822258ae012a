import { aloneAfterDays } from '@scenario-lab/domain/organisations/four-eyes';
import { z } from 'zod';
import { execute, queryOne, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

/** Admins of an organisation who may sign in, `m` their membership. */
export const adminsOf = (organisation: string): string =>
  `membership m JOIN person p ON p.id = m.person_id AND NOT p.suspended
   WHERE m.organisation_id = ${organisation} AND 'admin' = ANY(m.roles)`;

const AsksAnotherRow = z.object({
  asked: z.boolean(),
});

/**
 * Whether another admin of the lab than these is to be asked: one is there, or was until less than `aloneAfterDays`
 * ago. Whoever removes the other admin is not alone by that (ADR 26).
 */
export async function asksAnother(
  tx: Tx,
  organisationId: string,
  those: readonly (string | null)[],
): Promise<boolean> {
  const row = await queryOne(
    tx,
    AsksAnotherRow,
    `SELECT EXISTS (SELECT 1 FROM ${adminsOf('$1')} AND m.person_id <> ALL($2::uuid[])) OR EXISTS (
       SELECT 1 FROM organisation WHERE id = $1 AND admin_left_at > now() - make_interval(days => $3)) AS asked`,
    [organisationId, those.filter((one) => one !== null), aloneAfterDays],
  );
  return row.asked;
}

const AdminLeavesRow = z.object({
  id: z.string(),
});

/**
 * Before an admin of the lab is suspended, removed or given other roles: when that was is kept, and what this admin
 * proposed falls. `organisationId` null: wherever the person is one.
 */
export async function adminLeaves(tx: Tx, personId: string, organisationId: string | null): Promise<void> {
  const left = await queryRows(
    tx,
    AdminLeavesRow,
    `SELECT m.organisation_id AS id FROM membership m JOIN organisation o ON o.id = m.organisation_id AND 'operate' = ANY(o.roles)
     WHERE m.person_id = $1 AND 'admin' = ANY(m.roles) AND ($2::uuid IS NULL OR o.id = $2)`,
    [personId, organisationId],
  );
  for (const { id } of left) {
    await execute(tx, 'UPDATE organisation SET admin_left_at = now() WHERE id = $1', [id]);
    await execute(tx, 'DELETE FROM role_proposal WHERE organisation_id = $1 AND proposed_by = $2', [
      id,
      personId,
    ]);
    await execute(
      tx,
      `DELETE FROM invitation WHERE organisation_id = $1 AND invited_by = $2 AND consent = 'asked'`,
      [id, personId],
    );
  }
}

const InOneHandRow = z.object({
  held: z.boolean(),
});

/**
 * Whether one of the two was given a link for a new password by the other within `aloneAfterDays`: either account may
 * be in one pair of hands, and neither is a second pair of eyes for the other.
 */
export async function inOneHand(
  tx: Tx,
  personId: string,
  others: readonly (string | null)[],
): Promise<boolean> {
  const row = await queryOne(
    tx,
    InOneHandRow,
    `SELECT EXISTS (SELECT 1 FROM event e WHERE e.thing = 'person' AND e.event = 'person.reset_link_issued'
       AND e.at > now() - make_interval(days => $3)
       AND ((e.thing_id = $1 AND e.person_id = ANY($2::uuid[])) OR (e.person_id = $1 AND e.thing_id = ANY($2::uuid[])))) AS held`,
    [personId, others.filter((one) => one !== null && one !== personId), aloneAfterDays],
  );
  return row.held;
}
