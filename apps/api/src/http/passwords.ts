import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { InputError } from './input-error.js';

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

/** Passwords that stand in the lists everybody tries first (zxcvbn's, some 49,000). */
const common = new Set<string>(dictionary['passwords-common'] as string[]);

/**
 * Refuses what would be guessed first: a common password, one of a single character or a run of digits, one's own
 * address. Errors: `InputError` at `path`.
 */
export function checkPassword(password: string, email: string | null, path: string): void {
  const plain = password.toLowerCase();
  const repeated = new Set(plain).size <= 2;
  const counted = '01234567890123456789'.includes(plain) || '98765432109876543210'.includes(plain);
  const own = email !== null && (plain === email || plain === email.split('@')[0]);
  if (common.has(plain) || repeated || counted || own)
    throw new InputError([
      { path, code: 'common_password', message: 'this password is among the first that are tried' },
    ]);
}
