import { type NeedIndex, similarNeeds } from './similar.js';
import { bagOf } from './terms.js';

export interface NeedGroup {
  ids: string[];
  /** Of every two of the group: the least alike and the most, 0 to 1. */
  least: number;
  most: number;
  words: string[];
}

const mostWords = 6;

/**
 * Needs of different owners in groups, each need in one at most: the two most alike are put together first, and a need
 * or a group joins another only where every two of them are at least `least` alike and no owner stands in it twice. Two
 * needs are as alike as the less like of the two ways to ask: a short one is like much, and much is not like it.
 */
export function groupNeeds(
  index: NeedIndex,
  {
    least,
    ownerOf,
    atMost,
  }: {
    least: number;
    /** Null: the need takes part in no group, and is still one of those that say how rare a word is. */
    ownerOf: (id: string) => string | null;
    atMost: number;
  },
): NeedGroup[] {
  const free = index.needs.filter(({ id }) => ownerOf(id) !== null);
  const alike = likenesses(index, least, free);
  const of = (one: string, other: string) => alike.get(keyOf(one, other)) ?? 0;
  const groups = new Map(free.map(({ id }) => [id, [id]]));
  const pairs = [...alike].sort(
    ([oneKey, one], [otherKey, other]) => other - one || (oneKey < otherKey ? -1 : 1),
  );
  for (const [key] of pairs) {
    const [first = '', second = ''] = key.split(' ');
    const [one, other] = [groups.get(first) ?? [], groups.get(second) ?? []];
    if (one === other) continue;
    const owners = [...one, ...other].map(ownerOf);
    const fits = one.every((member) => other.every((guest) => of(member, guest) >= least));
    if (!fits || new Set(owners).size < owners.length || owners.length > atMost) continue;
    const whole = [...one, ...other].sort();
    for (const id of whole) groups.set(id, whole);
  }
  return [...new Set(groups.values())]
    .filter((ids) => ids.length > 1)
    .map((ids) => ({ ids, ...rangeOf(ids, of), words: sharedWords(ids, index) }))
    .sort(
      (one, other) =>
        other.ids.length - one.ids.length ||
        other.least - one.least ||
        ((one.ids[0] ?? '') < (other.ids[0] ?? '') ? -1 : 1),
    );
}

/** How alike the two least alike of some needs are; null where one of them is not among those compared. */
export function leastAlike(index: NeedIndex, ids: readonly string[]): number | null {
  const asked = index.needs.filter(({ id }) => ids.includes(id));
  if (asked.length < ids.length || ids.length < 2) return null;
  const alike = likenesses(index, 0, asked);
  return Math.min(...pairsOf(ids).map(([one, other]) => alike.get(keyOf(one, other)) ?? 0));
}

const keyOf = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);
const pairsOf = (ids: readonly string[]) =>
  ids.flatMap((one, at) => ids.slice(at + 1).map((other): [string, string] => [one, other]));

function likenesses(index: NeedIndex, least: number, needs = index.needs): Map<string, number> {
  const asked = new Map<string, number>();
  const both = new Map<string, number>();
  for (const need of needs) {
    const found = similarNeeds(need, index, { except: need.id, floor: least, limit: index.needs.length });
    for (const { id, likeness } of found) {
      const key = keyOf(need.id, id);
      const before = asked.get(key);
      if (before === undefined) asked.set(key, likeness);
      else both.set(key, Math.min(before, likeness));
    }
  }
  return both;
}

function rangeOf(ids: readonly string[], of: (one: string, other: string) => number) {
  const all = pairsOf(ids).map(([one, other]) => of(one, other));
  return { least: Math.min(...all), most: Math.max(...all) };
}

/** Whole words that each of them says, the rarest among all needs first. */
function sharedWords(ids: readonly string[], index: NeedIndex): string[] {
  const bags = index.needs.filter(({ id }) => ids.includes(id)).map((need) => bagOf(need, index.glossary));
  const [first, ...others] = bags;
  if (!first) return [];
  const rarity = (term: string) => index.documentFrequency.get(term) ?? 0;
  const shared = [...first.surfaces]
    .filter(([term]) => others.every((bag) => bag.counts.has(term)))
    .sort(([one], [other]) => rarity(one) - rarity(other) || (one < other ? -1 : 1))
    .map(([, surface]) => surface);
  // Needs are told in both languages, and each has words of its own: readers of either are shown some.
  const han = (surface: string) => /\p{Script=Han}/u.test(surface);
  return [
    ...shared.filter(han).slice(0, mostWords),
    ...shared.filter((one) => !han(one)).slice(0, mostWords),
  ];
}
