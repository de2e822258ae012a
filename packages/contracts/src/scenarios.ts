import { z } from 'zod';
import { BadgeKind } from './badges.js';
import {
  Allowed,
  ById,
  Corrected,
  Day,
  Id,
  Instant,
  OrganisationRef,
  Prose,
  pageOf,
  Reason,
  Remark,
  SearchQuery,
  Title,
  textOf,
  Yuan,
} from './common.js';
import { deedsOf } from './deed.js';
import { MatchMark } from './match-marks.js';
import { Criterion, NewCriterion, TaskKind } from './metrics.js';
import { bodies, defineRoute } from './route.js';
import { scenarioMachine } from './scenarios/scenario.machine.js';
import { ChainLinks, CooperationMode, Field, RailStep } from './taxonomies.js';

export const ScenarioStatus = z.enum(scenarioMachine.statuses);

/**
 * What the need is about, in its department's words: what is looked for, sorted or estimated (“faults”, “letters”,
 * “PM2.5”), and the unit of its figures. Criteria and a pilot's indicators are told with them.
 */
export const Subject = z.object({
  what: textOf(40).optional(),
  unit: z.string().trim().min(1).max(40).optional(),
});
export type Subject = z.infer<typeof Subject>;

/** What the published list (机会清单) says of a need and the form has no field for; read from a file, or written by hand. */
export const ListedNeed = z.object({
  ask: Prose.nullable().default(null),
  indicators: Prose.nullable().default(null),
  data: Prose.nullable().default(null),
  period: z.string().trim().max(200).nullable().default(null),
});

/** Everything but the title may be missing in a draft; the gates say what is. */
export const SaveScenario = z.object({
  title: Title,
  field: Field.nullable().default(null),
  region: z.string().max(20).nullable().default(null),
  /** Which links of the industry chains it asks. */
  chainLinks: ChainLinks.optional(),
  problem: Prose.nullable().default(null),
  users: Prose.nullable().default(null),
  today: Prose.nullable().default(null),
  task: TaskKind.nullable().default(null),
  subject: Subject.nullable().default(null),
  criteria: z.array(NewCriterion).max(20).default([]),
  datasetIds: z.array(Id).max(10).default([]),
  conditions: Prose.nullable().default(null),
  site: z
    .object({
      gpu: z.boolean(),
      network: z.boolean(),
      deployment: z.array(z.enum(['cloud', 'on_premises', 'edge'])),
      xinchuang: z.boolean(),
    })
    .nullable()
    .default(null),
  qualifications: z.array(z.string().max(200)).max(20).default([]),
  cooperationMode: CooperationMode.nullable().default(null),
  budget: Yuan.nullable().default(null),
  budgetOwner: z.string().trim().max(200).nullable().default(null),
  procurementRoute: z
    .enum(['open_tender', 'competitive_negotiation', 'single_source', 'inquiry', 'framework'])
    .nullable()
    .default(null),
  decisionDate: Day.nullable().default(null),
  deadline: Day.nullable().default(null),
  /** The last day of questions; where it is not stated, some days before the deadline. */
  questionsUntil: Day.nullable().optional(),
  contact: z
    .object({ name: z.string().trim().min(1).max(100), phone: z.string().trim().max(40) })
    .nullable()
    .default(null),
  inList: ListedNeed.nullable().default(null),
});
export type SaveScenario = z.infer<typeof SaveScenario>;

export const Gate = z.object({
  gate: z.enum(['published', 'open_for_test', 'open_for_award']),
  open: z.boolean(),
  /** Codes of what is missing, translated as `gate.missing.<code>`. */
  missing: z.array(z.string()),
});

/** Days that vendors have at least when a deadline is set or moved forward. */
export const shortestNotice = 14;

/** What an addendum may change beside what it says; what is left out stands. */
export const SaveAddendum = z.object({
  text: textOf(5_000),
  changes: z
    .object({
      criteria: z.array(NewCriterion).min(1).max(20).optional(),
      budget: Yuan.nullable().optional(),
      decisionDate: Day.nullable().optional(),
      deadline: Day.nullable().optional(),
      questionsUntil: Day.nullable().optional(),
    })
    .default({}),
});
export type SaveAddendum = z.infer<typeof SaveAddendum>;

