import { z } from 'zod';
import {
  Allowed,
  ById,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  pageOf,
  Reason,
  Remark,
  Title,
  textOf,
} from './common.js';
import { dataRequestMachine } from './data-requests/data-request.machine.js';
import { deedsOf } from './deed.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

/** A wish for data nobody has published yet. Whose it is the lab knows and its owner; everybody reads what is wished for. */
export const dataRequestStatuses = dataRequestMachine.statuses;
export const DataRequestStatus = z.enum(dataRequestStatuses);
export type DataRequestStatus = z.infer<typeof DataRequestStatus>;

const WantedField = z.object({
  name: z.string().trim().min(1).max(100),
  note: z.string().trim().max(300).default(''),
});
export const mostWantedFields = 40;
const wish = {
  title: Title,
  /** What the data are to serve. */
  purpose: textOf(4_000),
  wanted: z
    .array(WantedField)
    .max(mostWantedFields)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, {
      error: 'named_twice',
    })
    .default([]),
  field: Field,
  region: z.string().max(60).nullable().default(null),
  /** The published need, or one of one's own, that waits for them. */
  scenarioId: Id.nullable().default(null),
};
export const WriteDataRequest = z.object(wish);

export const DataRequestRow = z.object({
  id: Id,
  title: Title,
  purpose: textOf(4_000),
  field: Field,
  region: z.string().nullable(),
  status: DataRequestStatus,
  /** Organisations that want the same, the first one included. */
  votes: z.number().int(),
  /** The reader's own organisation is one of them. */
  voted: z.boolean(),
  mine: z.boolean(),
  createdAt: Instant,
  claimedBy: OrganisationRef.nullable(),
  fulfilledAt: Instant.nullable(),
  /** Whole days from the wish to the data. */
  days: z.number().int().nullable(),
});
export type DataRequestRow = z.infer<typeof DataRequestRow>;
export const DataRequest = DataRequestRow.extend({
  wanted: z.array(WantedField),
  /** Known to the lab and to itself. */
  owner: OrganisationRef.nullable(),
  /** To whom the lab has passed it on; for the lab and for whom it was passed on to. */
  routedTo: OrganisationRef.nullable(),
  scenario: z.object({ id: Id, title: Title }).nullable(),
  /** Why it was declined, for everybody. */
  reason: z.string().nullable(),
  mergedInto: z.object({ id: Id, title: Title }).nullable(),
  merged: z.array(z.object({ id: Id, title: Title })),
  dataset: z.object({ id: Id, title: Title, version: z.string() }).nullable(),
  claimedAt: Instant.nullable(),
  allowed: Allowed,
});
export type DataRequest = z.infer<typeof DataRequest>;

export const createDataRequest = defineRoute({
  name: 'data_request.create',
  method: 'POST',
  status: 201,
  path: '/data-requests',
  access: 'data_request.create',
  body: WriteDataRequest,
  reply: z.object({ id: Id }),
});
export const dataRequestScopes = ['mine', 'voted', 'claimed'] as const;
export const listDataRequests = defineRoute({
  name: 'data_request.browse',
  method: 'GET',
  path: '/data-requests',
  access: 'public',
  query: ListQuery.extend({
    status: DataRequestStatus.optional(),
    field: Field.optional(),
    region: z.string().max(60).optional(),
    scope: z.enum(dataRequestScopes).optional(),
    scenarioId: Id.optional(),
    sort: z.enum(['votes', 'newest', 'waiting']).optional(),
  }),
  reply: pageOf(DataRequestRow).extend({
    facets: z.record(z.string(), z.record(z.string(), z.number().int())),
  }),
});
export const readDataRequest = defineRoute({
  name: 'data_request.read',
  method: 'GET',
  path: '/data-requests/:id',
  access: 'public',
  params: ById,
  reply: DataRequest,
});
/** What was wished for already, and data there are, by the words typed so far. */
export const similarDataRequests = defineRoute({
  name: 'data_request.similar',
  method: 'POST',
  path: '/data-requests/similar',
  access: 'signed_in',
  body: z.object({ text: z.string().trim().min(2).max(2_000), except: Id.optional() }),
  reply: z.object({
    requests: z.array(
      z.object({
        id: Id,
        title: Title,
        status: DataRequestStatus,
        votes: z.number().int(),
        voted: z.boolean(),
        likeness: z.number(),
      }),
    ),
    datasets: z.array(z.object({ id: Id, title: Title, owner: OrganisationRef })),
  }),
});
const Month = z.object({
  month: z.string(),
  wished: z.number().int(),
  fulfilled: z.number().int(),
});
const Span = z.object({
  fulfilled: z.number().int(),
  /** Days; null where nothing was fulfilled yet. */
  median: z.number().nullable(),
  ninetieth: z.number().nullable(),
});
/** How long wishes wait; merged ones count with the one they were joined to. */
export const readDataRequestFigures = defineRoute({
  name: 'data_request.figures',
  method: 'GET',
  path: '/data-request-figures',
  access: 'public',
  reply: z.object({
    waiting: z.number().int(),
    declined: z.number().int(),
    all: Span,
    byField: z.array(Span.extend({ field: Field, waiting: z.number().int() })),
    /** The last twelve months of the lab's calendar, this one last. */
    months: z.array(Month),
  }),
});

/** One vote an organisation. */
export const voteForData = defineRoute({
  name: 'data_request.vote',
  method: 'PUT',
  path: '/data-requests/:id/vote',
  access: 'data_request.vote',
  params: ById,
  reply: 'none',
});
export const withdrawVoteForData = defineRoute({
  name: 'data_request.withdraw_vote',
  method: 'DELETE',
  path: '/data-requests/:id/vote',
  access: 'data_request.withdraw_vote',
  params: ById,
  reply: 'none',
});
const deed = deedsOf('data_request', '/data-requests/:id');
export const dataRequestDeeds = {
  claim: deed('claim', Remark),
  /** Whom the lab asked, or who claimed it, gives it back. */
  hand_back: deed('hand_back', Reason),
  decline: deed('decline', Reason),
  reopen: deed('reopen', Reason),
  withdraw: deed('withdraw', Remark),
};
const Route = Remark.extend({ organisationId: Id });
export const routeDataRequest = deedsOf('data_request', '/data-requests/:id')('route', Route);
const Fulfil = Remark.extend({ datasetVersionId: Id });
/** By a version that is ready, of a listed data set of whoever claimed the wish. */
export const fulfilDataRequest = deedsOf('data_request', '/data-requests/:id')('fulfil', Fulfil);
const Merge = Reason.extend({ into: Id });
/** Votes move; who wanted both counts once. */
export const mergeDataRequest = deedsOf('data_request', '/data-requests/:id')('merge', Merge);

export const dataRequestRoutes = [
  createDataRequest,
  listDataRequests,
  readDataRequest,
  similarDataRequests,
  readDataRequestFigures,
  voteForData,
  withdrawVoteForData,
  ...Object.values(dataRequestDeeds),
  routeDataRequest,
  fulfilDataRequest,
  mergeDataRequest,
];
