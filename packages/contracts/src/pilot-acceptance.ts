import { z } from 'zod';
import { failureReasons } from './cases.js';
import { Allowed, ById, Day, Id, Instant, Reason, Title } from './common.js';
import { designKinds, Figure } from './pilot-design.js';
import { Survey } from './pilot-surveys.js';
import { bodies, defineRoute } from './route.js';

/** 实战中管用、基层干部爱用、群众感到受用: from 1 to 5; null says that it cannot be told, and the words why. */
const RubricLine = z.object({
  score: z.number().int().min(1).max(5).nullable(),
  words: z.string().trim().min(1).max(2_000),
});
export const Rubric = z.object({ practice: RubricLine, front_line: RubricLine, citizens: RubricLine });
export type Rubric = z.infer<typeof Rubric>;

const newCondition = z.object({
  words: z.string().trim().min(1).max(1_000),
  due: Day,
  owner: z.enum(['vendor', 'department']),
});
const conditions = z.array(newCondition).max(20).default([]);

/** What the department signs at the end. `reason` is its statement. */
export const AcceptPilot = Reason.extend({ rubric: Rubric, conditions });
/** Not accepted, or stopped early: with the reason the library of failed pilots is sorted by. */
export const EndPilot = Reason.extend({ code: z.enum(failureReasons) });

export const acceptanceDecisions = ['continue', 'adjust', 'accept', 'reject'] as const;
export const Acceptance = z.object({
  id: Id,
  phase: z.enum(['midterm', 'final']),
  decision: z.enum(acceptanceDecisions),
  statement: z.string(),
  rubric: Rubric.nullable(),
  by: z.string(),
  at: Instant,
  /** Null until the lab's key has sealed it. */
  issuedAt: Instant.nullable(),
  keyId: z.string().nullable(),
  /** Whether it lies here as a page to print; what was sealed before there were such pages does not. */
  paper: z.boolean(),
});
export type Acceptance = z.infer<typeof Acceptance>;

export const AcceptanceCondition = newCondition.extend({
  id: Id,
  met: z.object({ at: Instant, by: z.string(), words: z.string() }).nullable(),
});
export type AcceptanceCondition = z.infer<typeof AcceptanceCondition>;

const payment = z.object({
  title: z.string().trim().min(1).max(200),
  /** In yuan. */
  amount: z.number().min(0).max(1e12),
  /** When it falls due, in words or by a day. */
  due: Day.nullable(),
  /** Null until it was paid. */
  paidOn: Day.nullable(),
  /** Number of the voucher. */
  reference: z.string().trim().max(200),
});
export const Payment = payment.extend({ id: Id });
export type Payment = z.infer<typeof Payment>;

export const PilotAcceptance = z.object({
  acceptances: z.array(Acceptance),
  conditions: z.array(AcceptanceCondition),
  payments: z.array(Payment),
  surveys: z.array(Survey),
  /** Whether the lab sends mail. */
  mail: z.boolean(),
  allowed: Allowed,
});
export type PilotAcceptance = z.infer<typeof PilotAcceptance>;

export const readPilotAcceptance = defineRoute({
  name: 'pilot.read_acceptance',
  method: 'GET',
  path: '/pilots/:id/acceptance',
  access: 'signed_in',
  params: ById,
  reply: PilotAcceptance,
});
/** Half-way: whether it goes on as it is. No status follows; the record is signed as the last one is. */
export const reviewMidterm = defineRoute({
  name: 'pilot.review_midterm',
  method: 'POST',
  path: '/pilots/:id/midterm',
  access: 'pilot.review_midterm',
  params: ById,
  body: Reason.extend({ rubric: Rubric, decision: z.enum(['continue', 'adjust']), conditions }),
  reply: z.object({ id: Id }),
});
/** By the department, with what shows it. */
export const meetCondition = defineRoute({
  name: 'pilot.meet_condition',
  method: 'POST',
  path: '/pilots/:id/conditions/:conditionId/meet',
  access: 'pilot.settle',
  params: z.object({ id: Id, conditionId: Id }),
  body: z.object({ words: z.string().trim().min(1).max(1_000) }),
  reply: 'none',
});
/** A record of what was agreed and paid; no money moves here. What was paid stays as it is written. */
export const savePayments = defineRoute({
  name: 'pilot.save_payments',
  method: 'PUT',
  path: '/pilots/:id/payments',
  access: 'pilot.settle',
  params: ById,
  bodyBytes: bodies.card,
  body: z.object({ payments: z.array(payment.extend({ id: Id.optional() })).max(30) }),
  reply: 'none',
});
/** The signed statement: a DSSE envelope around an in-toto statement, as reports are. */
export const downloadAcceptance = defineRoute({
  name: 'pilot.acceptance_statement',
  method: 'GET',
  path: '/pilots/:id/acceptances/:acceptanceId/statement.json',
  access: 'signed_in',
  params: z.object({ id: Id, acceptanceId: Id }),
  reply: 'stream',
});

