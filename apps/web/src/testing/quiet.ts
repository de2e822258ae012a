import { at, scenario } from './cards.js';
import { idOf } from './people.js';

/** One of each form: a day, a moment, a part of a thing, what waits. */
const dates = (
  [
    ['questions_end', 'scenario', '2026-01-09', null, null, null],
    ['call_deadline', 'call', null, '2099-01-15T09:00:00.000Z', null, null],
    ['milestone', 'pilot', '2099-01-20', null, { zh: '设备到场', en: 'Devices on site' }, null],
    ['task', 'run', '2099-02-01', null, null, 'review.approve'],
  ] as const
).map(([kind, thing, day, moment, part, waitsFor], place) => ({
  key: `${kind}-${idOf(980 + place)}`,
  kind,
  thing,
  thingId: idOf(980 + place),
  page: idOf(980 + place),
  title: scenario.title,
  part,
  waitsFor,
  day,
  at: moment,
}));

/** Answers that are the same whoever asks: what is followed and kept, the regions. */
export const quiet: Record<string, () => unknown> = {
  'follow.list': () => [
    { thing: 'scenario', thingId: scenario.id, title: scenario.title, since: at(20) },
    { thing: 'algorithm', thingId: idOf(777), title: null, since: at(12) },
  ],
  'onboarding.read': () => ({
    tasks: [
      { step: 'details', done: true, person: { id: idOf(1), name: '陈工' }, due: '2026-11-03' },
      { step: 'document', done: false, person: { id: idOf(1), name: '陈工' }, due: '2099-11-06' },
      { step: 'card', done: true, person: null, due: null },
      { step: 'need', done: false, person: null, due: null },
      { step: 'invite', done: false, person: { id: idOf(2), name: '周工' }, due: '2026-11-15' },
    ],
    people: [
      { id: idOf(1), name: '陈工' },
      { id: idOf(2), name: '周工' },
    ],
  }),
  'calendar.read': () => ({
    items: dates,
    address: { language: 'zh', createdAt: at(20), lastReadAt: at(23) },
  }),
  'calendar.make_address': () => ({
    address: 'https://lab.example/api/calendars/slc_0123456789abcdefghijklmnopqrstuvwxyz/dates.ics',
  }),
  'saved_search.list': () => [
    { id: idOf(970), name: '水务需求', list: 'scenarios', filters: { q: '水' }, seenAt: at(10) },
    { id: idOf(971), name: '有效证书', list: 'certificates', filters: { status: 'valid' }, seenAt: at(10) },
  ],
  'saved_search.create': () => ({ id: idOf(972) }),
  'taxonomy.list': () => [
    {
      kind: 'ticket_category',
      code: 'water_drainage',
      name: { zh: '供水排水', en: 'Water and drainage' },
      parent: null,
    },
    {
      kind: 'ticket_category',
      code: 'roads_traffic',
      name: { zh: '道路交通', en: 'Roads and traffic' },
      parent: null,
    },
    { kind: 'chain', code: 'chain_water', name: { zh: '智慧水务', en: 'Water' }, parent: null },
    {
      kind: 'chain',
      code: 'water_forecasting',
      name: { zh: '预测与模型', en: 'Forecasts and models' },
      parent: 'chain_water',
    },
    { kind: 'region', code: '510100', name: { zh: '成都市', en: 'Chengdu' }, parent: null },
    ...(
      [
        ['510104', '锦江区', 'Jinjiang District'],
        ['510105', '青羊区', 'Qingyang District'],
        ['510112', '龙泉驿区', 'Longquanyi District'],
        ['510181', '都江堰市', 'Dujiangyan City'],
        ['510121', '金堂县', 'Jintang County'],
        ['510131', '蒲江县', 'Pujiang County'],
        ['510185', '简阳市', 'Jianyang City'],
        ['dongbu', '东部新区', 'Eastern New Area'],
        ['gaoxin', '高新区', 'Chengdu Hi-Tech Zone'],
      ] as const
    ).map(([code, zh, en]) => ({ kind: 'region', code, name: { zh, en }, parent: '510100' })),
  ],
};
