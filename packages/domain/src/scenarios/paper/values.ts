import type { Text } from '@scenario-lab/contracts/common';
import { readAmount, readContact, readDay } from '../../editions/list-values.js';
import { chengdu } from '../../taxonomies/regions.js';
import { shipped } from '../../taxonomies/terms.js';

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

export const cutTo = (text: string, most: number): string => [...text].slice(0, most).join('');

export const textIn = (text: string, most: number): Text | null => {
  const said = cutTo(text.trim(), most).trim();
  return said ? (hasHan(said) ? { zh: said } : { en: said }) : null;
};

const han = '〇一二三四五六七八九';
/** 二〇二六年九月三十日 → 2026年9月30日. */
function figuresOfDay(text: string): string {
  return text.replace(
    /([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?/g,
    (_, year: string, month: string, day: string | undefined) => {
      const digits = [...year.replace(/[零○]/g, '〇')].map((sign) => han.indexOf(sign)).join('');
      return `${digits}年${small(month)}月${day ? `${small(day)}日` : ''}`;
    },
  );
}
/** 1 to 31 as Chinese counts. */
function small(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens ? han.indexOf(tens) : 1) : 0;
  return ten * 10 + (ones ? han.indexOf(ones) : 0);
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const english =
  /(\d{1,2})(?:st|nd|rd|th)?\s+(january|february|march|april|may|june|july|august|september|october|november|december),?\s+(\d{4})|(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/i;
const written = /\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|\s*月?\s*(?:底|末)?)/;

/** The last day a text names: of a span, its end. */
export function dayIn(text: string): string | null {
  const said = figuresOfDay(text.normalize('NFKC'));
  const en = english.exec(said);
  if (en) {
    const month = months.indexOf((en[2] ?? en[4] ?? '').toLowerCase()) + 1;
    return readDay(`${en[3] ?? en[6]}-${month}-${en[1] ?? en[5]}`);
  }
  const days = [...said.matchAll(new RegExp(written, 'g'))].map(([day]) => readDay(day));
  return days.findLast((day) => day !== null) ?? null;
}

const amount = /[¥￥]?\s*\d[\d,]*(?:\.\d+)?\s*(?:亿|千万|百万|万|千)?\s*(?:元|yuan|cny|rmb)?/gi;
const english10 = /(?:RMB|CNY|¥)?\s*(\d[\d,]*(?:\.\d+)?)\s*(million|billion|thousand)?\s*(?:yuan|CNY|RMB)/i;
const scales = { thousand: 1e3, million: 1e6, billion: 1e9 } as const;

/** Yuan. Of a span the upper end: a budget is what may be spent. */
export function amountIn(text: string, labelled: boolean): { yuan: number; span: boolean } | null {
  const said = text.normalize('NFKC').replace(/,(?=\d{3})/g, '');
  const en = english10.exec(said);
  if (en && !/[万亿千百元]/.test(said)) {
    const scale = scales[(en[2]?.toLowerCase() ?? '') as keyof typeof scales] ?? 1;
    return { yuan: Number((Number(en[1]) * scale).toPrecision(12)), span: false };
  }
  const named = [...said.matchAll(amount)]
    .map(([one]) => one.trim())
    .filter((one) => /[万亿千百元¥]|yuan|cny|rmb/i.test(one));
  // A figure alone counts only where a label says what it is of: then as lists do, in 万元.
  const chosen = named.at(-1) ?? (labelled && /^\s*\d+(?:\.\d+)?\s*$/.test(said) ? said.trim() : null);
  if (!chosen) return null;
  const yuan = readAmount(chosen, null);
  return yuan && yuan > 0 ? { yuan, span: named.length > 1 } : null;
}

/** A district by its full name; of several the one that is named first. */
export function regionIn(text: string): string | null {
  const said = text.normalize('NFKC').toLowerCase();
  let best: { at: number; code: string } | null = null;
  for (const { code, name, parent } of chengdu) {
    if (parent === null) continue;
    for (const word of [name.zh, name.en]) {
      const at = word ? said.indexOf(word.toLowerCase()) : -1;
      if (at >= 0 && (!best || at < best.at)) best = { at, code };
    }
  }
  return best?.code ?? null;
}

const sayingsOf = (kind: 'field' | 'cooperation_mode') => shipped.filter((term) => term.kind === kind);
export function termIn(kind: 'field' | 'cooperation_mode', text: string): string | null {
  const said = text.normalize('NFKC').toLowerCase();
  const hits = sayingsOf(kind).filter(({ name }) =>
    [name.zh, name.en].some((word) => word && said.includes(word.toLowerCase())),
  );
  return hits.length === 1 ? (hits[0] as { code: string }).code : null;
}

const routes: readonly [RegExp, string][] = [
  [/公开招标|open tender/i, 'open_tender'],
  [/竞争性(?:磋商|谈判)|competitive (?:negotiation|consultation)/i, 'competitive_negotiation'],
  [/单一来源|single[- ]source|sole source/i, 'single_source'],
  [/询价|inquiry|request for quotation/i, 'inquiry'],
  [/框架(?:协议|采购)|framework/i, 'framework'],
];
export const routeIn = (text: string): string | null => routes.find(([test]) => test.test(text))?.[1] ?? null;

/** Who is to be asked and how. What stands beside a name and is neither, a department or an address, is cut away. */
export function contactIn(name: string, phone: string): { name: string; phone: string } | null {
  const said = readContact([name, phone].filter(Boolean).join(' '));
  const own = readContact(name);
  const who = cutTo((name ? own.name : said.name).split(/\s|邮箱|e-?mail|地址/i)[0] ?? '', 100);
  const number = cutTo(said.phone ?? '', 40);
  return who || number ? { name: who || number, phone: number } : null;
}
