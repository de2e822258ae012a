import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import type {
  addEvidence,
  assignTicket,
  excludeTicket,
  mergeTicket,
  readReporter,
} from '@scenario-lab/contracts/tickets';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { readWorkingTime } from '@scenario-lab/db/core/working-days';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { holdTicket, type TicketRecord } from './ticket-record.js';

/** Working hours for a first word and for an answer, where no rule of the directory says otherwise. */
const usualHours = { respond: 8, resolve: 40 };

const MergeRow = z.object({
  id: z.string(),
  merged_into: z.string().nullable(),
});

const ReporterRow = z.object({
  name: z.string(),
  phone: z.string(),
});

@Injectable()
export class TicketsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'LAB_TIME_ZONE'>,
  ) {}

  /** Terms begin with the first assignment and again when it was reopened; what was sent back keeps them. */
  assign(actor: SignedIn, id: string, asked: Received<typeof assignTicket>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const ticket = await holdTicket(tx, actor, id, 'ticket.assign');
      const { departmentId, coHandlerIds, ruleId, remark } = asked;
      const helpers = coHandlerIds.filter((one) => one !== departmentId);
      await insistDepartments(tx, departmentId, helpers);
      const hours = await hoursOf(tx, ruleId, departmentId);
      const now = Date.now();
      const time = await readWorkingTime(tx, this.env.LAB_TIME_ZONE);
      const due = (count: number) => new Date(time.after(now, count));
      const first = ticket.status === 'open';
      const terms = {
        ...(first || ticket.respond_due === null ? { respond_due: due(hours.respond) } : {}),
        ...(ticket.status === 'returned' && ticket.resolve_due !== null
          ? {}
          : { resolve_due: due(hours.resolve), escalation: 0 }),
      };
      await addParty(tx, 'ticket', id, departmentId, 'act');
      for (const one of helpers) await addParty(tx, 'ticket', id, one, 'act');
      if (ticket.vendor_id) await addParty(tx, 'ticket', id, ticket.vendor_id, 'read');
      await setHelpers(tx, id, helpers);
      await transition(tx, 'ticket', id, 'assign', {
        by: actor,
        remark,
        set: {
          department_id: departmentId,
          ...(ticket.first_department_id === null ? { first_department_id: departmentId } : {}),
          ...(ticket.assigned_at === null ? { assigned_at: new Date(now) } : {}),
          ...terms,
          updated_at: new Date(),
        },
      });
    });
  }

  return(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { returns } = await holdTicket(tx, actor, id, 'ticket.return');
      await setHelpers(tx, id, []);
      await transition(tx, 'ticket', id, 'return', {
        by: actor,
        remark: reason,
        set: { department_id: null, returns: returns + 1, updated_at: new Date() },
      });
    });
  }

  respond(actor: SignedIn, id: string, words: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdTicket(tx, actor, id, 'ticket.respond');
      await execute(tx, 'UPDATE ticket SET responded_at = now(), updated_at = now() WHERE id = $1', [id]);
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.responded', by: actor, remark: words });
    });
  }

  addEvidence(
    actor: SignedIn,
    id: string,
    { note, uploadId }: Received<typeof addEvidence>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await holdTicket(tx, actor, id, 'ticket.add_evidence');
      const file = uploadId === null ? null : await takeUpload(tx, uploadId, actor.organisationId, 'file');
      const evidence = newId();
      await execute(
        tx,
        `INSERT INTO ticket_evidence (id, ticket_id, note, file_name, sha256, bytes, organisation_id, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          evidence,
          id,
          note,
          file?.fileName ?? null,
          file?.sha256 ?? null,
          file?.bytes ?? null,
          actor.organisationId,
          actor.personId,
        ],
      );
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.evidence_added', by: actor });
      return { id: evidence };
    });
  }

  /** Errors: `gate_incomplete` without evidence. An answer is a first word, too, where none was given before. */
  answer(actor: SignedIn, id: string, words: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const ticket = await holdTicket(tx, actor, id, 'ticket.answer');
      await transition(tx, 'ticket', id, 'answer', {
        by: actor,
        set: {
          answer: words,
          answered_at: new Date(),
          ...(ticket.responded_at === null ? { responded_at: new Date() } : {}),
          said_resolved: null,
          said_satisfied: null,
          said_words: null,
          checked_resolved: null,
          checked_satisfied: null,
          updated_at: new Date(),
        },
      });
    });
  }

  close(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdTicket(tx, actor, id, 'ticket.close');
      const set = { closed_at: new Date(), updated_at: new Date() };
      await transition(tx, 'ticket', id, 'close', { by: actor, remark, set });
    });
  }

  reopen(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const ticket = await holdTicket(tx, actor, id, 'ticket.reopen');
      await openAgain(tx, actor, ticket, reason);
    });
  }

  /** A repeat: it follows the other from now on, as does what had been joined to it. */
  merge(actor: SignedIn, id: string, { into, reason }: Received<typeof mergeTicket>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const target = await queryRow(
        tx,
        MergeRow,
        `SELECT id, merged_into FROM ticket WHERE (number = $1 OR id::text = $1) AND status <> 'new' FOR NO KEY UPDATE`,
        [into],
      );
      await holdTicket(tx, actor, id, 'ticket.merge');
      if (!target || target.id === id || target.merged_into !== null)
        throw inputRefusal({ path: 'into', code: 'no_such_ticket' });
      await execute(
        tx,
        `UPDATE ticket SET merged_into = $2, excluded = 'duplicate', excluded_because = $3, updated_at = now() WHERE id = $1`,
        [id, target.id, reason],
      );
      await execute(tx, 'UPDATE ticket SET merged_into = $2, updated_at = now() WHERE merged_into = $1', [
        id,
        target.id,
      ]);
      for (const thing of [id, target.id])
        await recordEvent(tx, {
          thing: 'ticket',
          id: thing,
          event: 'ticket.merged',
          by: actor,
          remark: reason,
        });
    });
  }

  exclude(
    actor: SignedIn,
    id: string,
    { exclusion, reason }: Received<typeof excludeTicket>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdTicket(tx, actor, id, 'ticket.exclude');
      await execute(
        tx,
        'UPDATE ticket SET excluded = $2, excluded_because = $3, updated_at = now() WHERE id = $1',
        [id, exclusion, exclusion === null ? null : reason],
      );
      const event = exclusion === null ? 'ticket.counted_again' : 'ticket.excluded';
      await recordEvent(tx, { thing: 'ticket', id, event, by: actor, remark: reason });
    });
  }

  /** A closed ticket that turns out not to be resolved is opened again and stands as a false closure. */
  followUp(actor: SignedIn, id: string, call: Received<typeof followUpTicket>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const ticket = await holdTicket(tx, actor, id, 'ticket.follow_up');
      const { sampleId, reached, resolved, satisfied, note } = call;
      const lacking = reached
        ? [resolved === null ? 'resolved' : null, satisfied === null ? 'satisfied' : null].filter(
            (one) => one !== null,
          )
        : [];
      if (lacking.length > 0) throw inputRefusal(...lacking.map((path) => ({ path, code: 'required' })));
      const drawnIn = await sampleOf(tx, sampleId, id);
      const falseClosure = reached && resolved === false && ticket.status === 'closed';
      await execute(
        tx,
        `INSERT INTO ticket_follow_up (id, ticket_id, sample_id, reached, resolved, satisfied, note, false_closure, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          newId(),
          id,
          drawnIn,
          reached,
          reached ? resolved : null,
          reached ? satisfied : null,
          note,
          falseClosure,
          actor.personId,
        ],
      );
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.followed_up', by: actor });
      if (!reached) return;
      await execute(
        tx,
        `UPDATE ticket SET checked_resolved = $2, checked_satisfied = $3, false_closures = false_closures + $4, updated_at = now()
         WHERE id = $1`,
        [id, resolved, satisfied, falseClosure ? 1 : 0],
      );
      if (falseClosure)
        await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.false_closure', by: actor });
      if (resolved === false) await openAgain(tx, actor, ticket, note ?? undefined);
    });
  }

  reporter(actor: SignedIn, id: string): Promise<Answer<typeof readReporter>> {
    return this.database.asActor(actor, async (tx) => {
      await holdTicket(tx, actor, id, 'ticket.read_reporter');
      const reporter = await queryRow(
        tx,
        ReporterRow,
        'SELECT name, phone FROM ticket_reporter WHERE ticket_id = $1',
        [id],
      );
      if (!reporter) throw new Refusal('not_found', { thing: 'ticket', id });
      await recordEvent(tx, { thing: 'ticket', id, event: 'ticket.reporter_read', by: actor });
      return reporter;
    });
  }
}

