import type { Handler } from './mock-notices.js';
import { synonymHandlers } from './mock-synonyms.js';
import { idOf, lab } from './people.js';

const at = '2026-11-30T02:00:00.000Z';
const allowed = [
  'lab.edit_service_levels',
  'lab.edit_texts',
  'lab.edit_retention',
  'lab.note_backup',
  'taxonomy.save',
];
const regions = [
  ['510104', '锦江区', 'Jinjiang District', 12],
  ['510105', '青羊区', 'Qingyang District', 3],
  ['gaoxin', '高新南区', 'Hi-Tech South', 7],
] as const;
const line = (number: number, more: object) => ({
  id: idOf(900 + number),
  at,
  thing: 'lab',
  thingId: lab.id,
  pageId: null,
  title: null,
  person: { id: idOf(9), name: '王运营' },
  organisation: lab,
  remark: null,
  ...more,
});

/** What the lab's own desks answer. */
const learnt = {
  evidence: 1.4,
  claims: 0.6,
  words: 0.8,
  sockets: 1.3,
  task: 1.7,
  site: 1,
  certificates: 1.1,
  subject: 0.7,
  terms: 1,
  maturity: 1,
};

export const labDeskHandlers: Record<string, Handler> = {
  ...synonymHandlers,
  'match.read_ranking': () => ({ number: 2, factors: learnt, since: '2026-11-02T02:00:00.000Z' }),
  'lab.read_match_weights': () => ({
    items: [2, 1].map((number) => ({
      number,
      factors: learnt,
      at: '2026-11-01T02:00:00.000Z',
      by: '王工',
      needs: 96,
      pairs: 614,
      held: { prior: 0.71, learnt: 0.79 },
      ranks: number === 2,
    })),
    outcomes: { needs: 96, pairs: 614, enoughNeeds: 60, enoughPairs: 400 },
    dismissals: [
      { reason: 'site', times: 7 },
      { reason: 'terms', times: null },
    ],
    allowed: ['lab.fit_match_weights'],
  }),
  'lab.read_service_levels': () => ({
    days: { 'review.approve': 7 },
    allowed,
  }),
  'lab.read_texts': () => ({
    note: { zh: '国庆假期（10 月 1 日至 7 日）暂停受理复核。', en: 'No reviews from 1 to 7 October.' },
    service: { zh: '## 服务对象\n\n市级部门、区（市）县与企业。\n\n- 测试验证\n- 试点对接' },
    contact: null,
  }),
  'lab.read_upkeep': () => ({
    retention: { security_entry: 180, notice: 180, mail: 30, ticket_reporter: 180 },
    storage: {
      databaseBytes: 48_000_000,
      files: [
        { kind: 'dataset_version', count: 14, bytes: 920_000_000 },
        { kind: 'algorithm_version', count: 31, bytes: 2_100_000_000 },
        { kind: 'upload', count: 0, bytes: 0 },
      ],
      disk: { free: 120_000_000_000, total: 250_000_000_000, mark: 2_147_483_648 },
    },
    backups: [{ id: idOf(930), kind: 'backup', day: '2026-11-28', place: '机房 B 磁带 3', by: '王运营', at }],
    allowed,
  }),
  'taxonomy.read_uses': () => ({
    terms: [
      ...regions.map(([code, zh, en, uses]) => ({
        kind: 'region',
        code,
        name: { zh, en },
        parent: '510100',
        state: code === 'gaoxin' ? 'changed' : 'shipped',
        uses,
      })),
      {
        kind: 'field',
        code: 'public_services',
        name: { zh: '公共服务', en: 'Public services' },
        parent: null,
        state: 'shipped',
        uses: 21,
      },
    ],
    allowed,
  }),
  'audit.list': () => ({
    items: [
      line(1, { event: 'lab.retention_set', remark: 'mail 90 → 30' }),
      line(2, {
        event: 'run.approved',
        thing: 'run',
        thingId: idOf(5),
        pageId: idOf(5),
        title: { zh: '水表读数识别', en: 'Reading water meters' },
        remark: '样本量足够，区间清楚。',
      }),
      line(3, { event: 'run.queued', thing: 'run', thingId: idOf(5), person: null, organisation: null }),
    ],
    next: null,
    total: 3,
  }),
};
