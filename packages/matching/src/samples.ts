import { buildCorpus } from './corpus.js';
import type { Evidence, ScenarioFeatures, SolutionFeatures } from './features.js';
import { type MatchScore, matchScore } from './score.js';

/** A waterlogging need, a card that fits it, a passing run, and three cards around them, for the specs. */
export const scenario = (more: Partial<ScenarioFeatures> = {}): ScenarioFeatures => ({
  id: 's1',
  title: { zh: '城市内涝积水点短时预测', en: 'Short-term forecast of waterlogging spots' },
  text: { zh: '利用降雨和液位传感器数据，提前一小时预警积水点。' },
  field: 'public_services',
  technologies: ['时序预测'],
  region: '510104',
  cooperationModes: ['pilot'],
  budget: 800_000,
  site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: false },
  qualifications: ['ISO 9001'],
  task: 'forecasting',
  columns: [
    { name: 'time', type: 'timestamp' },
    { name: 'rain', type: 'number' },
    { name: 'level', type: 'number' },
  ],
  datasetLineageIds: ['rain-data'],
  benchmarkVersionIds: ['b1'],
  criteria: [
    { metric: 'mae', direction: 'at_most', threshold: 12, unit: 'mm', must: true },
    { metric: 'r2', direction: 'at_least', threshold: 0.8, must: false },
  ],
  ...more,
});

export const solution = (more: Partial<SolutionFeatures> = {}): SolutionFeatures => ({
  id: 'v1',
  title: { zh: '内涝预警平台' },
  text: { zh: '融合降雨预报与液位数据，预测积水深度。' },
  field: 'public_services',
  technologies: ['时序预测', '图神经网络'],
  regions: ['510100'],
  cooperationModes: ['pilot', 'purchase'],
  priceFrom: 500_000,
  deployment: { gpu: false, network: false, sites: ['on_premises', 'cloud'], xinchuang: false },
  qualifications: [{ name: 'ISO 9001 质量管理体系认证', expires: '2027-01-01' }],
  algorithms: [
    {
      id: 'a1',
      task: 'forecasting',
      inputs: [
        { column: 'Rain', type: 'number', required: true },
        { column: 'level', type: 'number', required: true },
      ],
    },
  ],
  evidence: [],
  claims: [],
  trl: 7,
  ...more,
});

export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  benchmarkVersionId: 'b1',
  datasetLineageId: 'rain-data',
  taskKind: 'forecasting',
  metric: 'mae',
  value: 10,
  lower: 9,
  upper: 11,
  verdict: 'pass',
  certificateStatus: 'valid',
  demonstration: false,
  ...more,
});

export const corpus = buildCorpus([
  solution(),
  solution({ id: 'v2', title: { zh: '垃圾分类识别' }, text: { zh: '摄像头识别垃圾投放' } }),
  solution({ id: 'v3', title: { en: 'Bus dispatch' }, text: { en: 'Scheduling of buses by ridership' } }),
]);

export const weigh = (need: ScenarioFeatures, card: SolutionFeatures): MatchScore =>
  matchScore(need, card, corpus, '2026-03-01');
export const reasonOf = (
  card: Partial<SolutionFeatures>,
  code: string,
  need: Partial<ScenarioFeatures> = {},
) => weigh(scenario(need), solution(card)).reasons.find((it) => it.code === code);
