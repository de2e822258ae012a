import { z } from 'zod';
import { ImportCounts, ImportKind, ImportLine, ImportMapping, ImportProblem } from './catalogue-imports.js';
import { Allowed, ById, Id, Instant, ListQuery, pageOf, Remark } from './common.js';
import { deedsOf } from './deed.js';
import { Address, FetchProblem } from './fetches.js';
import { catalogueSourceMachine } from './interchange/catalogue-source.machine.js';
import { defineRoute } from './route.js';

/**
 * A catalogue of another house that the lab reads again by itself. `trial`: it has been looked at and nothing was taken
 * over yet; `failing`: the last harvest came to nothing, and it is tried again ever more seldom.
 */
export const sourceStatuses = catalogueSourceMachine.statuses;
export const SourceStatus = z.enum(sourceStatuses);
export type SourceStatus = z.infer<typeof SourceStatus>;

export const sourcePaces = ['day', 'week', 'month'] as const;

/** Why a harvest came to nothing: exactly one of the three is told. */
export const HarvestProblem = z.object({
  /** Nothing came from the address. */
  fetch: FetchProblem.nullable(),
  /** What came cannot be read, and where. */
  reading: ImportProblem.nullable(),
  /** Most entries would be gone: rather a fault of the catalogue, or new names for all of it, than news. */
  vanished: z.object({ gone: z.number().int(), of: z.number().int() }).nullable(),
});
export type HarvestProblem = z.infer<typeof HarvestProblem>;

export const Harvest = z.object({
  id: Id,
  /** A look: what would become of each entry; nothing is kept. */
  trial: z.boolean(),
  /** Null: by the clock. */
  askedBy: z.string().nullable(),
  askedAt: Instant,
  endedAt: Instant.nullable(),
  /** It has been taken up, and is under way until `endedAt`. */
  begun: z.boolean(),
  pages: z.number().int(),
  entries: z.number().int(),
  received: z.number().int(),
  counts: ImportCounts.nullable(),
  problem: HarvestProblem.nullable(),
  /** Its line among the imports, by which it is undone; null where it changed nothing. */
  importId: Id.nullable(),
  undoneAt: Instant.nullable(),
});
export type Harvest = z.infer<typeof Harvest>;

const settings = {
  address: Address,
  kind: ImportKind,
  licence: z.string().trim().max(200).nullable(),
  /** Of records: which name stands for what; null: by the usual names. */
  mapping: ImportMapping.nullable(),
  every: z.enum(sourcePaces),
};
const SaveSource = z.object({
  /** As readers see it. It is part of what entries without an address are known by, so it stays. */
  name: z.string().trim().min(1).max(200),
  ...settings,
});
export type SaveSource = z.infer<typeof SaveSource>;
const EditSource = z.object(settings);

const CatalogueSource = z.object({
  id: Id,
  name: z.string(),
  ...settings,
  status: SourceStatus,
  /** Who set it up. */
  owner: z.string(),
  createdAt: Instant,
  /** When it is read next; null while it is not. */
  nextAt: Instant.nullable(),
  /** Harvests in a row that came to nothing. */
  failures: z.number().int(),
  /** Entries of it that stand here, and those among them it does not name any more. */
  entries: z.number().int(),
  vanished: z.number().int(),
  last: Harvest.nullable(),
  allowed: Allowed,
});
export type CatalogueSource = z.infer<typeof CatalogueSource>;

export const listSources = defineRoute({
  name: 'catalogue_source.browse',
  method: 'GET',
  path: '/catalogue-sources',
  access: 'catalogue_source.read',
  query: ListQuery.pick({ cursor: true, limit: true }),
  reply: pageOf(CatalogueSource),
});
/** Keeps an address and has it looked at once. Errors: `duplicate` where another source bears the name. */
export const createSource = defineRoute({
  name: 'catalogue_source.create',
  method: 'POST',
  status: 201,
  path: '/catalogue-sources',
  access: 'catalogue_source.create',
  body: SaveSource,
  reply: z.object({ id: Id }),
});
/** With its newest harvests, newest first. */
export const readSource = defineRoute({
  name: 'catalogue_source.read',
  method: 'GET',
  path: '/catalogue-sources/:id',
  access: 'catalogue_source.read',
  params: ById,
  reply: CatalogueSource.extend({ harvests: z.array(Harvest) }),
});
export const editSource = defineRoute({
  name: 'catalogue_source.edit',
  method: 'PUT',
  path: '/catalogue-sources/:id',
  access: 'catalogue_source.edit',
  params: ById,
  body: EditSource,
  reply: 'none',
});
const asked = z.object({ id: Id });
/** Looks at it as it is now; nothing is kept. Errors: `conflict` while it is being read. */
export const lookAtSource = defineRoute({
  name: 'catalogue_source.look',
  method: 'POST',
  path: '/catalogue-sources/:id/look',
  access: 'catalogue_source.look',
  params: ById,
  body: z.object({}),
  reply: asked,
});
/** Takes it over now, and again by the clock from now on. */
export const startSource = defineRoute({
  name: 'catalogue_source.start',
  method: 'POST',
  path: '/catalogue-sources/:id/start',
  access: 'catalogue_source.start',
  params: ById,
  body: z.object({}),
  reply: asked,
});
/** Errors: `conflict` while it is being read. */
export const harvestSource = defineRoute({
  name: 'catalogue_source.harvest',
  method: 'POST',
  path: '/catalogue-sources/:id/harvests',
  access: 'catalogue_source.harvest',
  params: ById,
  body: z.object({
    /** Somebody has looked: entries that are gone are gone, however many. */
    acceptVanished: z.boolean().default(false),
  }),
  reply: asked,
});
const deed = deedsOf('catalogue_source', '/catalogue-sources/:id');
export const pauseSource = deed('pause', Remark);
export const resumeSource = deed('resume', Remark);
/** It is not read any more; what was taken over stays. */
export const removeSource = deed('remove', Remark);

/** Each entry's line but for those that are as they were; of records also what was read as what. */
export const readHarvest = defineRoute({
  name: 'catalogue_source.read_harvest',
  method: 'GET',
  path: '/catalogue-harvests/:id',
  access: 'catalogue_source.read',
  params: ById,
  reply: Harvest.extend({
    lines: z.array(ImportLine),
    mapping: ImportMapping.nullable(),
    paths: z.array(z.string()),
  }),
});

export const catalogueSourceRoutes = [
  listSources,
  createSource,
  readSource,
  editSource,
  lookAtSource,
  startSource,
  harvestSource,
  pauseSource,
  resumeSource,
  removeSource,
  readHarvest,
];
