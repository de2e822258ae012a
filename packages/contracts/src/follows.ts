import { z } from 'zod';
import { ById, Id, Instant, Title } from './common.js';
import { defineRoute } from './route.js';

/** What can be followed: what becomes true of it, or of what belongs to it, and is public, is told. */
export const followedThings = ['scenario', 'benchmark', 'dataset', 'algorithm', 'organisation'] as const;
export const FollowedThing = z.enum(followedThings);
export type FollowedThing = z.infer<typeof FollowedThing>;

export const Follow = z.object({
  thing: FollowedThing,
  thingId: Id,
  /** Null where the reader may not see it any more. */
  title: Title.nullable(),
  since: Instant,
});
export type Follow = z.infer<typeof Follow>;
const followed = z.object({ thing: FollowedThing, id: Id });

/** Those of the person in the organisation acted for, newest first; never anybody else's. */
export const listFollows = defineRoute({
  name: 'follow.list',
  method: 'GET',
  path: '/follows',
  access: 'signed_in',
  reply: z.array(Follow),
});
/** Errors: `not_found` for what the reader may not see, `quota_exhausted` beyond 500. */
export const follow = defineRoute({
  name: 'follow.create',
  method: 'PUT',
  path: '/follows/:thing/:id',
  access: 'signed_in',
  params: followed,
  reply: 'none',
});
export const unfollow = defineRoute({
  name: 'follow.remove',
  method: 'DELETE',
  path: '/follows/:thing/:id',
  access: 'signed_in',
  params: followed,
  reply: 'none',
});

export const searchedLists = [
  'scenarios',
  'solutions',
  'algorithms',
  'datasets',
  'benchmarks',
  'certificates',
  'cases',
  'engagements',
  'runs',
  'pilots',
  'tickets',
  'data_requests',
] as const;
export const SearchedList = z.enum(searchedLists);
export type SearchedList = z.infer<typeof SearchedList>;

/** Filters of a list as they stand in its address. */
const Filters = z
  .record(z.string().regex(/^[a-zA-Z]{1,30}$/), z.string().trim().min(1).max(200))
  .refine((filters) => Object.keys(filters).length <= 12, { error: 'too_big' });

export const SavedSearch = z.object({
  id: Id,
  name: z.string(),
  list: SearchedList,
  filters: Filters,
  /** What is newer has come since the last look. */
  seenAt: Instant,
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const listSearches = defineRoute({
  name: 'saved_search.list',
  method: 'GET',
  path: '/saved-searches',
  access: 'signed_in',
  reply: z.array(SavedSearch),
});
/** Errors: `quota_exhausted` beyond 20. */
export const saveSearch = defineRoute({
  name: 'saved_search.create',
  method: 'POST',
  status: 201,
  path: '/saved-searches',
  access: 'signed_in',
  body: z.object({ name: z.string().trim().min(1).max(100), list: SearchedList, filters: Filters }),
  reply: z.object({ id: Id }),
});
export const lookAtSearch = defineRoute({
  name: 'saved_search.look',
  method: 'POST',
  path: '/saved-searches/:id/look',
  access: 'signed_in',
  params: ById,
  reply: 'none',
});
export const removeSearch = defineRoute({
  name: 'saved_search.remove',
  method: 'DELETE',
  path: '/saved-searches/:id',
  access: 'signed_in',
  params: ById,
  reply: 'none',
});

export const followRoutes = [
  listFollows,
  follow,
  unfollow,
  listSearches,
  saveSearch,
  lookAtSearch,
  removeSearch,
];
