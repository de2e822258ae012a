import { z } from 'zod';
import { ById, Id, Instant, ListQuery, pageOf, Title } from './common.js';
import { bodies, defineRoute } from './route.js';

/** What a file of another catalogue is: `records` is any table or list of objects, read by a mapping. */
export const ImportKind = z.enum(['ckan', 'dcat', 'croissant', 'records']);
export type ImportKind = z.infer<typeof ImportKind>;

export const importProblems = [
  // Of the file as a whole.
  'not_json',
  'not_ckan',
  'not_jsonld',
  'not_turtle',
  'not_rdfxml',
  'not_table',
  'not_yaml',
  'context_elsewhere',
  'no_datasets',
  'too_much',
  'too_many',
  'incomplete',
  // Of an entry: it is refused.
  'not_an_object',
  'not_active',
  'private',
  'not_croissant',
  'identifier_missing',
  'identifier_twice',
  'title_missing',
  'title_too_long',
  'own_entry',
  'not_ours',
  'other_source',
  // Of an entry that is taken all the same.
  'summary_missing',
  'summary_cut',
  'licence_missing',
  'address_left_out',
  'delisted_here',
] as const;
export const ImportProblem = z.object({
  code: z.enum(importProblems),
  /** Line and column, a path in the file, or the IRI of the entry. */
  place: z.string(),
  detail: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** Where a record holds what: paths such as `name.zh`, parted by dots. Left out: found by usual names. */
export const ImportMapping = z.object({
  identifier: z.string().max(200).optional(),
  titleZh: z.string().max(200).optional(),
  titleEn: z.string().max(200).optional(),
  summaryZh: z.string().max(200).optional(),
  summaryEn: z.string().max(200).optional(),
  keywords: z.string().max(200).optional(),
  publisher: z.string().max(200).optional(),
  licence: z.string().max(200).optional(),
  landingPage: z.string().max(200).optional(),
  modified: z.string().max(200).optional(),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/** What is known of a data set of another catalogue beyond its card. Its files lie where they lie: nothing is copied. */
export const Harvested = z.object({
  source: z.string(),
  sourceAddress: z.string().nullable(),
  identifier: z.string(),
  publisher: z.string().nullable(),
  landingPage: z.string().nullable(),
  modified: z.string().nullable(),
  columns: z.array(
    z.object({ name: z.string(), type: z.string().nullable(), description: z.string().nullable() }),
  ),
  files: z.array(z.object({ address: z.string(), mediaType: z.string().nullable() })),
  /** Since when its catalogue, harvested on a schedule, does not name it any more; absent while it does. */
  vanishedAt: Instant.optional(),
});
export type Harvested = z.infer<typeof Harvested>;

export const importOutcomes = ['added', 'changed', 'vanished', 'same', 'refused'] as const;
export const ImportLine = z.object({
  place: z.string(),
  identifier: z.string().nullable(),
  outcome: z.enum(importOutcomes),
  title: Title.nullable(),
  publisher: z.string().nullable(),
  licence: z.string().nullable(),
  columns: z.number().int(),
  files: z.number().int(),
  /** The data set it is here; null where it is refused, or would be added. */
  datasetId: Id.nullable(),
  problems: z.array(ImportProblem),
});
export type ImportLine = z.infer<typeof ImportLine>;

export const ImportCounts = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  vanished: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

const file = z.object({
  kind: ImportKind,
  fileName: z.string().trim().min(1).max(200),
  /** The file's text; at most 4 MiB with everything else. */
  text: z.string().min(1),
  /** Name of the catalogue it comes from, as readers will see it. */
  source: z.string().trim().min(1).max(200),
  sourceAddress: z.string().trim().max(500).optional(),
  /** Of entries that state none: as the catalogue as a whole is licensed. */
  licence: z.string().trim().max(200).optional(),
  mapping: ImportMapping.optional(),
});
export type ImportFile = z.infer<typeof file>;

/** Reads a file and says what each entry would become; nothing is kept. */
export const previewImport = defineRoute({
  name: 'catalogue_import.preview',
  method: 'POST',
  path: '/catalogue-imports/preview',
  access: 'catalogue_import.create',
  bodyBytes: bodies.table,
  body: file,
  reply: z.object({
    counts: ImportCounts,
    lines: z.array(ImportLine),
    /** Of records: which paths were read as what, and which the first records hold. */
    mapping: ImportMapping.nullable(),
    paths: z.array(z.string()),
    /** Why the file as a whole cannot be read; there are no lines then. */
    fault: ImportProblem.nullable(),
  }),
});
/** Takes all entries that are sound, in one transaction, and lists them as the lab's cards of data held elsewhere. */
export const createImport = defineRoute({
  name: 'catalogue_import.create',
  method: 'POST',
  status: 201,
  path: '/catalogue-imports',
  access: 'catalogue_import.create',
  bodyBytes: bodies.table,
  body: file,
  reply: z.object({ id: Id, counts: ImportCounts }),
});
export const CatalogueImport = z.object({
  id: Id,
  kind: ImportKind,
  fileName: z.string(),
  source: z.string(),
  /** The saved source it was harvested from; null where somebody handed in a file. */
  sourceId: Id.nullable(),
  counts: ImportCounts,
  at: Instant,
  undoneAt: Instant.nullable(),
  /** Entries that were changed since by somebody else and stayed as they are when it was undone. */
  kept: z.number().int(),
  allowed: z.array(z.string()),
});
export type CatalogueImport = z.infer<typeof CatalogueImport>;
export const listImports = defineRoute({
  name: 'catalogue_import.browse',
  method: 'GET',
  path: '/catalogue-imports',
  access: 'catalogue_import.read',
  query: ListQuery.pick({ cursor: true, limit: true }),
  reply: pageOf(CatalogueImport),
});
export const readImport = defineRoute({
  name: 'catalogue_import.read',
  method: 'GET',
  path: '/catalogue-imports/:id',
  access: 'catalogue_import.read',
  params: ById,
  reply: CatalogueImport.extend({ lines: z.array(ImportLine) }),
});
/** What it added is delisted, what it changed is as before. Errors: `wrong_status` where that has been done. */
export const undoImport = defineRoute({
  name: 'catalogue_import.undo',
  method: 'POST',
  path: '/catalogue-imports/:id/undo',
  access: 'catalogue_import.undo',
  params: ById,
  body: z.object({}),
  reply: z.object({ undone: z.number().int(), kept: z.number().int() }),
});

export const catalogueImportRoutes = [previewImport, createImport, listImports, readImport, undoImport];
