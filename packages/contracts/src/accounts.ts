import { z } from 'zod';
import { Allowed, ById, Id, Instant, ListQuery, OrganisationRef, pageOf, Title, textOf } from './common.js';
import { LabIdentity } from './identity.js';
import { defineRoute } from './route.js';

export const roles = ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin', 'observer'] as const;
export const Role = z.enum(roles);
export const organisationRoles = ['supply', 'demand', 'operate'] as const;
export const OrganisationRole = z.enum(organisationRoles);
export const membershipRoles = [
  'owner',
  'member',
  'operator',
  'reviewer',
  'broker',
  'admin',
  'observer',
] as const;
export const MembershipRole = z.enum(membershipRoles);

export const Email = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());
/** At least 10 characters; length is what protects, so no composition rules. */
export const Password = z.string().min(10).max(256);
const PersonName = z.string().trim().min(1).max(100);

export const Me = z.object({
  person: z.object({ id: Id, name: z.string(), email: z.string() }),
  organisation: OrganisationRef.extend({ roles: z.array(OrganisationRole), verified: z.boolean() }),
  /** Roles of the person in the organisation it acts for now. */
  roles: z.array(Role),
  memberships: z.array(z.object({ organisation: OrganisationRef, roles: z.array(MembershipRole) })),
  allowed: Allowed,
});
export type Me = z.infer<typeof Me>;

export const createSession = defineRoute({
  name: 'session.create',
  method: 'POST',
  status: 201,
  path: '/session',
  access: 'public',
  body: z.object({ email: Email, password: z.string().max(256) }),
  reply: Me,
});
/**
 * How far a fresh lab's demonstration is told: `done` of `of` parts of it, the `step` now under way. `broken_off`: it
 * ended before its time, and what was told so far is there.
 */
export const DemonstrationProgress = z.object({
  step: z.enum(['people', 'data', 'needs', 'exams', 'engagements', 'cases', 'broken_off']),
  done: z.number().int(),
  of: z.number().int(),
});
export type DemonstrationProgress = z.infer<typeof DemonstrationProgress>;

/** `me` is null for a visitor; `demonstration` lists the seeded accounts where the lab shows them. */
export const readSession = defineRoute({
  name: 'session.read',
  method: 'GET',
  path: '/session',
  access: 'public',
  reply: z.object({
    me: Me.nullable(),
    lab: z.object({
      name: Title,
      demonstration: z.boolean(),
      /** While the demonstration is being told; null when it is whole. */
      telling: DemonstrationProgress.nullable(),
      version: z.string(),
      /** Whose midnight the lab's days begin and end at, as `lab.days` says too. */
      timeZone: z.string(),
      identity: LabIdentity,
      /** What the lab tells everybody on its front page. */
      note: textOf(300).nullable(),
      /** Names the lab has given to codes that everybody's program knows. */
      renamed: z.array(z.object({ kind: z.string(), code: z.string(), name: Title })),
    }),
    demonstrationAccounts: z.array(
      z.object({
        email: z.string(),
        password: z.string(),
        name: z.string(),
        organisation: Title,
        roles: z.array(Role),
      }),
    ),
  }),
});
export const deleteSession = defineRoute({
  name: 'session.delete',
  method: 'DELETE',
  path: '/session',
  access: 'signed_in',
  reply: 'none',
});
export const switchOrganisation = defineRoute({
  name: 'session.switch',
  method: 'POST',
  path: '/session/organisation',
  access: 'signed_in',
  body: z.object({ organisationId: Id }),
  reply: Me,
});
export const listSessions = defineRoute({
  name: 'session.list',
  method: 'GET',
  path: '/sessions',
  access: 'signed_in',
  reply: z.array(
    z.object({ id: Id, createdAt: Instant, lastSeenAt: Instant, agent: z.string(), current: z.boolean() }),
  ),
});
export const signOutEverywhere = defineRoute({
  name: 'session.delete_all',
  method: 'DELETE',
  path: '/sessions',
  access: 'signed_in',
  reply: 'none',
});
export const changePassword = defineRoute({
  name: 'account.change_password',
  method: 'POST',
  path: '/account/password',
  access: 'signed_in',
  body: z.object({ current: z.string().max(256), next: Password }),
  reply: 'none',
});
export const resetPassword = defineRoute({
  name: 'account.reset',
  method: 'POST',
  path: '/account/reset',
  access: 'public',
  body: z.object({ token: z.string().min(20).max(200), password: Password }),
  reply: 'none',
});

