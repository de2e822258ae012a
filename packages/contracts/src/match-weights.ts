import { z } from 'zod';
import { Instant } from './common.js';
import { DismissReason } from './match-marks.js';
import { defineRoute } from './route.js';

/** What a match's score is made of. */
export const matchParts = [
  'evidence',
  'claims',
  'words',
  'sockets',
  'task',
  'site',
  'certificates',
  'subject',
  'terms',
  'maturity',
] as const;
const Factors = z.object(
  Object.fromEntries(matchParts.map((part) => [part, z.number()])) as Record<
    (typeof matchParts)[number],
    z.ZodNumber
  >,
);

/** How much each part weighs beside the prior, which is 1 for all. `number` 0 is the prior. */
export const RankingVersion = z.object({
  number: z.number().int(),
  factors: Factors,
  /** When it began to rank; null of the prior that always did. */
  since: Instant.nullable(),
});
export type RankingVersion = z.infer<typeof RankingVersion>;

export const MatchWeights = z.object({
  number: z.number().int(),
  factors: Factors,
  at: Instant,
  by: z.string(),
  needs: z.number().int(),
  pairs: z.number().int(),
  /** Share of the newest third's pairs told in the right order, fitted on the older ones. */
  held: z.object({ prior: z.number(), learnt: z.number() }),
  /** It ranks now. */
  ranks: z.boolean(),
});
export type MatchWeights = z.infer<typeof MatchWeights>;

/** As the lab keeps them; a version is never changed, only another one chosen. */
export const KeptRanking = z.object({
  versions: z.array(MatchWeights.omit({ by: true, ranks: true }).extend({ personId: z.string() })),
  chosen: z.number().int(),
  since: z.string().nullable(),
});
export type KeptRanking = z.infer<typeof KeptRanking>;

/** Which version ranks now, for whoever reads a ranking. */
export const readRanking = defineRoute({
  name: 'match.read_ranking',
  method: 'GET',
  path: '/match-ranking',
  access: 'signed_in',
  reply: RankingVersion,
});
export const listMatchWeights = defineRoute({
  name: 'lab.read_match_weights',
  method: 'GET',
  path: '/lab/match-weights',
  access: 'lab.read_match_weights',
  reply: z.object({
    items: z.array(MatchWeights),
    /** Outcomes there are so far, and how many are needed. */
    outcomes: z.object({
      needs: z.number().int(),
      pairs: z.number().int(),
      enoughNeeds: z.number().int(),
      enoughPairs: z.number().int(),
    }),
    /** Matches put aside, by reason; null for one or two. Their words stay with whoever wrote them. */
    dismissals: z.array(z.object({ reason: DismissReason, times: z.number().int().nullable() })),
    allowed: z.array(z.string()),
  }),
});
/** Fits on what came of engagements so far; it ranks once it is chosen. Errors: `too_few_outcomes`. */
export const fitMatchWeights = defineRoute({
  name: 'lab.fit_match_weights',
  method: 'POST',
  path: '/lab/match-weights',
  access: 'lab.fit_match_weights',
  body: z.object({}),
  reply: z.object({ number: z.number().int(), better: z.boolean() }),
});
/** A version ranks from now on, or the prior (0) does again. Errors: `not_found`. */
export const chooseMatchWeights = defineRoute({
  name: 'lab.choose_match_weights',
  method: 'PUT',
  path: '/lab/match-weights/chosen',
  access: 'lab.fit_match_weights',
  body: z.object({ number: z.number().int().min(0) }),
  reply: 'none',
});

export const matchWeightRoutes = [readRanking, listMatchWeights, fitMatchWeights, chooseMatchWeights];
