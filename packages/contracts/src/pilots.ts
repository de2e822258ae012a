import { z } from 'zod';
import {
  Allowed,
  ById,
  Day,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  Prose,
  pageOf,
  Reason,
  Remark,
  Title,
} from './common.js';
import { BidMember } from './consortia.js';
import { deedsOf } from './deed.js';
import { Plausible, points, received } from './field-points.js';
import { Criterion, TaskKind } from './metrics.js';
import { AcceptPilot, EndPilot } from './pilot-acceptance.js';
import { Design, Effect, Figure, PlannedDesign } from './pilot-design.js';
import { MqttDoor, PilotCertificate, Safeguard, SiteToken } from './pilot-parts.js';
import { pilotMachine } from './pilots/pilot.machine.js';
import { bodies, defineRoute } from './route.js';
import { Interval } from './runs.js';
import { Subject } from './scenarios.js';

export const PilotStatus = z.enum(pilotMachine.statuses);
export const observationSources = ['site_token', 'csv', 'manual', 'self_reported'] as const;
export const ObservationSource = z.enum(observationSources);

/** The field value of a criterion, with what it was before and what it must reach. */
export const KpiPlan = z.object({
  /** One of the need's criteria, by its id; what it asks for is taken from the need, whatever else is said here. */
  criterion: z.object({ id: z.string().min(1).max(40) }),
  name: Title,
  unit: z.string().max(40),
  baseline: z.number().nullable(),
  target: z.number(),
  /** Observations that must be there before the department may accept. */
  observations: z.number().int().min(1).max(1_000_000),
  /** What is possible at all: values beyond it are kept apart until the department has looked at them. */
  plausible: Plausible.nullable().default(null),
});

export const Observation = z.object({
  at: Instant,
  value: z.number(),
  source: ObservationSource,
  site: z.string().nullable(),
});

export const pointStates = ['stands', 'replaced', 'voided'] as const;
export const PointState = z.enum(pointStates);

