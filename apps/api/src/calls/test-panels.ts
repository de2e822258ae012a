import type { SaveCall } from '@scenario-lab/contracts/calls';
import {
  announceAward,
  changeScore,
  declareTies,
  giveSeat,
  handInScores,
  makeObjection,
  objectionDeeds,
  panelDeeds,
  readOutcome,
  readPanel,
  readScores,
  recommendBid,
  saveScores,
  takeSeat,
  vacateSeat,
} from '@scenario-lab/contracts/panels';
import type { TestApp } from '../http/test-app.js';
import { bidOf, callsOf } from './test-calls.js';

type Who = Parameters<TestApp['as']>[0];

/** Two judged criteria and a price: nothing here waits for a measurement. */
export const judgedTerms: Partial<SaveCall> = {
  criteria: [
    { id: 'plan', title: { zh: '方案' }, weight: 50, kind: 'judged', must: false },
    { id: 'team', title: { zh: '团队' }, weight: 20, kind: 'judged', must: false },
  ],
  priceWeight: 30,
  panel: [
    { name: '周教授', organisation: '大学', ties: '' },
    { name: '陈工', organisation: '监测站', ties: '' },
  ],
};
export const judgedBid = (price: number, words: string) =>
  bidOf({
    answers: [
      { criterion: 'plan', value: null, text: words },
      { criterion: 'team', value: null, text: words },
    ],
    text: words,
    price,
    files: [],
  });

/** The routes of a call's panel as somebody. */
export async function panelsOf(app: TestApp) {
  const desk = await callsOf(app);
  const { department, operator, vendor, otherVendor } = app.cast;
  const at = (id: string) => ({ params: { id } });
  const give = (who: Who, id: string, number: number) =>
    app.as(who)(giveSeat, { params: { id, number }, body: {} });
  const vacate = (who: Who, id: string, number: number) =>
    app.as(who)(vacateSeat, { params: { id, number }, body: {} });
  const take = (who: Who, id: string, code: string, said = '') =>
    app.as(who)(takeSeat, { ...at(id), body: { code, said } });
  const declare = (who: Who, id: string, tiedTo: string[] = []) =>
    app.as(who)(declareTies, { ...at(id), body: { tiedTo } });
  const scores = (who: Who, id: string) => app.as(who)(readScores, at(id));
  const save = (who: Who, id: string, list: readonly [number, string, number, string?][]) =>
    app.as(who)(saveScores, {
      ...at(id),
      body: {
        scores: list.map(([number, criterion, points, note = '理由']) => ({
          number,
          criterion,
          points,
          note,
        })),
      },
    });
  const handInPoints = (who: Who, id: string) => app.as(who)(handInScores, { ...at(id), body: {} });
  const change = (who: Who, id: string, number: number, criterion: string, points: number) =>
    app.as(who)(changeScore, { ...at(id), body: { number, criterion, points, reason: '听取说明后更正。' } });
  const panel = (who: Who, id: string) => app.as(who)(readPanel, at(id));
  const recommend = (who: Who, id: string, number: number | null) =>
    app.as(who)(recommendBid, { ...at(id), body: { number, reason: '综合得分最高。' } });
  const announce = (who: Who, id: string) =>
    app.as(who)(announceAward, { ...at(id), body: { procurementNumber: 'CG-2026-17' } });
  const award = (who: Who, id: string) => app.as(who)(panelDeeds.award, { ...at(id), body: {} });
  const closeRound = (who: Who, id: string) =>
    app.as(who)(panelDeeds.closeRound, { ...at(id), body: { reason: '其余评委无法参加。' } });
  const object = (who: Who, id: string, text = '得分计算有误。') =>
    app.as(who)(makeObjection, { ...at(id), body: { text } });
  const reply = (who: Who, id: string, deed: 'reject' | 'uphold') =>
    app.as(who)(objectionDeeds[deed], { ...at(id), body: { reason: '经核对，答复如下。' } });
  const outcome = async (who: Who, id: string) => (await app.as(who)(readOutcome, at(id))).outcome;

  /** Bids of both vendors opened, and whose number is whose. */
  async function openedBids(over: Partial<SaveCall> = {}, seats: readonly Who[] = []) {
    const { id } = await desk.create(department, { ...judgedTerms, ...over });
    const ours = await desk.sealing(department, id);
    const theirs = await desk.opening(operator, id);
    for (const [index, who] of seats.entries())
      await take(who, id, (await give(department, id, index + 1)).code);
    await desk.handIn(vendor, id, judgedBid(800_000, '甲方案'));
    await desk.handIn(otherVendor, id, judgedBid(400_000, '乙方案'));
    await desk.passDeadline(id);
    await desk.bring(operator, id, theirs.code);
    await desk.bring(department, id, ours.code);
    const numberOf = async (who: Who) => (await desk.own(who, id)).items[0]?.number ?? 0;
    return { id, mine: await numberOf(vendor), theirs: await numberOf(otherVendor) };
  }
  async function passStandstill(id: string): Promise<void> {
    await app.database.owner.query(
      `UPDATE open_call SET standstill_until = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
  }
  return {
    ...desk,
    give,
    vacate,
    take,
    declare,
    scores,
    save,
    handInPoints,
    change,
    panel,
    recommend,
    announce,
    award,
    closeRound,
    object,
    reply,
    outcome,
    openedBids,
    passStandstill,
  };
}
