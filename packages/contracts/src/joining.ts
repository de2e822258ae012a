import { z } from 'zod';
import { Email } from './accounts.js';
import { ById, Id, Instant, OrganisationRef } from './common.js';
import { defineRoute } from './route.js';

/** Whoever joins by the domain of an address becomes a member at once, or when an owner has nodded. */
export const joiningWays = ['at_once', 'after_nod'] as const;
export const JoiningWay = z.enum(joiningWays);
export type JoiningWay = z.infer<typeof JoiningWay>;

/** Domains an organisation may hold or have asked for at a time. */
export const mailDomainsAtMost = 10;

export const MailDomain = z.object({
  id: Id,
  domain: z.string(),
  way: JoiningWay,
  state: z.enum(['asked', 'confirmed', 'refused', 'ended']),
  /** What the owner says the lab can see it by. */
  proof: z.string(),
  by: z.string(),
  at: Instant,
  decidedAt: Instant.nullable(),
  /** Why it was refused or ended. */
  reason: z.string().nullable(),
});
export type MailDomain = z.infer<typeof MailDomain>;

/** What speaks for the organisation and against it, counted by the lab; for its admins alone. */
export const MailDomainEvidence = z.object({
  /** Whoever asked has a confirmed address there. */
  askerThere: z.boolean(),
  /** Members of the organisation with a confirmed address there, and people of other organisations. */
  members: z.number().int(),
  others: z.number().int(),
  /** Plain members who came in by it without anybody's nod: they go where the lab takes it back. */
  joined: z.number().int(),
  /** Another organisation holds it. */
  heldBy: OrganisationRef.nullable(),
});

const Waiting = z.object({ id: Id, name: z.string().nullable(), email: z.string(), at: Instant });

export const readMailDomains = defineRoute({
  name: 'organisation.read_joining',
  method: 'GET',
  path: '/organisations/:id/joining',
  access: 'organisation.read_joining',
  params: ById,
  reply: z.object({
    domains: z.array(MailDomain),
    /** Who waits for an owner's nod. */
    waiting: z.array(Waiting),
    /** Whether the lab sends mail: without it no address is confirmed, and nobody can join so. */
    mail: z.boolean(),
  }),
});

/** What waits for the lab's word, oldest first, then what it confirmed. */
export const listMailDomains = defineRoute({
  name: 'organisation.list_mail_domains',
  method: 'GET',
  path: '/mail-domains',
  access: 'organisation.list_mail_domains',
  reply: z.array(MailDomain.extend({ organisation: OrganisationRef, evidence: MailDomainEvidence })),
});

/**
 * An owner of a verified organisation asks for a domain. Errors: `invalid_input` naming `domain` (`domain_form`,
 * `domain_not_ascii`, `domain_public`); `duplicate` for one's own; `not_verified`; `quota_exhausted`.
 */
export const askMailDomain = defineRoute({
  name: 'organisation.ask_mail_domain',
  method: 'POST',
  path: '/organisations/:id/mail-domains',
  access: 'organisation.ask_mail_domain',
  params: ById,
  body: z.object({
    domain: z
      .string()
      .max(300)
      .overwrite((text) => text.trim().toLowerCase().replace(/^@/, '')),
    way: JoiningWay,
    proof: z.string().trim().min(10).max(2_000),
  }),
  reply: z.object({ id: Id }),
});

const ofDomain = z.object({ id: Id, domainId: Id });

export const changeJoining = defineRoute({
  name: 'organisation.change_joining',
  method: 'PUT',
  path: '/organisations/:id/mail-domains/:domainId',
  access: 'organisation.ask_mail_domain',
  params: ofDomain,
  body: z.object({ way: JoiningWay }),
  reply: 'none',
});

/** Given up by an owner, asked for or confirmed; whoever joined by it stays. */
export const endMailDomain = defineRoute({
  name: 'organisation.end_mail_domain',
  method: 'DELETE',
  path: '/organisations/:id/mail-domains/:domainId',
  access: 'organisation.ask_mail_domain',
  params: ofDomain,
  reply: 'none',
});

/**
 * The lab's word: confirms what was asked, refuses it, or takes back what it confirmed; then plain members who came in by it without
 * anybody's nod are members no longer. Errors: `invalid_input` naming
 * `reason` where it says no without one; `conflict` when another organisation holds the domain; `wrong_status`.
 */
export const decideMailDomain = defineRoute({
  name: 'organisation.decide_mail_domain',
  method: 'POST',
  path: '/organisations/:id/mail-domains/:domainId/decision',
  access: 'organisation.decide_mail_domain',
  params: ofDomain,
  body: z.object({ confirmed: z.boolean(), reason: z.string().trim().max(2_000).optional() }),
  reply: 'none',
});

/** An owner's nod or refusal; who has no account yet is sent an invitation. */
export const answerJoining = defineRoute({
  name: 'organisation.answer_joining',
  method: 'POST',
  path: '/organisations/:id/joining/:requestId/answer',
  access: 'organisation.answer_joining',
  params: z.object({ id: Id, requestId: Id }),
  body: z.object({ agreed: z.boolean() }),
  reply: 'none',
});

/** What the signed-in person may join by the address that is confirmed. */
export const readJoining = defineRoute({
  name: 'joining.read',
  method: 'GET',
  path: '/joining',
  access: 'signed_in',
  reply: z.object({
    offer: z
      .object({
        organisation: OrganisationRef,
        way: JoiningWay,
        state: z.enum(['open', 'waiting', 'declined']),
      })
      .nullable(),
    /** The address is not confirmed yet; only then an offer could be missing for that reason. */
    unconfirmed: z.boolean(),
  }),
});

/** Errors: `not_found` where nothing is offered (any more); `conflict` where one was declined or removed. */
export const join = defineRoute({
  name: 'joining.join',
  method: 'POST',
  path: '/joining',
  access: 'signed_in',
  body: z.object({ organisationId: Id }),
  reply: z.object({ joined: z.boolean() }),
});

/** Before registering: whether colleagues are here already. Only what the organisation has opened; no person is told of. */
export const findJoining = defineRoute({
  name: 'joining.find',
  method: 'GET',
  path: '/joining/offer',
  access: 'public',
  query: z.object({ email: Email }),
  reply: z.object({
    offer: z.object({ organisation: OrganisationRef, way: JoiningWay }).nullable(),
  }),
});

/** Mails a link to that address, if it lies in an open domain; the answer is the same for all. Errors: `no_mail`. */
export const askJoiningLink = defineRoute({
  name: 'joining.ask_link',
  method: 'POST',
  path: '/joining/links',
  access: 'public',
  body: z.object({ email: Email }),
  reply: 'none',
});

/** Who follows the mailed link has the address: an invitation to accept, or a request the owners hear of. */
export const followJoiningLink = defineRoute({
  name: 'joining.follow_link',
  method: 'POST',
  path: '/joining/links/:token',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(200) }),
  body: z.object({ name: z.string().trim().min(1).max(100).optional() }),
  reply: z.object({ organisation: OrganisationRef, invitation: z.string().nullable() }),
  secret: true,
});

export const joiningRoutes = [
  readMailDomains,
  listMailDomains,
  askMailDomain,
  changeJoining,
  endMailDomain,
  decideMailDomain,
  answerJoining,
  readJoining,
  join,
  findJoining,
  askJoiningLink,
  followJoiningLink,
];
