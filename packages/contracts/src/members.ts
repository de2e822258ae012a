import { z } from 'zod';
import { MembershipRole } from './accounts.js';
import { Id } from './common.js';
import { defineRoute } from './route.js';

/** Another admin's yes or no to an invitation that gives what two must agree to. */
export const agreeInvitation = defineRoute({
  name: 'organisation.agree_invitation',
  method: 'POST',
  path: '/organisations/:id/invitations/:invitationId/agreement',
  access: 'organisation.agree',
  params: z.object({ id: Id, invitationId: Id }),
  body: z.object({ agreed: z.boolean() }),
  reply: 'none',
});

/** The same to roles proposed for a member. */
export const agreeMember = defineRoute({
  name: 'organisation.agree_member',
  method: 'POST',
  path: '/organisations/:id/members/:personId/agreement',
  access: 'organisation.agree',
  params: z.object({ id: Id, personId: Id }),
  body: z.object({ agreed: z.boolean() }),
  reply: 'none',
});

export const removeMember = defineRoute({
  name: 'organisation.remove_member',
  method: 'DELETE',
  path: '/organisations/:id/members/:personId',
  access: 'organisation.manage_members',
  params: z.object({ id: Id, personId: Id }),
  reply: 'none',
});

export const changeMember = defineRoute({
  name: 'organisation.change_member',
  method: 'PUT',
  path: '/organisations/:id/members/:personId',
  access: 'organisation.manage_members',
  params: z.object({ id: Id, personId: Id }),
  body: z.object({ roles: z.array(MembershipRole).min(1) }),
  reply: 'none',
});

/** Takes an invitation back before it is accepted: its link opens nothing from then on. */
export const withdrawInvitation = defineRoute({
  name: 'organisation.withdraw_invitation',
  method: 'DELETE',
  path: '/organisations/:id/invitations/:invitationId',
  access: 'organisation.invite',
  params: z.object({ id: Id, invitationId: Id }),
  reply: 'none',
});

export const memberRoutes = [removeMember, changeMember, agreeMember, agreeInvitation, withdrawInvitation];
