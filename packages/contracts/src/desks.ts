import { z } from 'zod';
import { Id, Instant, Title } from './common.js';
import { Thing } from './lab.js';
import { defineRoute } from './route.js';

/** What lies on the desks of the lab's three roles; each shelf stands on its role's desk alone. */
export const deskShelves = {
  broker: ['needs_unmatched', 'pairs_proposed', 'standing_still'],
  reviewer: ['to_review', 'uncharged_looks', 'on_watch', 'leaks'],
  admin: ['to_verify', 'role_proposals', 'jobs_given_up', 'signing_keys'],
} as const;
export const DeskSide = z.enum(['broker', 'reviewer', 'admin']);
export type DeskSide = z.infer<typeof DeskSide>;
export const DeskShelfKey = z.enum([...deskShelves.broker, ...deskShelves.reviewer, ...deskShelves.admin]);
export type DeskShelfKey = z.infer<typeof DeskShelfKey>;

export const DeskLine = z.object({
  /** Of the line, not of the thing: two may be about one. */
  key: z.string(),
  thing: Thing.nullable(),
  id: Id.nullable(),
  /** What the thing's page is addressed by. */
  page: z.string().nullable(),
  title: Title,
  /** A status, a job, a cause: the web has words for it by the shelf. */
  state: z.string().nullable(),
  detail: z.string().nullable(),
  since: Instant,
  due: Instant.nullable(),
});
export type DeskLine = z.infer<typeof DeskLine>;

/** The longest waiting lines of each shelf, and how many there are. */
export const DeskShelf = z.object({
  key: DeskShelfKey,
  total: z.number().int(),
  lines: z.array(DeskLine),
});
export type DeskShelf = z.infer<typeof DeskShelf>;

export const readDesk = defineRoute({
  name: 'lab.read_desk',
  method: 'GET',
  path: '/lab/desk',
  access: 'lab.read_desk',
  reply: z.object({
    sides: z.array(z.object({ side: DeskSide, shelves: z.array(DeskShelf) })),
    /** For the admin: who is here, and what is kept by kind of file, in bytes. */
    house: z
      .object({
        people: z.number().int(),
        suspended: z.number().int(),
        organisations: z.number().int(),
        unverified: z.number().int(),
        datasetBytes: z.number(),
        programBytes: z.number(),
      })
      .nullable(),
  }),
});
