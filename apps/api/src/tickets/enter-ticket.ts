import type { Reporter } from '@scenario-lab/contracts/tickets';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { offered, readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';

type Words = { zh?: string | undefined; en?: string | undefined };
export interface Told {
  title: Words;
  words: Words;
  category: string;
  region: string | null;
  place: string | null;
  pilotId: string | null;
  site: string | null;
  reporter: Reporter | null;
  /** Where its reporter is asked once it is closed; null where the lab sends no mail. */
  mailTo: string | null;
}

export interface Entry extends Told {
  source: 'web' | 'api' | 'csv';
  intakeOrganisationId: string | null;
  externalId: string | null;
  receiptHash: string | null;
  /** Absent: now. */
  reportedAt: string | undefined;
}

const EnterTicketRow = z.object({
  number: z.string(),
});

/**
 * The one way in. Errors: `invalid_input` at a category or district the lab does not have, at a pilot that takes no
 * tickets now, at a site that is none of its.
 */
export async function enterTicket(
  tx: Tx,
  by: SignedIn | undefined,
  entry: Entry,
  id = newId(),
): Promise<string> {
  const terms = await readTerms(tx);
  if (!offered(terms, 'ticket_category', entry.category))
    throw inputRefusal({ path: 'category', code: 'unknown_category' });
  if (entry.region !== null && !offered(terms, 'region', entry.region))
    throw inputRefusal({ path: 'region', code: 'unknown_region' });
  const pilot = entry.pilotId === null ? null : await pilotOf(tx, entry.pilotId, entry.site);
  if (entry.pilotId === null && entry.site !== null)
    throw inputRefusal({ path: 'site', code: 'not_a_site_of_the_pilot' });
  const made = await queryRow(
    tx,
    EnterTicketRow,
    `INSERT INTO ticket (id, number, source, intake_organisation_id, external_id, title, words, category, region, place,
       pilot_id, site, vendor_id, receipt_hash, reported_at)
     VALUES ($1, 'GD-' || extract(year FROM now()) || '-' || lpad(nextval('ticket_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7,
       $8, $9, $10, $11, $12, $13, coalesce($14::timestamptz, now())) RETURNING number`,
    [
      id,
      entry.source,
      entry.intakeOrganisationId,
      entry.externalId,
      JSON.stringify(entry.title),
      JSON.stringify(entry.words),
      entry.category,
      entry.region ?? pilot?.region ?? null,
      entry.place,
      entry.pilotId,
      entry.site,
      pilot?.vendor_id ?? null,
      entry.receiptHash,
      entry.reportedAt ?? null,
    ],
  );
  // Whoever is asked where it belongs is asked by a job; where nobody is, that job finds nothing.
  await transition(tx, 'ticket', id, 'create', { ...(by ? { by } : {}), deliver: ['suggest-routing'] });
  if (entry.reporter)
    await execute(tx, 'INSERT INTO ticket_reporter (ticket_id, name, phone) VALUES ($1, $2, $3)', [
      id,
      entry.reporter.name,
      entry.reporter.phone,
    ]);
  if (entry.mailTo !== null)
    await execute(tx, 'INSERT INTO ticket_letter (ticket_id, address, address_hash) VALUES ($1, $2, $3)', [
      id,
      entry.mailTo,
      hashOf(entry.mailTo.toLowerCase()),
    ]);
  return made?.number ?? '';
}

const PilotOfRow = z.object({
  vendor_id: z.string(),
  region: z.string().nullable(),
  sites: z.array(z.string()),
});

async function pilotOf(tx: Tx, id: string, site: string | null) {
  const pilot = await queryRow(tx, PilotOfRow, 'SELECT vendor_id, region, sites FROM ticket_pilot($1)', [id]);
  if (!pilot) throw inputRefusal({ path: 'pilotId', code: 'pilot_takes_no_tickets' });
  if (site !== null && !pilot.sites.includes(site))
    throw inputRefusal({ path: 'site', code: 'not_a_site_of_the_pilot' });
  return pilot;
}
