/** What people write in a list's cells, read as figures, days, levels and numbers; null for what cannot be read. */

const tidy = (text: string) => text.normalize('NFKC').replace(/[\s,，]/g, '');
const units: Record<string, number> = { 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4, 千: 1e3 };

/** Yuan. `120万元`, `1.2亿`, `约 50 万`, `￥500,000`; a bare figure counts in `unit`, the heading's, or 万元. */
export function readAmount(text: string, unit: number | null): number | null {
  const found =
    /^(?:约|不超过|不高于|总计|共|人民币|rmb|cny|[¥￥])*(\d+(?:\.\d+)?)(亿|千万|百万|万|千)?(?:元|yuan|cny)?(?:人民币|左右|以内|整)?$/i.exec(
      tidy(text),
    );
  if (!found) return null;
  const [, figure, word] = found;
  const scale = word ? (units[word] as number) : /元|[¥￥]|yuan|cny|rmb/i.test(text) ? 1 : (unit ?? 1e4);
  // Decimal figures as people mean them: 1.2 of 10,000 is 12,000 and not 11,999.999….
  const yuan = Number((Number(figure) * scale).toPrecision(12));
  return yuan <= 1e12 ? yuan : null;
}

const dayText = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && year >= 1990 && year < 2200
    ? date.toISOString().slice(0, 10)
    : null;
};

/** `2026-12-31`, `2026/12/31`, `2026.12.31`, `2026年12月31日`, `20261231`; a month alone is its last day. */
export function readDay(text: string): string | null {
  const said = text
    .normalize('NFKC')
    .trim()
    .replace(/(?:前|之前|止|截止|为止)$/, '');
  const whole =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?$/.exec(said) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  if (whole) return dayText(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const month = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:月\s*(?:底|末)?)?$/.exec(said);
  if (!month || Number(month[2]) < 1 || Number(month[2]) > 12) return null;
  const last = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).getUTCDate();
  return dayText(Number(month[1]), Number(month[2]), last);
}

/** No day is meant: open for as long as it lasts. */
export const isOpenEnded = (text: string) =>
  /^(长期|长期有效|常年|不限|无|—|-|\/|open|none)$/i.test(text.trim());

const hanDigits = '一二三四五六七八九';
/** A technology readiness level, 1 to 9: `7`, `TRL7`, `7级`, `七级`. */
export function readLevel(text: string): number | null {
  const said = tidy(text)
    .replace(/^(?:trl|第)?-?/i, '')
    .replace(/(?:级|level)$/i, '');
  const level =
    hanDigits.includes(said) && said.length === 1 ? hanDigits.indexOf(said) + 1 : Number(said || Number.NaN);
  return Number.isInteger(level) && level >= 1 && level <= 9 ? level : null;
}

/** A phone as it is dialled in China: mobile, or area code and number, with an extension. */
const phonePattern =
  /(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|(?:\(?0\d{2,3}\)?[- ]?)\d{7,8}(?:(?:-|转|ext\.?)\d{1,6})?|400[- ]?\d{3}[- ]?\d{4}|\d{7,8}(?:-\d{1,6})?/i;

/** Who and how: the phone in a cell, and whatever else stands in it, which is a name. */
export function readContact(text: string): { name: string; phone: string | null } {
  const said = text.normalize('NFKC').trim();
  const phone = phonePattern.exec(said)?.[0] ?? null;
  const name = (phone ? said.replace(phone, ' ') : said)
    .replace(/(?:联系人|联系电话|电话|手机)\s*[:：]?/g, ' ')
    .replace(/[\s:：,，;；/、()]+/g, ' ')
    .trim();
  return { name, phone };
}

const yes = /^(是|有|已适配|已完成|支持|适配|yes|y|true|√|✓)/i;
const no = /^(否|无|未|不|没有|no|n$|false|×|-)/i;
export const readYes = (text: string): boolean | null =>
  yes.test(text.trim()) ? true : no.test(text.trim()) ? false : null;
