import type { Tx } from '@scenario-lab/db/database';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { inputRefusal } from '../http/input-refusal.js';

/**
 * A place in an industry chain is a link of one, and named once. Links that are offered no more pass: a card that bears
 * one already may be changed elsewhere. Errors: `unknown_link`, `duplicate`.
 */
export async function insistOnLinks(tx: Tx, links: readonly string[] | undefined): Promise<void> {
  if (!links || links.length === 0) return;
  const known = new Set(
    (await readTerms(tx))
      .filter(({ kind, parent }) => kind === 'chain' && parent !== null)
      .map(({ code }) => code),
  );
  links.forEach((link, at) => {
    if (!known.has(link)) throw inputRefusal({ path: `chainLinks.${at}`, code: 'unknown_link' });
    if (links.indexOf(link) < at) throw inputRefusal({ path: `chainLinks.${at}`, code: 'duplicate' });
  });
}
