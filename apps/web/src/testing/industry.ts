import {
  gapStates,
  type Industry,
  type IndustryGap,
  industryDefinitions,
} from '@scenario-lab/contracts/industry';
import { chainDefinitions, type IndustryChains } from '@scenario-lab/contracts/industry-chains';
import type { IndustryMatrix, MatrixCell } from '@scenario-lab/contracts/industry-matrix';
import { type IndustryMoney, moneyDefinitions } from '@scenario-lab/contracts/industry-money';
import { fields } from '@scenario-lab/contracts/taxonomies';
import { at } from './cards.js';
import { department, idOf } from './people.js';

const row = (scale: number, solutions = 12) => ({
  needs: 9 * scale,
  open: 7 * scale,
  gaps: 4 * scale,
  solutions,
  tested: 5 * scale,
  certified: 3 * scale,
  deployed: 2 * scale,
  adopted: scale,
  budget: 1_250_000 * scale,
});
const industry: Industry = {
  at: at(28),
  definitions: industryDefinitions.map((one) => ({ ...one })),
  total: row(6, 40),
  byField: fields.map((field, place) => ({ field, ...row(place === 5 ? 0 : 1 + (place % 3)) })),
  byRegion: ['510104', '510107'].map((region, place) => ({ region, ...row(3 - place, 0) })),
};
const gaps: IndustryGap[] = gapStates.map((state, place) => ({
  id: idOf(40 + place),
  title: {
    zh: ['污水处理厂出水水质预测', '道路积水识别', '诉求工单自动分派'][place],
    en: ['Forecast of a plant’s outflow', 'Flooded roads seen by cameras', 'Routing of appeals'][place],
  },
  department,
  field: fields[place] ?? null,
  region: place === 2 ? null : '510104',
  deadline: place === 1 ? null : '2026-12-31',
  budget: place === 2 ? null : 480_000,
  state,
  benchmarkId: state === 'no_exam' ? null : idOf(50 + place),
  solutions: 7 - place,
}));

const cell = (place: number, more: Partial<MatrixCell>): MatrixCell => ({
  benchmarkId: idOf(50 + place),
  ...{ state: 'untried', value: null, lower: null, upper: null, tier: null, verdict: null },
  ...{ certificate: null, reportId: null, earlier: null, gap: null, missing: [], ...more },
});
const matrix: IndustryMatrix = {
  at: at(28),
  task: 'forecasting',
  tasks: [
    { task: 'forecasting', programs: 2 },
    { task: 'binary', programs: 1 },
  ],
  columns: gaps.map((gap, place) => ({
    benchmarkId: idOf(50 + place),
    versionId: idOf(60 + place),
    number: place + 1,
    open: place < 2,
    title: gap.title,
    department,
    field: gap.field,
    region: gap.region,
    scenarioId: gap.id,
    dataset: { title: gap.title, rows: 1_200 * (place + 1) },
    metric: 'mae',
    threshold: place === 1 ? null : 12,
    certified: 2 - place,
  })),
  rows: ['流域水质预报', '出水氨氮预报'].map((title, place) => ({
    versionId: idOf(70 + place),
    label: `1.${place}`,
    algorithm: {
      id: idOf(72 + place),
      title: { zh: title, en: ['Water forecast', 'Ammonia forecast'][place] },
      listed: place === 0,
    },
    vendor: department,
    certified: 2 - place,
    caseId: place === 0 ? idOf(80) : null,
    cells: [
      cell(0, {
        state: place === 0 ? 'certified' : 'watch',
        certificate: `SL-2026-000${place + 1}`,
        ...{ value: 9.82, lower: 9.13, upper: 10.4, tier: place + 1, verdict: 'pass' },
      }),
      place === 0
        ? cell(1, {
            state: 'transferred',
            value: 14.1,
            lower: 12.9,
            upper: 15.6,
            reportId: idOf(81),
            earlier: 1,
          })
        : cell(1, { gap: 'columns', missing: ['ammonia_mg_l', 'flow_m3_h'] }),
      cell(2, { gap: place === 0 ? 'closed' : 'test' }),
    ],
  })),
  total: { columns: 3, rows: 2 },
  counts: { certified: 2, tried: 1, gaps: 3 },
};

const link = (code: string, zh: string, en: string, scale: number, solutions: number) => ({
  ...{ code, name: { zh, en }, ...row(scale, solutions) },
});
const chains: IndustryChains = {
  at: at(28),
  definitions: chainDefinitions.map((one) => ({ ...one })),
  chains: [
    {
      ...link('chain_water', '智慧水务与生态环境', 'Water and environment', 3, 20),
      links: [
        link('water_monitoring', '监测设备', 'Monitoring equipment', 1, 7),
        link('water_data', '数据采集与治理', 'Data collection and care', 0, 2),
        link('water_forecasting', '预测与模型', 'Forecasts and models', 2, 9),
        link('water_control', '调度与控制', 'Dispatch and control', 1, 0),
        link('water_operation', '运维与处置', 'Operation and response', 0, 0),
      ],
    },
    {
      ...link('chain_ai', '人工智能', 'Artificial intelligence', 1, 12),
      links: [link('ai_models', '模型与算法', 'Models and algorithms', 1, 12)],
    },
  ],
  unplaced: { needs: 4, solutions: 11 },
};
const sums = (awards: number, budgets: number) => ({
  ...{ awards, awarded: awards * 412_000, budgets, invested: budgets * 530_000 },
});
const money: IndustryMoney = {
  at: at(28),
  definitions: moneyDefinitions.map((one) => ({ ...one })),
  total: sums(5, 9),
  byField: fields.map((field, place) => ({ field, ...sums(place % 2, place) })),
  byRegion: [
    { region: '510104', ...sums(3, 6) },
    { region: null, ...sums(2, 3) },
  ],
  byYear: [
    { year: 2026, ...sums(4, 7) },
    { year: 2025, ...sums(1, 2) },
  ],
};

/** What the examples answer for the industry view. */
export const industryHandlers = {
  'industry.read': () => industry,
  'industry.matrix': () => matrix,
  'industry.chains': () => chains,
  'industry.money': () => money,
  'industry.amounts': () => ({
    items: gaps.map(({ id, title, budget }, place) => ({
      ...{ id, title, department, kind: place === 0 ? ('award' as const) : ('budget' as const) },
      ...{ vendor: place === 0 ? department : null, amount: budget ?? 120_000, on: '2026-05-20' },
    })),
    next: null,
    total: gaps.length,
  }),
  'industry.gaps': () => ({ items: gaps, next: null, total: gaps.length }),
  'industry.browse': () => ({
    items: gaps.map(({ id, title, department: organisation }) => ({
      ...{ id, title, organisation },
      thing: 'scenario',
      at: at(3),
    })),
    next: null,
    total: gaps.length,
  }),
};
