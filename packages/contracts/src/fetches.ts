import { z } from 'zod';
import { ById, Id, Instant, Sha256 } from './common.js';
import { defineRoute } from './route.js';
import { Upload } from './uploads.js';

/**
 * Why nothing was taken from an address. `address_refused`: it, or one it led to, is none the lab speaks with; `html`: a page
 * for people came in place of data; `status`: the other side answered with a refusal (`code`).
 */
export const fetchFaults = [
  'address_refused',
  'not_found',
  'unreachable',
  'late',
  'stalled',
  'status',
  'too_many_redirects',
  'redirect_broken',
  'html',
  'empty',
  'encoding',
  'cut_off',
  'too_large',
  'storage_full',
  'given_up',
] as const;
export type FetchFault = (typeof fetchFaults)[number];

export const FetchProblem = z.object({
  fault: z.enum(fetchFaults),
  /** The other side's status, of `status`. */
  code: z.number().int().nullable(),
  /** Where it happened, where that is not the address that was asked: host alone. */
  host: z.string().nullable(),
  /** Most bytes that would have been taken, of `too_large`. */
  most: z.number().nullable(),
});
export type FetchProblem = z.infer<typeof FetchProblem>;

/** Where bytes came from; shown to the owner's organisation alone, for an address may hold a key. */
const Origin = {
  address: z.string(),
  /** Where it led in the end, when that was elsewhere. */
  from: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  endedAt: Instant.nullable(),
};
export const FetchedFrom = z.object(Origin);
export type FetchedFrom = z.infer<typeof FetchedFrom>;

export const Fetch = z.object({
  ...Origin,
  id: Id,
  datasetId: Id,
  /** `unchanged`: byte for byte what the version asked about already is. */
  state: z.enum(['waiting', 'fetching', 'fetched', 'unchanged', 'failed', 'cancelled']),
  /** Bytes that came, and how many there are where the other side says so. */
  received: z.number().int(),
  expected: z.number().int().nullable(),
  problem: FetchProblem.nullable(),
  contentType: z.string().nullable(),
  sha256: Sha256.nullable(),
  /** What came, as an upload like any other. */
  upload: Upload.nullable(),
  /** The version it was made. */
  versionId: Id.nullable(),
  askedAt: Instant,
});
export type Fetch = z.infer<typeof Fetch>;

/** `https://` as a rule; `http://` reaches only addresses the lab's operator has allowed by name. */
export const Address = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text) && !text.includes('#'), {
    error: 'address_with_login',
  });

/** Has the file at an address fetched by the lab. Errors: `upload_quota` where the organisation has no room left. */
export const askFetch = defineRoute({
  name: 'dataset.ask_fetch',
  method: 'POST',
  path: '/datasets/:id/fetches',
  access: 'dataset.add_version',
  params: ById,
  body: z.object({
    address: Address,
    /** A version of these data: what is byte for byte the same is not taken once more. */
    versionId: Id.nullable().default(null),
  }),
  reply: z.object({ id: Id }),
});
export const readFetch = defineRoute({
  name: 'dataset.read_fetch',
  method: 'GET',
  path: '/dataset-fetches/:id',
  access: 'signed_in',
  params: ById,
  reply: Fetch,
});
/** Stops it wherever it is. Errors: `wrong_status` once it has ended. */
export const cancelFetch = defineRoute({
  name: 'dataset.cancel_fetch',
  method: 'POST',
  path: '/dataset-fetches/:id/cancel',
  access: 'signed_in',
  params: ById,
  reply: 'none',
});
/** How much of a fetched file its owner may look at before it is made a version. */
export const mostBeginning = 32 * 2 ** 20;
/** Its first bytes, as they came, so that what they are read as shows before anything is kept. */
export const fetchBeginning = defineRoute({
  name: 'dataset.fetch_beginning',
  method: 'GET',
  path: '/dataset-fetches/:id/beginning',
  access: 'signed_in',
  params: ById,
  query: z.object({ bytes: z.coerce.number().int().min(1).max(mostBeginning).default(262_145) }),
  reply: 'stream',
});

export const upkeepPaces = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** How often data are expected anew; late once a fifth of that has passed beyond it. */
export const Upkeep = z.object({
  every: z.enum(upkeepPaces),
  /** When the newest version came; null before the first. */
  last: Instant.nullable(),
  late: z.boolean(),
  /** Where from the lab fetches them by itself; for the owner's organisation alone. */
  source: z
    .object({
      address: z.string(),
      nextAt: Instant.nullable(),
      /** In a row; after eight it waits for the owner. */
      failures: z.number().int(),
      problem: FetchProblem.nullable(),
    })
    .nullable(),
});
export type Upkeep = z.infer<typeof Upkeep>;
/**
 * Says how often the data are expected anew, and whether the lab fetches them: what comes becomes a version with the columns of
 * the one before. `every` null: nothing is expected any more.
 */
export const setUpkeep = defineRoute({
  name: 'dataset.set_upkeep',
  method: 'PUT',
  path: '/datasets/:id/upkeep',
  access: 'dataset.add_version',
  params: ById,
  body: z.object({ every: z.enum(upkeepPaces).nullable(), address: Address.nullable().default(null) }),
  reply: 'none',
});

export const fetchRoutes = [setUpkeep, askFetch, readFetch, cancelFetch, fetchBeginning];
