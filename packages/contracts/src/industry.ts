import { z } from 'zod';
import { Day, Id, Instant, OrganisationRef, pageOf, Title, textOf, Yuan } from './common.js';
import { defineRoute } from './route.js';
import { Field, TermCode } from './taxonomies.js';

/** From what is asked for to what others took over; each is a list of things, and its figure their number. */
export const industryFigures = [
  'needs',
  'open',
  'gaps',
  'solutions',
  'tested',
  'certified',
  'deployed',
  'adopted',
] as const;
export const IndustryFigure = z.enum(industryFigures);
export type IndustryFigure = z.infer<typeof IndustryFigure>;

const define = (figure: string, zh: readonly [string, string], en: readonly [string, string]) => ({
  figure,
  name: { zh: zh[0], en: en[0] },
  definition: { zh: zh[1], en: en[1] },
});
/** What each figure counts; the page, the CSV and the JSON say the same. */
export const industryDefinitions = [
  define(
    'needs',
    ['需求', '已发布或已截止、未撤回也未归档的场景需求数。'],
    ['Needs', 'Scenario needs that are published or closed, not withdrawn or archived.'],
  ),
  define(
    'open',
    ['可应答', '上述需求中，已发布且应答截止日期未过（或未设）的数量。'],
    ['Open', 'Of these, published ones whose deadline has not passed, or that have none.'],
  ),
  define(
    'gaps',
    ['缺口', '可应答的需求中，尚无方案在其评测基准上取得有效或观察中证书的数量，即还没有经测试成立的答案。'],
    [
      'Gaps',
      'Open needs on whose benchmark no certificate is valid or under watch: there is no measured answer yet.',
    ],
  ),
  define(
    'solutions',
    ['方案', '已上架的解决方案数；属于几个领域的在每个领域各计一次。方案不属于某个区。'],
    [
      'Solutions',
      'Listed solutions; one of several fields counts in each. A solution belongs to no district.',
    ],
  ),
  define(
    'tested',
    ['有测试结果', '需求中，其评测基准的隐藏测试已有公开结果（报告或证书）的数量。'],
    ['Tested', 'Needs on whose benchmark a result of hidden data is public, by its report or a certificate.'],
  ),
  define(
    'certified',
    ['有持证方案', '需求中，其评测基准上已有有效或观察中证书的数量。'],
    ['Certified', 'Needs on whose benchmark a certificate is valid or under watch.'],
  ),
  define(
    'deployed',
    ['实战落地', '已公开、实战验收通过的案例数，按需求的领域和所在区计。'],
    ['Deployed', 'Published cases accepted in the field, by field and district of their need.'],
  ),
  define(
    'adopted',
    ['异地采用', '上述案例中，已被其他单位完成采用的数量。'],
    ['Adopted elsewhere', 'Of these cases, those that another organisation has adopted.'],
  ),
  define(
    'budget',
    ['需求预算', '可应答需求中写明的预算之和（元）；未写明的不计。'],
    [
      'Budget of open needs',
      'Sum of the budgets that open needs state, in yuan; those that state none are left out.',
    ],
  ),
] as const;

const counted = Object.fromEntries(industryFigures.map((figure) => [figure, z.number().int()])) as Record<
  IndustryFigure,
  z.ZodNumber
>;
export const IndustryRow = z.object({ ...counted, budget: z.number() });
export type IndustryRow = z.infer<typeof IndustryRow>;
const place = {
  field: Field.optional(),
  /** A district's code, as in the list of districts. */
  region: z.string().max(20).optional(),
  /** A chain, or one link of it. */
  chain: TermCode.optional(),
};
export const Industry = z.object({
  at: Instant,
  definitions: z.array(z.object({ figure: z.string(), name: Title, definition: textOf(1_000) })),
  total: IndustryRow,
  byField: z.array(IndustryRow.extend({ field: Field })),
  /** Districts that have anything, most needs first; solutions are no district's and are nought here. */
  byRegion: z.array(IndustryRow.extend({ region: z.string() })),
});
export type Industry = z.infer<typeof Industry>;

/** Counted of what is public alone, so that everybody reads the same. */
export const readIndustry = defineRoute({
  name: 'industry.read',
  method: 'GET',
  path: '/industry',
  access: 'public',
  reply: Industry,
});
export const downloadIndustry = defineRoute({
  name: 'industry.csv',
  method: 'GET',
  path: '/industry.csv',
  access: 'public',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

const paged = {
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
};
/** The list behind a figure. */
export const IndustryThing = z.object({
  id: Id,
  /** The page of what was counted: `pageOf(thing, id)`. */
  thing: z.enum(['scenario', 'solution', 'case']),
  title: Title,
  /** Null of a case without names. */
  organisation: OrganisationRef.nullable(),
  at: Instant,
});
export type IndustryThing = z.infer<typeof IndustryThing>;
export const listIndustry = defineRoute({
  name: 'industry.browse',
  method: 'GET',
  path: '/industry/things',
  access: 'public',
  query: z.object({ of: IndustryFigure, ...place, ...paged }),
  reply: pageOf(IndustryThing),
});

/** `untested`: it can be tried today; `unmet`: results are public, none is certified; `no_exam`: nothing to be tried on yet. */
export const gapStates = ['untested', 'unmet', 'no_exam'] as const;
export const IndustryGap = z.object({
  id: Id,
  title: Title,
  department: OrganisationRef,
  field: Field.nullable(),
  region: z.string().nullable(),
  deadline: Day.nullable(),
  budget: Yuan.nullable(),
  state: z.enum(gapStates),
  /** Its open exam. */
  benchmarkId: Id.nullable(),
  /** Listed in the same field: who else might answer. */
  solutions: z.number().int(),
});
export type IndustryGap = z.infer<typeof IndustryGap>;
/** Where a newcomer may enter: what can be tried today first, then by deadline. */
export const listGaps = defineRoute({
  name: 'industry.gaps',
  method: 'GET',
  path: '/industry/gaps',
  access: 'public',
  query: z.object({ ...place, state: z.enum(gapStates).optional(), ...paged }),
  reply: pageOf(IndustryGap),
});

export const industryRoutes = [readIndustry, downloadIndustry, listIndustry, listGaps];
