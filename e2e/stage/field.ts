import {
  listCases,
  listReplications,
  publishCase,
  readCase,
  requestReplication,
  writeCase,
} from '@scenario-lab/contracts/cases';
import { people, signIn, stranger } from './lab.js';

/** An accepted pilot's case that everybody may read; the drainage pilots leave one. */
export async function publishedCase(): Promise<string> {
  const open = await stranger().call(listCases, { query: { outcome: 'accepted' } });
  const shown = open.items.find(({ published }) => published);
  if (shown) return shown.id;
  const operator = await signIn(people.operator);
  const { items } = await operator.call(listCases, { query: { outcome: 'accepted' } });
  const bureau = await signIn(people.department);
  const own = items.find(({ department }) => department?.name.en?.includes('Water Bureau'));
  if (!own) throw new Error('no pilot of the water bureau was accepted');
  const params = { id: own.id };
  const lesson = { zh: '报警按机组区分，值班员才会看。', en: 'Alarms per unit are the ones that are read.' };
  await bureau.call(writeCase, { params, body: { title: own.title, lesson, reasonCode: null } });
  const { published } = await operator.call(readCase, { params });
  if (!published) await operator.call(publishCase, { params, body: {} });
  return own.id;
}

/** A replication the lab, its adopter and the case's department can open. */
export async function someReplication(): Promise<string> {
  const operator = await signIn(people.operator);
  const { items } = await operator.call(listReplications, {});
  if (items[0]) return items[0].id;
  const adopter = await signIn('owner@urban-committee.example');
  const { id } = await adopter.call(requestReplication, {
    params: { id: await publishedCase() },
    body: { purpose: '在本市 40 座泵站复用预警。' },
  });
  return id;
}
