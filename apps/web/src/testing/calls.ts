import type { Call, CallRow, OpenedBid, OwnBids } from '@scenario-lab/contracts/calls';
import type { listConsortia } from '@scenario-lab/contracts/consortia';
import type { FewBids } from '@scenario-lab/contracts/few-bids';
import type { CallPanel, PanelSeat, Scoring } from '@scenario-lab/contracts/panels';
import type { Answer } from '@scenario-lab/contracts/route';
import { at, scenario } from './cards.js';
import { department, idOf, vendor } from './people.js';

const digest = (letter: string) => letter.repeat(64);
const row: CallRow = {
  id: idOf(990),
  status: 'standstill',
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
  postponed: [],
  award: {
    number: 1,
    vendor,
    price: 420_000,
    total: 87.3,
    lower: 84.9,
    upper: 89.6,
    pricePoints: 100,
    points: { c1: 100, j1: 36.5 },
    measured: { c1: { value: 11.6, verdict: 'pass' } },
    bidders: 2,
    excluded: 1,
    tier: 1,
    reason: '实测误差最低，报价最低，实施方案可行。',
    procurementNumber: 'CD-2026-0117',
    at: at(22),
    until: '2026-12-08T16:00:00.000Z',
  },
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
    commonControl: 'exclude',
    standstillDays: 7,
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
    related: [],
  },
};

const bid = (number: number, price: number, value: number): OpenedBid => ({
  id: idOf(990 + number),
  number,
  vendor,
  members:
    number === 1
      ? [
          { organisation: vendor, role: 'lead', part: '总体设计与集成', share: 60 },
          {
            organisation: { id: idOf(5), name: { zh: '伦子精密仪器有限公司', en: 'Lunzi Instruments' } },
            role: 'member',
            part: '雷达水位计与现场安装',
            share: 40,
          },
        ]
      : [],
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

const seat = (number: number, name: string, organisation: string, ties: string): PanelSeat => ({
  number,
  name,
  organisation,
  ties,
  chair: number === 1,
  state: 'handed_in',
  abstains: number - 1,
  mine: false,
  person: name,
  personOrganisation: department,
  said: number === 2 ? '课题已结题，无经济往来。' : null,
  outBy: null,
  substituteFor: null,
  replacedBy: null,
  replaceable: false,
});
const panel: CallPanel = {
  seats: call.terms.panel.map((one, index) => seat(index + 1, one.name, one.organisation, one.ties)),
  bidders: [],
  recommendation: { number: 1, reason: '实测误差最低，报价最低，实施方案可行。', at: at(22) },
  objections: [
    {
      id: idOf(995),
      vendor,
      text: '请说明实测所用数据的时段。',
      at: at(22),
      upheld: null,
      answer: null,
      answeredAt: null,
      allowed: ['objection.reject', 'objection.uphold'],
    },
  ],
  objectionCount: 1,
  objectionsOpen: 1,
  allowed: ['panel.read'],
};
const line = {
  computed: null,
  pricePoints: null,
  total: null,
  lower: null,
  upper: null,
  rank: null,
  tier: null,
};
const scoring: Scoring = {
  bids: [],
  own: [],
  given: [
    {
      seat: 1,
      number: 1,
      criterion: 'j1',
      points: 35,
      note: '部署周期合理，驻场人员偏少。',
      now: 38,
      changes: [{ points: 38, reason: '听取说明后，驻场安排可以接受。', at: at(22) }],
    },
    { seat: 2, number: 1, criterion: 'j1', points: 35, note: '方案完整。', now: 35, changes: [] },
  ],
  sheet: [
    {
      ...line,
      number: 1,
      excludedBy: [],
      points: { c1: 100 },
      pricePoints: 100,
      computed: 80,
      judged: { j1: 36.5 },
      seats: 2,
      total: 87.3,
      lower: 84.9,
      upper: 89.6,
      rank: 1,
      tier: 1,
    },
    { ...line, number: 2, excludedBy: ['c1'], points: { c1: null }, judged: { j1: null }, seats: 0 },
  ],
};

/** What the examples answer about calls, by row name. */
const few: FewBids = {
  counts: { looked: 6, started: 3, followed: 4, asked: null, withdrew: 0, bids: 1 },
  answers: 3,
  reasons: [
    { reason: 'budget', count: 3 },
    { reason: 'time', count: null },
  ],
  findings: [
    {
      code: 'must_unmet',
      criterion: { zh: '预报平均误差', en: 'Mean error' },
      certificate: null,
      reason: null,
      count: 0,
      of: 4,
    },
    { code: 'ceiling_low', criterion: null, certificate: null, reason: null, count: 1, of: 6 },
    { code: 'short', criterion: null, certificate: null, reason: null, count: 9, of: null },
    { code: 'said', criterion: null, certificate: null, reason: 'budget', count: 3, of: null },
  ],
};
/** A call that found one bid, as its department and as a vendor that did not offer read it. */
const failed: Call = {
  ...call,
  id: idOf(991),
  status: 'failed',
  award: null,
  endReason: '应征单位不足三家。',
  allowed: ['call.read_few', 'call.reopen', 'call.say_why'],
};

const consortia: Answer<typeof listConsortia> = {
  items: [
    {
      id: idOf(970),
      role: 'lead',
      members: [
        { organisation: vendor, role: 'lead', part: '总体设计与集成', share: 60, confirmedAt: at(12) },
        {
          organisation: { id: idOf(5), name: { zh: '伦子精密仪器有限公司', en: 'Lunzi Instruments' } },
          role: 'member',
          part: '雷达水位计与现场安装',
          share: 40,
          confirmedAt: null,
        },
      ],
      left: [
        {
          organisation: { id: idOf(6), name: { zh: '蜀眼科技有限公司', en: 'Shuyan Ltd' } },
          reason: '人手另有安排。',
          at: at(11),
        },
      ],
      ready: false,
      bids: [],
      allowed: ['consortium.dissolve'],
    },
  ],
  allowed: ['consortium.save'],
};

export const callHandlers: Record<string, (asked: { params: Record<string, string> }) => unknown> = {
  'call.read_few': () => few,
  'call.list': () => [row],
  'call.read': ({ params }) => (params.id === failed.id ? failed : call),
  'call.create': () => ({ id: row.id }),
  'panel.of_call': () => panel,
  'panel.read': () => scoring,
  'bid.outcome': () => ({ outcome: null }),
  'consortium.list': () => consortia,
  'bid.own': () => own,
  'bid.list': () => [bid(1, 420_000, 11.2), bid(2, 460_000, 10.4)],
};
