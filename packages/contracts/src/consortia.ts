import { z } from 'zod';
import { Allowed, ById, Id, Instant, OrganisationRef, Reason } from './common.js';
import { defineRoute } from './route.js';

/** Besides the lead. */
export const mostMembers = 9;
const Part = z.string().trim().min(1).max(500);
const Share = z.number().int().min(1).max(100);
const Place = z.object({ part: Part, share: Share });

export const consortiumRoles = ['lead', 'member'] as const;
const ConsortiumRole = z.enum(consortiumRoles);

/** As it goes along inside the sealed bid: the lead first. */
export const ConsortiumPlace = Place.extend({ organisationId: Id, role: ConsortiumRole });
/** As it is told once bids are opened. */
export const BidMember = Place.extend({ organisation: OrganisationRef, role: ConsortiumRole });
export type BidMember = z.infer<typeof BidMember>;

/** Seen by whoever is in it and by nobody else, the lab and the department included, until the bids are opened. */
export const Consortium = z.object({
  id: Id,
  /** Of the reader's organisation. */
  role: ConsortiumRole,
  members: z.array(BidMember.extend({ confirmedAt: Instant.nullable() })),
  left: z.array(z.object({ organisation: OrganisationRef, reason: z.string(), at: Instant })),
  /** All have confirmed and the shares are 100: a bid may be handed in. */
  ready: z.boolean(),
  /** What the lead handed in, newest first. */
  bids: z.array(
    z.object({
      handedInAt: Instant,
      sealedDigest: z.string(),
      contentDigest: z.string(),
      state: z.enum(['standing', 'replaced', 'withdrawn', 'broken']),
    }),
  ),
  allowed: Allowed,
});
export type Consortium = z.infer<typeof Consortium>;

export const listConsortia = defineRoute({
  name: 'consortium.list',
  method: 'GET',
  path: '/calls/:id/consortia',
  access: 'signed_in',
  params: ById,
  reply: z.object({ items: z.array(Consortium), allowed: Allowed }),
});
/**
 * The lead's whole plan. Whoever's part or share changes confirms anew, and a bid that stands is withdrawn: it was another
 * consortium's. Errors: `duplicate` where the lead offers in another one; places of `members` for who cannot be one.
 */
export const saveConsortium = defineRoute({
  name: 'consortium.save',
  method: 'PUT',
  path: '/calls/:id/consortium',
  access: 'consortium.save',
  params: ById,
  body: Place.extend({
    members: z
      .array(Place.extend({ organisationId: Id }))
      .min(1)
      .max(mostMembers),
  }).superRefine(({ share, members }, context) => {
    if (share + members.reduce((sum, one) => sum + one.share, 0) !== 100)
      context.addIssue({ code: 'custom', path: ['share'], message: 'shares_not_100' });
    members.forEach(({ organisationId }, at) => {
      if (members.findIndex((one) => one.organisationId === organisationId) < at)
        context.addIssue({
          code: 'custom',
          path: ['members', at, 'organisationId'],
          message: 'member_twice',
        });
    });
  }),
  reply: z.object({ id: Id }),
});
/** What is confirmed is sent along: of a plan that changed meanwhile nothing is confirmed. Errors: `conflict`, `duplicate`. */
export const confirmPlace = defineRoute({
  name: 'consortium.confirm',
  method: 'POST',
  path: '/consortia/:id/confirmation',
  access: 'consortium.confirm',
  params: ById,
  body: Place,
  reply: 'none',
});
/** Before the deadline: its confirmation is void, and a bid that stands is withdrawn. The lead is told with the reason. */
export const leaveConsortium = defineRoute({
  name: 'consortium.leave',
  method: 'POST',
  path: '/consortia/:id/leave',
  access: 'consortium.leave',
  params: ById,
  body: Reason,
  reply: 'none',
});
/** The lead gives it up before the deadline; a bid that stands is withdrawn. */
export const dissolveConsortium = defineRoute({
  name: 'consortium.dissolve',
  method: 'DELETE',
  path: '/consortia/:id',
  access: 'consortium.dissolve',
  params: ById,
  reply: 'none',
});
export const consortiumRoutes = [
  listConsortia,
  saveConsortium,
  confirmPlace,
  leaveConsortium,
  dissolveConsortium,
];
