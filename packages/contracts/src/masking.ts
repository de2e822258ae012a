import { z } from 'zod';
import { ById, Id, Instant } from './common.js';
import { ColumnEntry, FileProblem } from './datasets.js';
import { bodies, defineRoute } from './route.js';

/**
 * `token`: the same value is the same token in every version of the data set, by a key the lab keeps; `truncate`: its first
 * characters; `redact`: what is written like a number or an address of somebody is struck out of a text; `year`, `month`,
 * `band`, `district`: a coarser value; `drop`: the column is left out.
 */
export const maskMethods = [
  'token',
  'truncate',
  'redact',
  'year',
  'month',
  'band',
  'district',
  'drop',
] as const;
export type MaskMethod = (typeof maskMethods)[number];

/** What can be done to a column of this type. */
export const methodsFor: Record<ColumnEntry['type'], readonly MaskMethod[]> = {
  string: ['token', 'truncate', 'redact', 'year', 'district', 'drop'],
  number: ['band', 'token', 'drop'],
  timestamp: ['month', 'year', 'token', 'drop'],
  boolean: ['drop'],
  image: ['drop'],
};

export const ColumnMask = z
  .object({
    column: z.string().min(1).max(200),
    method: z.enum(maskMethods),
    /** Characters that `truncate` leaves; what is no longer than these is struck out whole. */
    keep: z.number().int().min(1).max(20).optional(),
    /** Of a `band`. */
    width: z.number().min(0.001).max(1e9).optional(),
  })
  .refine(({ method, keep }) => method !== 'truncate' || keep !== undefined, {
    error: 'required',
    path: ['keep'],
  })
  .refine(({ method, width }) => method !== 'band' || width !== undefined, {
    error: 'required',
    path: ['width'],
  });
export type ColumnMask = z.infer<typeof ColumnMask>;

const some = z.number().int();
/** What came of it, counted over all rows. */
export const MaskPreview = z.object({
  rows: some,
  columns: z.array(
    z.object({
      name: z.string(),
      method: z.enum(maskMethods),
      changed: some,
      /** Cells that held something and hold nothing now. */
      emptied: some,
      distinctBefore: some,
      distinctAfter: some,
      /** A few cells before and after; none of data that may not be read. */
      examples: z.array(z.object({ before: z.string(), after: z.string() })),
    }),
  ),
  /** What the detector still finds, by column and kind. */
  left: z.array(z.object({ column: z.string(), kind: z.string(), cells: some })),
});
export type MaskPreview = z.infer<typeof MaskPreview>;

export const Masking = z.object({
  /** `none`: nothing was asked; `working`: it is being written; `shown`: it can be looked at and taken. */
  state: z.enum(['none', 'working', 'failed', 'shown']),
  masks: z.array(ColumnMask),
  askedAt: Instant.nullable(),
  preview: MaskPreview.nullable(),
  problems: z.array(FileProblem),
  /** The dictionary the new version would have. */
  columns: z.array(ColumnEntry),
});
export type Masking = z.infer<typeof Masking>;

/** How columns are to be masked. Written in the sandbox as a job; what was asked before is given up. */
export const askMasking = defineRoute({
  name: 'dataset.ask_masking',
  method: 'POST',
  path: '/dataset-versions/:id/masking',
  access: 'dataset.mask_version',
  params: ById,
  bodyBytes: bodies.table,
  body: z.object({ masks: z.array(ColumnMask).min(1).max(2_000) }),
  reply: 'none',
});
export const readMasking = defineRoute({
  name: 'dataset.read_masking',
  method: 'GET',
  path: '/dataset-versions/:id/masking',
  access: 'dataset.mask_version',
  params: ById,
  reply: Masking,
});
/**
 * Makes what was shown a new version; the one it came from is deprecated. Errors: `gate_incomplete` where everybody may read
 * the data and personal data are left.
 */
export const takeMasking = defineRoute({
  name: 'dataset.take_masking',
  method: 'POST',
  path: '/dataset-versions/:id/masking/take',
  access: 'dataset.mask_version',
  params: ById,
  body: z.object({
    label: z.string().trim().min(1).max(60),
    /** Of the masking that was looked at. */
    askedAt: Instant,
  }),
  reply: z.object({ id: Id }),
});

export const maskingRoutes = [askMasking, readMasking, takeMasking];
