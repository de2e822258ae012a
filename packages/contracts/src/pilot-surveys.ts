import { z } from 'zod';
import { ById, Day, Id, Title } from './common.js';
import { defineRoute } from './route.js';

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
      /** How many are invited; for staff alone. */
      invited: z.number().int().min(1).max(500).nullable().default(null),
      until: Day,
    })
    .refine(({ audience, invited }) => (audience === 'staff') === (invited !== null), {
      path: ['invited'],
      error: 'invited_staff_only',
    }),
  reply: z.object({ id: Id, links: z.array(z.string()) }),
  secret: true,
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

export const pilotSurveyRoutes = [openSurvey, closeSurvey, lookUpSurvey, answerSurvey];
