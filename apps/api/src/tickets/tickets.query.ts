import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type { listTickets, Ticket } from '@scenario-lab/contracts/tickets';
import { countFacet, readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { suggestRule } from '@scenario-lab/domain/tickets/suggest-rule';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { BLOBS, DATABASE } from '../http/tokens.js';
import { readRules } from './dispatch.query.js';
import { filesOf } from './files.service.js';
import { readSuggestion } from './routing.query.js';
import {
  letterOf,
  readTicketRecord,
  refOf,
  TicketRecord,
  ticketColumns,
  ticketRowOf,
} from './ticket-record.js';

type Filter = Received<typeof listTickets>['query'];

const FileRow = z.object({
  file_name: z.string(),
  sha256: z.string(),
});

@Injectable()
export class TicketsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  list(actor: SignedIn, filter: Filter) {
    return this.database.asActor(actor, async (tx) => {
      const where = whereOf(filter);
      const { rows, next, total } = await readPage(tx, {
        row: TicketRecord,
        select: ticketColumns,
        from: 'ticket t',
        id: 't.id',
        where,
        key: { sql: 't.reported_at', type: 'timestamptz' },
        page: filter,
      });
      const facet = (column: string) => countFacet(tx, { from: 'ticket t', where, column });
      return {
        items: rows.map((row) => ticketRowOf(row, actor)),
        next,
        total,
        facets: {
          status: await facet('t.status'),
          category: await facet('t.category'),
          region: await facet('t.region'),
        },
      };
    });
  }

  read(actor: SignedIn, id: string): Promise<Ticket> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readTicketRecord(tx, actor, id, 'ticket.read');
      const more = await queryOne(
        tx,
        More,
        `SELECT t.words, t.answer, t.excluded_because, t.said_resolved, t.said_satisfied, t.said_words,
           ${refOf('t.first_department_id')} AS first_department, ${refOf('t.vendor_id')} AS vendor,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) ORDER BY o.id), '[]')
            FROM organisation o WHERE o.id = ANY(t.co_handler_ids)) AS co_handlers,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number) ORDER BY m.number), '[]')
            FROM ticket m WHERE m.merged_into = t.id) AS merged,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'title', s.need->'title') ORDER BY n.created_at), '[]')
            FROM ticket_need n JOIN scenario s ON s.id = n.scenario_id WHERE n.ticket_id = t.id) AS needs,
           ticket_letter_state(t.id) AS letter
         FROM ticket t WHERE t.id = $1`,
        [id],
      );
      const row = ticketRowOf(record, actor);
      const rules = isLab(actor) ? await readRules(tx) : [];
      const about = { category: record.category, region: record.region, pilotId: record.pilot_id };
      return {
        ...row,
        words: more.words,
        firstDepartment: more.first_department,
        coHandlers: more.co_handlers,
        vendor: more.vendor,
        needs: more.needs,
        answer: more.answer,
        evidence: await evidenceOf(tx, id),
        excludedBecause: more.excluded_because,
        said:
          more.said_resolved === null
            ? null
            : {
                resolved: more.said_resolved,
                satisfied: more.said_satisfied === true,
                words: more.said_words,
              },
        followUps: await followUpsOf(tx, id),
        hasReporter: record.has_reporter,
        letter: letterOf(more.letter),
        files: row.allowed.includes('ticket.read_files') ? await filesOf(tx, id) : [],
        merged: more.merged,
        suggestion: suggestRule(about, rules),
        routing: isLab(actor) ? await readSuggestion(tx, id) : null,
      };
    });
  }

  /** A file somebody handed in as evidence. Errors: `not_found`. */
  async file(
    actor: SignedIn,
    id: string,
    evidenceId: string,
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const found = await this.database.asActor(actor, async (tx) => {
      await readTicketRecord(tx, actor, id, 'ticket.read');
      return queryRow(
        tx,
        FileRow,
        'SELECT file_name, sha256 FROM ticket_evidence WHERE id = $1 AND ticket_id = $2 AND sha256 IS NOT NULL',
        [evidenceId, id],
      );
    });
    const kept = found && (await this.blobs.stat(found.sha256));
    if (!found || !kept) throw new Refusal('not_found', { thing: 'ticket', id });
    return { name: found.file_name, bytes: kept.bytes, stream: await this.blobs.get(found.sha256) };
  }
}

