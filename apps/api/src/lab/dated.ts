import type { CalendarDate, DatedThing } from '@scenario-lab/contracts/calendar';

/** With what calendars know a change by: how often something happened to the thing so far, and when last. */
export interface Dated extends CalendarDate {
  /** Of what has an end: how long it takes. */
  minutes?: number;
  changes: number;
  changedAt: Date;
}

/** Whose dates: of all that concerns the actor, or of one thing whoever reads it. */
export type Asked =
  | { concerns: 'me'; operator: boolean }
  | { thing: DatedThing; id: string; visitor: boolean };
