import { listJointNeeds } from '@scenario-lab/contracts/joint-needs';
import { people, signIn } from './lab.js';

/** A joint need as the lab sees it; the demonstration has one. */
export async function someJointNeed(): Promise<string> {
  const operator = await signIn(people.operator);
  const { items } = await operator.call(listJointNeeds, {});
  const joint = items[0];
  if (!joint) throw new Error('the demonstration has no joint need');
  return joint.id;
}
