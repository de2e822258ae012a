import { z } from 'zod';
import { Allowed, ById, Id, Instant, OrganisationRef, Prose, Remark, Title } from './common.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

/** Solution, algorithm and dataset cards share one life: drafted, reviewed, listed, delisted. */
export const ListingStatus = z.enum(['draft', 'in_review', 'listed', 'returned', 'delisted']);

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
  allowed: Allowed,
});

export const SaveCardBase = z.object({
  title: Title,
  summary: Prose,
  fields: z.array(Field).max(6),
  technologies: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});

const deed = <T extends string, D extends string>(thing: T, folder: string, name: D) =>
  defineRoute({
    name: `${thing}.${name}`,
    method: 'POST',
    path: `/${folder}/:id/${name}`,
    access: `${thing}.${name}`,
    params: ById,
    body: Remark,
    reply: 'none',
  });

/** The four deeds of a listing: submit, approve (list), return, delist. Answers 204. */
export const listingDeeds = <T extends string>(thing: T, folder: string) => ({
  submit: deed(thing, folder, 'submit'),
  approve: deed(thing, folder, 'approve'),
  return: deed(thing, folder, 'return'),
  delist: deed(thing, folder, 'delist'),
});
