import { createDataRequest, listDataRequests } from '@scenario-lab/contracts/data-requests';
import { people, signIn } from './lab.js';

/** A wish everybody reads. */
export async function someDataRequest(): Promise<string> {
  const vendor = await signIn(people.vendor);
  const { items } = await vendor.call(listDataRequests, {});
  const known = items[0]?.id;
  if (known) return known;
  const { id } = await vendor.call(createDataRequest, {
    body: {
      title: { zh: '小区供水压力逐小时记录', en: 'Hourly water pressure of housing estates' },
      purpose: { zh: '训练漏损定位模型。', en: 'To train a model that finds leaks.' },
      field: 'public_services',
    },
  });
  return id;
}
