import { z } from 'zod';
import { Allowed, ById, Id, Instant, OrganisationRef, Remark, Sha256 } from './common.js';
import { SavePilot } from './pilots.js';
import { bodies, defineRoute } from './route.js';

/** A plan as one side wants it, and as it stood when it was asked for: what differs is what is asked. */
export const PlanChange = z.object({
  id: Id,
  reason: z.string(),
  by: z.string(),
  organisation: OrganisationRef,
  at: Instant,
  before: SavePilot,
  after: SavePilot,
  /** Null while the other side has not said. */
  decision: z.enum(['agreed', 'declined', 'withdrawn']).nullable(),
  decided: z.object({ by: z.string(), at: Instant, remark: z.string().nullable() }).nullable(),
  /** What the reader may do with it. */
  may: z.array(z.enum(['agree', 'decline', 'withdraw'])),
});
export type PlanChange = z.infer<typeof PlanChange>;

const Signed = z.object({ by: z.string(), at: Instant }).nullable();
/** A paper both sides hold to: the file by its digest, and who confirmed it. */
export const PilotDocument = z.object({
  id: Id,
  name: z.string(),
  fileName: z.string(),
  sha256: Sha256,
  bytes: z.number().int(),
  by: z.string(),
  organisation: OrganisationRef,
  at: Instant,
  confirmed: z.object({ vendor: Signed, department: Signed }),
  /** The reader's side has not confirmed it yet, and the reader may. */
  mayConfirm: z.boolean(),
});
export type PilotDocument = z.infer<typeof PilotDocument>;

export const readPilotPlan = defineRoute({
  name: 'pilot.read_plan',
  method: 'GET',
  path: '/pilots/:id/plan',
  access: 'signed_in',
  params: ById,
  reply: z.object({
    changes: z.array(PlanChange),
    documents: z.array(PilotDocument),
    allowed: Allowed,
  }),
});
/** Of a running pilot: it changes once the other side agrees. One at a time. */
export const proposeChange = defineRoute({
  name: 'pilot.propose_change',
  method: 'POST',
  path: '/pilots/:id/changes',
  access: 'pilot.propose_change',
  params: ById,
  bodyBytes: bodies.card,
  body: SavePilot.extend({ reason: z.string().trim().min(1).max(2_000) }),
  reply: z.object({ id: Id }),
});
/** The other side agrees or declines, the side that asked takes it back. */
export const decideChange = defineRoute({
  name: 'pilot.decide_change',
  method: 'POST',
  path: '/pilots/:id/changes/:changeId/decision',
  access: 'pilot.decide_change',
  params: z.object({ id: Id, changeId: Id }),
  body: Remark.extend({ decision: z.enum(['agree', 'decline', 'withdraw']) }),
  reply: 'none',
});
/** Whoever brings it confirms it by that. */
export const addDocument = defineRoute({
  name: 'pilot.add_document',
  method: 'POST',
  path: '/pilots/:id/documents',
  access: 'pilot.add_document',
  params: ById,
  body: z.object({ name: z.string().trim().min(1).max(200), uploadId: Id }),
  reply: z.object({ id: Id }),
});
/** Under the digest one has seen: another is refused. */
export const confirmDocument = defineRoute({
  name: 'pilot.confirm_document',
  method: 'POST',
  path: '/pilots/:id/documents/:documentId/confirm',
  access: 'pilot.add_document',
  params: z.object({ id: Id, documentId: Id }),
  body: z.object({ sha256: Sha256 }),
  reply: 'none',
});
export const downloadDocument = defineRoute({
  name: 'pilot.download_document',
  method: 'GET',
  path: '/pilots/:id/documents/:documentId/file',
  access: 'signed_in',
  params: z.object({ id: Id, documentId: Id }),
  reply: 'stream',
});

export const pilotPlanRoutes = [
  readPilotPlan,
  proposeChange,
  decideChange,
  addDocument,
  confirmDocument,
  downloadDocument,
];
