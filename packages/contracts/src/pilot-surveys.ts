import { z } from 'zod';
import { ById, Day, Id, Title } from './common.js';
import { MailAddress } from './mail-address.js';
import { bodies, defineRoute } from './route.js';

export const audiences = ['staff', 'public'] as const;
export const Audience = z.enum(audiences);
export type Audience = z.infer<typeof Audience>;

/** The part of the acceptance a question speaks to. */
export const rubricParts = ['practice', 'front_line', 'citizens'] as const;
export type RubricPart = (typeof rubricParts)[number];

/** Few, fixed and the same in every pilot, so that pilots can be compared. Answered from 1 (not at all) to 5 (fully). */
export const surveyQuestions: Record<Audience, readonly { id: string; of: RubricPart }[]> = {
  staff: [
    { id: 'does_the_job', of: 'practice' },
    { id: 'reliable', of: 'practice' },
    { id: 'saves_time', of: 'front_line' },
    { id: 'would_keep', of: 'front_line' },
  ],
  public: [
    { id: 'noticed', of: 'citizens' },
    { id: 'better', of: 'citizens' },
    { id: 'no_trouble', of: 'citizens' },
    { id: 'would_continue', of: 'citizens' },
  ],
};
export const surveyLevels = 5;
/** With fewer answers nothing is shown, not even to the lab; with fewer than twice as many, no levels. */
export const fewestAnswers = 5;

