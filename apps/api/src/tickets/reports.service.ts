import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { lookUpTicket, reportTicket, sayOfTicket, TicketState } from '@scenario-lab/contracts/tickets';
import { execute, json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { enterTicket } from './enter-ticket.js';
import { filesLeft, filesOf } from './files.service.js';
import { withReceipt } from './receipt.js';

/** Without letters and digits that are taken for each other; sixteen of them are 79 bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'.replace('I', '');
const newReceipt = () =>
  Array.from({ length: 16 }, (_, at) => {
    const letter = alphabet[randomInt(alphabet.length)] ?? '';
    return at > 0 && at % 4 === 0 ? `-${letter}` : letter;
  }).join('');

/** Whoever comes without an account: reports, looks it up again by the receipt, says how it was answered. */
@Injectable()
export class ReportsService {
  private readonly reports: Attempts | null;
  private readonly looks: Attempts | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'RATE_LIMITS' | 'MAIL'>,
  ) {
    const on = env.RATE_LIMITS === 'on';
    // Behind one address there may be an office or a block of flats.
    this.reports = on ? new Attempts(database, { name: 'ticket-reports', of: 20, seconds: 3_600 }) : null;
    this.looks = on ? new Attempts(database, { name: 'ticket-receipts', of: 60, seconds: 900 }) : null;
  }

  async report(
    address: string,
    { website, ...told }: Received<typeof reportTicket>['body'],
  ): Promise<Answer<typeof reportTicket>> {
    // No person sees the field; what fills it in is a program, and is told where it went wrong like anybody else.
    if (website !== '') throw inputRefusal({ path: 'website', code: 'leave_empty' });
    await this.reports?.take(address);
    const receipt = newReceipt();
    const mailTo = this.env.MAIL === 'yes' ? told.mailTo : null;
    const number = await withReceipt(this.database, receipt, (tx, receiptHash) =>
      enterTicket(tx, undefined, {
        ...told,
        mailTo,
        source: 'web',
        intakeOrganisationId: null,
        externalId: null,
        receiptHash,
        reportedAt: undefined,
      }),
    );
    return { number, receipt, asks: mailTo !== null };
  }

  /** Errors: `not_found` for a code that is none, alike for all of them. */
  async lookUp(address: string, { receipt }: Received<typeof lookUpTicket>['body']): Promise<TicketState> {
    await this.looks?.take(address);
    return withReceipt(this.database, receipt, async (tx, hash) => {
      const found = await stateOf(tx, hash);
      const { title, number, status, reported_at, department, resolve_due, answer } = found;
      const said = found.said_resolved === null ? null : saidOf(found);
      return {
        ...{ number, status, title, department, answer, said },
        reportedAt: reported_at.toISOString(),
        resolveBy: resolve_due?.toISOString() ?? null,
        answeredAt: found.answered_at?.toISOString() ?? null,
        closedAt: found.closed_at?.toISOString() ?? null,
        maySay: maySay(found),
        files: (await filesOf(tx, found.own_id)).map(({ id, name, state }) => ({ id, name, state })),
        mayAttach: (await filesLeft(tx, hash)).left,
      };
    });
  }

  /** Once for each answer. Errors: `wrong_status` where nothing has been answered yet, or something was said already. */
  async say(
    address: string,
    { receipt, resolved, satisfied, words }: Received<typeof sayOfTicket>['body'],
  ): Promise<void> {
    await this.looks?.take(address);
    await withReceipt(this.database, receipt, async (tx, hash) => {
      await execute(tx, 'SELECT 1 FROM ticket WHERE receipt_hash = $1 FOR UPDATE', [hash]);
      const found = await stateOf(tx, hash);
      if (!maySay(found)) throw new Refusal('wrong_status', { thing: 'ticket', status: found.status });
      const said = { said_resolved: resolved, said_satisfied: satisfied, said_words: words };
      const set = { ...said, updated_at: new Date() };
      if (!resolved) {
        await transition(tx, 'ticket', found.own_id, 'reopen', {
          set: { ...set, reopened: found.reopened + 1, closed_at: null },
        });
        return;
      }
      await execute(
        tx,
        `UPDATE ticket SET said_resolved = $2, said_satisfied = $3, said_words = $4, updated_at = now() WHERE id = $1`,
        [found.own_id, resolved, satisfied, words],
      );
      await recordEvent(tx, { thing: 'ticket', id: found.own_id, event: 'ticket.said' });
    });
  }
}

const State = z.object({
  own_id: z.string(),
  number: z.string(),
  status: word<TicketState['status']>(),
  title: json<TicketState['title']>(),
  reported_at: z.date(),
  department: json<NonNullable<TicketState['department']>>().nullable(),
  resolve_due: z.date().nullable(),
  answer: z.string().nullable(),
  answered_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  reopened: z.number(),
  merged: z.boolean(),
  said_resolved: z.boolean().nullable(),
  said_satisfied: z.boolean().nullable(),
});
type State = z.output<typeof State>;

/** Of a repeat its reporter is told how the ticket stands that it was joined to. */
async function stateOf(tx: Tx, hash: string): Promise<State> {
  const found = await queryRow(
    tx,
    State,
    `SELECT t.id AS own_id, t.number, t.title, t.reported_at, t.reopened, t.said_resolved, t.said_satisfied,
       t.merged_into IS NOT NULL AS merged, m.status, m.resolve_due, m.answer, m.answered_at, m.closed_at,
       (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = m.department_id) AS department
     FROM ticket t, ticket_told(t.id) m WHERE t.receipt_hash = $1 AND t.status <> 'new'`,
    [hash],
  );
  if (!found) throw new Refusal('not_found', { thing: 'ticket' });
  return found;
}

const maySay = ({ status, merged, said_resolved }: State) =>
  !merged && said_resolved === null && (status === 'answered' || status === 'closed');
const saidOf = (found: State) => ({
  resolved: found.said_resolved === true,
  satisfied: found.said_satisfied === true,
});
