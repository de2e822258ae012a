import { z } from 'zod';
import { Id, Instant, ListQuery, OrganisationRef, pageOf, Title } from './common.js';
import { things } from './lab.js';
import { defineRoute } from './route.js';

/** What has a history: the things of the chain, and what the lab does about itself and its people. */
export const auditedThings = [
  ...things,
  'person',
  'lab',
  'clarification',
  'list_import',
  'catalogue_import',
  'monthly_report',
  'replication_pack',
  'foreign_pack',
  'trusted_lab',
] as const;

export const auditPeriods = { day: 1, week: 7, month: 31, year: 366 } as const;
type Period = keyof typeof auditPeriods;

export const AuditLine = z.object({
  id: Id,
  at: Instant,
  /** Named by what became true: `run.queued`. */
  event: z.string(),
  thing: z.string(),
  thingId: Id,
  /** What the thing's page is addressed by; null where it has none or is gone. */
  pageId: z.string().nullable(),
  title: Title.nullable(),
  /** Null: the lab's own processes. */
  person: z.object({ id: Id, name: z.string() }).nullable(),
  organisation: OrganisationRef.nullable(),
  remark: z.string().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/**
 * Who did what when on which thing, newest first. `q` finds a person by name or address, an organisation, an event by
 * its code, or a thing by its whole id.
 */
export const listAudit = defineRoute({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  access: 'security.read_audit',
  query: ListQuery.extend({
    thing: z.enum(auditedThings).optional(),
    by: z.enum(['people', 'lab']).optional(),
    period: z.enum(Object.keys(auditPeriods) as [Period, ...Period[]]).optional(),
  }),
  reply: pageOf(AuditLine),
});
