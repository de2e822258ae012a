import type { DataJob, JobOutput } from '@scenario-lab/contracts/data-jobs';
import { at } from './cards.js';
import { dataset } from './data.js';
import { fetchHandlers } from './fetches.js';
import { maskingHandlers } from './masking.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const job: DataJob = {
  id: idOf(650),
  title: '分区月均用水',
  dataset: { id: dataset.id, title: dataset.title },
  version: '2024',
  grantee: vendor,
  owner: department,
  status: 'held',
  kind: 'bundle',
  fileName: 'monthly.zip',
  purpose: '按街道和月份计算平均用水量，用于训练需水预测。',
  wants: 'monthly.csv：街道、月份、户数、平均用水量；户数少于 10 的不列。',
  createdAt: at(2),
  startedAt: at(2),
  endedAt: at(2),
  decidedAt: null,
  progress: null,
  ahead: null,
  outcome: 'ok',
  rows: 48_210,
  problems: [],
  files: 3,
  allowed: ['data_job.decide'],
};
const scan = {
  form: 'text' as const,
  lines: 252,
  rowsCopied: 0,
  rowsLookedFor: 48_210,
  valuesCopied: 0,
  smallCounts: 4,
  personal: {},
  roomForRows: 96,
};
const outputs: JobOutput[] = [
  {
    number: 1,
    kind: 'file',
    decision: 'held',
    reason: null,
    name: 'monthly.csv',
    bytes: 9_120,
    scan,
    taken: false,
  },
  {
    number: 2,
    kind: 'file',
    decision: 'held',
    reason: null,
    name: 'model.bin',
    bytes: 1_842_000,
    scan: {
      ...scan,
      form: 'unpacked',
      lines: 9_400,
      rowsCopied: 9_388,
      valuesCopied: 18_002,
      personal: { mobile: 12 },
      roomForRows: 9_800,
    },
    taken: false,
  },
  {
    number: 3,
    kind: 'log',
    decision: 'held',
    reason: null,
    name: 'log.txt',
    bytes: 120,
    scan: null,
    taken: false,
  },
];

export const dataJobHandlers: Record<string, Handler> = {
  ...maskingHandlers,
  ...fetchHandlers,
  'data_job.browse': () => ({
    items: [
      job,
      {
        ...job,
        id: idOf(651),
        title: '漏损模型训练',
        status: 'queued',
        ahead: 2,
        outcome: null,
        files: 0,
        allowed: ['data_job.cancel'],
      },
      {
        ...job,
        id: idOf(652),
        title: '夜间最小流量',
        status: 'partly_released',
        decidedAt: at(1),
        allowed: [],
      },
    ],
    next: null,
    total: 3,
  }),
  'data_job.read': () => ({
    ...job,
    outputs,
    became: [
      {
        number: 1,
        proven: true,
        algorithmId: idOf(200),
        title: { zh: '短时预报', en: 'Nowcast' },
        label: '1.1.0',
        at: at(18),
      },
    ],
  }),
  'data_job.submit': () => ({ id: job.id }),
};
