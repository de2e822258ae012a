import { randomBytes } from 'node:crypto';
import {
  createCall,
  handInBid,
  listBids,
  listOwnBids,
  openCall,
  readCall,
  type SaveBid,
  type SaveCall,
  sealCall,
  unsealCall,
} from '@scenario-lab/contracts/calls';
import { makeExam } from '@scenario-lab/testing/exam';
import type { TestApp } from '../http/test-app.js';

type Who = Parameters<TestApp['as']>[0];

export const secret = '以雷达水位计加视频复核的独门做法';
export const price = 987_654;
export const terms: SaveCall = {
  title: { zh: '下穿隧道积水监测公开征集' },
  text: { zh: '采购一年的服务。' },
  deadline: '2099-01-15T17:00',
  criteria: [
    { id: 'mae', title: { zh: '误差' }, weight: 50, kind: 'measured', must: true },
    { id: 'plan', title: { zh: '方案' }, weight: 20, kind: 'judged', must: false },
  ],
  priceWeight: 30,
  priceFormula: 'lowest_ratio',
  ceiling: 1_000_000,
  panel: [{ name: '周教授', organisation: '大学', ties: '' }],
  commonControl: 'exclude',
  standstillDays: 3,
};
export const bidOf = (over: Partial<SaveBid> = {}): SaveBid => ({
  solutionId: null,
  answers: [
    { criterion: 'mae', value: 9.5, text: '' },
    { criterion: 'plan', value: null, text: secret },
  ],
  text: secret,
  price,
  files: [{ name: '方案.txt', data: Buffer.from(secret).toString('base64') }],
  salt: randomBytes(16).toString('hex'),
  ...over,
});

/** A call's routes as somebody, on a need of its own. */
export async function callsOf(app: TestApp) {
  const { scenarioId } = await makeExam(app.database.owner, app.cast);
  const create = (who: Who, over: Partial<SaveCall> = {}) =>
    app.as(who)(createCall, { params: { id: scenarioId }, body: { ...terms, ...over } });
  const read = (who: Who, id: string) => app.as(who)(readCall, { params: { id } });
  const sealing = (who: Who, id: string) => app.as(who)(sealCall, { params: { id }, body: {} });
  const opening = (who: Who, id: string) => app.as(who)(openCall, { params: { id }, body: {} });
  const handIn = (who: Who, id: string, bid = bidOf()) =>
    app.as(who)(handInBid, { params: { id }, body: bid });
  const own = (who: Who, id: string) => app.as(who)(listOwnBids, { params: { id } });
  const bring = (who: Who, id: string, code: string) =>
    app.as(who)(unsealCall, { params: { id }, body: { code } });
  const bids = (who: Who, id: string) => app.as(who)(listBids, { params: { id } });

  /** An open call with the codes of both sides. */
  async function opened(): Promise<{ id: string; department: string; lab: string }> {
    const { department, operator } = app.cast;
    const { id } = await create(department);
    const ours = await sealing(department, id);
    const theirs = await opening(operator, id);
    return { id, department: ours.code, lab: theirs.code };
  }
  /** The deadline is frozen for everybody; only the test's own clock moves it. */
  async function passDeadline(id: string): Promise<void> {
    const { owner } = app.database;
    await owner.query('ALTER TABLE open_call DISABLE TRIGGER call_is_frozen');
    await owner.query(`UPDATE open_call SET deadline = now() - interval '1 second' WHERE id = $1`, [id]);
    await owner.query('ALTER TABLE open_call ENABLE TRIGGER call_is_frozen');
  }
  return { scenarioId, create, read, sealing, opening, handIn, own, bring, bids, opened, passDeadline };
}
