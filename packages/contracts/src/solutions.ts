import { z } from 'zod';
import { ById, Corrected, Day, Id, Instant, Prose, pageOf, SearchQuery } from './common.js';
import { CardBase, ListingStatus, listingDeeds, SaveCardBase } from './listing.js';
import { MetricId } from './metrics.js';
import { LevelEvidences, ProvingCase, provenSteps, ShownLevelEvidence } from './readiness.js';
import { bodies, defineRoute } from './route.js';
import { CardMedia, CardPicture, ShownMedium } from './solution-media.js';
import { ChainLinks, CooperationMode, Field } from './taxonomies.js';

export const Deployment = z.object({
  gpu: z.boolean().default(false),
  sites: z.array(z.enum(['cloud', 'on_premises', 'edge'])).default([]),
  /** Runs on domestic IT stacks (信创适配). */
  xinchuang: z.boolean().default(false),
});
/** A vendor's own figure: grey on the page until a run proves it. */
export const Claim = z.object({
  metric: MetricId,
  value: z.number(),
  context: z.string().max(500).optional(),
});
export const Qualification = z.object({
  name: z.string().max(200),
  certificateNo: z.string().trim().min(1).max(100).optional(),
  issuer: z.string().trim().min(1).max(200).optional(),
  /** The last day it is valid. */
  expires: Day.nullable(),
  /** A picture or paper of one's own media; read by its owner and the lab, whoever else reads the card. */
  documentId: Id.optional(),
});
const ShownQualification = Qualification.extend({
  documented: z.boolean(),
  expired: z.boolean(),
  /** When the lab saw the document, with everything as it is told now. */
  seenAt: Instant.nullable(),
});
export const CaseMention = z.object({ title: z.string().max(200), text: z.string().max(2_000) });

/** What a run measured for an algorithm of this card. */
export const MeasuredFigure = z.object({
  benchmarkVersionId: Id,
  benchmark: z.object({ zh: z.string().optional(), en: z.string().optional() }),
  metric: z.string(),
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  certificate: z.string().nullable(),
  certificateStatus: z.string().nullable(),
});

/** What the published list (能力清单) says of a card and the form has no field for: read from a file, or written by hand. */
export const ListedCard = z.object({
  indicators: Prose.nullable().default(null),
  ip: Prose.nullable().default(null),
  applies: Prose.nullable().default(null),
  deployment: Prose.nullable().default(null),
});

const body = {
  /** Technology readiness level, 1 to 9. */
  trl: z.number().int().min(1).max(9),
  trlEvidence: LevelEvidences.default([]),
  claims: z.array(Claim).max(30).default([]),
  deployment: Deployment.default({ gpu: false, sites: [], xinchuang: false }),
  qualifications: z.array(Qualification).max(30).default([]),
  cases: z.array(CaseMention).max(20).default([]),
  cooperationModes: z.array(CooperationMode).default([]),
  regions: z.array(z.string().max(20)).max(50).default([]),
  /** Where in the industry chains it stands. */
  chainLinks: ChainLinks.optional(),
  /** Price from, in yuan; null where it is not said. */
  priceFrom: z.number().min(0).nullable().default(null),
  sharedCapacity: Prose.nullable().default(null),
  inList: ListedCard.nullable().default(null),
  media: CardMedia.default([]),
  /** Seen by signed-in readers, and printed where an edition prints contacts. */
  contact: z
    .object({ name: z.string().trim().min(1).max(100), phone: z.string().trim().max(40) })
    .nullable()
    .default(null),
};
export const SaveSolution = SaveCardBase.extend(body);
export type SaveSolution = z.infer<typeof SaveSolution>;

export const SolutionRow = CardBase.extend({
  trl: z.number().int(),
  /** Up to which level the lab has seen it itself; null where it has not. See `readiness.ts`. */
  provenTrl: z.number().int().nullable(),
  certificates: z.number().int(),
  testedOn: z.number().int(),
  picture: CardPicture.nullable(),
});
export type SolutionRow = z.infer<typeof SolutionRow>;
export const Solution = SolutionRow.extend(body).extend({
  algorithms: z.array(
    z.object({ id: Id, title: z.object({ zh: z.string().optional(), en: z.string().optional() }) }),
  ),
  measured: z.array(MeasuredFigure),
  media: z.array(ShownMedium),
  qualifications: z.array(ShownQualification),
  trlEvidence: z.array(ShownLevelEvidence),
  /** Accepted pilots that are told with names. */
  provingCases: z.array(ProvingCase),
});
export type Solution = z.infer<typeof Solution>;

export const listSolutions = defineRoute({
  name: 'solution.browse',
  method: 'GET',
  path: '/solutions',
  access: 'public',
  query: SearchQuery.extend({
    field: Field.optional(),
    status: ListingStatus.optional(),
    mine: z.enum(['true']).optional(),
    certified: z.enum(['true']).optional(),
    /** Readiness the lab has seen itself, at least. */
    proven: z.enum(provenSteps.map(String) as [string, ...string[]]).optional(),
    /** Where it is not said: relevance for a search, else evidence. */
    sort: z.enum(['newest', 'relevance', 'evidence']).optional(),
  }),
  reply: pageOf(SolutionRow).extend({
    corrected: Corrected,
    facets: z.object({ field: z.record(z.string(), z.number()) }),
  }),
});
export const readSolution = defineRoute({
  name: 'solution.read',
  method: 'GET',
  path: '/solutions/:id',
  access: 'public',
  params: ById,
  reply: Solution,
  versioned: true,
});
export const createSolution = defineRoute({
  name: 'solution.create',
  method: 'POST',
  status: 201,
  path: '/solutions',
  access: 'solution.create',
  bodyBytes: bodies.card,
  body: SaveSolution,
  reply: z.object({ id: Id }),
});
export const editSolution = defineRoute({
  name: 'solution.edit',
  method: 'PUT',
  path: '/solutions/:id',
  access: 'solution.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveSolution,
  reply: 'none',
  versioned: true,
});
export const solutionDeeds = listingDeeds('solution', 'solutions');
export const seeQualification = defineRoute({
  name: 'solution.see_qualification',
  method: 'POST',
  path: '/solutions/:id/qualifications/seen',
  access: 'solution.see_qualification',
  params: ById,
  body: z.object({ documentId: Id, name: z.string().max(200) }),
  reply: 'none',
});
/** The mark was set in error, or the document turned out not to be what it was taken for. */
export const unseeQualification = defineRoute({
  name: 'solution.unsee_qualification',
  method: 'POST',
  path: '/solutions/:id/qualifications/unseen',
  access: 'solution.see_qualification',
  params: ById,
  body: z.object({
    documentId: Id,
    name: z.string().max(200),
    reason: z.string().trim().min(1).max(1_000),
  }),
  reply: 'none',
});

export const solutionRoutes = [
  listSolutions,
  readSolution,
  createSolution,
  editSolution,
  seeQualification,
  unseeQualification,
  ...Object.values(solutionDeeds),
];
