/** One that a thing waits for: the side whose turn it is, and the deed (`<policy>.<action>`) that would end the waiting. */
export interface Turn {
  deed: `${string}.${string}`;
  /** A side of the thing (its owner, the vendor, the lab …); which organisation that is, is the thing's to say. */
  side: string;
}

/**
 * Whom a thing in one status waits for. `system`: for a machine, which needs nobody. `rests`: for nobody; what may
 * be done can be done any day, or what waits is a part of the thing (a question, a change) and says so itself.
 */
export type Turns = readonly Turn[] | 'system' | 'rests';

/** Whose turn it is in an engagement; here and not in the lifecycle alone, since the engagement's page draws its steps from it. */
export const engagementTurns = {
  proposed: [{ deed: 'engagement.accept', side: 'department' }],
  invited: [{ deed: 'engagement.accept', side: 'vendor' }],
  accepted: [{ deed: 'engagement.shortlist', side: 'department' }],
  shortlisted: [{ deed: 'engagement.validate', side: 'lab' }],
  validating: [{ deed: 'run.submit', side: 'vendor' }],
  validated: [{ deed: 'pilot.plan', side: 'department' }],
  // The pilot's end is the engagement's; whose turn it is stands with the pilot.
  piloting: 'rests',
  awarded: [{ deed: 'engagement.accept_field', side: 'department' }],
  field_accepted: [{ deed: 'engagement.enable', side: 'lab' }],
  enabling: [{ deed: 'engagement.complete', side: 'lab' }],
} as const satisfies Readonly<Record<string, Turns>>;