const More = z.object({
  words: json<Ticket['words']>(),
  answer: z.string().nullable(),
  excluded_because: z.string().nullable(),
  said_resolved: z.boolean().nullable(),
  said_satisfied: z.boolean().nullable(),
  said_words: z.string().nullable(),
  first_department: json<NonNullable<Ticket['firstDepartment']>>().nullable(),
  vendor: json<NonNullable<Ticket['vendor']>>().nullable(),
  co_handlers: json<Ticket['coHandlers']>(),
  merged: json<Ticket['merged']>(),
  needs: json<Ticket['needs']>(),
  letter: json<NonNullable<Ticket['letter']>>().nullable(),
});

/** A repeat is found by its number and with the ticket it was joined to; the list shows each matter once. */
function whereOf(filter: Filter): Where {
  const where = new Where().and(`t.status <> 'new'`);
  if (filter.q) {
    const text = anywhere(filter.q);
    where.and(
      't.number ILIKE ? OR t.title::text ILIKE ? OR t.place ILIKE ? OR t.external_id ILIKE ?',
      ...[text, text, text, text],
    );
  } else if (filter.only !== 'excluded') where.and('t.merged_into IS NULL');
  if (filter.status) where.and('t.status = ?', filter.status);
  if (filter.category) where.and('t.category = ?', filter.category);
  if (filter.region) where.and('t.region = ?', filter.region);
  if (filter.departmentId)
    where.and('coalesce(t.department_id, t.first_department_id) = ?', filter.departmentId);
  if (filter.pilotId) where.and('t.pilot_id = ?', filter.pilotId);
  if (filter.needId)
    where.and(
      'EXISTS (SELECT 1 FROM ticket_need n WHERE n.ticket_id = t.id AND n.scenario_id = ?)',
      filter.needId,
    );
  if (filter.from) where.and('t.reported_at >= ?::date::timestamptz', filter.from);
  if (filter.until) where.and('t.reported_at < (?::date + 1)::timestamptz', filter.until);
  if (filter.only === 'live') where.and(`t.status <> 'closed'`);
  if (filter.only === 'late') where.and('t.escalation > 0');
  if (filter.only === 'excluded') where.and('t.excluded IS NOT NULL');
  if (filter.only === 'false_closed') where.and('t.false_closures > 0');
  return where;
}

const EvidenceOfRow = z.object({
  id: z.string(),
  note: z.string(),
  file_name: z.string().nullable(),
  bytes: z.string().nullable(),
  created_at: z.date(),
  organisation: json<Ticket['evidence'][number]['organisation']>(),
});

async function evidenceOf(tx: Tx, id: string): Promise<Ticket['evidence']> {
  const rows = await queryRows(
    tx,
    EvidenceOfRow,
    `SELECT v.id, v.note, v.file_name, v.bytes, v.created_at, ${refOf('v.organisation_id')} AS organisation
     FROM ticket_evidence v WHERE v.ticket_id = $1 ORDER BY v.created_at, v.id`,
    [id],
  );
  return rows.map(({ id: one, note, file_name, bytes, created_at, organisation }) => ({
    id: one,
    note,
    file: file_name === null ? null : { name: file_name, bytes: Number(bytes) },
    organisation,
    at: created_at.toISOString(),
  }));
}

const FollowUpsOfRow = z.object({
  id: z.string(),
  created_at: z.date(),
  by: z.string(),
  via: word<Ticket['followUps'][number]['via']>(),
  reached: z.boolean(),
  resolved: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  note: z.string().nullable(),
  false_closure: z.boolean(),
});

async function followUpsOf(tx: Tx, id: string): Promise<Ticket['followUps']> {
  const rows = await queryRows(
    tx,
    FollowUpsOfRow,
    `SELECT f.id, f.created_at, coalesce(person_name(f.person_id), '') AS by, f.reached, f.resolved, f.satisfied, f.note,
       f.false_closure, f.via FROM ticket_follow_up f WHERE f.ticket_id = $1 ORDER BY f.created_at, f.id`,
    [id],
  );
  return rows.map(({ created_at, false_closure, ...call }) => ({
    ...call,
    at: created_at.toISOString(),
    falseClosure: false_closure,
  }));
}
