/** The last thirty days, today included. */
export const recently = (column: string) => `${column} >= current_date - 29`;

/** Stays that ended within a year. */
export const endedWindow = (stay: string) => `${stay}.left_at > now() - interval '365 days'`;

/** A buyer's fact counts from the day it was done or fell due, whichever came first, for a year. */
export const buyersWindow = `least(done_at, due_at) <= now() AND least(done_at, due_at) > now() - interval '365 days'`;

/** Both kinds of decision are one rate. */
export const rateOfKind = `CASE WHEN kind IN ('selection', 'award') THEN 'decision' ELSE kind END`;
