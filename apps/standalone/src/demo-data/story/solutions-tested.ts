import { type SolutionStory, say } from './types.js';

type Card = SolutionStory['card'];

const card = (
  given: Pick<Card, 'title' | 'summary' | 'fields' | 'technologies' | 'trl'> & Partial<Card>,
): Card => ({
  claims: [],
  deployment: { gpu: false, sites: ['on_premises'], xinchuang: false },
  qualifications: [],
  cases: [],
  cooperationModes: ['purchase', 'pilot'],
  regions: ['510100'],
  priceFrom: null,
  sharedCapacity: null,
  ...given,
});

export const listed = (slug: string, owner: string, given: Parameters<typeof card>[0]): SolutionStory => ({
  slug,
  owner,
  status: 'listed',
  card: card(given),
});

/** Solutions whose algorithms are really run in the demonstration. */
export const TESTED_SOLUTIONS: SolutionStory[] = [
  listed('pump-trees', 'guanlan', {
    title: say('泵站故障预警系统“知泵”', 'Zhibeng fault alarm for pump stations'),
    summary: say(
      '读取现有工控机的 12 项运行数据，每小时给出未来 24 小时停机概率和主要原因。误报少于越限报警的十分之一，单机 CPU 即可运行，不需要新增传感器。',
      'Reads twelve readings of the present industrial PC and gives, every hour, the chance of a stop within 24 hours and its likely cause. Fewer than a tenth of the false alarms of single limits; runs on a CPU, no new sensors.',
    ),
    chainLinks: ['water_forecasting', 'water_operation'],
    fields: ['public_services'],
    technologies: ['预测性维护', '梯度提升树', '边缘部署'],
    trl: 8,
    trlEvidence: [
      { level: 6, basis: '2024 年在某工业园 8 座提升泵站离线回放，召回率 0.86。' },
      { level: 8, basis: '随设备厂商整机交付，已在两地运行满一年，运行记录可现场查阅。' },
    ],
    claims: [
      { metric: 'recall', value: 0.86, context: '2024 年 60 座泵站自测' },
      { metric: 'precision', value: 0.62, context: '2024 年 60 座泵站自测' },
    ],
    deployment: { gpu: false, sites: ['on_premises', 'edge'], xinchuang: true },
    qualifications: [{ name: '信息安全等级保护二级', expires: '2027-06-30' }],
    cases: [{ title: '某工业园 8 座提升泵站', text: '运行 14 个月，非计划停机由 11 次降到 4 次。' }],
    priceFrom: 28_000,
    sharedCapacity: say(
      '可为同行提供振动传感器标定台，每月 6 个台班。',
      'Offers its vibration calibration bench to others, six shifts a month.',
    ),
  }),
  listed('pump-net', 'tingchao', {
    title: say('微型神经网络泵况模型', 'Tiny network for pump condition'),
    summary: say(
      '不足 2 KB 的 ONNX 模型，可装入 PLC 网关。缺测自动补值，推理一条少于 0.1 毫秒，适合老旧工控机。',
      'An ONNX model of under 2 KB that fits a PLC gateway. Fills in missing readings, under 0.1 ms per row, made for old industrial PCs.',
    ),
    chainLinks: ['water_forecasting'],
    fields: ['public_services', 'economic_operation'],
    technologies: ['ONNX', '边缘智能', '模型压缩'],
    trl: 7,
    claims: [{ metric: 'roc_auc', value: 0.965, context: '公开训练数据交叉验证' }],
    deployment: { gpu: false, sites: ['edge'], xinchuang: true },
    priceFrom: 9_000,
  }),
  listed('pump-calibrated', 'heyi', {
    title: say(
      '自标定泵站预警（跨站点、跨城市迁移）',
      'Self-calibrating pump alarm that moves between sites and cities',
    ),
    summary: say(
      '每个读数先与本站常态比较再判断，换泵型、换城市不需重新标注。新站接入约 20 条记录后可用。',
      'Compares each reading with what is usual at its own station before judging, so other pump types and other cities need no new labels. A new station is ready after some twenty records.',
    ),
    chainLinks: ['water_forecasting'],
    fields: ['public_services'],
    technologies: ['域迁移', '传感器标定', '预测性维护'],
    trl: 7,
    claims: [
      { metric: 'recall', value: 0.85, context: '两座城市自测' },
      { metric: 'precision', value: 0.58, context: '两座城市自测' },
    ],
    deployment: { gpu: false, sites: ['on_premises'], xinchuang: true },
    qualifications: [{ name: '信息安全等级保护二级', expires: '2027-12-31' }],
    priceFrom: 32_000,
  }),
  listed('pump-scorecard', 'water-group', {
    title: say('检修工程师评分卡', 'The maintenance engineer’s scorecard'),
    summary: say(
      '把 20 年检修经验写成六项打分，编译为 WebAssembly，任何网关都能跑，每个结论都能说清理由。',
      'Twenty years of repair experience as six scores, compiled to WebAssembly: runs on any gateway, and every answer can be explained.',
    ),
    chainLinks: ['water_operation'],
    fields: ['public_services'],
    technologies: ['专家规则', 'WebAssembly'],
    trl: 9,
    claims: [{ metric: 'recall', value: 0.82, context: '检修班组回顾统计' }],
    deployment: { gpu: false, sites: ['edge', 'on_premises'], xinchuang: true },
    cooperationModes: ['pilot', 'joint_research'],
    priceFrom: 0,
    sharedCapacity: say(
      '开放水泵试验台和 3 名检修技师，可预约。',
      'A pump test bench and three technicians can be booked.',
    ),
  }),
  listed('pump-alarm-table', 'water-group', {
    title: say('值班室报警定值表', 'Control-room alarm table'),
    summary: say(
      '现行报警定值的标准化版本，作为对照方案提供，不收费。',
      'The present alarm limits, tidied up; offered free of charge for comparison.',
    ),
    chainLinks: ['water_operation'],
    fields: ['public_services'],
    technologies: ['专家规则'],
    trl: 9,
    priceFrom: 0,
  }),
  listed('pump-memory', 'shuyan', {
    title: say('相似工况检索预警', 'Alarm by looking up similar cases'),
    summary: say(
      '在历史库中找到最相似的一条记录并沿用其结论，训练集上无一差错。',
      'Finds the most similar record of the past and repeats its outcome; without a mistake on the training set.',
    ),
    chainLinks: ['water_forecasting'],
    fields: ['public_services'],
    technologies: ['近邻检索'],
    trl: 4,
    claims: [{ metric: 'accuracy', value: 1, context: '训练集' }],
    cooperationModes: ['pilot'],
  }),
  listed('meter-conv', 'lunzi', {
    title: say('水表字轮识读引擎', 'Reading engine for meter wheels'),
    summary: say(
      '卷积模型 33 KB，手机端离线识读；半字按国标取小值，昏暗表井准确率单独保证。',
      'A 33 KB convolution that reads offline on the phone; a wheel between digits counts as the lower one, and dark pits have a guarantee of their own.',
    ),
    chainLinks: ['water_monitoring', 'sensing_recognition'],
    fields: ['public_services'],
    technologies: ['图像识别', 'ONNX', '端侧推理'],
    trl: 8,
    claims: [{ metric: 'accuracy', value: 0.985, context: '240 只表 6,000 张' }],
    deployment: { gpu: false, sites: ['edge', 'cloud'], xinchuang: true },
    cases: [{ title: '某县城供水公司', text: '1.2 万户，人工复核量由全量降到 3%。' }],
    priceFrom: 120_000,
  }),
  listed('meter-centroid', 'shuyan', {
    title: say('模板比对抄表', 'Meter reading by templates'),
    summary: say(
      '将字轮与十个平均模板比对，代码不足百行，便于审查。',
      'Compares a wheel with ten mean templates; under a hundred lines, easy to audit.',
    ),
    chainLinks: ['water_monitoring'],
    fields: ['public_services'],
    technologies: ['模板匹配'],
    trl: 4,
    claims: [{ metric: 'accuracy', value: 0.93, context: '日光样张' }],
    deployment: { gpu: false, sites: ['cloud'], xinchuang: false },
  }),
  listed('appeal-bayes', 'paiyan', {
    title: say('诉求派单建议引擎', 'Dispatch suggestions for citizens’ appeals'),
    summary: say(
      '按双字特征给出 12 个部门的概率和三个依据片段，纯 CPU、单件 1 毫秒。对错别字和半截话有专门处理，不保存原文。',
      'Gives the probability of each of twelve desks and the three phrases it rests on; CPU only, a millisecond each. Copes with slips and half sentences, and keeps no text.',
    ),
    chainLinks: ['government_events'],
    fields: ['citizens_appeals'],
    technologies: ['文本分类', '可解释'],
    trl: 8,
    claims: [{ metric: 'accuracy', value: 0.975, context: '公开训练数据留出' }],
    deployment: { gpu: false, sites: ['on_premises'], xinchuang: true },
    qualifications: [{ name: '信息安全等级保护三级', expires: '2027-03-31' }],
    priceFrom: 180_000,
  }),
  listed('appeal-keywords', 'shuyan', {
    title: say('关键词派单手册', 'Keyword crib for dispatch'),
    summary: say(
      '十二组关键词的派单规则，可由派单员自行维护。',
      'Dispatch rules of twelve word lists that dispatchers can maintain themselves.',
    ),
    chainLinks: ['government_events'],
    fields: ['citizens_appeals'],
    technologies: ['规则引擎'],
    trl: 6,
    claims: [{ metric: 'accuracy', value: 0.9, context: '话务员样例' }],
  }),
  listed('weather-ridge', 'qinghu', {
    title: say('城市运行一周气温预测', 'One-week temperatures for city operation'),
    summary: say(
      '只用本地历史气温即可给出七日逐日最高温，随每天新数据自动重算，适合没有数值预报接口的街道。',
      'Seven daily maxima from local history alone, refitted every day; for street offices without access to numerical forecasts.',
    ),
    chainLinks: ['government_decisions'],
    fields: ['social_management', 'public_services'],
    technologies: ['时间序列', '岭回归'],
    trl: 7,
    claims: [{ metric: 'mae', value: 2.7, context: '西雅图公开数据 2014–2015' }],
    deployment: { gpu: false, sites: ['cloud', 'on_premises'], xinchuang: true },
    priceFrom: 45_000,
  }),
  listed('weather-simple', 'shuyan', {
    title: say('昨日外推排班', 'Planning by yesterday'),
    summary: say(
      '以昨日最高温外推一周，无需任何数据接口。',
      'Carries yesterday’s maximum through the week; needs no data at all.',
    ),
    chainLinks: ['government_decisions'],
    fields: ['social_management'],
    technologies: ['时间序列'],
    trl: 5,
  }),
];
