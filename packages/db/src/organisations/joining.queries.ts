import { domainOf } from '@scenario-lab/domain/organisations/mail-domain';
import { z } from 'zod';
import { execute, json, queryRow, word } from '../core/rows.js';
import type { Tx } from '../database.js';

export const Opened = z.object({
  domainId: z.string(),
  organisation: json<{ id: string; name: { zh?: string; en?: string } }>(),
  way: word<'at_once' | 'after_nod'>(),
});
export type Opened = z.output<typeof Opened>;

/**
 * The organisation that lets addresses like this one in. Only exactly this domain, only while the lab's word for it
 * and for the organisation stands. `hold`: nobody decides on the domain until the transaction ends.
 */
export async function openedTo(tx: Tx, email: string, hold = false): Promise<Opened | null> {
  if (hold) await execute(tx, 'SELECT pg_advisory_xact_lock_shared(hashtext($1))', [lockOf(domainOf(email))]);
  const row = await queryRow(
    tx,
    Opened,
    `SELECT d.id AS "domainId", d.way, jsonb_build_object('id', o.id, 'name', o.name) AS organisation
     FROM mail_domain d JOIN organisation o ON o.id = d.organisation_id AND o.verified
     WHERE d.domain = $1 AND d.confirmed AND d.ended_at IS NULL`,
    [domainOf(email)],
  );
  return (row as Opened | undefined) ?? null;
}

const lockOf = (domain: string) => `mail-domain ${domain}`;

/** Decides alone on a domain: others who decide on it, and those who join by it, wait. */
export async function holdDomain(tx: Tx, domain: string): Promise<void> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtext($1))', [lockOf(domain)]);
}

/** Whoever was removed does not come back in by the address alone. */
export async function barJoining(
  tx: Tx,
  id: string,
  organisationId: string,
  personId: string,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO joining (id, organisation_id, email, person_id, declined_at)
     SELECT $1, $2, p.email, p.id, now() FROM person p WHERE p.id = $3
     ON CONFLICT (organisation_id, email) DO UPDATE SET declined_at = now(), person_id = EXCLUDED.person_id, token_hash = NULL`,
    [id, organisationId, personId],
  );
}
