import type { Tx } from '@scenario-lab/db/database';
import { type SynonymLine, synonymLines, synonymsState } from '@scenario-lab/db/synonyms/synonyms.queries';
import { type Glossary, glossaryOf, type Synonyms, shippedSynonyms } from '@scenario-lab/matching/glossary';

let known: { state: string; glossary: Glossary } | null = null;

/** The lab's synonyms as they are now. `state` changes with them: what was made with others is made anew. */
export async function labGlossary(tx: Tx): Promise<{ state: string; glossary: Glossary }> {
  const state = await synonymsState(tx);
  if (known?.state !== state) known = { state, glossary: glossaryOf(inForce(await synonymLines(tx))) };
  return known;
}

/** What is shipped, as far as the lab has left it, and what it added. */
function inForce(lines: readonly SynonymLine[]): Synonyms[] {
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