/** One thing that an addendum changed, as it was and as it is; a criterion that came or went has one side only. */
export const AddendumChange = z.discriminatedUnion('field', [
  z.object({ field: z.literal('budget'), before: z.number().nullable(), after: z.number().nullable() }),
  z.object({ field: z.literal('decisionDate'), before: Day.nullable(), after: Day.nullable() }),
  z.object({ field: z.literal('deadline'), before: Day.nullable(), after: Day.nullable() }),
  z.object({ field: z.literal('questionsUntil'), before: Day.nullable(), after: Day.nullable() }),
  z.object({ field: z.literal('criterion'), before: Criterion.nullable(), after: Criterion.nullable() }),
]);
export type AddendumChange = z.infer<typeof AddendumChange>;
export const Addendum = z.object({
  number: z.number().int(),
  at: Instant,
  text: textOf(5_000),
  changes: z.array(AddendumChange),
});
export type Addendum = z.infer<typeof Addendum>;

export const ScenarioRow = z.object({
  id: Id,
  title: Title,
  owner: OrganisationRef,
  status: ScenarioStatus,
  field: Field.nullable(),
  region: z.string().nullable(),
  task: TaskKind.nullable(),
  subject: Subject.nullable(),
  criteria: z.array(Criterion),
  budget: z.number().nullable(),
  deadline: z.string().nullable(),
  gates: z.array(Gate),
  engagements: z.number().int(),
  /** Badges that stand on it. */
  badges: z.array(BadgeKind),
  updatedAt: Instant,
  /** In a list that was searched: what of the typed words this one holds, in the order they were typed. */
  matched: z.array(z.string()).optional(),
  allowed: Allowed,
});
export type ScenarioRow = z.infer<typeof ScenarioRow>;

export const Scenario = ScenarioRow.extend({
  problem: Prose.nullable(),
  users: Prose.nullable(),
  today: Prose.nullable(),
  conditions: Prose.nullable(),
  site: SaveScenario.shape.site.unwrap(),
  qualifications: z.array(z.string()),
  chainLinks: z.array(z.string()).optional(),
  cooperationMode: CooperationMode.nullable(),
  budgetOwner: z.string().nullable(),
  procurementRoute: z.string().nullable(),
  decisionDate: z.string().nullable(),
  questionsUntil: z.string().nullable(),
  inList: ListedNeed.nullable(),
  /** Seen by signed-in readers. */
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  /** Told to its owner and the lab: an organisation that is not verified publishes no need. */
  ownerVerified: z.boolean().nullable(),
  remark: z.string().nullable(),
  /** In the order they were published. */
  addenda: z.array(Addendum),
  datasets: z.array(z.object({ id: Id, title: Title, accessMode: z.string() })),
  benchmarks: z.array(z.object({ id: Id, versionId: Id, title: Title, status: z.string() })),
  rail: z.array(RailStep),
});
export type Scenario = z.infer<typeof Scenario>;

