import { createSource, listSources } from '@scenario-lab/contracts/catalogue-sources';
import { people, signIn } from './lab.js';

const name = 'A portal of the test';

/** A catalogue that is kept and has not been confirmed; nothing answers at its address. */
export async function someSource(): Promise<string> {
  const operator = await signIn(people.operator);
  const { items } = await operator.call(listSources, { query: { limit: 100 } });
  const known = items.find((one) => one.name === name)?.id;
  if (known) return known;
  const { id } = await operator.call(createSource, {
    body: {
      name,
      address: 'https://catalogue.invalid/api/3/action/package_search',
      kind: 'ckan',
      licence: 'CC BY 4.0',
      mapping: null,
      every: 'week',
    },
  });
  return id;
}
