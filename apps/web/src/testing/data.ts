import type { AccessRequest, Dataset, DatasetVersion } from '@scenario-lab/contracts/datasets';
import { at } from './cards.js';
import { department, idOf, vendor } from './people.js';

const bins = (from: number, step: number, counts: readonly number[]) =>
  counts.map((count, index) => ({ from: from + index * step, to: from + (index + 1) * step, count }));
const number = (name: string, mean: number, counts: readonly number[]) => ({
  name,
  type: 'number',
  count: 26_280,
  nulls: 214,
  distinct: 1_930,
  min: 0,
  max: counts.length * 10,
  mean,
  deviation: mean / 3,
  quantiles: [
    { p: 0.05, value: mean / 3 },
    { p: 0.5, value: mean },
    { p: 0.95, value: mean * 2 },
  ],
  histogram: bins(0, 10, counts),
  top: [],
  personal: {},
});

export const version: DatasetVersion = {
  id: idOf(501),
  datasetId: idOf(500),
  label: '2026-09',
  status: 'ready',
  fileName: 'stations-2026-09.csv',
  bytes: 5_242_880,
  sha256: 'c'.repeat(64),
  rows: 26_280,
  columns: [
    {
      name: 'time',
      title: { zh: '时间', en: 'Time' },
      type: 'timestamp',
      role: 'time',
      knownAt: 'always',
      sensitivity: 'none',
    },
    {
      name: 'pm25',
      title: { zh: '细颗粒物', en: 'Fine particles' },
      unit: 'µg/m³',
      type: 'number',
      role: 'target',
      knownAt: 'origin',
      sensitivity: 'none',
    },
    {
      name: 'temp',
      title: { zh: '气温' },
      unit: '°C',
      type: 'number',
      role: 'feature',
      knownAt: 'always',
      sensitivity: 'none',
    },
    {
      name: 'season',
      title: { zh: '季节', en: 'Season' },
      type: 'string',
      role: 'slice',
      knownAt: 'always',
      sensitivity: 'internal',
    },
  ],
  split: { by: 'time', column: 'time', sample: 0.05, validation: 0.25, hidden: 0.7 },
  profile: {
    rows: 26_280,
    duplicates: 12,
    files: 0,
    timeCoverage: { from: '2023-09-01T00:00:00Z', to: '2026-08-31T23:00:00Z' },
    columns: [
      number('pm25', 48.2, [120, 900, 3_200, 5_600, 4_800, 3_100, 1_900, 800, 320, 90]),
      number('temp', 17.4, [300, 1_200, 2_400, 2_900, 2_500, 1_600, 700, 120]),
      {
        ...number('season', 0, []),
        type: 'string',
        distinct: 4,
        min: null,
        max: null,
        mean: null,
        deviation: null,
        quantiles: [],
        top: [
          { value: 'winter', count: 6_600 },
          { value: 'summer', count: 6_570 },
          { value: 'autumn', count: 6_560 },
          { value: 'spring', count: 6_550 },
        ],
        personal: {},
      },
    ],
  },
  problems: [],
  quality: { completeness: 0.992, uniqueness: 0.999, validity: 0.98, consistency: 0.95, timeliness: 0.9 },
  sample: [
    { time: '2026-08-31T22:00:00Z', pm25: 41, temp: 24.1, season: 'summer' },
    { time: '2026-08-31T23:00:00Z', pm25: 39, temp: 23.8, season: 'summer' },
  ],
  sealed: true,
  createdAt: at(2),
  allowed: [],
};

export const dataset: Dataset = {
  id: idOf(500),
  title: { zh: '站点逐小时空气质量', en: 'Hourly station air quality' },
  summary: {
    zh: '12 个站点三年逐小时观测，含气象。',
    en: 'Three years of hourly observations at 12 stations, with weather.',
  },
  owner: department,
  status: 'listed',
  fields: ['environmental_protection'],
  technologies: [],
  updatedAt: at(3),
  remark: null,
  allowed: ['dataset.edit', 'dataset.add_version', 'access_request.create'],
  accessMode: 'sandbox_only',
  sourceKind: 'public',
  region: '510104',
  rows: 26_280,
  columns: 4,
  truthPublic: false,
  licence: 'CC BY 4.0',
  source: '区监测站',
  versions: [version],
  grant: { id: idOf(601), expires: '2027-01-31' },
  benchmarks: [{ id: idOf(400), title: { zh: '锦江区 PM2.5 预报', en: 'Jinjiang PM2.5 forecast' } }],
};

export const accessRequest: AccessRequest = {
  id: idOf(600),
  dataset: { id: dataset.id, title: dataset.title },
  organisation: vendor,
  purpose: '为锦江区 PM2.5 预报需求验证算法，仅用于评测。',
  until: '2027-01-31',
  status: 'submitted',
  remark: null,
  createdAt: at(12),
  grant: null,
  allowed: ['access_request.approve', 'access_request.refuse', 'access_request.ask_info'],
};
