import { z } from 'zod';
import { Day, Id } from './common.js';
import { defineRoute } from './route.js';

/** What a newly registered organisation does first; a card where it offers, a need where it asks. */
export const firstSteps = ['details', 'document', 'card', 'need', 'invite'] as const;
export const FirstStep = z.enum(firstSteps);
export type FirstStep = z.infer<typeof FirstStep>;

/** Days after registration until which each is usually done. */
export const usualDays: Readonly<Record<FirstStep, number>> = {
  details: 2,
  document: 5,
  card: 7,
  need: 7,
  invite: 14,
};
/** As long as an organisation is new: the usual days say nothing to one that has been here for longer. */
export const newForDays = 30;

const Member = z.object({ id: Id, name: z.string() });

export const OnboardingTask = z.object({
  step: FirstStep,
  done: z.boolean(),
  /** Whose it is: as assigned, else the organisation's first owner. */
  person: Member.nullable(),
  due: Day.nullable(),
});
export type OnboardingTask = z.infer<typeof OnboardingTask>;

/** The first steps of the organisation acted for; empty for the lab's own. */
export const readOnboarding = defineRoute({
  name: 'onboarding.read',
  method: 'GET',
  path: '/onboarding',
  access: 'signed_in',
  reply: z.object({
    tasks: z.array(OnboardingTask),
    /** Whom an owner may give one to; null for whoever may not. */
    people: z.array(Member).nullable(),
  }),
});

/** Errors: `invalid_input` naming `personId` who is no member, or a `due` that is over. */
export const assignOnboarding = defineRoute({
  name: 'onboarding.assign',
  method: 'PUT',
  path: '/onboarding/:step',
  access: 'organisation.manage_members',
  params: z.object({ step: FirstStep }),
  body: z.object({ personId: Id, due: Day }),
  reply: 'none',
});

export const onboardingRoutes = [readOnboarding, assignOnboarding];
