import { z } from 'zod';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Title,
} from './common.js';
import { BidMember } from './consortia.js';
import { deedsOf } from './deed.js';
import { engagementMachine } from './engagements/engagement.machine.js';
import { defineRoute } from './route.js';
import { RunRow } from './runs.js';
import { RailStep, Stage } from './taxonomies.js';

export const engagementStatuses = engagementMachine.statuses;
export const EngagementStatus = z.enum(engagementStatuses);

export const Message = z.object({
  id: Id,
  at: Instant,
  author: z.string(),
  organisation: OrganisationRef,
  text: z.string(),
  /** Whom it names: each was told. */
  mentions: z.array(z.string()),
});

export const EngagementRow = z.object({
  id: Id,
  status: EngagementStatus,
  stage: Stage,
  rail: z.array(RailStep),
  scenario: z.object({ id: Id, title: Title }),
  solution: z.object({ id: Id, title: Title }),
  vendor: OrganisationRef,
  department: OrganisationRef,
  updatedAt: Instant,
  allowed: Allowed,
});
export type EngagementRow = z.infer<typeof EngagementRow>;
export const Engagement = EngagementRow.extend({
  proposal: z.string().nullable(),
  /** Predicted value per criterion. */
  predictions: z.array(z.object({ criterion: z.string(), value: z.number() })),
  endReason: z.string().nullable(),
  procurementNumber: z.string().nullable(),
  messages: z.array(Message),
  /** Whom a message may name: colleagues, and whoever of the others has shown up in the room. */
  /** Of a consortium: all of it, the lead first; empty where one vendor goes alone. */
  members: z.array(BidMember),
  mentionable: z.array(z.object({ id: Id, name: z.string(), organisation: OrganisationRef })),
  runs: z.array(RunRow),
  benchmarks: z.array(z.object({ id: Id, versionId: Id, title: Title })),
  pilotId: Id.nullable(),
  caseId: Id.nullable(),
});
export type Engagement = z.infer<typeof Engagement>;

const opening = z.object({
  scenarioId: Id,
  solutionId: Id,
  proposal: z.string().trim().max(20_000).default(''),
  predictions: z
    .array(z.object({ criterion: z.string().max(40), value: z.number() }))
    .max(20)
    .default([]),
});
/** The vendor proposes. */
export const proposeEngagement = defineRoute({
  name: 'engagement.propose',
  method: 'POST',
  path: '/engagements/propose',
  access: 'engagement.propose',
  body: opening,
  reply: z.object({ id: Id }),
});
/** The department (or a broker) invites. */
export const inviteEngagement = defineRoute({
  name: 'engagement.invite',
  method: 'POST',
  path: '/engagements/invite',
  access: 'engagement.invite',
  body: opening,
  reply: z.object({ id: Id }),
});
export const listEngagements = defineRoute({
  name: 'engagement.browse',
  method: 'GET',
  path: '/engagements',
  access: 'signed_in',
  query: ListQuery.extend({
    status: EngagementStatus.optional(),
    stage: Stage.optional(),
    scenarioId: Id.optional(),
    /** Those in which the reader's organisation offers, or asks. */
    side: z.enum(['supply', 'demand']).optional(),
  }),
  reply: pageOf(EngagementRow),
});
export const readEngagement = defineRoute({
  name: 'engagement.read',
  method: 'GET',
  path: '/engagements/:id',
  access: 'signed_in',
  params: ById,
  reply: Engagement,
});
export const mentionsAtMost = 20;
/** Each person named is told once. Errors: `invalid_input` naming whom nobody may name here. */
export const postMessage = defineRoute({
  name: 'engagement.message',
  method: 'POST',
  path: '/engagements/:id/messages',
  access: 'engagement.message',
  params: ById,
  body: z.object({
    text: z.string().trim().min(1).max(10_000),
    mentions: z.array(Id).max(mentionsAtMost).default([]),
  }),
  reply: Message,
});
const deed = deedsOf('engagement', '/engagements/:id');
export const engagementDeeds = {
  accept: deed('accept', Remark),
  decline: deed('decline', Reason),
  withdraw: deed('withdraw', Reason),
  shortlist: deed('shortlist', Remark),
  validate: deed('validate', Remark),
  not_select: deed('not_select', Reason),
  fail_validation: deed('fail_validation', Reason),
  enable: deed('enable', Remark),
  complete: deed('complete', Remark),
  /** What was awarded and is not measured by a pilot, the department accepts or rejects by its own statement. */
  accept_field: deed('accept_field', Reason),
  reject_field: deed('reject_field', Reason),
};
export const awardEngagement = defineRoute({
  name: 'engagement.award',
  method: 'POST',
  path: '/engagements/:id/award',
  access: 'engagement.award',
  params: ById,
  /** The department's statutory procurement number; the lab recommends, it never awards. */
  body: z.object({ procurementNumber: z.string().trim().min(1).max(100) }),
  reply: 'none',
});

export const engagementRoutes = [
  proposeEngagement,
  inviteEngagement,
  listEngagements,
  readEngagement,
  postMessage,
  awardEngagement,
  ...Object.values(engagementDeeds),
];
