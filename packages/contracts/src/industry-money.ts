import { z } from 'zod';
import { Day, Id, Instant, OrganisationRef, pageOf, Title, textOf, Yuan } from './common.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

/** What each sum adds up; the page, the CSV and the JSON say the same. */
export const moneyDefinitions = [
  {
    figure: 'awards',
    name: { zh: '中选数', en: 'Awards' },
    definition: {
      zh: '已公布并确定中选的公开征集数，按公布中选结果的年份、需求的领域和所在区计。',
      en: 'Open calls whose award was announced and stands, by the year of the announcement, field and district of the need.',
    },
  },
  {
    figure: 'awarded',
    name: { zh: '中选金额', en: 'Sum of awards' },
    definition: {
      zh: '上述中选公告所载报价之和（元）。只计公告所载，不含合同变更和实际支付。',
      en: 'Sum of the prices these announcements state, in yuan. As announced: neither changes of contract nor what was paid.',
    },
  },
  {
    figure: 'budgets',
    name: { zh: '写明预算的需求数', en: 'Needs that state a budget' },
    definition: {
      zh: '曾经公开（已发布、已截止或已归档）且写明预算的场景需求数，按首次发布的年份计。',
      en: 'Needs that are or were public (published, closed or archived) and state a budget, by the year they were first published.',
    },
  },
  {
    figure: 'invested',
    name: { zh: '拟投资', en: 'Budgets stated' },
    definition: {
      zh: '上述需求写明的预算之和（元）。',
      en: 'Sum of the budgets these needs state, in yuan.',
    },
  },
  {
    figure: 'rule',
    name: { zh: '小数目如何处理', en: 'How small numbers are told' },
    definition: {
      zh: '每一笔都来自已公开的中选公告或需求，人人可查，因此即使只有一笔也不隐去；未公开的对接、试点支付和合同金额一律不计入。',
      en: 'Every amount stands in a public announcement or need that anybody can open, so a sum of one is told as it is. What is not public – engagements, payments of pilots, contracts – is in none of these sums.',
    },
  },
] as const;

const MoneyRow = z.object({
  awards: z.number().int(),
  awarded: z.number(),
  budgets: z.number().int(),
  invested: z.number(),
});
export type MoneyRow = z.infer<typeof MoneyRow>;

export const IndustryMoney = z.object({
  at: Instant,
  definitions: z.array(z.object({ figure: z.string(), name: Title, definition: textOf(1_000) })),
  total: MoneyRow,
  byField: z.array(MoneyRow.extend({ field: Field.nullable() })),
  byRegion: z.array(MoneyRow.extend({ region: z.string().nullable() })),
  /** The latest first. */
  byYear: z.array(MoneyRow.extend({ year: z.number().int() })),
});
export type IndustryMoney = z.infer<typeof IndustryMoney>;

/** Sums of awards and investment as recorded. Of what is public alone, so that everybody reads the same. */
export const readMoney = defineRoute({
  name: 'industry.money',
  method: 'GET',
  path: '/industry/money',
  access: 'public',
  reply: IndustryMoney,
});
export const downloadMoney = defineRoute({
  name: 'industry.money_csv',
  method: 'GET',
  path: '/industry/money.csv',
  access: 'public',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

/** One amount behind the sums: an award by its call, a budget by its need. */
export const MoneyEntry = z.object({
  kind: z.enum(['award', 'budget']),
  /** Of the call, or of the need. */
  id: Id,
  title: Title,
  department: OrganisationRef,
  /** Who was chosen; null of a budget. */
  vendor: OrganisationRef.nullable(),
  amount: Yuan,
  on: Day,
});
export type MoneyEntry = z.infer<typeof MoneyEntry>;
export const moneyKinds = ['award', 'budget'] as const;
/** What a sum adds up, the latest first. */
export const listMoney = defineRoute({
  name: 'industry.amounts',
  method: 'GET',
  path: '/industry/amounts',
  access: 'public',
  query: z.object({
    kind: z.enum(moneyKinds).optional(),
    field: Field.optional(),
    region: z.string().max(20).optional(),
    year: z.coerce.number().int().min(2000).max(2200).optional(),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: pageOf(MoneyEntry),
});

export const moneyRoutes = [readMoney, downloadMoney, listMoney];