export const SurveyFigure = z.object({
  question: z.string(),
  of: z.enum(rubricParts),
  /** Answers but for those without an opinion. */
  answered: z.number().int(),
  /** Share that chose 4 or 5, with its 95 % interval (Wilson); null where too few had an opinion. */
  favourable: z.object({ share: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** How many chose 1 to 5; null where that might say who. */
  levels: z.array(z.number().int()).length(surveyLevels).nullable(),
});
export type SurveyFigure = z.infer<typeof SurveyFigure>;

/** Letters of a survey, counted: to whom they went is told to nobody. */
const SurveyLetters = z.object({
  /** Written, by any state. */
  all: z.number().int(),
  waiting: z.number().int(),
  sent: z.number().int(),
  /** Refused by the mail server, or not sent before the survey ended. */
  failed: z.number().int(),
  /** Handed over to a server that never answered. */
  unsure: z.number().int(),
  /** Reminders that went out. */
  reminded: z.number().int(),
  /** Who asked not to be written to again. */
  withdrawn: z.number().int(),
});

export const Survey = z.object({
  id: Id,
  audience: Audience,
  /** How it was decided who is asked, in the department's words. */
  sampling: z.string(),
  /** How many there are of whom some were asked; null where nobody knows. */
  population: z.number().int().nullable(),
  /** Links given out, one for each person; null where one link is open to all. */
  invited: z.number().int().nullable(),
  answered: z.number().int(),
  until: Day,
  open: z.boolean(),
  /** Of an open link: what is put on the notice board. Null for who does not hold the survey. */
  link: z.string().nullable(),
  /** After its end, and where enough have answered. */
  figures: z.array(SurveyFigure).nullable(),
  /** What people wrote, in no order. */
  words: z.array(z.string()),
  /** How often people were invited: each time has its own sampling. */
  rounds: z.number().int(),
  /** Null where no letter was written. */
  letters: SurveyLetters.nullable(),
  /** Whether who was invited last was reminded: that is done once. */
  reminded: z.boolean(),
});
export type Survey = z.infer<typeof Survey>;

/** Staff get a link each, shown in this answer only; citizens share one. */
export const openSurvey = defineRoute({
  name: 'survey.open',
  method: 'POST',
  path: '/pilots/:id/surveys',
  access: 'pilot.survey',
  params: ById,
  body: z
    .object({
      audience: Audience,
      sampling: z.string().trim().min(10).max(2_000),
      population: z.number().int().min(1).max(100_000_000).nullable().default(null),
      /** How many links are made at once; for staff alone. 0: they are invited afterwards, by mail or by links. */
      invited: z.number().int().min(0).max(500).nullable().default(null),
      until: Day,
    })
    .refine(({ audience, invited }) => (audience === 'staff') === (invited !== null), {
      path: ['invited'],
      error: 'invited_staff_only',
    }),
  reply: z.object({ id: Id, links: z.array(z.string()) }),
  secret: true,
});
/** Letters at a time (fewer than `fewestAnswers` might tell who answered), people and rounds of one survey. */
export const mostLetters = 500;
export const mostInvited = 2_000;
export const mostRounds = 5;
/** Addresses out of pasted text or a CSV: every cell that holds an `@`, each once, as they stand. */
export function addressesIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const cell of text.split(/[\s,;，；、]+/u)) {
    const address = cell.replace(/^["'<(（]+|["'>)）.。]+$/gu, '');
    if (address.includes('@') && !found.has(address.toLowerCase())) found.set(address.toLowerCase(), address);
  }
  return [...found.values()];
}

/**
 * Another round of the same survey: by letters the lab sends (addresses are held until a letter's answer, its reminder or the
 * survey's end, and shown to nobody), or by links to hand out. From the second round on with how those were chosen.
 */
export const inviteToSurvey = defineRoute({
  name: 'survey.invite',
  method: 'POST',
  path: '/pilots/:id/surveys/:surveyId/invitations',
  access: 'pilot.survey',
  params: z.object({ id: Id, surveyId: Id }),
  bodyBytes: bodies.card,
  body: z
    .object({
      addresses: z.array(MailAddress).min(fewestAnswers).max(mostLetters).nullable().default(null),
      links: z.number().int().min(1).max(mostLetters).nullable().default(null),
      sampling: z.string().trim().min(10).max(1_000).nullable().default(null),
    })
    .refine(({ addresses, links }) => (addresses === null) !== (links === null), {
      path: ['addresses'],
      error: 'letters_or_links',
    }),
  reply: z.object({ links: z.array(z.string()) }),
  secret: true,
});
/** One letter to each who was written to and has not answered; once for each round. */
export const remindOfSurvey = defineRoute({
  name: 'survey.remind',
  method: 'POST',
  path: '/pilots/:id/surveys/:surveyId/remind',
  access: 'pilot.survey',
  params: z.object({ id: Id, surveyId: Id }),
  reply: 'none',
});

/** Before its last day; what was answered is shown from then on. */
export const closeSurvey = defineRoute({
  name: 'survey.close',
  method: 'POST',
  path: '/pilots/:id/surveys/:surveyId/close',
  access: 'pilot.survey',
  params: z.object({ id: Id, surveyId: Id }),
  reply: 'none',
});

const Link = z.string().trim().min(10).max(80);
/** What a link asks; a link that was used, has ended or never was is answered alike. */
export const lookUpSurvey = defineRoute({
  name: 'survey.look_up',
  method: 'POST',
  path: '/surveys/look-up',
  access: 'public',
  body: z.object({ link: Link }),
  reply: z.object({ audience: Audience, scenario: Title, department: Title, until: Day }),
});
/** Once by a link of one's own. Who answered what is kept nowhere: an answer names neither link nor hour. */
export const answerSurvey = defineRoute({
  name: 'survey.answer',
  method: 'POST',
  path: '/surveys/answers',
  access: 'public',
  body: z.object({
    link: Link,
    /** By question; null is no opinion. */
    answers: z.record(z.string().max(40), z.number().int().min(1).max(surveyLevels).nullable()),
    words: z.string().trim().max(1_000).nullable().default(null),
    /** Empty: no person sees this field. */
    website: z.string().max(200).default(''),
  }),
  reply: 'none',
});
/** The address is forgotten and nobody is written to again; the link still answers once. */
export const withdrawAddress = defineRoute({
  name: 'survey.withdraw_address',
  method: 'POST',
  path: '/surveys/withdrawals',
  access: 'public',
  body: z.object({ link: Link }),
  reply: 'none',
});

export const pilotSurveyRoutes = [
  openSurvey,
  inviteToSurvey,
  remindOfSurvey,
  closeSurvey,
  lookUpSurvey,
  answerSurvey,
  withdrawAddress,
];
