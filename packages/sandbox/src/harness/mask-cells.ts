import { createHmac } from 'node:crypto';
import { literal, quote } from './normal-table.js';
import { candidates, type PersonalKind } from './personal-data.js';

/** How one column is masked; the owner's choice, whose types and bounds the lab has looked at. */
export interface ColumnMask {
  column: string;
  method: 'token' | 'truncate' | 'redact' | 'year' | 'month' | 'band' | 'district' | 'drop';
  keep?: number;
  width?: number;
}

type Formed = Exclude<PersonalKind, 'person_name'>;

/** Longer numbers first: an identity number holds what looks like a shorter one. */
const struck: [Formed, string][] = [
  ['id_card', '[身份证号]'],
  ['bank_card', '[银行卡号]'],
  ['mobile', '[手机号]'],
  ['plate', '[车牌号]'],
  ['email', '[电子邮箱]'],
  ['address', '[地址]'],
];

const idCard = '[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]';
/** Before 1999: two digits of the year, no check character. */
const oldIdCard = '[1-9][0-9]{5}[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}';

function redacted(v: string): string {
  let text = v;
  for (const [kind, word] of struck) {
    const { pattern } = candidates[kind];
    const groups = pattern.match(/\((?!\?)/g)?.length ?? 0;
    // What stands around a number belongs to the text; a pattern without surroundings ends in its candidate.
    const after = pattern.endsWith('([^0-9A-Za-z]|$)') ? `\\${groups}` : '';
    const once = (inner: string) =>
      `regexp_replace(${inner}, ${literal(pattern)}, ${literal(`\\1${word}${after}`)}, 'g')`;
    // The character between two numbers is the end of the first: the second is found when the first is gone.
    text = once(once(text));
  }
  return text;
}

/** Province, city and district as far as an address begins with them; estates and parks are called alike and are none. */
const upToCity = '^(\\p{Han}{2,8}?(省|自治区))?(\\p{Han}{2,8}?(市|自治州|地区|盟))?';
const district = `${upToCity}(\\p{Han}{1,8}?(区|县|旗|市))?`;

function districtOf(v: string): string {
  const long = `regexp_extract(${v}, ${literal(district)}, 0)`;
  const short = `regexp_extract(${v}, ${literal(upToCity)}, 0)`;
  return `nullif(CASE WHEN regexp_full_match(${v}, ${literal(idCard)}) OR regexp_full_match(${v}, ${literal(oldIdCard)}) THEN left(${v}, 6)
    WHEN regexp_matches(${long}, '(小|社|校|园|街|景|厂|库)区$') THEN ${short} ELSE ${long} END, '')`;
}

/** Four digits of a year that was one: a birth year from an identity number, the year of a day. */
function yearOf(v: string): string {
  return `CASE WHEN regexp_full_match(${v}, ${literal(idCard)}) THEN substr(${v}, 7, 4)
    WHEN regexp_full_match(${v}, ${literal(oldIdCard)}) THEN '19' || substr(${v}, 7, 2)
    WHEN regexp_matches(${v}, '^(1[89]|20)[0-9]{2}($|[^0-9])') THEN left(${v}, 4)
    WHEN regexp_full_match(${v}, '(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])') THEN left(${v}, 4) END`;
}

function bandOf(v: string, width: number): string {
  const floor = `try_cast(floor(try_cast(${v} AS DOUBLE) / ${width}::DOUBLE) AS BIGINT)`;
  // Whole numbers and a decimal: what comes out has no rounding of its own.
  return `CAST(${floor} * ${Number(width.toFixed(3))} AS VARCHAR)`;
}

/** SQL of a cell as it is masked; of a token its value, for the key is none of the database's. Null: the column goes. */
export function maskedSql(mask: ColumnMask): string | null {
  const v = quote(mask.column);
  switch (mask.method) {
    case 'drop':
      return null;
    case 'token':
      return v;
    case 'truncate': {
      const keep = Math.trunc(mask.keep ?? 1);
      return `CASE WHEN ${v} IS NULL THEN NULL WHEN length(${v}) > ${keep} THEN left(${v}, ${keep}) || '*' ELSE '*' END`;
    }
    case 'redact':
      return redacted(v);
    case 'year':
      return yearOf(v);
    case 'month':
      return `CASE WHEN length(${v}) >= 10 THEN left(${v}, 7) || '-01' END`;
    case 'band':
      return bandOf(v, mask.width ?? 1);
    case 'district':
      return districtOf(v);
  }
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const tokenLength = 20;

/**
 * The same value is the same token wherever it stands, 100 bits of it: a table of one version joins with that of another, and
 * nobody without the key can tell a value or try them all.
 */
export function tokenOf(key: string, value: string): string {
  const digest = createHmac('sha256', key).update(value, 'utf8').digest();
  let [bits, held, token] = [0, 0, 'tk-'];
  for (const byte of digest) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && token.length < tokenLength + 3) {
      bits -= 5;
      token += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return token;
}

/** The type a column's cells have once they are masked. */
export function maskedType(method: ColumnMask['method']): 'number' | 'string' | 'timestamp' {
  if (method === 'year' || method === 'band') return 'number';
  return method === 'month' ? 'timestamp' : 'string';
}