export const listScenarios = defineRoute({
  name: 'scenario.browse',
  method: 'GET',
  path: '/scenarios',
  access: 'public',
  query: SearchQuery.extend({
    field: Field.optional(),
    region: z.string().max(20).optional(),
    status: ScenarioStatus.optional(),
    gate: z.enum(['published', 'open_for_test', 'open_for_award']).optional(),
    badge: BadgeKind.optional(),
    mine: z.enum(['true']).optional(),
    /** Where it is not said: relevance for a search, else newest. */
    sort: z.enum(['newest', 'relevance', 'deadline', 'budget']).optional(),
  }),
  reply: pageOf(ScenarioRow).extend({
    corrected: Corrected,
    facets: z.object({ field: z.record(z.string(), z.number()), region: z.record(z.string(), z.number()) }),
  }),
});
export const readScenario = defineRoute({
  name: 'scenario.read',
  method: 'GET',
  path: '/scenarios/:id',
  access: 'public',
  params: ById,
  reply: Scenario,
  versioned: true,
});
export const createScenario = defineRoute({
  name: 'scenario.create',
  method: 'POST',
  status: 201,
  path: '/scenarios',
  access: 'scenario.create',
  bodyBytes: bodies.card,
  body: SaveScenario,
  reply: z.object({ id: Id }),
});
/** The wizard saves as you type; what it answers is the next save's `If-Match`. */
export const editScenario = defineRoute({
  name: 'scenario.edit',
  method: 'PUT',
  path: '/scenarios/:id',
  access: 'scenario.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveScenario,
  reply: z.object({ updatedAt: Instant }),
  versioned: true,
});
const deed = deedsOf('scenario', '/scenarios/:id');
export const scenarioDeeds = {
  submit: deed('submit', Remark),
  approve: deed('approve', Remark),
  return: deed('return', Reason),
  close: deed('close', Remark),
  withdraw: deed('withdraw', Reason),
  archive: deed('archive', Remark),
};
/** An extension: the need takes engagements again, until the new deadline where the old one has passed. */
export const reopenScenario = defineRoute({
  name: 'scenario.reopen',
  method: 'POST',
  path: '/scenarios/:id/reopen',
  access: 'scenario.reopen',
  params: ById,
  body: Remark.extend({ deadline: Day.optional() }),
  reply: 'none',
});
/** Need to test: criteria and data become a draft benchmark. */
export const compileScenario = defineRoute({
  name: 'scenario.compile',
  method: 'POST',
  path: '/scenarios/:id/compile',
  access: 'scenario.compile',
  params: ById,
  body: z.object({ datasetVersionId: Id }),
  reply: z.object({ benchmarkId: Id, benchmarkVersionId: Id }),
});
/**
 * Adds to a published need without rewriting it: what is said stands under its own number, what is changed is recorded
 * as it was and as it is. A deadline may be moved out freely, and forward no nearer than `shortestNotice` days.
 */
export const amendScenario = defineRoute({
  name: 'scenario.amend',
  method: 'POST',
  path: '/scenarios/:id/addenda',
  access: 'scenario.amend',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveAddendum,
  reply: z.object({ number: z.number().int() }),
  versioned: true,
});
/** Nearest published needs to a draft's words: a hint against posting the same need twice. */
export const similarScenarios = defineRoute({
  name: 'scenario.similar',
  method: 'POST',
  path: '/scenarios-similar',
  access: 'signed_in',
  body: z.object({ text: z.string().max(5_000), except: Id.optional() }),
  reply: z.array(z.object({ id: Id, title: Title, owner: OrganisationRef, likeness: z.number() })),
});

export const MatchReason = z.object({
  code: z.string(),
  polarity: z.enum(['for', 'against', 'unknown']),
  weight: z.number(),
  contribution: z.number(),
  sentence: z.object({ zh: z.string(), en: z.string() }),
});
export const Match = z.object({
  solution: z.object({ id: Id, title: Title, owner: OrganisationRef, trl: z.number().int() }),
  scenario: z.object({ id: Id, title: Title, owner: OrganisationRef }),
  /** 0 to 100. */
  score: z.number(),
  reasons: z.array(MatchReason),
  engagementId: Id.nullable(),
  /** What the reader's own organisation marked it; dismissed ones are not ranked. */
  mark: MatchMark.nullable(),
  allowed: Allowed,
});
export type Match = z.infer<typeof Match>;
export const matchScenario = defineRoute({
  name: 'match.for_scenario',
  method: 'GET',
  path: '/scenarios/:id/matches',
  access: 'signed_in',
  params: ById,
  query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  reply: z.array(Match),
});
export const matchSolution = defineRoute({
  name: 'match.for_solution',
  method: 'GET',
  path: '/solutions/:id/matches',
  access: 'signed_in',
  params: ById,
  query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  reply: z.array(Match),
});

export const scenarioRoutes = [
  listScenarios,
  readScenario,
  createScenario,
  editScenario,
  compileScenario,
  reopenScenario,
  amendScenario,
  similarScenarios,
  matchScenario,
  matchSolution,
  ...Object.values(scenarioDeeds),
];
