import { z } from 'zod';
import { badgeIn } from './badges.js';
import { trainingIn } from './camps.js';
import { Instant } from './common.js';
import { defineRoute } from './route.js';

const StatusKind = z.enum(['certificate', 'badge', 'training']);
/** Something the lab signed that does not stand any more, or not now; what has expired says so itself. */
export const StatusEntry = z.object({
  kind: StatusKind,
  number: z.string(),
  status: z.enum(['suspended', 'revoked', 'lost']),
  at: Instant,
});
export type StatusEntry = z.infer<typeof StatusEntry>;

export const statusListPredicateType = 'urn:scenario-lab:status-list:1';
const StatusListPredicate = z.object({ issuedAt: Instant, entries: z.array(StatusEntry) });
export type StatusListPredicate = z.infer<typeof StatusListPredicate>;
const StatusListStatement = z.object({
  predicateType: z.literal(statusListPredicateType),
  predicate: StatusListPredicate,
});

/** The predicate of a signed list; null when the statement is of another form. */
export function statusListIn(statement: unknown): StatusListPredicate | null {
  const parsed = StatusListStatement.safeParse(statement);
  return parsed.success ? parsed.data.predicate : null;
}

const Certified = z.object({
  predicateType: z.literal('urn:scenario-lab:validation-report:1'),
  predicate: z.object({ certificate: z.object({ number: z.string() }) }),
});

/** What a list would name a signed statement by; null where it is the proof of nothing that can be taken back. */
export function listedAs(statement: unknown): Pick<StatusEntry, 'kind' | 'number'> | null {
  const badge = badgeIn(statement);
  if (badge) return { kind: 'badge', number: badge.badge.number };
  const training = trainingIn(statement);
  if (training) return { kind: 'training', number: training.training.number };
  const report = Certified.safeParse(statement);
  return report.success ? { kind: 'certificate', number: report.data.predicate.certificate.number } : null;
}

/** Suspended, lost and revoked, as it is now, for whoever verifies and then asks. */
export const statusList = defineRoute({
  name: 'certificate.status_list',
  method: 'GET',
  path: '/certificate-status',
  access: 'public',
  reply: z.array(StatusEntry),
});
/** The same as a signed file, to be kept where there is no network. Errors: `not_found` before the first is signed. */
export const downloadStatusList = defineRoute({
  name: 'certificate.status_file',
  method: 'GET',
  path: '/certificate-status/list.json',
  access: 'public',
  reply: 'stream',
});
export const statusListRoutes = [statusList, downloadStatusList];
