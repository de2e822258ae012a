import { z } from 'zod';
import { Id, Instant, ListQuery, OrganisationRef, pageOf, Title, textOf } from './common.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

const define = (figure: string, zh: readonly [string, string], en: readonly [string, string]) => ({
  figure,
  name: { zh: zh[0], en: en[0] },
  definition: { zh: zh[1], en: en[1] },
});
/** What each counter counts: the numbers and the page say the same. */
export const counterDefinitions = [
  define(
    'shared',
    [
      '政务内部共享',
      '需求单位已上架且有可用版本、须经授权使用（“申请使用”或“可用不可见”）的数据集，及其最新可用版本的记录数；“可用不可见”的取两位有效数字。',
    ],
    [
      'Shared inside government',
      'Listed data sets of departments with a version that is ready, used under a grant (on request, or to be computed on), and the records of the newest such version, to two significant figures where nobody may read them.',
    ],
  ),
  define(
    'opened',
    ['向社会开放', '需求单位已上架且有可用版本、完全开放的数据集，及其最新可用版本的记录数。'],
    [
      'Opened to the public',
      'Listed data sets of departments that are open and have a version that is ready, and the records of the newest such version.',
    ],
  ),
  define(
    'field',
    ['按领域', '一个数据集属于几个领域的，在每个领域各计一次，因此各领域之和可能大于总数。'],
    [
      'By field',
      'A data set of several fields counts in each, so that fields may add up to more than there is.',
    ],
  ),
  define(
    'month',
    ['逐月增长', '今天已上架的数据集，在当月末已有的最新版本的记录数；自版本登记之日起计。'],
    [
      'Growth',
      'Of the data sets listed today, the records of the newest version each had at the end of the month, counted from the day the version was added.',
    ],
  ),
  define(
    'licence',
    ['开放许可', '所有单位完全开放的数据集按其写明的许可分别计数。'],
    ['Licences', 'Open data sets of all organisations by the licence they state.'],
  ),
] as const;
/** Records of data to be computed on only are told to two significant figures before they are added up. */
const Counter = z.object({ datasets: z.number().int(), records: z.number().int() });
export type Counter = z.infer<typeof Counter>;
const Both = z.object({ shared: Counter, opened: Counter });
const Definition = z.object({ figure: z.string(), name: Title, definition: textOf(1_000) });
export const DataCounters = z.object({
  at: Instant,
  definitions: z.array(Definition),
  total: Both,
  byDepartment: z.array(Both.extend({ department: OrganisationRef })),
  byField: z.array(Both.extend({ field: Field })),
  /** The last twelve months of the lab's calendar, this one last; records at each end. */
  months: z.array(z.object({ month: z.string(), shared: z.number().int(), opened: z.number().int() })),
  /** Empty: none is stated. */
  licences: z.array(Counter.extend({ licence: z.string() })),
});
export type DataCounters = z.infer<typeof DataCounters>;
/** What is shared and opened in the city, for everybody. */
export const readDataCounters = defineRoute({
  name: 'data_counter.read',
  method: 'GET',
  path: '/data-counters',
  access: 'public',
  reply: DataCounters,
});
/** The same, one line a figure with its definition beside it. */
export const downloadDataCounters = defineRoute({
  name: 'data_counter.csv',
  method: 'GET',
  path: '/data-counters.csv',
  access: 'public',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});
export const UnusedDataset = z.object({
  id: Id,
  title: Title,
  owner: OrganisationRef,
  accessMode: z.enum(['open', 'on_request', 'sandbox_only']),
  rows: z.number().int().nullable(),
  /** Asked for by so many organisations. */
  requests: z.number().int(),
  createdAt: Instant,
});
export type UnusedDataset = z.infer<typeof UnusedDataset>;
/** Listed data nobody but their owner has ever taken or computed on: one's own, and for the lab all. */
export const listUnusedDatasets = defineRoute({
  name: 'unused_dataset.browse',
  method: 'GET',
  path: '/data-counters/unused',
  access: 'signed_in',
  query: ListQuery,
  reply: pageOf(UnusedDataset),
});

export const dataCounterRoutes = [readDataCounters, downloadDataCounters, listUnusedDatasets];
