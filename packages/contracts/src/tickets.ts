import { z } from 'zod';
import {
  Allowed,
  ById,
  Day,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Title,
} from './common.js';
import { deedsOf } from './deed.js';
import { MailAddress } from './mail-address.js';
import { bodies, defineRoute } from './route.js';
import { ReportedFile, TicketFile } from './ticket-files.js';
import { followUpTicket } from './ticket-follow-ups.js';
import { TicketLetter } from './ticket-letters.js';
import { RoutingSuggestion } from './ticket-routing.js';
import { ticketMachine } from './tickets/ticket.machine.js';

export const TicketStatus = z.enum(ticketMachine.statuses);
export const ticketSources = ['web', 'api', 'csv'] as const;
/** Why a ticket does not count in the rates; shown wherever a rate is. */
export const ticketExclusions = [
  'duplicate',
  'not_responsible',
  'unreasonable',
  'withdrawn',
  'unreachable',
  'force_majeure',
] as const;
export const TicketExclusion = z.enum(ticketExclusions);
export type TicketExclusion = z.infer<typeof TicketExclusion>;

/** What a stranger writes is shown as it is and never run: nothing that looks like a tag, no control characters. */
const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/<\/?[a-z!][^>]*>/i.test(text), { error: 'no_html' })
    .refine((text) => !/\p{Cc}/u.test(text.replace(/[\r\n\t]/g, '')), { error: 'unstorable_text' });
const said = (max: number) =>
  z
    .object({ zh: plain(max).optional(), en: plain(max).optional() })
    .refine((text) => text.zh !== undefined || text.en !== undefined, { error: 'text_needs_a_language' });
/** Whom to call back. Kept apart from the ticket and shown to nobody else. */
const Reporter = z.object({
  /** Empty: whoever leaves a number need not say a name. */
  name: plain(40).or(z.literal('')),
  phone: z
    .string()
    .trim()
    .regex(/^[+0-9][0-9 ()-]{4,24}$/, { error: 'bad_phone' }),
});
export type Reporter = z.infer<typeof Reporter>;

/** What is reported, whichever way it comes. */
const told = {
  title: said(120),
  words: said(4_000),
  category: z.string().min(1).max(60),
  region: z.string().max(60).nullable().default(null),
  place: plain(200).nullable().default(null),
  pilotId: Id.nullable().default(null),
  site: z.string().trim().min(1).max(200).nullable().default(null),
  reporter: Reporter.nullable().default(null),
  /** Where its reporter is asked once it is closed; read by nobody (ADR 140). */
  mailTo: MailAddress.nullable().default(null),
};
const Receipt = z.string().trim().toUpperCase().min(8).max(40);

/** A citizen or a worker at the site, without an account. The code is in this answer only; the lab keeps its digest. */
export const reportTicket = defineRoute({
  name: 'ticket.report',
  method: 'POST',
  path: '/ticket-reports',
  access: 'public',
  body: z.object({
    ...told,
    /** A field no person sees; a program fills it in. */
    website: z.string().max(200).default(''),
  }),
  /** `asks`: its reporter will be asked by mail; false where none was named, or the lab sends no mail. */
  reply: z.object({ number: z.string(), receipt: z.string(), asks: z.boolean() }),
  secret: true,
});
export const TicketState = z.object({
  number: z.string(),
  status: TicketStatus,
  title: said(120),
  reportedAt: Instant,
  department: OrganisationRef.nullable(),
  resolveBy: Instant.nullable(),
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** What its reporter has said of the answer. */
  said: z.object({ resolved: z.boolean(), satisfied: z.boolean() }).nullable(),
  maySay: z.boolean(),
  files: z.array(ReportedFile),
  /** Files that may still be handed in. */
  mayAttach: z.number().int(),
});
export type TicketState = z.infer<typeof TicketState>;
/** The code travels in the body, so that no log of addresses has it. */
export const lookUpTicket = defineRoute({
  name: 'ticket.look_up',
  method: 'POST',
  path: '/ticket-receipts',
  access: 'public',
  body: z.object({ receipt: Receipt }),
  reply: TicketState,
});
/** Not resolved opens it again. */
export const sayOfTicket = defineRoute({
  name: 'ticket.say',
  method: 'POST',
  path: '/ticket-receipts/say',
  access: 'public',
  body: z.object({
    receipt: Receipt,
    resolved: z.boolean(),
    satisfied: z.boolean(),
    words: plain(1_000).nullable().default(null),
  }),
  reply: 'none',
});

