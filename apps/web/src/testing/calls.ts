import type { Call, CallRow, OpenedBid, OwnBids } from '@scenario-lab/contracts/calls';
import { at, scenario } from './cards.js';
import { department, idOf, vendor } from './people.js';

const digest = (letter: string) => letter.repeat(64);
const row: CallRow = {
  id: idOf(990),
  status: 'opened',
  title: { zh: 'PM2.5 预报服务公开征集', en: 'Call for a PM2.5 forecast service' },
  scenario: { id: scenario.id, title: scenario.title },
  department,
  deadline: at(20),
  over: true,
  updatedAt: at(21),
  allowed: ['call.fail'],
};

const call: Call = {
  ...row,
  given: ['department', 'lab'],
  endReason: null,
  terms: {
    title: row.title,
    text: { zh: '采购一年的逐小时预报服务，含现场部署与培训。', en: 'A year of hourly forecasts, on site.' },
    deadline: '2026-12-31T17:00',
    criteria: [
      { id: 'c1', title: { zh: '预报平均误差', en: 'Mean error' }, weight: 50, kind: 'measured', must: true },
      { id: 'j1', title: { zh: '实施方案', en: 'Plan' }, weight: 20, kind: 'judged', must: false },
    ],
    priceWeight: 30,
    priceFormula: 'lowest_ratio',
    ceiling: 480_000,
    panel: [
      { name: '周教授', organisation: '四川大学', ties: '' },
      { name: '陈工', organisation: '市环境监测站', ties: '曾与蓉感智能合作课题（2023 年结题）' },
    ],
  },
  opening: {
    at: at(21),
    hands: [
      { side: 'department', at: at(21), person: '李主任' },
      { side: 'lab', at: at(21), person: '王运营' },
    ],
    bids: [
      { number: 1, handedInAt: at(19), sealedDigest: digest('a'), contentDigest: digest('b') },
      { number: 2, handedInAt: at(18), sealedDigest: digest('c'), contentDigest: digest('d') },
    ],
    withdrawn: 1,
    late: 1,
    broken: 0,
  },
};

const bid = (number: number, price: number, value: number): OpenedBid => ({
  id: idOf(990 + number),
  number,
  vendor,
  content: {
    solutionId: null,
    answers: [
      { criterion: 'c1', value, text: '' },
      { criterion: 'j1', value: null, text: '两周部署，驻场一个月。' },
    ],
    text: '',
    price,
    files: [],
    salt: 'a'.repeat(32),
  },
  measured: number === 1 ? { c1: { value: 11.6, verdict: 'pass' } } : {},
  excludedBy: number === 1 ? [] : ['c1'],
  points: { c1: number === 1 ? 100 : null },
  pricePoints: number === 1 ? 100 : null,
  computed: number === 1 ? 80 : null,
});
const own: OwnBids = {
  items: [
    {
      id: idOf(991),
      handedInAt: at(19),
      sealedDigest: digest('a'),
      contentDigest: digest('b'),
      state: 'standing',
      number: 1,
      allowed: [],
    },
  ],
  late: [],
};

/** What the examples answer about calls, by row name. */
export const callHandlers: Record<string, () => unknown> = {
  'call.list': () => [row],
  'call.read': () => call,
  'call.create': () => ({ id: row.id }),
  'bid.own': () => own,
  'bid.list': () => [bid(1, 420_000, 11.2), bid(2, 460_000, 10.4)],
};
