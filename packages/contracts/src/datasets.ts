import { z } from 'zod';
import {
  AccessMethod,
  accessRequestDeeds,
  listAccessRequests,
  readContract,
  requestAccess,
  revokeGrant,
} from './access.js';
import { ColumnType } from './algorithms.js';
import { BadgeKind } from './badges.js';
import { Harvested } from './catalogue-imports.js';
import {
  Allowed,
  ById,
  Corrected,
  Day,
  Id,
  Instant,
  Prose,
  pageOf,
  Reason,
  SearchQuery,
  Sha256,
  Title,
  textOf,
} from './common.js';
import { QualityDefect } from './data-quality.js';
import { ColumnRules, RuleViolation } from './data-rules.js';
import { datasetVersionMachine } from './datasets/dataset-version.machine.js';
import { FetchedFrom, Upkeep } from './fetches.js';
import { CardBase, ListingStatus, listingDeeds, SaveCardBase } from './listing.js';
import { bodies, defineRoute } from './route.js';
import { Field, SourceKind } from './taxonomies.js';

/** `sandbox_only` (可用不可见): it can be computed on, never read. */
export const AccessMode = z.enum(['open', 'on_request', 'sandbox_only']);
export type AccessMode = z.infer<typeof AccessMode>;

/** What a value of a column is called: `summer` is 夏季. The rows keep the value. */
const ValueName = z.object({ value: z.string().min(1).max(200), says: textOf(40) });

export const ColumnEntry = z.object({
  name: z.string().min(1).max(200),
  title: Title.optional(),
  meaning: Prose.optional(),
  unit: z.string().max(40).optional(),
  type: ColumnType,
  role: z.enum(['id', 'feature', 'target', 'group', 'time', 'slice', 'ignored']).default('feature'),
  knownAt: z.enum(['always', 'origin', 'never']).default('always'),
  sensitivity: z.enum(['none', 'internal', 'personal']).default('none'),
  rules: ColumnRules.optional(),
  values: z.array(ValueName).max(100).optional(),
  /** Why data found to be personal may be open to everybody all the same; everybody reads it, the lab before it lists them. */
  openReason: z.string().trim().min(10).max(1_000).optional(),
});
export type ColumnEntry = z.infer<typeof ColumnEntry>;

/**
 * How rows fall into splits. Shares are of rows (hash), groups (group) or time (time: the latest part is hidden);
 * `named` reads a column in which the owner has written each row's split, and shares do not count.
 */
export const SplitRule = z
  .object({
    by: z.enum(['hash', 'group', 'time', 'named']),
    column: z.string().max(200).optional(),
    sample: z.number().min(0).max(0.5),
    validation: z.number().min(0).max(0.8),
    hidden: z.number().min(0.05).max(0.95),
  })
  .refine((rule) => rule.sample + rule.validation + rule.hidden <= 1 + 1e-9, { error: 'shares_exceed_one' })
  .refine((rule) => rule.by === 'hash' || rule.column !== undefined, {
    error: 'split_needs_a_column',
    path: ['column'],
  });
export type SplitRule = z.infer<typeof SplitRule>;

export const ColumnProfile = z.object({
  name: z.string(),
  type: z.string(),
  count: z.number().int(),
  nulls: z.number().int(),
  distinct: z.number().int(),
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  quantiles: z.array(z.object({ p: z.number(), value: z.number() })),
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
  top: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** Detected kinds of personal data (`id_card`, `mobile`, `bank_card`, `plate`, `email`, `address`, `person_name`) and how many cells. */
  personal: z.record(z.string(), z.number().int()).default({}),
});
const degrees = { west: z.number(), south: z.number(), east: z.number(), north: z.number() };
/** Where rows with coordinates lie, in degrees: counts of a grid over the first to the 99th percentile, those beyond in the outer cells. */
export const Extent = z.object({
  ...degrees,
  /** The columns that hold the coordinates. */
  longitude: z.string(),
  latitude: z.string(),
  /** Cells to a side. */
  side: z.number().int(),
  /** From the west, from the south, rows. */
  cells: z.array(z.tuple([z.number().int(), z.number().int(), z.number().int()])),
  /** All of it, for whoever may read rows. */
  box: z.object(degrees).optional(),
});
export type Extent = z.infer<typeof Extent>;
export const Profile = z.object({
  rows: z.number().int(),
  duplicates: z.number().int(),
  files: z.number().int().default(0),
  timeCoverage: z.object({ from: z.string(), to: z.string() }).nullable(),
  columns: z.array(ColumnProfile),
  extent: Extent.optional(),
  /** Of the declared rules; absent where none was checked, and from what is told to those who may not read rows. */
  violations: z.array(RuleViolation).optional(),
  /** Absent from profiles written before they were looked for. */
  defects: z.array(QualityDefect).optional(),
});
export type Profile = z.infer<typeof Profile>;
export const FileProblem = z.object({ code: z.string(), place: z.string(), detail: z.string() });

