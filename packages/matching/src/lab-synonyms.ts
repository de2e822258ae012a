import { type Synonyms, shippedSynonyms } from './glossary.js';

/** The last thing the lab did to a group. */
interface SynonymLine extends Synonyms {
  deed: 'saved' | 'off' | 'removed' | 'restored';
}

/** What is shipped, as far as the lab has left it, and what it added. */
export function synonymsInForce(lines: readonly SynonymLine[]): Synonyms[] {
  const changed = new Map(lines.map((line) => [line.key, line]));
  const shipped = new Set(shippedSynonyms.map(({ key }) => key));
  return [
    ...shippedSynonyms.flatMap((group) => {
      const line = changed.get(group.key);
      if (!line || line.deed === 'restored') return [group];
      return line.deed === 'saved' ? [line] : [];
    }),
    ...lines.filter(({ key, deed }) => deed === 'saved' && !shipped.has(key)),
  ];
}
