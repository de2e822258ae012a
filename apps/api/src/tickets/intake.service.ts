import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { createTicket, type ImportLine, type importTickets } from '@scenario-lab/contracts/tickets';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { type ReadLine, readTickets } from '@scenario-lab/domain/tickets/read-tickets';
import { ticketPolicy } from '@scenario-lab/domain/tickets/tickets.policy';
import { z } from 'zod';
import type { Env } from '../env.js';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { enterTicket } from './enter-ticket.js';

const nobodys = {
  status: null,
  departmentId: null,
  coHandlerIds: [],
  firstDepartmentId: null,
  vendorId: null,
  intakeOrganisationId: null,
  responded: false,
  hasEvidence: false,
  hasReporter: false,
  hasFiles: false,
  merged: false,
};

/** Tickets out of other systems: one by one through the API, many at once out of a sheet of the 12345 line. */
@Injectable()
export class IntakeService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'MAIL'>,
  ) {}

  create(
    actor: SignedIn,
    { externalId, reportedAt, ...told }: Received<typeof createTicket>['body'],
  ): Promise<Answer<typeof createTicket>> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(ticketPolicy, actor, 'ticket.create', nobodys));
      await takeTurns(tx, actor);
      const known =
        externalId === null ? undefined : (await knownOf(tx, actor, [externalId])).get(externalId);
      if (known) return { ...known, created: false };
      const id = newId();
      await addParty(tx, 'ticket', id, actor.organisationId, 'own');
      const number = await enterTicket(
        tx,
        actor,
        {
          ...told,
          mailTo: this.env.MAIL === 'yes' ? told.mailTo : null,
          source: 'api',
          intakeOrganisationId: actor.organisationId,
          externalId,
          receiptHash: null,
          reportedAt,
        },
        id,
      );
      return { id, number, created: true };
    });
  }

  /** What each line would become; with `apply` those that are ready are made, in one transaction. */
  import(
    actor: SignedIn,
    { cells, apply }: Received<typeof importTickets>['body'],
  ): Promise<Answer<typeof importTickets>> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(ticketPolicy, actor, 'ticket.import', nobodys));
      const terms = await readTerms(tx);
      const named = (kind: string) =>
        terms.filter((term) => term.kind === kind).map(({ code, name }) => ({ code, ...name }));
      const read = readTickets(cells, {
        categories: named('ticket_category'),
        regions: named('region'),
      });
      if (read === null) throw inputRefusal({ path: 'cells', code: 'no_heading_row' });
      await takeTurns(tx, actor);
      const known = await knownOf(
        tx,
        actor,
        read.lines.map(({ externalId }) => externalId),
      );
      const lines: ImportLine[] = [];
      for (const line of read.lines) {
        const told = toldOf(line);
        const faults: ImportLine['faults'] = [...line.faults];
        if (told === null && !faults.some(({ stops }) => stops))
          faults.push({ column: '', code: 'unfit', stops: true });
        const stopped = told === null || faults.some(({ stops }) => stops);
        const state = stopped ? 'faulty' : known.has(line.externalId) ? 'double' : apply ? 'made' : 'ready';
        if (state === 'made' && told !== null)
          await enterTicket(tx, actor, {
            ...told,
            mailTo: this.env.MAIL === 'yes' ? told.mailTo : null,
            source: 'csv',
            intakeOrganisationId: actor.organisationId,
            receiptHash: null,
            // The sheet's clock is the lab's: the session's time zone reads it.
            reportedAt: line.reportedAt ?? undefined,
          });
        lines.push({ row: line.row, state, externalId: line.externalId, title: line.title, faults });
      }
      return { lines, unread: read.unread };
    });
  }
}

/** As the API would take it; null where it would not. */
function toldOf(line: ReadLine) {
  const language = /\p{Script=Han}/u.test(line.words) ? 'zh' : 'en';
  const parsed = createTicket.body?.safeParse({
    title: { [language]: line.title },
    words: { [language]: line.words },
    category: line.category ?? 'other',
    region: line.region,
    place: line.place,
    reporter: line.reporter,
    mailTo: line.mail,
    externalId: line.externalId,
  });
  if (!parsed?.success) return null;
  const { reportedAt: _, ...told } = parsed.data;
  return told;
}

/** Two that hand in the same list at once take turns, so that nothing is made twice. */
const takeTurns = (tx: Tx, actor: SignedIn) =>
  execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`tickets:${actor.organisationId}`]);

const KnownOfRow = z.object({
  id: z.string(),
  number: z.string(),
  external_id: z.string(),
});

async function knownOf(tx: Tx, actor: SignedIn, externalIds: readonly string[]) {
  const rows = await queryRows(
    tx,
    KnownOfRow,
    'SELECT id, number, external_id FROM ticket WHERE intake_organisation_id = $1 AND external_id = ANY($2)',
    [actor.organisationId, externalIds],
  );
  return new Map(rows.map(({ id, number, external_id }) => [external_id, { id, number }]));
}