/** How a file is to be read, as far as its owner says; what is left out is found (`packages/tables`). */
export const Reading = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252']).optional(),
  delimiter: z.enum([',', '\t', ';', '|']).optional(),
  /** Of a workbook; left out: the one with most rows. */
  sheet: z.string().min(1).max(100).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Order of a day's parts; `excel`: days are a workbook's serial numbers. */
  dates: z.enum(['ymd', 'dmy', 'mdy', 'excel']).optional(),
  /** Cells that stand for nothing, in every column; an empty cell always does. Left out: the usual ones. */
  markers: z.array(z.string().trim().min(1).max(40)).max(50).optional(),
  /** A last row of totals is a row like any other. */
  totals: z.literal('keep').optional(),
});
export type Reading = z.infer<typeof Reading>;
const some = z.number().int();
/** What a file was read as. */
export const ReadAs = z.object({
  format: z.string(),
  encoding: z.string(),
  /** False where the file does not say its encoding. */
  sure: z.boolean(),
  delimiter: z.string().nullable(),
  /** Of a workbook: its visible sheets, and the one that was read. */
  sheets: z.array(z.string()).optional(),
  sheet: z.string().optional(),
  /** Of instants that state none. */
  zone: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: ColumnType,
      /** Numbers: `plain`, `comma`, `percent`; times: `day`, `instant`. */
      form: z.string().nullable(),
      nulls: some,
      /** Cells that stood for nothing, by how they were written. */
      markers: z.record(z.string(), some),
      /** A few cells as written and as read; none of data that may not be read. */
      examples: z.array(z.object({ cell: z.string(), read: z.string() })),
    }),
  ),
  /** What was left out or taken to mean something. */
  notes: z.array(FileProblem),
});
export type ReadAs = z.infer<typeof ReadAs>;

