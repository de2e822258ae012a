import { z } from 'zod';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  pageOf,
  Reason,
  Remark,
  Sha256,
  Title,
  textOf,
} from './common.js';
import { deedsOf } from './deed.js';
import { editionMachine } from './editions/edition.machine.js';
import { bodies, defineRoute } from './route.js';

/** 机会清单, of needs, and 能力清单, of solution cards. */
export const editionKinds = ['opportunity', 'capability'] as const;
export const EditionKind = z.enum(editionKinds);
export type EditionKind = z.infer<typeof EditionKind>;

export const EditionStatus = z.enum(editionMachine.statuses);

/** Most entries of one edition. */
export const mostEntries = 2_000;

const Note = textOf(5_000).nullable();

/** What a cell says: words in one or both languages, or a figure. An empty cell is left out. */
export const EditionCell = z.union([
  z.number(),
  z.object({ zh: z.string().optional(), en: z.string().optional() }),
]);
export type EditionCell = z.infer<typeof EditionCell>;

/** One line of a list: `id` is the need or the card it was made of. */
export const EditionEntry = z.object({ id: Id, cells: z.record(z.string(), EditionCell) });
export type EditionEntry = z.infer<typeof EditionEntry>;

/** What is frozen, and what the digest is of (its canonical JSON, RFC 8785). */
export const EditionContent = z.object({
  kind: EditionKind,
  title: Title,
  note: Note,
  entries: z.array(EditionEntry).max(mostEntries),
});
export type EditionContent = z.infer<typeof EditionContent>;

export const EditionRow = z.object({
  id: Id,
  kind: EditionKind,
  status: EditionStatus,
  /** Counted per kind, from 1; given when it is published. */
  number: z.number().int().nullable(),
  title: Title,
  entries: z.number().int(),
  publishedAt: Instant.nullable(),
  updatedAt: Instant,
  allowed: Allowed,
});
export type EditionRow = z.infer<typeof EditionRow>;

export const editionFormats = ['xlsx', 'csv', 'json', 'pdf'] as const;
export const EditionFormat = z.enum(editionFormats);
export type EditionFormat = z.infer<typeof EditionFormat>;
/** Headers and words of a file; JSON holds both. */
const Language = z.enum(['zh', 'en']);

export const EditionFile = z.object({
  format: EditionFormat,
  language: Language.nullable(),
  bytes: z.number().int(),
  sha256: Sha256,
});
export type EditionFile = z.infer<typeof EditionFile>;

/** How it differs from the last edition of its kind, by what the entries were made of. */
export const EditionDifference = z.object({
  id: Id,
  number: z.number().int(),
  added: z.array(Id),
  changed: z.array(z.object({ id: Id, columns: z.array(z.string()) })),
  /** What the last one had and this one has not. */
  gone: z.array(z.object({ id: Id, name: EditionCell })),
});
export type EditionDifference = z.infer<typeof EditionDifference>;

export const Edition = EditionRow.extend({
  content: EditionContent,
  /** Of what its entries were made of, what this reader can still open: a need may have been withdrawn since. */
  there: z.array(Id),
  /** SHA-256 of the content's canonical JSON; null while it is only a draft. */
  digest: Sha256.nullable(),
  /** Contact persons are printed. */
  contacts: z.boolean(),
  difference: EditionDifference.nullable(),
  /** They are written a moment after it is published. */
  files: z.array(EditionFile),
  /** Published by one person alone, because there was nobody else who could. */
  alone: z.boolean(),
  /** Why it was returned or withdrawn. */
  remark: z.string().nullable(),
});
export type Edition = z.infer<typeof Edition>;

export const listEditions = defineRoute({
  name: 'edition.browse',
  method: 'GET',
  path: '/editions',
  access: 'public',
  query: ListQuery.extend({ kind: EditionKind.optional(), status: EditionStatus.optional() }),
  reply: pageOf(EditionRow),
});
export const readEdition = defineRoute({
  name: 'edition.read',
  method: 'GET',
  path: '/editions/:id',
  access: 'public',
  params: ById,
  reply: Edition,
  versioned: true,
});
const plan = {
  title: Title,
  note: Note.default(null),
  /** Needs or cards, in the order they are printed in. */
  itemIds: z.array(Id).max(mostEntries).default([]),
  contacts: z.boolean().default(false),
};
export const SaveEdition = z.object(plan);
export type SaveEdition = z.infer<typeof SaveEdition>;
export const createEdition = defineRoute({
  name: 'edition.create',
  method: 'POST',
  status: 201,
  path: '/editions',
  access: 'edition.create',
  bodyBytes: bodies.card,
  body: SaveEdition.extend({ kind: EditionKind }),
  reply: z.object({ id: Id }),
});
export const editEdition = defineRoute({
  name: 'edition.edit',
  method: 'PUT',
  path: '/editions/:id',
  access: 'edition.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveEdition,
  reply: 'none',
  versioned: true,
});
const deed = deedsOf('edition', '/editions/:id');
export const editionDeeds = {
  /** Freezes what is asked to be published: whoever publishes it reads exactly that. */
  submit: deed('submit', Remark),
  return: deed('return', Reason),
  publish: deed('publish', Remark),
  withdraw: deed('withdraw', Reason),
};
export const downloadEdition = defineRoute({
  name: 'edition.download',
  method: 'GET',
  path: '/editions/:id/files/:format',
  access: 'public',
  params: ById.extend({ format: EditionFormat }),
  query: z.object({ lang: Language.default('zh') }),
  reply: 'stream',
});

export const editionRoutes = [
  listEditions,
  readEdition,
  createEdition,
  editEdition,
  ...Object.values(editionDeeds),
  downloadEdition,
];
