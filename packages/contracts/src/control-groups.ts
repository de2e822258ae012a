import { z } from 'zod';
import { Allowed, ById, Id, Instant, OrganisationRef } from './common.js';
import { defineRoute } from './route.js';

/** What may show that one owner stands behind two organisations. */
export const kinKinds = ['credit_code', 'address', 'email_domain', 'artifact', 'person'] as const;
export const KinKind = z.enum(kinKinds);
export type KinKind = z.infer<typeof KinKind>;

const Member = OrganisationRef.extend({ verified: z.boolean() });
const Name = z.string().trim().min(1).max(200);
const Why = z.string().trim().min(1).max(2_000);

/** Two organisations that share something, and what it is. */
export const KinProposal = z.object({
  kind: KinKind,
  /** The evidence: the code's entity part, the address, the mail domain, the artifact's SHA-256, the account's e-mail. */
  value: z.string(),
  one: Member,
  other: Member,
});
export type KinProposal = z.infer<typeof KinProposal>;

export const ControlGroup = z.object({ id: Id, name: z.string(), members: z.array(Member) });
export type ControlGroup = z.infer<typeof ControlGroup>;

/** Whose looks are counted together, and what speaks for counting more together: shown where looks are decided. */
export const Kinship = z.object({
  group: ControlGroup.nullable(),
  proposals: z.array(KinProposal),
});
export type Kinship = z.infer<typeof Kinship>;

export const listControlGroups = defineRoute({
  name: 'control_group.list',
  method: 'GET',
  path: '/control-groups',
  access: 'control_group.list',
  reply: z.object({
    groups: z.array(ControlGroup),
    /** Open ones, at most 200. */
    proposals: z.array(KinProposal),
    /** Proposals decided, newest first, at most 100. */
    decisions: z.array(
      KinProposal.extend({
        id: Id,
        accepted: z.boolean(),
        reason: z.string(),
        by: z.string(),
        at: Instant,
      }),
    ),
    /** What was made, changed and dissolved, newest first, at most 100. */
    history: z.array(
      z.object({
        id: Id,
        event: z.enum(['made', 'changed', 'dissolved']),
        name: z.string(),
        reason: z.string(),
        by: z.string(),
        at: Instant,
      }),
    ),
    allowed: Allowed,
  }),
});
const members = z.array(Id).min(2).max(200);
export const createControlGroup = defineRoute({
  name: 'control_group.create',
  method: 'POST',
  status: 201,
  path: '/control-groups',
  access: 'control_group.create',
  body: z.object({ name: Name, organisationIds: members, reason: Why }),
  reply: z.object({ id: Id }),
});
/** Names it and says whole who belongs to it. */
export const editControlGroup = defineRoute({
  name: 'control_group.edit',
  method: 'PUT',
  path: '/control-groups/:id',
  access: 'control_group.edit',
  params: ById,
  body: z.object({ name: Name, organisationIds: members, reason: Why }),
  reply: 'none',
});
/** Its organisations count their looks by themselves again. */
export const dissolveControlGroup = defineRoute({
  name: 'control_group.dissolve',
  method: 'POST',
  path: '/control-groups/:id/dissolve',
  access: 'control_group.dissolve',
  params: ById,
  body: z.object({ reason: Why }),
  reply: 'none',
});
/** Accepting joins the two, and whoever stood in a group with either; declining is remembered. */
export const decideKinProposal = defineRoute({
  name: 'control_group.decide',
  method: 'POST',
  path: '/control-groups/proposals',
  access: 'control_group.decide',
  body: z.object({
    kind: KinKind,
    value: z.string().min(1).max(2_000),
    oneId: Id,
    otherId: Id,
    accepted: z.boolean(),
    reason: Why,
  }),
  reply: 'none',
});

export const controlGroupRoutes = [
  listControlGroups,
  createControlGroup,
  editControlGroup,
  dissolveControlGroup,
  decideKinProposal,
];
