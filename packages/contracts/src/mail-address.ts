import { z } from 'zod';

/** What looks like an address; whether it is one the mail server says. */
export const MailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@,;<>"']+@[^\s@,;<>"']+\.[^\s@,;<>"']+$/, 'not_an_address');
