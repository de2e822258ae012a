export type PersonalKind = 'id_card' | 'mobile' | 'plate' | 'email';

const SURROUNDED_BY_OTHERS = (inner: string) => `(^|[^0-9A-Za-z])(${inner})([^0-9A-Za-z]|$)`;

export interface Candidate {
  /** RE2 expression whose group 2 is the candidate. */
  pattern: string;
  /** A cheap SQL condition on `v` that every cell with a candidate meets. */
  first: string;
}

/** Characters of the shortest candidate, an e-mail address. */
export const SHORTEST_CANDIDATE = 6;

const patterns: Record<PersonalKind, string> = {
  // GB 11643-1999: six digits of place, eight of birth, three of order, one check character.
  id_card: SURROUNDED_BY_OTHERS(
    '[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]',
  ),
  mobile: SURROUNDED_BY_OTHERS('((\\+|00)?86[- ]?)?1[3-9][0-9]{9}'),
  // GA 36-2018: province, office letter, then five characters, or six for new-energy vehicles; no I and O.
  plate:
    '()([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?([A-HJ-NP-Z0-9]{5}|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF]|[A-HJ-NP-Z0-9]{4}[学警港澳挂]))',
  email: '()([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})',
};

export const candidates: Record<PersonalKind, Candidate> = {
  id_card: { pattern: patterns.id_card, first: 'length(v) >= 18' },
  mobile: { pattern: patterns.mobile, first: 'length(v) >= 11' },
  plate: { pattern: patterns.plate, first: 'length(v) >= 7 AND strlen(v) > length(v)' },
  email: { pattern: patterns.email, first: "contains(v, '@')" },
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** True if the check character of an 18-character identity number is right (GB 11643-1999, ISO 7064 MOD 11-2). */
export function idCardChecks(candidate: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(candidate[index]), 0);
  return CHECK[sum % 11] === candidate[17]?.toUpperCase();
}
