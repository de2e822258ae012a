import { z } from 'zod';
import { Id, Instant, OrganisationRef, Title } from './common.js';
import { defineRoute } from './route.js';

/** Why a match is put aside, where the card itself is the reason: counted when weights are fitted (ADR 122). */
export const fitReasons = ['other_problem', 'data', 'site', 'unproven', 'terms'] as const;
/** Why, where it says nothing of how the two fit: such words teach nothing. */
export const otherReasons = ['known', 'later', 'other'] as const;
export const dismissReasons = [...fitReasons, ...otherReasons] as const;
export const DismissReason = z.enum(dismissReasons);
export type DismissReason = z.infer<typeof DismissReason>;

export const matchMarks = ['dismissed', 'shortlisted'] as const;
const Kind = z.enum(matchMarks);

/** What one's own organisation thinks of a pair; nobody else reads it. */
export const MatchMark = z.object({
  mark: Kind,
  /** Of what is dismissed. */
  reason: DismissReason.nullable(),
  words: z.string().nullable(),
  by: z.string(),
  at: Instant,
});
export type MatchMark = z.infer<typeof MatchMark>;

const words = z.string().trim().max(1_000).nullable().default(null);
const pair = z.object({ id: Id, solutionId: Id });
/** Puts a pair aside with a reason, or on the shortlist; a new mark takes the place of the old. `other` needs words. */
export const markMatch = defineRoute({
  name: 'match.mark',
  method: 'PUT',
  path: '/scenarios/:id/matches/:solutionId/mark',
  access: 'match.mark',
  params: pair,
  body: z
    .object({ mark: Kind, reason: DismissReason.nullable().default(null), words })
    .superRefine((said, context) => {
      if (said.mark === 'dismissed' && said.reason === null)
        context.addIssue({ code: 'custom', path: ['reason'], message: 'required' });
      if (said.mark === 'shortlisted' && said.reason !== null)
        context.addIssue({ code: 'custom', path: ['reason'], message: 'not_allowed' });
      if (said.reason === 'other' && !said.words)
        context.addIssue({ code: 'custom', path: ['words'], message: 'required' });
    }),
  reply: 'none',
});
/** Takes the mark off: what was dismissed is ranked again. Errors: `not_found`. */
export const unmarkMatch = defineRoute({
  name: 'match.unmark',
  method: 'DELETE',
  path: '/scenarios/:id/matches/:solutionId/mark',
  access: 'match.mark',
  params: pair,
  reply: 'none',
});
const Sides = {
  scenario: z.object({ id: Id, title: Title, owner: OrganisationRef }),
  solution: z.object({ id: Id, title: Title, owner: OrganisationRef }),
};
export const MarkedPair = z.object({ ...Sides, mark: MatchMark, engagementId: Id.nullable() });
export type MarkedPair = z.infer<typeof MarkedPair>;
/** Pairs of a need, or of a card, that the reader's organisation has marked; newest first. */
export const listMatchMarks = defineRoute({
  name: 'match.list_marks',
  method: 'GET',
  path: '/match-marks',
  access: 'signed_in',
  query: z.object({ scenarioId: Id.optional(), solutionId: Id.optional() }),
  reply: z.array(MarkedPair),
});

const subscribed = z.object({ thing: z.enum(['scenario', 'solution']), id: Id });
export type SubscribedThing = z.infer<typeof subscribed>['thing'];
/** Subscriptions of one person; nobody else reads them. */
export const mostSubscriptions = 100;
export const listMatchSubscriptions = defineRoute({
  name: 'match.list_subscriptions',
  method: 'GET',
  path: '/match-subscriptions',
  access: 'signed_in',
  reply: z.array(
    z.object({
      ...subscribed.shape,
      /** Null where the reader may not see it any more. */
      title: Title.nullable(),
      since: Instant,
    }),
  ),
});
/** Once a week what is new on the list is told, in one notice. Errors: `not_found`, `quota_exhausted` beyond 100. */
export const subscribeMatches = defineRoute({
  name: 'match.subscribe',
  method: 'PUT',
  path: '/match-subscriptions/:thing/:id',
  access: 'signed_in',
  params: subscribed,
  reply: 'none',
});
export const unsubscribeMatches = defineRoute({
  name: 'match.unsubscribe',
  method: 'DELETE',
  path: '/match-subscriptions/:thing/:id',
  access: 'signed_in',
  params: subscribed,
  reply: 'none',
});
export const MatchDigest = z.object({
  id: Id,
  at: Instant,
  matches: z.array(
    z.object({
      /** What was subscribed to. */
      of: subscribed.shape.thing,
      scenario: z.object({ id: Id, title: Title }),
      solution: z.object({ id: Id, title: Title }),
      owner: OrganisationRef,
      /** As it was then. */
      score: z.number(),
    }),
  ),
});
export type MatchDigest = z.infer<typeof MatchDigest>;
/** The newest twelve; pairs the reader may not see any more are left out. */
export const listMatchDigests = defineRoute({
  name: 'match.list_digests',
  method: 'GET',
  path: '/match-digests',
  access: 'signed_in',
  reply: z.array(MatchDigest),
});

export const matchMarkRoutes = [
  markMatch,
  unmarkMatch,
  listMatchMarks,
  listMatchSubscriptions,
  subscribeMatches,
  unsubscribeMatches,
  listMatchDigests,
];
