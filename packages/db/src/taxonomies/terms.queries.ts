import { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import { chengdu } from '@scenario-lab/domain/taxonomies/regions';
import { shipped } from '@scenario-lab/domain/taxonomies/terms';
import type { Tx } from '../database.js';

/** What is shipped; the setting `taxonomy.terms` renames terms of the same kind and code and adds others. */
export async function readTerms(tx: Tx): Promise<TaxonomyTerm[]> {
  const [setting] = await tx.query(`SELECT value FROM setting WHERE key = 'taxonomy.terms'`);
  const own = Array.isArray(setting?.value) ? setting.value : [];
  const terms = new Map<string, TaxonomyTerm>();
  for (const term of [...shipped, ...chengdu]) terms.set(`${term.kind} ${term.code}`, term);
  for (const given of own) {
    const term = TaxonomyTerm.safeParse(given).data;
    if (term) terms.set(`${term.kind} ${term.code}`, term);
  }
  return [...terms.values()];
}