export const DatasetVersion = z.object({
  id: Id,
  datasetId: Id,
  label: z.string(),
  status: z.enum(datasetVersionMachine.statuses),
  fileName: z.string(),
  bytes: z.number().int(),
  sha256: Sha256,
  /** Of data to be computed on only, two significant figures for everybody but owner and lab. */
  rows: z.number().int().nullable(),
  columns: z.array(ColumnEntry),
  split: SplitRule,
  /** The fullest edition the reader may see; null where figures are withheld. */
  profile: Profile.nullable(),
  /** What the profile counts. `withheld`: nothing is told before it is known which rows are hidden. */
  counts: z.enum(['all_rows', 'open_rows', 'withheld']),
  problems: z.array(FileProblem),
  /** How its owner has it read. */
  reading: Reading,
  /** For owner and lab; null before the file has been read. */
  readAs: ReadAs.nullable(),
  /** 0 to 1 by dimension; of the rows the profile counts. */
  quality: z.record(z.string(), z.number()).nullable(),
  /** Sample rows, by access mode; empty where rows may not be seen. */
  sample: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  sealed: z.boolean(),
  /** What may be downloaded: the rows no exam hides. Null before it is written, or where they cannot be told apart. */
  download: z
    .object({
      rows: some,
      /** False where rows were left out. */
      whole: z.boolean(),
      csvBytes: some,
      jsonlBytes: some,
    })
    .nullable(),
  /** Sample runs get real rows, under a grant; else, of data to be computed on only, a synthetic twin. */
  releasesSample: z.boolean(),
  /** The version it is a masked copy of. */
  maskedFrom: z.object({ id: Id, label: z.string() }).nullable(),
  /** The address it was fetched from; for the owner alone. */
  fetched: FetchedFrom.nullable(),
  /** Why it was deprecated or retired. */
  reason: z.string().nullable(),
  createdAt: Instant,
  allowed: Allowed,
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

const body = {
  accessMode: AccessMode,
  sourceKind: SourceKind,
  region: z.string().max(20).nullable().default(null),
  licence: z.string().trim().max(200).default(''),
  source: z.string().trim().max(1_000).default(''),
  /** Packaged demonstration data: anybody can have the truth, and every certificate says so. */
  truthPublic: z.boolean().default(false),
};
export const SaveDataset = SaveCardBase.extend(body);
export type SaveDataset = z.infer<typeof SaveDataset>;
export const DatasetRow = CardBase.extend({
  accessMode: AccessMode,
  sourceKind: SourceKind,
  region: z.string().nullable(),
  rows: z.number().int().nullable(),
  columns: z.number().int().nullable(),
  truthPublic: z.boolean(),
  /** Of data held elsewhere, taken over from another catalogue: its name. */
  harvestedFrom: z.string().nullable(),
  /** Badges that stand on it. */
  badges: z.array(BadgeKind),
});
export type DatasetRow = z.infer<typeof DatasetRow>;
export const Dataset = DatasetRow.extend({
  licence: z.string(),
  source: z.string(),
  harvest: Harvested.nullable(),
  upkeep: Upkeep.nullable(),
  versions: z.array(DatasetVersion),
  /** The reader's own organisation's grant, where there is one. */
  grant: z.object({ id: Id, expires: Day, methods: z.array(AccessMethod) }).nullable(),
  /** Benchmarks made of it. */
  benchmarks: z.array(
    z.object({ id: Id, title: z.object({ zh: z.string().optional(), en: z.string().optional() }) }),
  ),
  /** Wishes for data that a version of it fulfilled; whose they were is not told. */
  fulfils: z.array(
    z.object({ id: Id, title: z.object({ zh: z.string().optional(), en: z.string().optional() }) }),
  ),
});
export type Dataset = z.infer<typeof Dataset>;

export const listDatasets = defineRoute({
  name: 'dataset.browse',
  method: 'GET',
  path: '/datasets',
  access: 'public',
  query: SearchQuery.extend({
    field: Field.optional(),
    accessMode: AccessMode.optional(),
    badge: BadgeKind.optional(),
    status: ListingStatus.optional(),
    mine: z.enum(['true']).optional(),
    /** Where it is not said: relevance for a search, else newest. */
    sort: z.enum(['newest', 'relevance']).optional(),
  }),
  reply: pageOf(DatasetRow).extend({
    corrected: Corrected,
    facets: z.object({
      field: z.record(z.string(), z.number()),
      accessMode: z.record(z.string(), z.number()),
    }),
  }),
});
export const readDataset = defineRoute({
  name: 'dataset.read',
  method: 'GET',
  path: '/datasets/:id',
  access: 'public',
  params: ById,
  reply: Dataset,
  versioned: true,
});
export const createDataset = defineRoute({
  name: 'dataset.create',
  method: 'POST',
  status: 201,
  path: '/datasets',
  access: 'dataset.create',
  bodyBytes: bodies.card,
  body: SaveDataset,
  reply: z.object({ id: Id }),
});
export const editDataset = defineRoute({
  name: 'dataset.edit',
  method: 'PUT',
  path: '/datasets/:id',
  access: 'dataset.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveDataset,
  reply: 'none',
  versioned: true,
});
export const datasetDeeds = listingDeeds('dataset', 'datasets');
/** The file is an upload of purpose `dataset`: CSV, or a zip of `labels.csv` and `files/`. Profiling follows as a job. */
export const addDatasetVersion = defineRoute({
  name: 'dataset.add_version',
  method: 'POST',
  path: '/datasets/:id/versions',
  access: 'dataset.add_version',
  params: ById,
  bodyBytes: bodies.table,
  body: z.object({
    uploadId: Id,
    label: z.string().trim().min(1).max(60),
    columns: z.array(ColumnEntry).min(2).max(2_000),
    split: SplitRule,
    reading: Reading.default({}),
    /** The owner signs the sample's real rows over to whoever holds a grant. */
    releasesSample: z.boolean().default(false),
  }),
  reply: z.object({ id: Id }),
});
/** The same file once more, read otherwise. Errors: `version_in_use` once a benchmark has been made of it. */
export const readVersionAgain = defineRoute({
  name: 'dataset.read_again',
  method: 'POST',
  path: '/dataset-versions/:id/read-again',
  access: 'dataset.read_again',
  params: ById,
  body: z.object({ reading: Reading, columns: z.array(ColumnEntry).min(2).max(2_000) }),
  reply: 'none',
});
/** Whoever uses it is warned; nothing new is made of it. */
export const deprecateDatasetVersion = defineRoute({
  name: 'dataset.deprecate_version',
  method: 'POST',
  path: '/dataset-versions/:id/deprecate',
  access: 'dataset.deprecate_version',
  params: ById,
  body: Reason,
  reply: 'none',
});
/** For good. Errors: `version_in_use` while a benchmark made of it is not closed. */
export const retireDatasetVersion = defineRoute({
  name: 'dataset.retire_version',
  method: 'POST',
  path: '/dataset-versions/:id/retire',
  access: 'dataset.retire_version',
  params: ById,
  body: Reason,
  reply: 'none',
});

export const datasetRoutes = [
  listDatasets,
  readDataset,
  createDataset,
  editDataset,
  addDatasetVersion,
  readVersionAgain,
  deprecateDatasetVersion,
  retireDatasetVersion,
  requestAccess,
  listAccessRequests,
  revokeGrant,
  readContract,
  ...Object.values(datasetDeeds),
  ...Object.values(accessRequestDeeds),
];
