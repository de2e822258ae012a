import { z } from 'zod';
import { Allowed, ById, Id, Instant, ListQuery, pageOf } from './common.js';
import { EditionKind } from './editions.js';
import { bodies, defineRoute } from './route.js';

/** `reading`: the file is being opened in the sandbox. */
export const importStates = ['reading', 'read', 'refused', 'undone'] as const;
export const ImportState = z.enum(importStates);

/** `double`: the same line was imported before, from this file or another. */
export const importRowStates = ['ready', 'faulty', 'imported', 'double'] as const;

export const ImportRow = z.object({
  /** Counted through all sheets, from 1. */
  number: z.number().int(),
  kind: EditionKind,
  sheet: z.string(),
  row: z.number().int(),
  /** Column → what the file says, or what was corrected. */
  values: z.record(z.string(), z.string()),
  state: z.enum(importRowStates),
  /** What is wrong, by column; what does not stop it only warns. */
  faults: z.array(z.object({ column: z.string(), code: z.string(), stops: z.boolean() })),
  /** The organisation the draft will be of is in the lab already. */
  ownerKnown: z.boolean(),
  /** The need or card it became, or is the double of. */
  thingId: Id.nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ListImport = z.object({
  id: Id,
  fileName: z.string(),
  state: ImportState,
  /** Why the file could not be read. */
  problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })),
  createdAt: Instant,
  rows: z.number().int(),
  imported: z.number().int(),
  allowed: Allowed,
});
export type ListImport = z.infer<typeof ListImport>;

export const listImports = defineRoute({
  name: 'list_import.list',
  method: 'GET',
  path: '/list-imports',
  access: 'list_import.list',
  query: ListQuery.omit({ q: true }),
  reply: pageOf(ListImport),
});
export const readImport = defineRoute({
  name: 'list_import.read',
  method: 'GET',
  path: '/list-imports/:id',
  access: 'list_import.read',
  params: ById,
  reply: ListImport.extend({ lines: z.array(ImportRow) }),
});
/** The file is an upload of purpose `file`: XLSX or CSV. */
export const createImport = defineRoute({
  name: 'list_import.create',
  method: 'POST',
  status: 201,
  path: '/list-imports',
  access: 'list_import.create',
  body: z.object({ uploadId: Id }),
  reply: z.object({ id: Id }),
});
export const correctImport = defineRoute({
  name: 'list_import.edit',
  method: 'PUT',
  path: '/list-imports/:id/rows/:number',
  access: 'list_import.edit',
  params: ById.extend({ number: z.coerce.number().int().min(1).max(1_000_000) }),
  bodyBytes: bodies.card,
  body: z.object({ values: z.record(z.string().max(40), z.string().trim().max(20_000)) }),
  reply: 'none',
});
/** Makes drafts of every line that is ready; those that are not wait to be corrected, and can be imported later. */
export const applyImport = defineRoute({
  name: 'list_import.apply',
  method: 'POST',
  path: '/list-imports/:id/apply',
  access: 'list_import.apply',
  params: ById,
  reply: z.object({
    imported: z.number().int(),
    refused: z.number().int(),
    doubles: z.number().int(),
  }),
});
/** Takes back what it made, as far as nobody has worked on it. */
export const undoImport = defineRoute({
  name: 'list_import.undo',
  method: 'POST',
  path: '/list-imports/:id/undo',
  access: 'list_import.undo',
  params: ById,
  reply: z.object({ removed: z.number().int(), kept: z.number().int() }),
});

export const listImportRoutes = [
  listImports,
  readImport,
  createImport,
  correctImport,
  applyImport,
  undoImport,
];