/** Out of another system: the same `externalId` from the same organisation is the same ticket. */
export const createTicket = defineRoute({
  name: 'ticket.create',
  method: 'POST',
  status: 201,
  path: '/tickets',
  access: 'ticket.create',
  body: z.object({
    ...told,
    externalId: z.string().trim().min(1).max(100).nullable().default(null),
    reportedAt: Instant.optional(),
  }),
  reply: z.object({ id: Id, number: z.string(), created: z.boolean() }),
});

export const importFaults = [
  'no_title',
  'no_words',
  'no_number',
  'twice_in_file',
  'unknown_category',
  'unknown_region',
  'bad_time',
  'bad_phone',
  'bad_mail',
  'unfit',
] as const;
export const ImportLine = z.object({
  /** Row of the sheet, from 1. */
  row: z.number().int(),
  state: z.enum(['ready', 'double', 'faulty', 'made']),
  externalId: z.string(),
  title: z.string(),
  faults: z.array(z.object({ column: z.string(), code: z.enum(importFaults), stops: z.boolean() })),
});
export type ImportLine = z.infer<typeof ImportLine>;
/** A sheet of the 12345 line as cells; with `apply` what is ready is made, once however often the file is sent. */
export const importTickets = defineRoute({
  name: 'ticket.import',
  method: 'POST',
  path: '/tickets/import',
  access: 'ticket.import',
  bodyBytes: bodies.table,
  body: z.object({
    cells: z
      .array(z.array(z.string().max(5_000)).max(60))
      .min(2)
      .max(2_001),
    apply: z.boolean(),
  }),
  reply: z.object({ lines: z.array(ImportLine), unread: z.array(z.string()) }),
});

export const TicketRow = z.object({
  id: Id,
  number: z.string(),
  status: TicketStatus,
  source: z.enum(ticketSources),
  title: said(120),
  category: z.string(),
  region: z.string().nullable(),
  place: z.string().nullable(),
  pilotId: Id.nullable(),
  site: z.string().nullable(),
  department: OrganisationRef.nullable(),
  reportedAt: Instant,
  respondBy: Instant.nullable(),
  resolveBy: Instant.nullable(),
  respondedAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** Times it was sent back to the lab, and opened again. */
  returns: z.number().int(),
  reopened: z.number().int(),
  /** 1: no word in time; 2: no answer in time; 3: twice the time has passed. */
  escalation: z.number().int(),
  excluded: TicketExclusion.nullable(),
  mergedInto: Id.nullable(),
  /** Known where the reader may see the pilot. */
  allowed: Allowed,
});
export type TicketRow = z.infer<typeof TicketRow>;
export const Evidence = z.object({
  id: Id,
  note: z.string(),
  file: z.object({ name: z.string(), bytes: z.number().int() }).nullable(),
  organisation: OrganisationRef,
  at: Instant,
});
export const DispatchRule = z.object({
  id: Id,
  category: z.string().nullable(),
  region: z.string().nullable(),
  pilotId: Id.nullable(),
  department: OrganisationRef,
  coHandlers: z.array(OrganisationRef),
  respondHours: z.number().int(),
  resolveHours: z.number().int(),
  note: z.string().nullable(),
});
export type DispatchRule = z.infer<typeof DispatchRule>;
export const FollowUp = z.object({
  id: Id,
  at: Instant,
  /** Empty where its reporter answered a letter. */
  by: z.string(),
  via: z.enum(['call', 'mail']),
  reached: z.boolean(),
  resolved: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  note: z.string().nullable(),
  falseClosure: z.boolean(),
});
export const Ticket = TicketRow.extend({
  words: said(4_000),
  firstDepartment: OrganisationRef.nullable(),
  coHandlers: z.array(OrganisationRef),
  vendor: OrganisationRef.nullable(),
  answer: z.string().nullable(),
  evidence: z.array(Evidence),
  excludedBecause: z.string().nullable(),
  said: z.object({ resolved: z.boolean(), satisfied: z.boolean(), words: z.string().nullable() }).nullable(),
  followUps: z.array(FollowUp),
  /** Somebody left a name and a number, which whoever must call back may see. */
  hasReporter: z.boolean(),
  /** Null where its reporter left no address. */
  letter: TicketLetter.nullable(),
  /** Of its reporter; empty for who does not handle it. */
  files: z.array(TicketFile),
  merged: z.array(z.object({ id: Id, number: z.string() })),
  /** What was made of it and others, as far as the reader sees it. */
  needs: z.array(z.object({ id: Id, title: Title })),
  /** By the directory; never final. `because`: what of the ticket the rule asks for. */
  suggestion: z
    .object({ rule: DispatchRule, because: z.array(z.enum(['pilot', 'category', 'region', 'rest'])) })
    .nullable(),
  /** By the certified program the lab has chosen; null where none speaks or it has not been asked. */
  routing: RoutingSuggestion.nullable(),
});
export type Ticket = z.infer<typeof Ticket>;

