import type { CaseLeak, LeakKind } from '@scenario-lab/contracts/cases';

interface Text {
  zh?: string | undefined;
  en?: string | undefined;
}
/** Something that would tell whose case it was. */
export interface Known {
  kind: Exclude<LeakKind, 'amount' | 'contact'>;
  text: Text | string | null;
}
const languages = ['zh', 'en'] as const;

/** One character for one character, so that a place in the folded text is a place in the text. */
const folded = (text: string): string =>
  [...text]
    .map((one) => {
      const like = one.normalize('NFKC').toLowerCase();
      return like.length === one.length ? like : one;
    })
    .join('');

/** What a company's name ends in; without it, it is how people call it. */
const endings =
  /(?:股份|有限责任|有限|公司|集团|科技|技术|信息|\s*(?:co\.?,?|ltd\.?|inc\.?|llc|limited|technolog(?:y|ies)))$/iu;
const shortest = { zh: 2, en: 4 };

/** A name as it is written and as it is spoken: without what companies' names end in, without the province or city it begins with. */
export function waysToSay(name: string): string[] {
  const ways = new Set([name.trim()]);
  let short = name.trim();
  for (
    let cut = short.replace(endings, '').trim();
    cut !== short && cut.length > 0;
    cut = cut.replace(endings, '').trim()
  ) {
    ways.add(cut);
    short = cut;
  }
  for (const way of [...ways]) {
    const local = way.replace(/^[\p{Script=Han}]{2,8}?(?:省|市|自治区)(?=\p{Script=Han}{3})/u, '');
    if (local !== way) ways.add(local);
  }
  return [...ways].filter((way) => way.length >= (/\p{Script=Han}/u.test(way) ? shortest.zh : shortest.en));
}

/** Sums of money and ways to reach somebody; repetitions are bounded, so that no text makes them slow. */
const patterns: readonly { kind: 'amount' | 'contact'; find: RegExp }[] = [
  { kind: 'amount', find: /(?:¥|￥|cny|rmb)\s?\d[\d,.]{0,20}(?:\s?(?:万|亿|million|thousand))?/giu },
  { kind: 'amount', find: /\d[\d,.]{0,20}\s?(?:万元|亿元|元|(?:million |thousand )?yuan)/giu },
  { kind: 'contact', find: /(?<!\d)1[3-9]\d{9}(?!\d)/gu },
  { kind: 'contact', find: /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/gu },
  { kind: 'contact', find: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/gu },
];

const isWord = (character: string | undefined) => character !== undefined && /[a-z0-9]/u.test(character);

function placesOf(text: string, name: string): number[] {
  const sought = folded(name);
  const places: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
    // “Shi” is not in “shining”; Chinese has no such borders.
    const inside =
      (isWord(sought[0]) && isWord(text[at - 1])) ||
      (isWord(sought.at(-1)) && isWord(text[at + sought.length]));
    if (!inside) places.push(at);
  }
  return places;
}

/** Where in a case's words something is left that tells whose it was; of places that overlap the longest, in order. */
export function namesLeft(words: { title: Text; lesson: Text | null }, known: readonly Known[]): CaseLeak[] {
  const names = known.flatMap(({ kind, text }) =>
    (typeof text === 'string' ? [text] : languages.map((language) => text?.[language]))
      .flatMap((name) => (name ? (kind === 'organisation' ? waysToSay(name) : [name.trim()]) : []))
      .filter((name) => name.length >= shortest.zh)
      .map((name) => ({ kind, name })),
  );
  return (['title', 'lesson'] as const).flatMap((field) =>
    languages.flatMap((language) => {
      const text = words[field]?.[language];
      if (!text) return [];
      const plain = folded(text);
      const found = [
        ...names.flatMap(({ kind, name }) =>
          placesOf(plain, name).map((start) => ({ kind, start, end: start + name.length })),
        ),
        ...patterns.flatMap(({ kind, find }) =>
          [...plain.matchAll(find)].map((hit) => ({
            kind,
            start: hit.index,
            end: hit.index + hit[0].length,
          })),
        ),
      ].sort((one, other) => one.start - other.start || other.end - one.end);
      const kept: typeof found = [];
      for (const one of found) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
      return kept.map(
        ({ kind, start, end }): CaseLeak => ({ field, language, kind, start, text: text.slice(start, end) }),
      );
    }),
  );
}
