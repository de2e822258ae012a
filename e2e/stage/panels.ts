import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import {
  createCall,
  handInBid,
  openCall,
  readCall,
  type SaveCall,
  sealCall,
  unsealCall,
} from '@scenario-lab/contracts/calls';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { people, signIn } from './lab.js';

const zone = 'Asia/Shanghai';
/** The minute by the lab's clock that begins soon, and not before everything is handed in. */
function soon(): string {
  const at = new Date(Math.ceil((Date.now() + 25_000) / 60_000) * 60_000);
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    .replace(' ', 'T');
}

export const members = [
  { name: '周教授', organisation: '水务局', ties: '' },
  { name: '陈工', organisation: '实验室', ties: '' },
];
const terms = (title: string): SaveCall => ({
  title: { zh: title, en: title },
  text: { zh: '采购一年的服务。', en: 'A year of service.' },
  deadline: soon(),
  criteria: [{ id: 'plan', title: { zh: '实施方案', en: 'Plan' }, weight: 60, kind: 'judged', must: false }],
  priceWeight: 40,
  priceFormula: 'lowest_ratio',
  ceiling: null,
  panel: members,
  commonControl: 'exclude',
  standstillDays: 3,
});

/** A call just opened to vendors, with both keys, before its deadline. */
export async function callWithKeys(title: string) {
  const department = await signIn(people.waterGroup);
  const operator = await signIn(people.operator);
  const { items } = await department.call(listScenarios, { query: { mine: 'true', status: 'published' } });
  const scenario = items[0];
  if (!scenario) throw new Error('the demonstration has no published need of the water group');
  const { id } = await department.call(createCall, { params: { id: scenario.id }, body: terms(title) });
  const params = { id };
  const ours = await department.call(sealCall, { params, body: {} });
  const lab = await operator.call(openCall, { params, body: {} });
  return { id, ours: ours.code, lab: lab.code };
}

export async function offer(email: string, id: string, price: number, words: string): Promise<void> {
  const vendor = await signIn(email);
  await vendor.call(handInBid, {
    params: { id },
    body: {
      answers: [{ criterion: 'plan', text: words }],
      text: words,
      price,
      salt: randomBytes(16).toString('hex'),
    },
  });
}

/** After the deadline, which nobody can move: waited for. */
export async function openAfterDeadline(id: string, ours: string, lab: string): Promise<void> {
  const department = await signIn(people.waterGroup);
  const operator = await signIn(people.operator);
  const params = { id };
  await expect
    .poll(async () => (await department.call(readCall, { params })).over, { timeout: 150_000 })
    .toBe(true);
  await operator.call(unsealCall, { params, body: { code: lab } });
  await department.call(unsealCall, { params, body: { code: ours } });
}
