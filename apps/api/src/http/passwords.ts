import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default kind) with OWASP's first choice: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

const nobody = hashPassword(randomBytes(24).toString('base64url'));

/** Takes as long for an account that does not exist (`null`) as for one that does, so that time tells nothing. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const against = stored?.startsWith('$argon2') ? stored : null;
  const fits = await verify(against ?? (await nobody), password);
  return fits && against !== null;
}
