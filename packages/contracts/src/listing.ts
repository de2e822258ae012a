import { z } from 'zod';
import { Allowed, Id, Instant, OrganisationRef, Prose, Remark, Title } from './common.js';
import { deedsOf } from './deed.js';
import { listingStatuses } from './listing-machine.js';
import { Field } from './taxonomies.js';

/** Solution, algorithm and dataset cards share one life: drafted, reviewed, listed, delisted. */
export const ListingStatus = z.enum(listingStatuses);

export const CardBase = z.object({
  id: Id,
  title: Title,
  summary: Prose,
  owner: OrganisationRef,
  status: ListingStatus,
  fields: z.array(Field),
  technologies: z.array(z.string()),
  updatedAt: Instant,
  /** The lab's remark where the card was returned. */
  remark: z.string().nullable(),
  /** In a list that was searched: what of the typed words this one holds, in the order they were typed. */
  matched: z.array(z.string()).optional(),
  allowed: Allowed,
});

export const SaveCardBase = z.object({
  title: Title,
  summary: Prose,
  fields: z.array(Field).max(6),
  technologies: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});

/** The four deeds of a listing: submit, approve (list), return, delist. Answers 204. */
export function listingDeeds(thing: string, folder: string) {
  const deed = deedsOf(thing, `/${folder}/:id`);
  return {
    submit: deed('submit', Remark),
    approve: deed('approve', Remark),
    return: deed('return', Remark),
    delist: deed('delist', Remark),
  };
}
