import { createEdition, listEditions } from '@scenario-lab/contracts/editions';
import { people, signIn, stranger } from './lab.js';

/** A list that everybody may read, and one the lab is preparing. */
export async function someEditions(): Promise<{ edition: string; editEdition: string }> {
  const { items } = await stranger().call(listEditions, { query: { kind: 'opportunity' } });
  const published = items[0];
  if (!published) throw new Error('the story published no list');
  const operator = await signIn(people.operator);
  const drafts = await operator.call(listEditions, { query: { status: 'draft' } });
  const draft =
    drafts.items[0] ??
    (await operator.call(createEdition, {
      body: { kind: 'opportunity', title: { zh: '下一期机会清单', en: 'Next scenario list' } },
    }));
  return { edition: published.id, editEdition: draft.id };
}
