import type { Forecast, ResamplingUnit } from '@scenario-lab/contracts/benchmarks';
import type { SplitRule } from '@scenario-lab/contracts/datasets';
import type { Criterion, TaskKind } from '@scenario-lab/contracts/metrics';
import { APPEAL_COLUMNS, makeAppeals } from './appeals.js';
import { columnEntries } from './column-entries.js';
import { digitZip, METER_DIGIT_COLUMNS, makeMeterDigits } from './meter-digits.js';
import { PUMP_COLUMNS, PUMP_FEATURES } from './pump-columns.js';
import { makePumpAlarms } from './pump-station.js';
import { loadSeattleWeather, SEATTLE_COLUMNS } from './seattle-weather.js';
import { tableCsv } from './table.js';

export type ExamSlug = 'pump' | 'pump-neighbour' | 'weather' | 'digits' | 'appeals' | 'appeals-class';

export interface DemoExam {
  fileName: string;
  /** The file to upload; about a second of work for the pictures. */
  file: () => Uint8Array;
  columns: ReturnType<typeof columnEntries>;
  split: SplitRule;
  task: TaskKind;
  target: string;
  positive: string | null;
  features: string[];
  slices: string[];
  metrics: string[];
  criteria: Criterion[];
  resamplingUnit: ReturnType<typeof ResamplingUnit.parse>;
  forecast: ReturnType<typeof Forecast.parse> | null;
  baseline: 'majority' | 'mean' | 'persistence' | 'seasonal_naive';
}

const utf8 = (text: string) => new TextEncoder().encode(text);

const PUMP: Omit<DemoExam, 'fileName' | 'file'> = {
  columns: columnEntries(PUMP_COLUMNS),
  split: { by: 'hash', sample: 0.05, validation: 0.4, hidden: 0.5 },
  task: 'binary',
  target: 'state',
  positive: 'fault',
  features: ['observed_at', 'station', 'zone', 'season', ...PUMP_FEATURES],
  slices: ['season', 'zone'],
  metrics: ['recall', 'precision', 'f1', 'roc_auc', 'pr_auc', 'brier', 'balanced_accuracy'],
  criteria: [
    { id: 'recall', metric: 'recall', direction: 'at_least', threshold: 0.74, must: true, weight: 40 },
    { id: 'precision', metric: 'precision', direction: 'at_least', threshold: 0.48, must: true, weight: 25 },
    { id: 'auc', metric: 'roc_auc', direction: 'at_least', threshold: 0.9, must: true, weight: 20 },
    {
      id: 'recall-flood',
      metric: 'recall',
      direction: 'at_least',
      threshold: 0.65,
      slice: { column: 'season', value: 'summer', says: { zh: '夏季', en: 'in summer' } },
      must: false,
      weight: 15,
    },
    // What the stations' industrial PCs can spare; a wish, for a basic sandbox cannot judge it.
    { id: 'memory', metric: 'peak_memory_mib', direction: 'at_most', threshold: 512, must: false },
    { id: 'cpu', metric: 'cpu_seconds_per_1k', direction: 'at_most', threshold: 2, must: false },
  ],
  resamplingUnit: { kind: 'group', column: 'station' },
  forecast: null,
  baseline: 'majority',
};

const APPEALS: Omit<DemoExam, 'fileName' | 'file'> = {
  columns: columnEntries(APPEAL_COLUMNS),
  split: { by: 'hash', sample: 0.05, validation: 0.4, hidden: 0.5 },
  task: 'multiclass',
  target: 'department',
  positive: null,
  features: ['received_at', 'street', 'channel', 'text', 'length'],
  slices: ['channel'],
  metrics: ['accuracy', 'f1_macro', 'top_k_accuracy', 'log_loss'],
  criteria: [
    { id: 'accuracy', metric: 'accuracy', direction: 'at_least', threshold: 0.95, must: true, weight: 60 },
    {
      id: 'accuracy-phone',
      metric: 'accuracy',
      direction: 'at_least',
      threshold: 0.93,
      slice: { column: 'channel', value: 'phone', says: { zh: '电话诉求', en: 'reports by phone' } },
      must: true,
      weight: 20,
    },
    { id: 'f1', metric: 'f1_macro', direction: 'at_least', threshold: 0.93, must: false, weight: 20 },
  ],
  resamplingUnit: { kind: 'group', column: 'street' },
  forecast: null,
  baseline: 'majority',
};