const setHelpers = (tx: Tx, id: string, helpers: readonly string[]) =>
  execute(tx, 'UPDATE ticket SET co_handler_ids = $2::uuid[] WHERE id = $1', [id, helpers]);

const openAgain = (tx: Tx, by: SignedIn, ticket: TicketRecord, remark: string | undefined) =>
  transition(tx, 'ticket', ticket.id, 'reopen', {
    by,
    remark,
    set: { reopened: ticket.reopened + 1, closed_at: null, updated_at: new Date() },
  });

const InsistDepartmentsRow = z.object({
  id: z.string(),
});

/** Errors: `invalid_input` at the first that is no department the lab has. */
async function insistDepartments(tx: Tx, main: string, helpers: readonly string[]): Promise<void> {
  const rows = await queryRows(
    tx,
    InsistDepartmentsRow,
    `SELECT id FROM organisation WHERE id = ANY($1) AND 'demand' = ANY(roles)`,
    [[main, ...helpers]],
  );
  const known = new Set(rows.map(({ id }) => id));
  if (!known.has(main)) throw inputRefusal({ path: 'departmentId', code: 'no_department' });
  const at = helpers.findIndex((id) => !known.has(id));
  if (at >= 0) throw inputRefusal({ path: `coHandlerIds.${at}`, code: 'no_department' });
}

const HoursOfRow = z.object({
  respond: z.number(),
  resolve: z.number(),
});

async function hoursOf(tx: Tx, ruleId: string | null, departmentId: string): Promise<typeof usualHours> {
  if (ruleId === null) return usualHours;
  const rule = await queryRow(
    tx,
    HoursOfRow,
    'SELECT respond_hours AS respond, resolve_hours AS resolve FROM dispatch_rule WHERE id = $1 AND department_id = $2',
    [ruleId, departmentId],
  );
  if (!rule) throw inputRefusal({ path: 'ruleId', code: 'no_such_rule' });
  return rule;
}

/** The newest draw it was in where none is named. Errors: `invalid_input` where it was not drawn in the one named. */
async function sampleOf(tx: Tx, named: string | null, id: string): Promise<string | null> {
  const sample = await queryRow(
    tx,
    InsistDepartmentsRow,
    `SELECT id FROM ticket_sample WHERE $2::uuid = ANY(ticket_ids) AND ($1::uuid IS NULL OR id = $1)
     ORDER BY created_at DESC LIMIT 1`,
    [named, id],
  );
  if (named !== null && !sample) throw inputRefusal({ path: 'sampleId', code: 'not_drawn' });
  return sample?.id ?? null;
}
