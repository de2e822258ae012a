import { z } from 'zod';
import { ById, Id, Instant, OrganisationRef, Title } from './common.js';
import { EngagementStatus } from './engagements.js';
import { defineRoute } from './route.js';

/** Why somebody on the list of a letter gets none. */
export const letterSkips = ['engaged', 'named_twice', 'not_listed', 'own_organisation'] as const;
const LetterSkip = z.enum(letterSkips);
export const Letter = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  organisation: OrganisationRef,
  text: z.string(),
  /** SHA-256 of the words, hex. */
  sha256: z.string(),
  to: z.array(
    z.object({
      solution: z.object({ id: Id, title: Title }),
      vendor: OrganisationRef,
      engagementId: Id.nullable(),
      /** Of the engagement as it is now. */
      status: EngagementStatus.nullable(),
      skipped: LetterSkip.nullable(),
    }),
  ),
});
export type Letter = z.infer<typeof Letter>;
export const mostInvited = 20;
/** One letter to several vendors: each gets an invitation of its own and learns of no other. */
export const inviteSeveral = defineRoute({
  name: 'engagement.invite_several',
  method: 'POST',
  path: '/scenarios/:id/letters',
  access: 'engagement.invite',
  params: ById,
  body: z.object({
    solutionIds: z.array(Id).min(1).max(mostInvited),
    text: z.string().trim().min(1).max(20_000),
  }),
  reply: z.object({
    /** Null where nobody was left to write to: then nothing is kept either. */
    letterId: Id.nullable(),
    invited: z.array(z.object({ solutionId: Id, engagementId: Id })),
    skipped: z.array(z.object({ solutionId: Id, why: LetterSkip })),
  }),
});
/** Letters of a need: the department's and the lab's own to read. */
export const listLetters = defineRoute({
  name: 'engagement.list_letters',
  method: 'GET',
  path: '/scenarios/:id/letters',
  access: 'signed_in',
  params: ById,
  reply: z.array(Letter),
});

export const letterRoutes = [inviteSeveral, listLetters];