/**
 * What the lab seals in the demonstration: data, plan and criteria per exam. Thresholds are such that the good
 * algorithms clear them with their interval at three looks and the mediocre ones do not.
 */
export const DEMO_EXAMS: Record<ExamSlug, DemoExam> = {
  pump: {
    ...PUMP,
    fileName: 'pump-stations-2025.csv',
    file: () => utf8(tableCsv(makePumpAlarms(11, 6000, 'home', 1))),
  },
  'pump-neighbour': {
    ...PUMP,
    fileName: 'neighbour-pump-stations-2025.csv',
    file: () => utf8(tableCsv(makePumpAlarms(23, 12_000, 'neighbour', 1))),
  },
  weather: {
    fileName: 'seattle-weather-2012-2015.csv',
    file: () => utf8(tableCsv(loadSeattleWeather())),
    columns: columnEntries(SEATTLE_COLUMNS),
    split: { by: 'time', column: 'timestamp', sample: 0.3, validation: 0.3, hidden: 0.4 },
    task: 'forecasting',
    target: 'temp_max',
    positive: null,
    features: ['timestamp', 'temp_min', 'precipitation', 'wind'],
    slices: [],
    metrics: ['mae', 'rmse', 'mase', 'skill_persistence', 'skill_seasonal', 'bias'],
    criteria: [
      { id: 'mae', metric: 'mae', direction: 'at_most', threshold: 3.4, unit: '°C', must: true, weight: 60 },
      {
        id: 'skill',
        metric: 'skill_persistence',
        direction: 'at_least',
        threshold: 0.05,
        must: true,
        weight: 40,
      },
    ],
    resamplingUnit: { kind: 'block', duration: 'P7D' },
    forecast: { time: 'timestamp', frequency: 'P1D', horizon: 7, every: 7, seasonality: 7 },
    baseline: 'seasonal_naive',
  },
  digits: {
    fileName: 'meter-digits.zip',
    file: () => digitZip(makeMeterDigits(601, 3000)),
    columns: columnEntries(METER_DIGIT_COLUMNS),
    split: { by: 'hash', sample: 0.05, validation: 0.35, hidden: 0.6 },
    task: 'multiclass',
    target: 'label',
    positive: null,
    features: ['image', 'meter', 'lighting'],
    slices: ['lighting'],
    metrics: ['accuracy', 'f1_macro', 'log_loss', 'ece'],
    criteria: [
      { id: 'accuracy', metric: 'accuracy', direction: 'at_least', threshold: 0.94, must: true, weight: 70 },
      {
        id: 'accuracy-dim',
        metric: 'accuracy',
        direction: 'at_least',
        threshold: 0.9,
        slice: {
          column: 'lighting',
          value: 'dim',
          says: { zh: '光线昏暗的照片', en: 'pictures in dim light' },
        },
        must: true,
        weight: 30,
      },
    ],
    resamplingUnit: { kind: 'group', column: 'meter' },
    forecast: null,
    baseline: 'majority',
  },
  appeals: {
    ...APPEALS,
    fileName: 'appeals-2025.csv',
    file: () => utf8(tableCsv(makeAppeals(41, 5000))),
  },
  // Open, so that a camp may practise on it.
  'appeals-class': {
    ...APPEALS,
    fileName: 'appeals-class.csv',
    file: () => utf8(tableCsv(makeAppeals(53, 2400))),
    criteria: [{ id: 'accuracy', metric: 'accuracy', direction: 'at_least', threshold: 0.9, must: true }],
  },
};
