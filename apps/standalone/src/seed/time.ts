const day = 86_400_000;

/** The day this many days from now, `YYYY-MM-DD`. */
export const dayAfter = (days: number): string =>
  new Date(Date.now() + days * day).toISOString().slice(0, 10);