/** What a token may be used for: to read, to hand in from the command line, to hand in tickets, for all its holder may. */
export const tokenScopes = ['read', 'submit', 'tickets', 'full'] as const;
export const TokenScope = z.enum(tokenScopes);
export type TokenScope = z.infer<typeof TokenScope>;

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  scope: TokenScope,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export const listTokens = defineRoute({
  name: 'token.list',
  method: 'GET',
  path: '/tokens',
  access: 'signed_in',
  reply: z.array(ApiToken),
});
/** The secret is in this answer only; the lab keeps its hash. */
export const createToken = defineRoute({
  name: 'token.create',
  method: 'POST',
  status: 201,
  path: '/tokens',
  access: 'signed_in',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    days: z.number().int().min(1).max(365).default(90),
    scope: TokenScope.default('submit'),
  }),
  reply: ApiToken.extend({ secret: z.string() }),
  secret: true,
});
export const revokeToken = defineRoute({
  name: 'token.revoke',
  method: 'DELETE',
  path: '/tokens/:id',
  access: 'signed_in',
  params: ById,
  reply: 'none',
});

export const Organisation = OrganisationRef.extend({
  roles: z.array(OrganisationRole),
  creditCode: z.string().nullable(),
  region: z.string().nullable(),
  address: z.string().nullable(),
  controlGroupId: Id.nullable(),
  verified: z.boolean(),
  /** For the lab's admin: other organisations of the very same name. */
  sameName: z.number().int().nullable(),
  createdAt: Instant,
  allowed: Allowed,
});
export type Organisation = z.infer<typeof Organisation>;
/** A unified social credit code, 18 characters (GB 32100-2015); its check character is verified by the server. */
const CreditCode = z
  .string()
  // As people type it: full-width forms, spaces and hyphens between, small letters.
  .overwrite((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/);

/** The registered address, as on the licence. */
const Address = z.string().trim().min(1).max(300);

/** Registration: a new organisation and its first owner, who is signed in by the answer's cookie. */
export const registerOrganisation = defineRoute({
  name: 'organisation.register',
  method: 'POST',
  status: 201,
  path: '/organisations',
  access: 'public',
  body: z.object({
    name: Title,
    roles: z.array(z.enum(['supply', 'demand'])).min(1),
    creditCode: CreditCode.optional(),
    region: z.string().max(60).optional(),
    address: Address.optional(),
    owner: z.object({ name: PersonName, email: Email, password: Password }),
  }),
  reply: Me,
});
export const listOrganisations = defineRoute({
  name: 'organisation.list',
  method: 'GET',
  path: '/organisations',
  access: 'signed_in',
  query: ListQuery.extend({
    role: OrganisationRole.optional(),
    verified: z.enum(['true', 'false']).optional(),
  }),
  reply: pageOf(Organisation),
});
/** Whether a second admin of the lab is asked to agree, has agreed, or was not there to be asked. */
export const Consent = z.enum(['unasked', 'asked', 'given', 'alone']);
export const readOrganisation = defineRoute({
  name: 'organisation.read',
  method: 'GET',
  path: '/organisations/:id',
  access: 'signed_in',
  params: ById,
  reply: Organisation.extend({
    wallet: z.object({ balance: z.number(), held: z.number() }).nullable(),
    members: z
      .array(
        z.object({
          personId: Id,
          name: z.string(),
          email: z.string(),
          roles: z.array(MembershipRole),
          /** Given by the only admin there was. */
          alone: z.boolean(),
          /** What another admin has to agree to; `mine`: the reader may. */
          proposal: z
            .object({
              roles: z.array(MembershipRole),
              by: z.string(),
              /** Names of the admins who may answer; empty where the other one left and none has come. */
              asked: z.array(z.string()),
              mine: z.boolean(),
            })
            .nullable(),
        }),
      )
      .nullable(),
    invitations: z
      .array(
        z.object({
          id: Id,
          email: z.string(),
          roles: z.array(MembershipRole),
          expiresAt: Instant,
          consent: Consent,
          /** Names of the admins who may answer while `asked`. */
          asked: z.array(z.string()),
          mine: z.boolean(),
        }),
      )
      .nullable(),
  }),
});
/** An owner who changes the name or the code of a verified organisation has it verified again. */
export const editOrganisation = defineRoute({
  name: 'organisation.edit',
  method: 'PUT',
  path: '/organisations/:id',
  access: 'organisation.edit',
  params: ById,
  body: z.object({
    name: Title,
    creditCode: CreditCode.nullable().default(null),
    region: z.string().max(60).nullable().default(null),
    address: Address.nullable().default(null),
  }),
  reply: Organisation,
});
export const verifyOrganisation = defineRoute({
  name: 'organisation.verify',
  method: 'POST',
  path: '/organisations/:id/verify',
  access: 'organisation.verify',
  params: ById,
  reply: Organisation,
});
export const createInvitation = defineRoute({
  name: 'organisation.invite',
  method: 'POST',
  path: '/organisations/:id/invitations',
  access: 'organisation.invite',
  params: ById,
  body: z.object({ email: Email, roles: z.array(MembershipRole).min(1) }),
  reply: z.object({ id: Id, link: z.string(), expiresAt: Instant, consent: Consent }),
  secret: true,
});
export const readInvitation = defineRoute({
  name: 'invitation.read',
  method: 'GET',
  path: '/invitations/:token',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(200) }),
  reply: z.object({
    organisation: OrganisationRef,
    email: z.string(),
    roles: z.array(MembershipRole),
    known: z.boolean(),
  }),
});
/** Accepts as a new person (name and password), or as the signed-in person with that e-mail. */
export const acceptInvitation = defineRoute({
  name: 'invitation.accept',
  method: 'POST',
  path: '/invitations/:token/accept',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(200) }),
  body: z.object({ name: PersonName.optional(), password: Password.optional() }),
  reply: Me,
});

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  suspended: z.boolean(),
  organisations: z.array(OrganisationRef),
});
export const listPeople = defineRoute({
  name: 'person.list',
  method: 'GET',
  path: '/people',
  access: 'person.list',
  query: ListQuery,
  reply: pageOf(Person),
});
/** A one-time link, valid for 24 hours, that the lab's admin hands to the person. */
export const createResetLink = defineRoute({
  name: 'person.reset_link',
  method: 'POST',
  path: '/people/:id/reset-link',
  access: 'person.reset_link',
  params: ById,
  reply: z.object({ link: z.string(), expiresAt: Instant }),
  secret: true,
});
export const suspendPerson = defineRoute({
  name: 'person.suspend',
  method: 'POST',
  path: '/people/:id/suspend',
  access: 'person.suspend',
  params: ById,
  body: z.object({ suspended: z.boolean() }),
  reply: 'none',
});

export const accountRoutes = [
  createSession,
  readSession,
  deleteSession,
  switchOrganisation,
  listSessions,
  signOutEverywhere,
  changePassword,
  resetPassword,
  listTokens,
  createToken,
  revokeToken,
  registerOrganisation,
  listOrganisations,
  readOrganisation,
  editOrganisation,
  verifyOrganisation,
  createInvitation,
  readInvitation,
  acceptInvitation,
  listPeople,
  createResetLink,
  suspendPerson,
];
