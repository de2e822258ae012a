import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { drawSample as drawRow, readSample, saveRule } from '@scenario-lab/contracts/dispatch';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { TicketLetter } from '@scenario-lab/contracts/ticket-letters';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { drawSample } from '@scenario-lab/domain/tickets/draw-sample';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { reachedIn, readRules, readSamples } from './dispatch.query.js';
import { letterOf, TicketRecord, ticketColumns, ticketRowOf } from './ticket-record.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const DrawRow = z.object({
  id: z.string(),
});

const SampleRow = TicketRecord.extend({
  called: z.boolean(),
  letter: json<TicketLetter>().nullable(),
});

/** The directory, and the draws of closed tickets for calls. */
@Injectable()
export class DispatchService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  rules(actor: SignedIn) {
    return this.database.asActor(actor, readRules);
  }

  save(actor: SignedIn, rule: Received<typeof saveRule>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await check(tx, rule);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO dispatch_rule (id, category, region, pilot_id, department_id, co_handler_ids, respond_hours, resolve_hours, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          rule.category,
          rule.region,
          rule.pilotId,
          rule.departmentId,
          rule.coHandlerIds.filter((one) => one !== rule.departmentId),
          rule.respondHours,
          rule.resolveHours,
          rule.note,
        ],
      );
      return { id };
    });
  }

  end(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const ended = await execute(
        tx,
        'UPDATE dispatch_rule SET ended_at = now() WHERE id = $1 AND ended_at IS NULL',
        [id],
      );
      if (ended === 0) throw new Refusal('not_found', { thing: 'dispatch_rule', id });
    });
  }

  samples(actor: SignedIn) {
    return this.database.asActor(actor, (tx) => readSamples(tx));
  }

  /** Of what was closed in the period and not left out; the seed is kept, so that anybody may draw again. */
  draw(actor: SignedIn, asked: Received<typeof drawRow>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const { from, until, share } = asked;
      const closed = await queryRows(
        tx,
        DrawRow,
        `SELECT id FROM ticket WHERE status = 'closed' AND excluded IS NULL AND closed_at >= $1::date::timestamptz
           AND closed_at < ($2::date + 1)::timestamptz`,
        [from, until],
      );
      if (closed.length === 0) throw inputRefusal({ path: 'until', code: 'nothing_closed' });
      const seed = asked.seed ?? randomBytes(12).toString('hex');
      const drawn = drawSample(
        closed.map(({ id }) => id),
        share,
        seed,
        sha256,
      );
      const id = newId();
      await execute(
        tx,
        `INSERT INTO ticket_sample (id, from_day, until_day, share, seed, ticket_ids, population, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, from, until, share, seed, drawn, closed.length, actor.personId],
      );
      return { id };
    });
  }

  sample(actor: SignedIn, id: string): Promise<Answer<typeof readSample>> {
    return this.database.asActor(actor, async (tx) => {
      const [sample] = await readSamples(tx, id);
      if (!sample) throw new Refusal('not_found', { thing: 'ticket_sample', id });
      const rows = await queryRows(
        tx,
        SampleRow,
        `SELECT ${ticketColumns}, EXISTS (SELECT 1 FROM ticket_follow_up f WHERE f.ticket_id = t.id AND ${reachedIn}) AS called,
           ticket_letter_state(t.id) AS letter
         FROM ticket_sample s, unnest(s.ticket_ids) WITH ORDINALITY AS d (id, place) JOIN ticket t ON t.id = d.id
         WHERE s.id = $1 ORDER BY d.place`,
        [id],
      );
      return {
        ...sample,
        tickets: rows.map((row) => ({
          ticket: ticketRowOf(row, actor),
          called: row.called,
          letter: letterOf(row.letter),
        })),
      };
    });
  }
}

/** Errors: `invalid_input` at what the lab does not have. */
async function check(tx: Tx, rule: Received<typeof saveRule>['body']): Promise<void> {
  const terms = await readTerms(tx);
  const known = (kind: string, code: string) =>
    terms.some((term) => term.kind === kind && term.code === code);
  if (rule.category !== null && !known('ticket_category', rule.category))
    throw inputRefusal({ path: 'category', code: 'unknown_category' });
  if (rule.region !== null && !known('region', rule.region))
    throw inputRefusal({ path: 'region', code: 'unknown_region' });
  const wanted = [rule.departmentId, ...rule.coHandlerIds];
  const found = await queryRows(
    tx,
    DrawRow,
    `SELECT id FROM organisation WHERE id = ANY($1) AND 'demand' = ANY(roles)`,
    [wanted],
  );
  const departments = new Set(found.map(({ id }) => id));
  if (!departments.has(rule.departmentId))
    throw inputRefusal({ path: 'departmentId', code: 'no_department' });
  const at = rule.coHandlerIds.findIndex((id) => !departments.has(id));
  if (at >= 0) throw inputRefusal({ path: `coHandlerIds.${at}`, code: 'no_department' });
  if (rule.pilotId === null) return;
  const pilot = await queryRow(tx, z.unknown(), 'SELECT 1 FROM pilot WHERE id = $1', [rule.pilotId]);
  if (!pilot) throw inputRefusal({ path: 'pilotId', code: 'pilot_takes_no_tickets' });
}
