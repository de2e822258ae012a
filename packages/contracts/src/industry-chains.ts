import { z } from 'zod';
import { Instant, Title, textOf } from './common.js';
import { IndustryRow, industryDefinitions } from './industry.js';
import { defineRoute } from './route.js';
import { TermCode } from './taxonomies.js';

/** What the figures of a link count is what `industryDefinitions` says; how they come to a link, this. */
export const chainDefinition = {
  figure: 'chain',
  name: { zh: '环节归属', en: 'Place in a chain' },
  definition: {
    zh: '需求和方案由各自单位在卡片上写明所处环节，写明几个的在每个环节各计一次，在整条产业链只计一次；案例随其公开的需求和方案。未具名案例不归入任何环节，以免由环节推知单位。预算同样在每个所写环节各计一次。',
    en: 'Needs and solutions name their links on their cards; one that names several counts in each, and once in the whole chain. A case follows its public need and solution; one without names stands in no link, since the link might say whose it is. Budgets too count in each link named.',
  },
} as const;
export const chainDefinitions = [chainDefinition, ...industryDefinitions];

export const ChainLink = IndustryRow.extend({ code: TermCode, name: Title });
export type ChainLink = z.infer<typeof ChainLink>;
export const IndustryChain = IndustryRow.extend({
  code: TermCode,
  name: Title,
  /** Upstream first. */
  links: z.array(ChainLink),
});
export type IndustryChain = z.infer<typeof IndustryChain>;

export const IndustryChains = z.object({
  at: Instant,
  definitions: z.array(z.object({ figure: z.string(), name: Title, definition: textOf(1_000) })),
  /** In the lab's order. A retired chain or link is here as long as anything bears it. */
  chains: z.array(IndustryChain),
  /** Public needs and solutions that name no link. */
  unplaced: z.object({ needs: z.number().int(), solutions: z.number().int() }),
});
export type IndustryChains = z.infer<typeof IndustryChains>;

/** By industry chain. Counted of what is public alone, so that everybody reads the same. */
export const readChains = defineRoute({
  name: 'industry.chains',
  method: 'GET',
  path: '/industry/chains',
  access: 'public',
  reply: IndustryChains,
});
export const downloadChains = defineRoute({
  name: 'industry.chains_csv',
  method: 'GET',
  path: '/industry/chains.csv',
  access: 'public',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const chainRoutes = [readChains, downloadChains];