export const listTickets = defineRoute({
  name: 'ticket.browse',
  method: 'GET',
  path: '/tickets',
  access: 'signed_in',
  query: ListQuery.extend({
    status: TicketStatus.optional(),
    category: z.string().max(60).optional(),
    region: z.string().max(60).optional(),
    departmentId: Id.optional(),
    pilotId: Id.optional(),
    /** A need they were made into. */
    needId: Id.optional(),
    /** `late`: a term has passed; `live`: not closed yet. */
    only: z.enum(['live', 'late', 'excluded', 'false_closed']).optional(),
    from: Day.optional(),
    until: Day.optional(),
  }),
  reply: pageOf(TicketRow).extend({ facets: z.record(z.string(), z.record(z.string(), z.number().int())) }),
});
export const readTicket = defineRoute({
  name: 'ticket.read',
  method: 'GET',
  path: '/tickets/:id',
  access: 'signed_in',
  params: ById,
  reply: Ticket,
});
/** To call back. That it was asked for, and by whom, stands in the history. */
export const readReporter = defineRoute({
  name: 'ticket.read_reporter',
  method: 'POST',
  path: '/tickets/:id/reporter',
  access: 'ticket.read_reporter',
  params: ById,
  reply: Reporter,
});
export const assignTicket = defineRoute({
  name: 'ticket.assign',
  method: 'POST',
  path: '/tickets/:id/assign',
  access: 'ticket.assign',
  params: ById,
  body: Remark.extend({
    departmentId: Id,
    coHandlerIds: z.array(Id).max(10).default([]),
    /** Of the rule that was followed; its hours hold. */
    ruleId: Id.nullable().default(null),
  }),
  reply: 'none',
});
export const addEvidence = defineRoute({
  name: 'ticket.add_evidence',
  method: 'POST',
  path: '/tickets/:id/evidence',
  access: 'ticket.add_evidence',
  params: ById,
  body: z.object({ note: z.string().trim().min(1).max(4_000), uploadId: Id.nullable().default(null) }),
  reply: z.object({ id: Id }),
});
export const downloadEvidence = defineRoute({
  name: 'ticket.download_evidence',
  method: 'GET',
  path: '/tickets/:id/evidence/:evidenceId',
  access: 'signed_in',
  params: z.object({ id: Id, evidenceId: Id }),
  reply: 'stream',
});
export const mergeTicket = defineRoute({
  name: 'ticket.merge',
  method: 'POST',
  path: '/tickets/:id/merge',
  access: 'ticket.merge',
  params: ById,
  body: Reason.extend({ into: z.string().trim().min(1).max(40) }),
  reply: 'none',
});
export const excludeTicket = defineRoute({
  name: 'ticket.exclude',
  method: 'POST',
  path: '/tickets/:id/exclude',
  access: 'ticket.exclude',
  params: ById,
  /** `null`: it counts again. */
  body: Reason.extend({ exclusion: TicketExclusion.nullable() }),
  reply: 'none',
});
const deed = deedsOf('ticket', '/tickets/:id');
export const ticketDeeds = {
  return: deed('return', Reason),
  respond: deed('respond', Reason),
  answer: deed('answer', Reason),
  close: deed('close', Remark),
  reopen: deed('reopen', Reason),
};

export const ticketRoutes = [
  reportTicket,
  lookUpTicket,
  sayOfTicket,
  createTicket,
  importTickets,
  listTickets,
  readTicket,
  readReporter,
  assignTicket,
  addEvidence,
  downloadEvidence,
  mergeTicket,
  excludeTicket,
  followUpTicket,
  ...Object.values(ticketDeeds),
];
