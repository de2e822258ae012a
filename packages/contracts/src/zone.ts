import { z } from 'zod';

/** Whose midnight days, deadlines and pilots begin and end at, where nobody says otherwise. */
export const defaultTimeZone = 'Asia/Shanghai';

/** IANA name of a time zone: of the lab (`LAB_TIME_ZONE`), handed on to the database's sessions as it is. */
export const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/)
  .refine(isKnown, { error: 'no such time zone' });

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
