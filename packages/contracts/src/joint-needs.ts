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
  Yuan,
} from './common.js';
import { deedsOf } from './deed.js';
import { jointNeedMachine } from './joint-needs/joint-need.machine.js';
import { Criterion } from './metrics.js';
import { defineRoute } from './route.js';

/** One need of several departments (每月一题): proposed by the lab, answered by each, drafted by the one that leads. */
export const jointNeedStatuses = jointNeedMachine.statuses;
export const JointNeedStatus = z.enum(jointNeedStatuses);
export type JointNeedStatus = z.infer<typeof JointNeedStatus>;
export const JointState = z.enum(['asked', 'agreed', 'declined', 'left']);
export type JointState = z.infer<typeof JointState>;

const Duty = z.string().trim().max(500).default('');
/** What a department brings along: data, a site to try it at, people who accept it. */
export const JointDuties = z.object({ data: Duty, site: Duty, acceptance: Duty });
export type JointDuties = z.infer<typeof JointDuties>;
export const fewestJoined = 2;
export const mostJoined = 8;
/** From here on two needs are worth reading side by side; the lab may look closer or wider. */
export const usualLikeness = 0.5;
const leastLikeness = 0.3;

const MonthOfYear = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const NeedRef = z.object({ id: Id, title: Title });

/** Published needs of different departments in which every two are at least so alike; by their words, nobody's opinion. */
const JointGroup = z.object({
  needs: z.array(NeedRef.extend({ owner: OrganisationRef })),
  /** Of every two, the least alike and the most. */
  least: z.number(),
  most: z.number(),
  /** Words that all of them use, those that tell most first. */
  words: z.array(z.string()),
});
export type JointGroup = z.infer<typeof JointGroup>;

export const listJointGroups = defineRoute({
  name: 'joint_need.groups',
  method: 'GET',
  path: '/joint-need-groups',
  access: 'joint_need.propose',
  query: z.object({ least: z.coerce.number().min(leastLikeness).max(0.95).default(usualLikeness) }),
  reply: z.object({
    month: MonthOfYear,
    least: z.number(),
    /** How many published needs were compared. */
    compared: z.number().int(),
    groups: z.array(JointGroup),
  }),
});

export const ProposeJointNeed = z.object({
  title: Title,
  /** What the lab tells the departments it asks. */
  note: z.string().trim().min(1).max(2_000),
  scenarioIds: z
    .array(Id)
    .min(fewestJoined)
    .max(mostJoined)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'named_twice' }),
  /** The need whose department is to lead: it drafts the joint one and publishes it. */
  leadScenarioId: Id,
});
export const proposeJointNeed = defineRoute({
  name: 'joint_need.propose',
  method: 'POST',
  path: '/joint-needs',
  access: 'joint_need.propose',
  body: ProposeJointNeed,
  reply: z.object({ id: Id }),
});

export const JointNeedRow = z.object({
  id: Id,
  title: Title,
  status: JointNeedStatus,
  month: MonthOfYear,
  lead: OrganisationRef,
  members: z.number().int(),
  answered: z.number().int(),
  createdAt: Instant,
});
export type JointNeedRow = z.infer<typeof JointNeedRow>;

const JointMember = z.object({
  organisation: OrganisationRef,
  scenario: NeedRef,
  state: JointState,
  duties: JointDuties,
  /** Its share; told to those who take part and to the lab. */
  budget: z.number().nullable(),
  /** Why it declined or left. */
  reason: z.string().nullable(),
  answeredAt: Instant.nullable(),
});
export type JointMember = z.infer<typeof JointMember>;

/** One figure as each department asks for it, and what the joint need would ask: the strictest of them. */
const JointCriterion = z.object({
  criterion: Criterion,
  asked: z.array(
    z.object({ organisationId: Id, threshold: z.number().nullable(), must: z.boolean().nullable() }),
  ),
  differs: z.enum(['same', 'threshold', 'weight', 'not_all']),
});
export type JointCriterion = z.infer<typeof JointCriterion>;

export const JointNeed = JointNeedRow.extend({
  note: z.string(),
  /** How alike the two least alike of the needs were when it was proposed; null where they share too few words. */
  likeness: z.number().nullable(),
  reason: z.string().nullable(),
  /** In the order the lab named them. */
  shares: z.array(JointMember),
  criteria: z.array(JointCriterion),
  /** Sum of the shares told so far; null before anybody told one. */
  budget: z.number().nullable(),
  scenario: NeedRef.extend({ status: z.string() }).nullable(),
  allowed: Allowed,
});
export type JointNeed = z.infer<typeof JointNeed>;

export const listJointNeeds = defineRoute({
  name: 'joint_need.browse',
  method: 'GET',
  path: '/joint-needs',
  access: 'joint_need.read',
  query: ListQuery.extend({ status: JointNeedStatus.optional() }),
  reply: pageOf(JointNeedRow),
});
export const readJointNeed = defineRoute({
  name: 'joint_need.read',
  method: 'GET',
  path: '/joint-needs/:id',
  access: 'joint_need.read',
  params: ById,
  reply: JointNeed,
});
/** What a need's page says of it: visitors read of joint needs that are published, who takes part reads of the rest. */
export const jointNeedOfScenario = defineRoute({
  name: 'joint_need.of_scenario',
  method: 'GET',
  path: '/scenarios/:id/joint-need',
  access: 'public',
  params: ById,
  reply: z.object({
    /** Null where it stands alone. */
    of: z
      .object({
        id: Id,
        title: Title,
        status: JointNeedStatus,
        /** The need asked for is the joint one itself, or one of those it was made of. */
        joint: z.boolean(),
        scenario: NeedRef.nullable(),
        /** The reader may open the page of the joint need. */
        takesPart: z.boolean(),
        shares: z.array(JointMember.pick({ organisation: true, scenario: true, duties: true })),
      })
      .nullable(),
  }),
});

/** Departments of needs that came later, or were not thought of, are asked to join as the others were. */
export const askMoreToJoin = defineRoute({
  name: 'joint_need.ask_more',
  method: 'POST',
  path: '/joint-needs/:id/ask',
  access: 'joint_need.ask_more',
  params: ById,
  body: z.object({ scenarioIds: z.array(Id).min(1).max(10) }),
  reply: 'none',
});

const Agree = z.object({ budget: Yuan.nullable().default(null), duties: JointDuties });
const deed = deedsOf('joint_need', '/joint-needs/:id');
export const agreeToJointNeed = deedsOf('joint_need', '/joint-needs/:id')('agree', Agree);
export const jointNeedDeeds = {
  decline: deed('decline', Reason),
  leave: deed('leave', Reason),
  draft: deed('draft', Remark),
  dissolve: deed('dissolve', Reason),
};

export const jointNeedRoutes = [
  listJointGroups,
  proposeJointNeed,
  listJointNeeds,
  readJointNeed,
  jointNeedOfScenario,
  agreeToJointNeed,
  askMoreToJoin,
  ...Object.values(jointNeedDeeds),
];
