import type { Tx } from '@scenario-lab/db/database';
import { synonymLines, synonymsState } from '@scenario-lab/db/synonyms/synonyms.queries';
import { type Glossary, glossaryOf } from '@scenario-lab/matching/glossary';
import { synonymsInForce } from '@scenario-lab/matching/lab-synonyms';

let known: { state: string; glossary: Glossary } | null = null;

/** The lab's synonyms as they are now. `state` changes with them: what was made with others is made anew. */
export async function labGlossary(tx: Tx): Promise<{ state: string; glossary: Glossary }> {
  const state = await synonymsState(tx);
  if (known?.state !== state)
    known = { state, glossary: glossaryOf(synonymsInForce(await synonymLines(tx))) };
  return known;
}
