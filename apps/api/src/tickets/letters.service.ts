import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type {
  AskedOfTicket,
  answerLetter,
  openLetter,
  stopLetters,
} from '@scenario-lab/contracts/ticket-letters';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { withKey } from './receipt.js';
import { refOf } from './ticket-record.js';

const Asked = z.object({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  reported_at: z.date(),
  closed_at: z.date().nullable(),
  department: json<NonNullable<AskedOfTicket['department']>>().nullable(),
  answer: z.string().nullable(),
  reopened: z.number(),
  merged: z.boolean(),
  said_resolved: z.boolean().nullable(),
  said_satisfied: z.boolean().nullable(),
  called: z.boolean(),
});
type Asked = z.output<typeof Asked>;

const StopRow = z.object({
  stopped: z.boolean(),
});

/** What the link of a letter opens: how a ticket was answered, and the lab's two questions. */
@Injectable()
export class TicketLettersService {
  private readonly looks: Attempts | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Pick<Env, 'RATE_LIMITS'>,
  ) {
    this.looks =
      env.RATE_LIMITS === 'on'
        ? new Attempts(database, { name: 'ticket-letters', of: 60, seconds: 900 })
        : null;
  }

  /** Errors: `not_found` for a link that is none, was used up or has run out, alike for all of them. */
  async open(
    address: string,
    { link }: Received<typeof openLetter>['body'],
  ): Promise<Answer<typeof openLetter>> {
    await this.looks?.take(address);
    return withKey(this.database, hashOf(link), async (tx, hash) => {
      const found = await askedOf(tx, hash);
      const { number, department, answer, said_resolved, said_satisfied } = found;
      return {
        ...{ number, department, answer },
        reportedAt: found.reported_at.toISOString(),
        closedAt: found.closed_at?.toISOString() ?? null,
        said: said_resolved === null ? null : { resolved: said_resolved, satisfied: said_satisfied === true },
        maySay: maySay(found),
      };
    });
  }

  /**
   * Stands among the calls and counts like one. Errors: `not_found`; `wrong_status` where it was said already, by whichever
   * way, or the ticket is closed no more.
   */
  async say(
    address: string,
    { link, resolved, satisfied, words }: Received<typeof answerLetter>['body'],
  ): Promise<void> {
    await this.looks?.take(address);
    await withKey(this.database, hashOf(link), async (tx, hash) => {
      await execute(tx, 'SELECT 1 FROM ticket WHERE letter_hash = $1 FOR UPDATE', [hash]);
      const found = await askedOf(tx, hash);
      if (!maySay(found)) throw new Refusal('wrong_status', { thing: 'ticket', status: found.status });
      const { id } = found;
      await execute(
        tx,
        `INSERT INTO ticket_follow_up (id, ticket_id, reached, resolved, satisfied, note, false_closure, via)
         VALUES ($1, $2, true, $3, $4, $5, $6, 'mail')`,
        [newId(), id, resolved, satisfied, words, !resolved],
      );
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.followed_up' });
      await execute(
        tx,
        `UPDATE ticket SET said_resolved = $2, said_satisfied = $3, said_words = $4,
           false_closures = false_closures + CASE WHEN $2 THEN 0 ELSE 1 END, updated_at = now() WHERE id = $1`,
        [id, resolved, satisfied, words],
      );
      if (resolved) return;
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.false_closure' });
      await transition(tx, 'ticket', id, 'reopen', {
        set: { reopened: found.reopened + 1, closed_at: null, updated_at: new Date() },
      });
    });
  }

  /** Errors: `not_found`. */
  async stop(address: string, { link }: Received<typeof stopLetters>['body']): Promise<void> {
    await this.looks?.take(address);
    await this.database.asNobody(async (tx) => {
      const { stopped } = await queryOne(tx, StopRow, 'SELECT ticket_letters_stop($1) AS stopped', [
        hashOf(link),
      ]);
      if (!stopped) throw new Refusal('not_found', { thing: 'ticket' });
    });
  }
}

async function askedOf(tx: Tx, hash: string): Promise<Asked> {
  const found = await queryRow(
    tx,
    Asked,
    `SELECT t.id, t.number, t.status, t.reported_at, t.closed_at, t.answer, t.reopened, t.merged_into IS NOT NULL AS merged,
       t.said_resolved, t.said_satisfied, t.checked_resolved IS NOT NULL AS called, ${refOf('t.department_id')} AS department
     FROM ticket t WHERE t.letter_hash = $1 AND t.status <> 'new'`,
    [hash],
  );
  if (!found) throw new Refusal('not_found', { thing: 'ticket' });
  return found;
}

/** Once for each closing: what was said by the receipt or to a call is not asked again. */
const maySay = ({ status, merged, said_resolved, called }: Asked) =>
  status === 'closed' && !merged && said_resolved === null && !called;
