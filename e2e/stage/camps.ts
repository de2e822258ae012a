import { listCamps, readCamp } from '@scenario-lab/contracts/camps';
import { people, signIn, stranger } from './lab.js';

/** A camp one can sign up for, and the certificate that came of the one that is over. */
export async function someCamps(): Promise<{ camp: string; editCamp: string; training: string }> {
  const { items } = await stranger().call(listCamps, { query: { status: 'announced' } });
  const vendor = await signIn(people.vendor);
  const mine = await vendor.call(listCamps, { query: { mine: 'true', status: 'finished' } });
  const read = await Promise.all(mine.items.map(({ id }) => vendor.call(readCamp, { params: { id } })));
  const training = read.find((camp) => camp.mine?.certificate)?.mine?.certificate;
  const camp = items[0]?.id;
  if (!camp || !training) throw new Error('no camp to open, or no certificate of one');
  return { camp, editCamp: camp, training };
}