/** The same as a page to read and print; both languages are made when it is sealed. */
export const downloadAcceptancePdf = defineRoute({
  name: 'pilot.acceptance_pdf',
  method: 'GET',
  path: '/pilots/:id/acceptances/:acceptanceId/statement.pdf',
  access: 'signed_in',
  params: z.object({ id: Id, acceptanceId: Id }),
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const acceptancePredicateType = 'urn:scenario-lab:field-acceptance:1';
const Named = z.object({ name: Title });
const Interval = z.object({ lower: z.number(), upper: z.number() }).nullable();
/**
 * The comparison the plan named, by indicator: what was measured in shadow, or what the version changed. `before`, `after`:
 * days or weeks on each side. `trendBefore`: an interval without 0 speaks against the comparison.
 */
const SignedComparison = z.object({
  design: z.enum(designKinds),
  from: z.string(),
  controls: z.array(z.string()),
  assumption: z.string().nullable(),
  /** When it was changed after the pilot began; null where it stands as it was named. */
  changedAt: z.string().nullable(),
  figures: z.array(
    z.object({
      criterion: z.string(),
      name: Title,
      unit: z.string(),
      figure: Figure.nullable(),
      before: z.number().int().nullable(),
      after: z.number().int().nullable(),
      trendBefore: Figure.nullable(),
    }),
  ),
});
export type SignedComparison = z.infer<typeof SignedComparison>;

/** What is signed: who accepts what, on which figures, after asking whom. */
export const AcceptancePredicate = z.object({
  acceptanceId: z.string(),
  issuedAt: z.string(),
  phase: Acceptance.shape.phase,
  decision: Acceptance.shape.decision,
  statement: z.string(),
  signedBy: z.object({ name: z.string(), at: z.string() }),
  department: Named,
  vendor: Named,
  pilot: z.object({
    id: z.string(),
    scenario: Title,
    solution: Title,
    from: z.string(),
    until: z.string(),
    sites: z.array(z.string()),
  }),
  certificate: z.string().nullable(),
  indicators: z.array(
    z.object({
      criterion: z.string(),
      name: Title,
      unit: z.string(),
      direction: z.enum(['at_most', 'at_least']),
      baseline: z.number().nullable(),
      target: z.number(),
      field: z.object({ value: z.number(), interval: Interval }).nullable(),
      lab: z.number().nullable(),
      observations: z.number().int(),
      needed: z.number().int(),
      reached: z.boolean().nullable(),
    }),
  ),
  rubric: Rubric.nullable(),
  surveys: z.array(
    Survey.pick({
      audience: true,
      sampling: true,
      population: true,
      invited: true,
      answered: true,
      figures: true,
    }),
  ),
  conditions: z.array(newCondition),
  /** Null where none was named; absent from what was signed before statements carried it. */
  comparison: SignedComparison.nullable().optional(),
  /** As they stood recorded then; absent likewise. */
  payments: z.array(payment).optional(),
});
export type AcceptancePredicate = z.infer<typeof AcceptancePredicate>;

const Statement = z.object({
  predicateType: z.literal(acceptancePredicateType),
  predicate: AcceptancePredicate,
});
/** The predicate of an acceptance; null when the statement is of another form. */
export function acceptanceOf(statement: unknown): AcceptancePredicate | null {
  const parsed = Statement.safeParse(statement);
  return parsed.success ? parsed.data.predicate : null;
}

export const pilotAcceptanceRoutes = [
  readPilotAcceptance,
  reviewMidterm,
  meetCondition,
  savePayments,
  downloadAcceptance,
  downloadAcceptancePdf,
];
