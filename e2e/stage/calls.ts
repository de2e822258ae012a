import { createCall, listCalls, openCall, type SaveCall, sealCall } from '@scenario-lab/contracts/calls';
import { people, signIn } from './lab.js';

const terms = (title: string): SaveCall => ({
  title: { zh: title, en: 'Call of the page checks' },
  text: { zh: '供页面检查使用。', en: 'For the checks of pages.' },
  deadline: '2099-12-31T17:00',
  criteria: [{ id: 'plan', title: { zh: '实施方案', en: 'Plan' }, weight: 60, kind: 'judged', must: false }],
  priceWeight: 40,
  priceFormula: 'lowest_ratio',
  ceiling: null,
  panel: [{ name: '周教授', organisation: '大学', ties: '' }],
  commonControl: 'exclude',
  standstillDays: 7,
});

/** A call that everybody may read and vendors may answer, and one that its department still writes. */
export async function someCalls(
  scenarioId: string,
): Promise<{ call: string; editCall: string; bid: string }> {
  const department = await signIn(people.waterGroup);
  const params = { id: scenarioId };
  const had = await department.call(listCalls, { params });
  const draft =
    had.find(({ status }) => status === 'draft') ??
    (await department.call(createCall, { params, body: terms('征集草稿') }));
  const open = had.find(({ status }) => status === 'open')?.id ?? (await openOne());
  return { call: open, editCall: draft.id, bid: open };

  async function openOne(): Promise<string> {
    const { id } = await department.call(createCall, { params, body: terms('公开征集') });
    await department.call(sealCall, { params: { id }, body: {} });
    const operator = await signIn(people.operator);
    await operator.call(openCall, { params: { id }, body: {} });
    return id;
  }
}
