import {
  answerFieldRemark,
  fieldRemarkDeeds,
  insistOnFieldRemark,
  listFieldRemarks,
  noteFieldRemark,
} from '@scenario-lab/contracts/field-remarks';
import { createScenario, editScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { createSolution, editSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
const card = (over: object = {}) =>
  ({
    title: { zh: '泵站预警' },
    summary: { zh: '读取现有数据' },
    fields: ['public_services'],
    trl: 7,
    ...over,
  }) as never;
const submit = (id: string) => app.as(app.cast.vendor)(solutionDeeds.submit, { params: { id }, body: {} });
const approve = (id: string) =>
  app.as(app.cast.operator)(solutionDeeds.approve, { params: { id }, body: {} });
const giveBack = (id: string) =>
  app.as(app.cast.operator)(solutionDeeds.return, { params: { id }, body: {} });
const edit = (id: string, over: object) =>
  app.as(app.cast.vendor)(editSolution, { params: { id }, body: card(over) });
const note = (who: Who, id: string, field: string, text = '请补充', thing = 'solution' as const) =>
  app.as(who)(noteFieldRemark, { body: { thing, thingId: id, field, text } });
const read = (who: Who, id: string) => app.as(who)(listFieldRemarks, { params: { thing: 'solution', id } });
const one = async (who: Who, id: string, remark: string) =>
  (await read(who, id)).items.find((had) => had.id === remark);

/** A card on the desk, with one remark on each of two fields. */
async function onTheDesk() {
  const { vendor, reviewer } = app.cast;
  const { id } = await app.as(vendor)(createSolution, { body: card() });
  await submit(id);
  const level = (await note(reviewer, id, 'trl', '7 级缺少依据')).id;
  const summary = (await note(reviewer, id, 'summary', '请写明数据来源')).id;
  return { id, level, summary };
}

describe('review field by field', () => {
  it('tells remarks when the card is returned, takes them up when it comes back, and ends them with the approval', async () => {
    const { vendor, operator } = app.cast;
    const { id, level, summary } = await onTheDesk();
    expect((await read(vendor, id)).items).toEqual([]);
    await giveBack(id);
    const told = await read(vendor, id);
    // In the order of the form, not of writing.
    expect(told.items.map(({ field, status }) => [field, status])).toEqual([
      ['summary', 'asked'],
      ['trl', 'asked'],
    ]);
    expect(await refusalOf(submit(id))).toBe('409 remarks_open');

    await app.as(vendor)(answerFieldRemark, { params: { id: level }, body: { text: '见第三方报告' } });
    expect(await refusalOf(submit(id))).toBe('409 remarks_open');
    await edit(id, { summary: { zh: '读取 12 项运行数据' }, technologies: ['梯度提升'] });
    await submit(id);
    const back = await read(operator, id);
    expect(back.items.map(({ field, status, changed }) => [field, status, changed])).toEqual([
      ['summary', 'mended', true],
      ['trl', 'answered', false],
    ]);
    expect(back.items[0]).toMatchObject({
      was: { zh: '读取现有数据' },
      now: { zh: '读取 12 项运行数据' },
    });
    expect(back.changes.map(({ field }) => field)).toEqual(['summary', 'technologies']);

    await approve(id);
    expect((await read(vendor, id)).items.map(({ status }) => status)).toEqual(['settled', 'settled']);
    expect((await one(vendor, id, summary))?.allowed).toEqual(['field_remark.read']);
  });

  it('asks again in a remark of its own, and no approval passes over what was not told', async () => {
    const { vendor, operator, reviewer } = app.cast;
    const { id, level, summary } = await onTheDesk();
    await giveBack(id);
    for (const remark of [level, summary])
      await app.as(vendor)(answerFieldRemark, { params: { id: remark }, body: { text: '不改' } });
    await submit(id);
    await app.as(operator)(fieldRemarkDeeds.settle, { params: { id: summary }, body: {} });
    const again = await app.as(reviewer)(insistOnFieldRemark, {
      params: { id: level },
      body: { text: '请上传报告' },
    });
    expect(await one(vendor, id, again.id)).toBeUndefined();
    expect(await one(vendor, id, level)).toMatchObject({ status: 'insisted', answer: '不改' });
    expect(await refusalOf(approve(id))).toBe('409 remarks_untold');
    await giveBack(id);
    expect(await one(vendor, id, again.id)).toMatchObject({ status: 'asked', follows: level });
    await edit(id, { trl: 5 });
    await submit(id);
    await approve(id);
    expect((await read(operator, id)).items.map(({ status }) => status)).toEqual([
      'settled',
      'insisted',
      'settled',
    ]);
  });

  it('is withdrawn before it is told, and not after', async () => {
    const { vendor, reviewer } = app.cast;
    const { id, level, summary } = await onTheDesk();
    const withdraw = (remark: string) =>
      refusalOf(app.as(reviewer)(fieldRemarkDeeds.withdraw, { params: { id: remark }, body: {} }));
    expect(await withdraw(level)).toBe('went through');
    await giveBack(id);
    expect(await withdraw(summary)).toBe('409 wrong_status');
    expect((await read(vendor, id)).items.map(({ id: remark }) => remark)).toEqual([summary]);
  });

  it('goes the same way for a need, whose owner answers', async () => {
    const { department, operator, reviewer } = app.cast;
    const need = {
      title: { zh: '下穿隧道积水' },
      field: 'public_services',
      region: '510104',
      problem: { zh: '积水发现得晚' },
      users: { zh: '值守人员' },
      today: { zh: '每年十次' },
      task: 'binary',
      criteria: [{ id: 'recall', metric: 'recall', direction: 'at_least', threshold: 0.8, must: true }],
      budget: 500_000,
      deadline: '2999-01-31',
      contact: { name: '李工', phone: '028-1' },
    } as never;
    const { id } = await app.as(department)(createScenario, { body: need });
    const hand = () => refusalOf(app.as(department)(scenarioDeeds.submit, { params: { id }, body: {} }));
    expect(await hand()).toBe('went through');
    const remark = await app.as(reviewer)(noteFieldRemark, {
      body: { thing: 'scenario', thingId: id, field: 'today', text: '请给出年份' },
    });
    await app.as(operator)(scenarioDeeds.return, { params: { id }, body: { reason: '见逐项意见' } });
    expect(await hand()).toBe('409 remarks_open');
    await app.as(department)(editScenario, {
      params: { id },
      body: { ...(need as object), today: { zh: '2025 年十次' } } as never,
    });
    expect(await hand()).toBe('went through');
    const { items } = await app.as(operator)(listFieldRemarks, { params: { thing: 'scenario', id } });
    expect(items).toMatchObject([{ id: remark.id, status: 'mended', was: { zh: '每年十次' } }]);
  });

  it('is nobody else’s: no stranger reads, writes, answers or learns that there is one', async () => {
    const { vendor, otherVendor, department, observer, operator } = app.cast;
    const { id, level } = await onTheDesk();
    for (const who of [otherVendor, department]) {
      expect(await refusalOf(read(who, id))).toBe('404 not_found');
      expect(await refusalOf(note(who, id, 'trl'))).toBe('403 role_missing');
    }
    expect(await refusalOf(read(undefined as never, id))).toBe('401 sign_in_required');
    expect((await read(observer, id)).items).toHaveLength(2);
    await giveBack(id);
    const answer = (who: Who) =>
      refusalOf(app.as(who)(answerFieldRemark, { params: { id: level }, body: { text: '好' } }));
    expect(await answer(otherVendor)).toBe('404 not_found');
    // What is not one's own to answer is told as little of as what is not there.
    expect(await answer(operator)).toBe('404 not_found');
    expect(await answer(vendor)).toBe('went through');
    // A listed card is everybody's to read, what was remarked on before is not.
    await edit(id, { summary: { zh: '改' } });
    await submit(id);
    await approve(id);
    expect(await refusalOf(read(otherVendor, id))).toBe('404 not_found');
  });

  it('refuses a field no form has, words without end, and what is not on the desk', async () => {
    const { vendor, operator } = app.cast;
    const { id } = await app.as(vendor)(createSolution, { body: card() });
    expect(await refusalOf(note(operator, id, 'trl'))).toBe('409 wrong_status');
    await submit(id);
    expect(await refusalOf(note(operator, id, 'owner_id'))).toBe('422 invalid_input field');
    expect(await refusalOf(note(operator, id, 'trl', '   '))).toBe('422 invalid_input text');
    expect(await refusalOf(note(operator, id, 'trl', 'x'.repeat(2_001)))).toBe('422 invalid_input text');
    expect(await refusalOf(note(operator, newId(), 'trl'))).toBe('404 not_found');
    expect((await read(operator, id)).items).toEqual([]);
  });
});
