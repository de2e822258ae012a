/**
 * Unified social credit code (统一社会信用代码), GB 32100-2015: registration authority (1), kind of organisation (1),
 * region by GB/T 2260 (6 digits), organisation code by GB 11714 (9), check character (1).
 */

/** Annex A: digits and capitals without I, O, S, V, Z; a character's value is its place. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const modulus = 31;

export type CreditCodeFault = 'length' | 'character' | 'region' | 'check' | 'identity';

/** As people type it: full-width forms, spaces, hyphens and small letters are put right. */
export function tidyCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** What is wrong with a tidy code, or null. */
export function creditCodeFault(code: string): CreditCodeFault | null {
  if (code.length !== 18) return 'length';
  if ([...code].some((character) => !alphabet.includes(character))) return 'character';
  if (!/^\d{6}$/.test(code.slice(2, 8))) return 'region';
  if (checkCharacter(code.slice(0, 17)) !== code[17]) return 'check';
  return isIdentityNumber(code) ? 'identity' : null;
}

const identity = /^[1-9]\d{5}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]$/;
const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A person's identity number (GB 11643-1999: place, birthday, order, check character by ISO 7064 MOD 11-2). One in
 * thirty-one of them happens to check as a credit code as well, and none of them is an organisation's.
 */
export function isIdentityNumber(code: string): boolean {
  const found = identity.exec(code);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const birthday = new Date(Date.UTC(year, month - 1, day));
  if (birthday.getUTCMonth() !== month - 1 || birthday.getUTCDate() !== day) return false;
  const sum = identityWeights.reduce((total, weight, at) => total + weight * Number(code[at]), 0);
  return '10X98765432'[sum % 11] === code[17];
}

/**
 * Check character of the first 17: C₁₈ = (31 − Σ Cᵢ·3^(i−1) mod 31) mod 31. Throws RangeError for another
 * length or a character outside the alphabet.
 */
export function checkCharacter(body: string): string {
  const values = [...body].map((character) => alphabet.indexOf(character));
  if (values.length !== 17 || values.includes(-1))
    throw new RangeError('17 characters of the alphabet expected');
  let weight = 1;
  let sum = 0;
  for (const value of values) {
    sum += value * weight;
    weight = (weight * 3) % modulus;
  }
  return alphabet[(modulus - (sum % modulus)) % modulus]!;
}
