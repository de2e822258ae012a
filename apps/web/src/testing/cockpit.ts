import type { Cockpit } from '@scenario-lab/contracts/cockpit';
import { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import { vendorFigures } from '@scenario-lab/contracts/records';
import { fields, stages } from '@scenario-lab/contracts/taxonomies';
import { at } from './cards.js';
import { industryHandlers } from './industry.js';
import { idOf } from './people.js';

const rate = (met: number, facts: number, excluded = 0) => ({
  share: facts >= 5 ? met / facts : null,
  met: facts >= 5 ? met : null,
  facts,
  excluded,
});
const names = [
  ['水务集团', 'Water Group'],
  ['生态环境局', 'Environment Bureau'],
  ['市场监督管理局', 'Market Supervision'],
  ['城市管理委员会', 'City Management'],
  ['交通运输局', 'Transport Bureau'],
  ['卫生健康委员会', 'Health Commission'],
  ['政务服务管理局', 'Government Services'],
] as const;

const vendorNames = [
  ['观澜智能', 'Guanlan'],
  ['轮子科技', 'Lunzi'],
  ['数眼信息', 'Shuyan'],
  ['清源水务技术', 'Qingyuan Water'],
  ['北辰城市计算', 'Beichen City Computing'],
  ['云栖遥感', 'Yunqi Remote Sensing'],
] as const;

/** As in a lab that has run for a year. `now` is the moment it was made. */
const cockpit = (now: Date): Cockpit => ({
  edition: 'lab',
  at: now.toISOString(),
  funnel: stages.map((stage, at) => ({
    stage,
    here: [124, 38, 17, 9, 4][at] ?? 0,
    overdue: [31, 14, 5, 0, 1][at] ?? 0,
    expectedDays: [90, 30, 30, 180, 90][at] ?? 30,
    medianDays: [41.5, 18.2, 22.7, 121, null][at] ?? null,
    ended: [88, 61, 24, 11, 2][at] ?? 0,
    waitingDays: [52.1, 24.6, 19.3, 77.4, null][at] ?? null,
  })),
  clog: 'showcase',
  fields: fields.map((field, at) => ({
    field,
    needs: [14, 9, 22, 31, 26, 12][at] ?? 0,
    solutions: [21, 12, 18, 40, 35, 8][at] ?? 0,
    certified: [3, 2, 4, 9, 11, 0][at] ?? 0,
  })),
  certificates: { valid: 26, ends_soon: 3, watch: 2, suspended: 1, expired: 4, revoked: 1 },
  buyers: {
    all: { response: rate(71, 88, 4), decision: rate(93, 140, 6), conversion: rate(11, 24, 1) },
    departments: names.map(([zh, en], at) => ({
      department: { id: idOf(700 + at), name: { zh, en } },
      rates: { response: rate(12 - at, 14), decision: rate(9, 21 - at), conversion: rate(2, 7 - at) },
    })),
  },
  tickets: {
    since: '2025-12-01',
    all: { response: rate(512, 560, 31), resolution: rate(471, 548, 31), satisfaction: rate(88, 110, 31) },
    departments: names.slice(2).map(([zh, en], at) => ({
      department: { id: idOf(702 + at), name: { zh, en } },
      rates: { response: rate(90 - at, 96), resolution: rate(80 - at, 95, 4), satisfaction: rate(3, 4 + at) },
    })),
  },
  vendors: vendorFigures.map((figure, board) => ({
    figure,
    published: board !== 2,
    all: { share: 0.8 - board / 20, met: 80 - board * 5, facts: 100 },
    vendors: vendorNames.map(([zh, en], at) => ({
      vendor: { id: idOf(720 + at), name: { zh, en } },
      ...{ met: 19 - at * 2, facts: 21 - at, share: (19 - at * 2) / (21 - at), estimate: 0.8 - at / 20 },
    })),
  })),
  compute: {
    waiting: 6,
    running: 2,
    slots: 2,
    runs: 412,
    cpuHours: 96.4,
    days: Array.from({ length: 30 }, (_, at) => ({
      day: new Date(now.getTime() - (29 - at) * 86_400_000).toISOString().slice(0, 10),
      runs: (at * 7) % 29,
      cpuHours: ((at * 7) % 29) / 4,
    })),
  },
  data: { listed: 42, uses: { run: 398, download: 57, sample: 83, data_job: 21, job_output: 9 }, users: 19 },
  replications: { requested: 2, assessing: 3, transfer_testing: 1, adopted: 5, declined: 1 },
  cases: { accepted: 9, failed: 4 },
  today: {
    day: now.toISOString().slice(0, 10),
    counts: [
      { event: 'solution.listed', count: 3 },
      { event: 'certificate.issued', count: 2 },
      { event: 'scenario.published', count: 1 },
    ],
    latest: Array.from({ length: 12 }, (_, at) => ({
      id: idOf(800 + at),
      at: new Date(now.getTime() - at * 3_600_000).toISOString(),
      event: ['certificate.issued', 'solution.listed', 'scenario.published'][at % 3] ?? '',
      thing: ['certificate', 'solution', 'scenario'][at % 3] ?? '',
      page: at % 3 === 0 ? 'SL-2026-000123' : idOf(40),
      title: {
        zh: ['SL-2026-000123', '水表读数自动识别', '污水处理厂出水水质预测'][at % 3],
        en: ['SL-2026-000123', 'Meter reading', 'Forecast of a plant’s outflow'][at % 3],
      },
    })),
  },
});

const behindRows = {
  items: [
    {
      id: idOf(900),
      thing: 'engagement',
      page: idOf(60),
      title: { zh: '污水处理厂出水水质预测', en: 'Forecast of a plant’s outflow' },
      organisation: { id: idOf(701), name: { zh: '生态环境局', en: 'Environment Bureau' } },
      at: '2026-10-02T02:00:00.000Z',
      days: -3.5,
      result: 'met',
      note: 'response',
    },
  ],
  next: null,
  total: 1,
};

const signature = { person: { id: idOf(10), name: '王运营' }, at: '2026-11-02T02:00:00.000Z' };
const monthlyReports = [
  { month: '2026-10', draftedAt: '2026-11-01T00:00:10.000Z', issuedAt: null, signatures: [signature] },
  {
    month: '2026-09',
    draftedAt: '2026-10-01T00:00:10.000Z',
    issuedAt: '2026-10-08T03:00:00.000Z',
    signatures: [signature, { person: { id: idOf(11), name: '赵复核' }, at: '2026-10-08T03:00:00.000Z' }],
  },
];
const monthlyReport = {
  ...monthlyReports[0],
  figures: [
    { figure: 'month.published', slice: 'solution.listed', value: 12, facts: null, heldBack: false },
    { figure: 'month.entered', slice: 'matching', value: 9, facts: null, heldBack: false },
    { figure: 'month.median_days', slice: 'matching', value: 18.5, facts: 7, heldBack: false },
    { figure: 'month.buyer', slice: 'response', value: 0.8, facts: 10, heldBack: false },
    { figure: 'month.buyer', slice: 'conversion', value: null, facts: 3, heldBack: true },
  ],
  definitions: [...monthDefinitions],
  digest: '0'.repeat(64),
  keyId: null,
  allowed: ['monthly_report.list', 'monthly_report.read', 'monthly_report.sign', 'monthly_report.draft'],
};

/** What the examples answer for the cockpit, the industry view and the monthly reports. */
export const cockpitHandlers = {
  ...industryHandlers,
  'cockpit.read': () => cockpit(new Date()),
  'cockpit.read_kiosk': () => cockpit(new Date()),
  'cockpit.read_behind': () => behindRows,
  'cockpit.list_kiosks': () => ({
    public: false,
    kiosks: [
      {
        id: idOf(950),
        name: '一楼大厅',
        edition: 'public',
        createdAt: at(1),
        expiresAt: '2027-01-01T00:00:00.000Z',
        lastUsedAt: at(23),
        endedAt: null,
      },
    ],
  }),
  'cockpit.create_kiosk': () => ({ id: idOf(951), token: 'slk_example_secret_shown_once' }),
  'monthly_report.list': () => monthlyReports,
  'monthly_report.read': () => monthlyReport,
  'monthly_report.behind': () => behindRows,
};
