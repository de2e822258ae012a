import type { Algorithm } from '@scenario-lab/contracts/algorithms';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Match, Scenario } from '@scenario-lab/contracts/scenarios';
import type { Solution } from '@scenario-lab/contracts/solutions';
import { department, idOf, vendor } from './people.js';

const sha = (letter: string) => letter.repeat(64);
export const at = (day: number, hour = 9) =>
  `2026-10-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

export const criteria: Criterion[] = [
  { id: 'mae', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'µg/m³', must: true, weight: 40 },
  {
    id: 'mae-winter',
    metric: 'mae',
    direction: 'at_most',
    threshold: 18,
    unit: 'µg/m³',
    slice: { column: 'season', value: 'winter' },
    must: true,
  },
  {
    id: 'skill',
    metric: 'skill_persistence',
    direction: 'at_least',
    threshold: 0.2,
    must: false,
    weight: 20,
  },
];

export const solution: Solution = {
  id: idOf(100),
  title: { zh: '细颗粒物六小时精细预报', en: 'Six-hour PM2.5 forecasting' },
  summary: {
    zh: '以站点监测和气象数据为输入，逐小时给出未来六小时的 PM2.5 浓度。\n\n- 部署在本地机房\n- 支持缺测补全',
    en: 'Hourly PM2.5 for the next six hours from station and weather data.\n\n- runs on premises\n- copes with gaps',
  },
  owner: vendor,
  status: 'listed',
  fields: ['environmental_protection', 'public_services'],
  technologies: ['gradient boosting', '时序预测'],
  updatedAt: at(20),
  remark: null,
  allowed: ['solution.edit', 'solution.delist'],
  trl: 7,
  certificates: 1,
  testedOn: 2,
  claims: [
    { metric: 'mae', value: 9.5, context: '2025 年冬季自测' },
    { metric: 'rmse', value: 14, context: undefined },
  ],
  deployment: { gpu: false, sites: ['on_premises', 'edge'], xinchuang: true },
  qualifications: [{ name: 'ISO 27001', expires: '2027-06-30' }],
  cases: [{ title: '某高新区空气质量会商', text: '每日会商前自动出报。' }],
  cooperationModes: ['pilot', 'purchase'],
  regions: ['510104'],
  priceFrom: 380_000,
  inList: null,
  contact: null,
  sharedCapacity: null,
  algorithms: [{ id: idOf(200), title: { zh: '站点短时预报', en: 'Station nowcast' } }],
  measured: [
    {
      benchmarkVersionId: idOf(401),
      benchmark: { zh: '锦江区 PM2.5 预报', en: 'Jinjiang PM2.5 forecast' },
      metric: 'mae',
      value: 10.8,
      lower: 10.1,
      upper: 11.6,
      certificate: 'SL-2026-000007',
      certificateStatus: 'valid',
    },
  ],
};
export const otherSolution: Solution = {
  ...solution,
  id: idOf(101),
  title: { zh: '共享单车调度预测' },
  summary: { zh: '按小时预测各区域用车量，辅助调度。' },
  fields: ['public_services'],
  status: 'returned',
  remark: '请补充部署要求。',
  certificates: 0,
  testedOn: 0,
  trl: 5,
  measured: [],
  claims: [],
  algorithms: [],
  allowed: ['solution.edit', 'solution.submit'],
};

export const algorithm: Algorithm = {
  id: idOf(200),
  title: { zh: '站点短时预报', en: 'Station nowcast' },
  summary: { zh: '梯度提升模型，逐站点训练。', en: 'Gradient boosting, trained per station.' },
  owner: vendor,
  status: 'listed',
  fields: ['environmental_protection'],
  technologies: ['gradient boosting'],
  updatedAt: at(21),
  remark: null,
  allowed: ['algorithm.edit', 'algorithm.add_version', 'algorithm.delist', 'algorithm.retire_version'],
  task: 'forecasting',
  licence: 'proprietary',
  versions: 2,
  certificates: 1,
  solution: { id: solution.id, title: solution.title },
  card: {
    intendedUse: { zh: '城市站点的短时预报。', en: 'Short-term forecasts at city stations.' },
    limits: { zh: '沙尘天气误差偏大。', en: 'Larger errors in dust storms.' },
  },
  versionList: [
    {
      id: idOf(211),
      algorithmId: idOf(200),
      label: '1.1.0',
      status: 'ready',
      kind: 'bundle',
      fileName: 'nowcast-1.1.0.zip',
      bytes: 184_320,
      sha256: sha('a'),
      sockets: {
        task: 'forecasting',
        inputs: [
          { column: 'temp', type: 'number', required: true },
          { column: 'wind_speed', type: 'number', required: false },
        ],
      },
      inspection: {
        ok: true,
        kind: 'bundle',
        files: 4,
        bytes: 201_000,
        manifest: { runtime: 'python', mode: 'batch', command: ['python3', 'main.py'] },
        problems: [],
      },
      createdAt: at(18),
      runs: 3,
      allowed: ['algorithm.retire_version', 'run.submit'],
    },
    {
      id: idOf(210),
      algorithmId: idOf(200),
      label: '1.0.0',
      status: 'refused',
      kind: 'onnx',
      fileName: 'nowcast.onnx',
      bytes: 90_112,
      sha256: sha('b'),
      sockets: { task: 'forecasting', inputs: [] },
      inspection: {
        ok: false,
        problems: [{ code: 'unknown_input', place: 'input_map.x', detail: 'the model has no input “x”' }],
      },
      createdAt: at(11),
      runs: 0,
      allowed: [],
    },
  ],
};

export const scenario: Scenario = {
  id: idOf(300),
  title: { zh: '锦江区 PM2.5 六小时预报', en: 'Six-hour PM2.5 forecast for Jinjiang' },
  owner: department,
  status: 'published',
  field: 'environmental_protection',
  region: '510104',
  task: 'forecasting',
  subject: { what: { zh: 'PM2.5 浓度', en: 'PM2.5' }, unit: 'µg/m³' },
  criteria,
  budget: 480_000,
  deadline: '2026-12-31',
  gates: [
    { gate: 'published', open: true, missing: [] },
    { gate: 'open_for_test', open: true, missing: [] },
    { gate: 'open_for_award', open: false, missing: ['procurement_route', 'decision_date'] },
  ],
  engagements: 2,
  updatedAt: at(22),
  allowed: ['scenario.amend', 'scenario.close', 'scenario.withdraw', 'scenario.compile'],
  problem: {
    zh: '重污染天气的应急响应需要提前数小时判断，现有人工会商难以做到逐小时、逐站点。',
    en: 'Emergency response needs hours of notice; today’s manual consultation cannot give it hour by hour and station by station.',
  },
  users: { zh: '值班人员与应急指挥。', en: 'Duty officers and emergency command.' },
  today: { zh: '人工会商平均误差约 20 µg/m³。', en: 'Manual consultation errs by about 20 µg/m³.' },
  conditions: { zh: '提供 12 个站点三年逐小时数据。', en: 'Three years of hourly data from 12 stations.' },
  site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: true },
  qualifications: ['ISO 27001'],
  cooperationMode: 'pilot',
  budgetOwner: '锦江区财政局',
  procurementRoute: null,
  decisionDate: null,
  inList: null,
  contact: { name: '李主任', phone: '028-0000 0000' },
  ownerVerified: true,
  remark: null,
  questionsUntil: null,
  addenda: [
    {
      number: 1,
      at: at(21),
      text: {
        zh: '应供给方答疑，冬季误差的要求放宽，截止日期相应顺延。',
        en: 'After questions from vendors the limit for winter is eased and the deadline moved out.',
      },
      changes: [
        {
          field: 'criterion',
          before: { ...criteria[1]!, threshold: 16 },
          after: criteria[1]!,
        },
        { field: 'deadline', before: '2026-11-30', after: '2026-12-31' },
      ],
    },
  ],
  datasets: [
    {
      id: idOf(500),
      title: { zh: '站点逐小时空气质量', en: 'Hourly station air quality' },
      accessMode: 'sandbox_only',
    },
  ],
  benchmarks: [
    {
      id: idOf(400),
      versionId: idOf(401),
      title: { zh: '锦江区 PM2.5 预报', en: 'Jinjiang PM2.5 forecast' },
      status: 'open',
    },
  ],
  rail: [
    { stage: 'showcase', state: 'done' },
    { stage: 'matching', state: 'done' },
    { stage: 'validation', state: 'current' },
    { stage: 'field', state: 'ahead' },
    { stage: 'enablement', state: 'ahead' },
  ],
};
export const draftScenario: Scenario = {
  ...scenario,
  id: idOf(301),
  title: { zh: '政务热线诉求自动分派' },
  addenda: [],
  status: 'draft',
  field: 'citizens_appeals',
  task: 'multiclass',
  subject: null,
  criteria: [],
  budget: null,
  deadline: null,
  problem: null,
  contact: null,
  datasets: [],
  benchmarks: [],
  engagements: 0,
  gates: [
    { gate: 'published', open: false, missing: ['problem', 'contact'] },
    { gate: 'open_for_test', open: false, missing: ['criteria', 'benchmark'] },
    { gate: 'open_for_award', open: false, missing: ['budget_owner', 'procurement_route', 'decision_date'] },
  ],
  allowed: ['scenario.edit'],
  rail: scenario.rail.map((step, index) => ({ ...step, state: index === 0 ? 'current' : 'ahead' })),
};

export const match: Match = {
  solution: { id: solution.id, title: solution.title, owner: vendor, trl: 7 },
  scenario: { id: scenario.id, title: scenario.title, owner: department },
  score: 82,
  reasons: [
    {
      code: 'measured',
      polarity: 'for',
      weight: 40,
      contribution: 34,
      sentence: {
        zh: '在相近数据上实测 MAE 10.8 µg/m³，达到要求',
        en: 'Measured MAE 10.8 µg/m³ on similar data, within the threshold',
      },
    },
    {
      code: 'words',
      polarity: 'for',
      weight: 30,
      contribution: 22,
      sentence: { zh: '用词相近：PM2.5、预报、站点', en: 'Shared words: PM2.5, forecast, station' },
    },
    {
      code: 'price',
      polarity: 'unknown',
      weight: 10,
      contribution: 0,
      sentence: { zh: '未说明实施周期', en: 'Time to deliver is not stated' },
    },
    {
      code: 'gpu',
      polarity: 'against',
      weight: 10,
      contribution: -6,
      sentence: { zh: '现场没有 GPU，方案建议配备', en: 'No GPU at the site, which the solution recommends' },
    },
  ],
  engagementId: null,
  allowed: ['engagement.invite', 'engagement.propose'],
};