/** A point with its history: who recorded it, what became of it and why. */
export const RecordedPoint = Observation.extend({
  id: Id,
  criterion: z.string(),
  receivedAt: Instant,
  /** Empty where the site's device sent it. */
  by: z.string(),
  state: PointState,
  /** When and by whom it was replaced or voided, and why. */
  ended: z.object({ at: Instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** By the lab: such a point may move a certificate as a device's does. */
  confirmed: z.object({ at: Instant, by: z.string(), on: z.string() }).nullable(),
});
export type RecordedPoint = z.infer<typeof RecordedPoint>;

export const Kpi = KpiPlan.extend({
  id: Id,
  criterion: Criterion,
  series: z.array(Observation),
  /** Counted for acceptance: the department's token, CSV or hand; never self-reported. */
  counted: z.number().int(),
  selfReported: z.number().int(),
  /** Of the counted ones: by a site's device or confirmed by the lab. Only these may move a certificate. */
  witnessed: z.number().int(),
  field: z
    .object({ value: z.number(), interval: z.object({ lower: z.number(), upper: z.number() }).nullable() })
    .nullable(),
  lab: z
    .object({ value: z.number(), interval: Interval.nullable(), certificate: z.string().nullable() })
    .nullable(),
  /** While it ran beside today's practice without effect. */
  shadow: Figure.nullable(),
  /** What it changed, by the design of the plan. */
  effect: Effect.nullable(),
  /** Field minus lab in the favourable direction: negative means the field is worse. */
  gap: z.number().nullable(),
  insideLabInterval: z.boolean().nullable(),
  reached: z.boolean().nullable(),
  /**
   * Whether the field still is what was certified, day by day, over points that may move a certificate and since the
   * certificate was last given; null where the lab measured nothing or too few days are there.
   */
  drift: z
    .object({
      /** The worse end of what the lab certified. */
      bound: z.number(),
      /** The sum that raises an alarm. */
      limit: z.number(),
      days: z.array(z.object({ day: Day, value: z.number(), sum: z.number() })),
      alarm: Day.nullable(),
    })
    .nullable(),
});
export type Kpi = z.infer<typeof Kpi>;

/** Which side answers for it. */
export const PilotSide = z.enum(['vendor', 'department']);
/** What may go wrong: how likely and how bad from 1 to 3, whose it is, and what is done about it. */
export const Risk = z.object({
  what: z.string().trim().min(1).max(500),
  likelihood: z.number().int().min(1).max(3),
  impact: z.number().int().min(1).max(3),
  owner: PilotSide,
  measure: z.string().trim().max(1_000),
});
export type Risk = z.infer<typeof Risk>;

export const Milestone = z.object({
  id: Id,
  title: Title,
  /** When its work begins; null where only its end was agreed. */
  from: Day.nullable(),
  due: Day,
  owner: PilotSide,
  /** When it was ticked and by whom; null while it is open. */
  done: z.object({ at: Instant, by: z.string(), organisation: OrganisationRef }).nullable(),
});
export type Milestone = z.infer<typeof Milestone>;

export const PilotRow = z.object({
  id: Id,
  engagementId: Id,
  status: PilotStatus,
  scenario: z.object({ id: Id, title: Title }),
  solution: z.object({ id: Id, title: Title }),
  vendor: OrganisationRef,
  department: OrganisationRef,
  from: Day,
  until: Day,
  sites: z.array(z.string()),
  allowed: Allowed,
});
export const Pilot = PilotRow.extend({
  /** Of a consortium: all of it, the lead first; empty where one vendor goes alone. */
  members: z.array(BidMember),
  certificate: PilotCertificate.nullable(),
  /** What the need is about, so that its indicators are told in its words. */
  about: z.object({ task: TaskKind.nullable(), subject: Subject.nullable() }),
  conditions: Prose.nullable(),
  milestones: z.array(Milestone),
  risks: z.array(Risk),
  safeguards: z.array(Safeguard),
  design: PlannedDesign.nullable(),
  updatedAt: Instant,
  kpis: z.array(Kpi),
  tokens: z.array(SiteToken),
  /** Points lie between these, the second excluded: midnights of the lab's time zone. */
  window: z.object({ from: Instant, until: Instant }),
  timeZone: z.string(),
  /** Where devices may speak MQTT; null where the lab does not listen. */
  mqtt: MqttDoor.nullable(),
  statement: z.string().nullable(),
  caseId: Id.nullable(),
  /** Points kept apart that wait to be looked at. */
  quarantined: z.number().int(),
});
export type Pilot = z.infer<typeof Pilot>;

export const SavePilot = z.object({
  from: Day,
  until: Day,
  sites: z.array(z.string().trim().min(1).max(200)).min(1).max(50),
  conditions: Prose.nullable().default(null),
  milestones: z
    .array(
      z.object({
        id: Id.optional(),
        title: Title,
        from: Day.nullable().default(null),
        due: Day,
        owner: PilotSide.default('department'),
      }),
    )
    .max(50)
    .default([]),
  kpis: z.array(KpiPlan).min(1).max(20),
  risks: z.array(Risk).max(30).default([]),
  safeguards: z.array(Safeguard).max(30).default([]),
  /** How the field will be compared; changed after the start it is said to have been. */
  design: Design.nullable().default(null),
});
export const planPilot = defineRoute({
  name: 'pilot.plan',
  method: 'POST',
  path: '/engagements/:id/pilot',
  access: 'pilot.plan',
  params: ById,
  bodyBytes: bodies.card,
  body: SavePilot,
  reply: z.object({ id: Id }),
});
/** Until its first day the plan may change; a milestone that keeps its id keeps its tick. */
export const editPilot = defineRoute({
  name: 'pilot.edit',
  method: 'PUT',
  path: '/pilots/:id',
  access: 'pilot.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SavePilot,
  reply: 'none',
  versioned: true,
});
export const tickMilestone = defineRoute({
  name: 'pilot.tick',
  method: 'PUT',
  path: '/pilots/:id/milestones/:milestoneId',
  access: 'pilot.tick',
  params: z.object({ id: Id, milestoneId: Id }),
  body: z.object({ done: z.boolean() }),
  reply: 'none',
});
export const listPilots = defineRoute({
  name: 'pilot.browse',
  method: 'GET',
  path: '/pilots',
  access: 'signed_in',
  query: ListQuery.extend({ status: PilotStatus.optional() }),
  reply: pageOf(PilotRow),
});
export const readPilot = defineRoute({
  name: 'pilot.read',
  method: 'GET',
  path: '/pilots/:id',
  access: 'signed_in',
  params: ById,
  reply: Pilot,
  versioned: true,
});
const deed = deedsOf('pilot', '/pilots/:id');
export const pilotDeeds = {
  start: deed('start', Remark),
  pause: deed('pause', Reason),
  resume: deed('resume', Remark),
  evaluate: deed('evaluate', Remark),
};
const last = { method: 'POST', params: ById, bodyBytes: bodies.card, reply: 'none' } as const;
/** What ends a pilot: with what people say of it beside what was measured, or the reason it ends by. */
export const pilotEnds = {
  accept: defineRoute({
    ...last,
    name: 'pilot.accept',
    path: '/pilots/:id/accept',
    access: 'pilot.accept',
    body: AcceptPilot,
  }),
  reject: defineRoute({
    ...last,
    name: 'pilot.reject',
    path: '/pilots/:id/reject',
    access: 'pilot.reject',
    body: EndPilot,
  }),
  terminate: defineRoute({
    ...last,
    name: 'pilot.terminate',
    path: '/pilots/:id/terminate',
    access: 'pilot.terminate',
    body: EndPilot,
  }),
};
/** The site's token belongs to the department; the secret is in this answer only. */
export const issueSiteToken = defineRoute({
  name: 'pilot.issue_token',
  method: 'POST',
  path: '/pilots/:id/tokens',
  access: 'pilot.issue_token',
  params: ById,
  body: z.object({ site: z.string().trim().min(1).max(200) }),
  reply: z.object({ id: Id, secret: z.string() }),
  secret: true,
});
export const revokeSiteToken = defineRoute({
  name: 'pilot.revoke_token',
  method: 'DELETE',
  path: '/pilots/:id/tokens/:tokenId',
  access: 'pilot.issue_token',
  params: z.object({ id: Id, tokenId: Id }),
  reply: 'none',
});
/** From the site, with `Authorization: Bearer <site token>`. The same point twice counts once. */
export const pushObservations = defineRoute({
  name: 'observation.push',
  method: 'POST',
  path: '/observations',
  access: 'site_token',
  bodyBytes: bodies.table,
  body: z.object({ points }),
  reply: received,
});
/** By hand or from a CSV read by the page: the department's points count, a vendor's are marked self-reported. */
export const recordObservations = defineRoute({
  name: 'pilot.record',
  method: 'POST',
  path: '/pilots/:id/observations',
  access: 'pilot.record',
  params: ById,
  bodyBytes: bodies.table,
  body: z.object({
    points,
    source: z.enum(['csv', 'manual']),
    /** Why values that stand already are replaced. */
    reason: z.string().trim().max(5_000).optional(),
  }),
  reply: received,
});
/** Every point that was ever recorded, the newest moment first. */
export const listObservations = defineRoute({
  name: 'pilot.points',
  method: 'GET',
  path: '/pilots/:id/observations',
  access: 'signed_in',
  params: ById,
  query: ListQuery.omit({ q: true }).extend({
    criterion: z.string().max(40).optional(),
    state: PointState.optional(),
  }),
  reply: pageOf(RecordedPoint),
});
const chosen = z.array(Id).min(1).max(1_000);
/** Each side its own points; they stay to be seen, with the reason. */
export const voidObservations = defineRoute({
  name: 'pilot.void_points',
  method: 'POST',
  path: '/pilots/:id/observations/void',
  access: 'pilot.void_points',
  params: ById,
  body: Reason.extend({ points: chosen }),
  reply: 'none',
});
/** The lab has seen where the values come from (`reason` says how): they may move a certificate. */
export const confirmObservations = defineRoute({
  name: 'pilot.confirm_points',
  method: 'POST',
  path: '/pilots/:id/observations/confirm',
  access: 'pilot.confirm_points',
  params: ById,
  body: Reason.extend({ points: chosen }),
  reply: 'none',
});

export const pilotRoutes = [
  planPilot,
  editPilot,
  tickMilestone,
  listPilots,
  readPilot,
  issueSiteToken,
  revokeSiteToken,
  pushObservations,
  recordObservations,
  listObservations,
  voidObservations,
  confirmObservations,
  ...Object.values(pilotDeeds),
  ...Object.values(pilotEnds),
];
