import { DEMO_EXAMS } from '../demo-exams.js';
import { type CaseStory, type PilotStory, type ReplicationStory, say } from './types.js';

const criterion = (exam: keyof typeof DEMO_EXAMS, id: string) => {
  const found = DEMO_EXAMS[exam].criteria.find((one) => one.id === id);
  if (!found) throw new Error(`no criterion ${id} in ${exam}`);
  return found;
};

const recallKpi = (baseline: number, target: number): PilotStory['plan']['kpis'][number] => ({
  criterion: criterion('pump', 'recall'),
  name: say('故障提前发现率（周）', 'Faults seen beforehand (weekly)'),
  unit: '1',
  baseline,
  target,
  observations: 8,
});

const precisionKpi: PilotStory['plan']['kpis'][number] = {
  criterion: criterion('pump', 'precision'),
  name: say('报警属实率（周）', 'Alarms that were right (weekly)'),
  unit: '1',
  baseline: 0.09,
  target: 0.5,
  observations: 8,
};

export const PILOTS: PilotStory[] = [
  {
    engagement: 'trees-at-water-bureau',
    status: 'accepted',
    fromInDays: -150,
    untilInDays: -80,
    plan: {
      sites: ['中心片区 PS-001 至 PS-012'],
      conditions: say(
        '旁路运行，不参与控制。值班员对每次报警填写核实结果；供方人员进站须由泵站陪同。试点结束 5 日内拆除采集程序。',
        'Runs alongside and controls nothing. Attendants note for each alarm whether it was right; the vendor’s people enter accompanied. The collector is removed within five days after the end.',
      ),
      milestones: [
        {
          title: say('12 站接入完成', 'Twelve stations connected'),
          fromInDays: -150,
          dueInDays: -140,
          owner: 'vendor',
          done: true,
        },
        {
          title: say('与单限报警并行', 'Beside the single-limit alarms'),
          fromInDays: -139,
          dueInDays: -116,
          owner: 'department',
          done: true,
        },
        { title: say('中期检查', 'Mid-term check'), dueInDays: -115, done: true },
        { title: say('验收会', 'Acceptance meeting'), dueInDays: -78, done: true },
      ],
      safeguards: [
        { kind: 'permit', what: '泵站二次系统旁路接入许可', number: '排字〔2026〕12 号', until: null },
        { kind: 'insurance', what: '第三者责任险', number: 'PZLX-2026-00233', until: null },
        { kind: 'dismantling', what: '试点结束 5 日内拆除采集程序', number: '', until: null },
      ],
      risks: [
        {
          what: '误报过多，值班员不再查看',
          likelihood: 2,
          impact: 3,
          owner: 'vendor',
          measure: '每站每周报警不超过两条，超出即调整阈值并说明。',
        },
        {
          what: '核实结果漏填，精确率无从计算',
          likelihood: 2,
          impact: 2,
          owner: 'department',
          measure: '交接班时逐条填写，周一由班长核对。',
        },
      ],
      kpis: [recallKpi(0.45, 0.75), precisionKpi],
    },
    field: [
      { criterion: 'recall', count: 10, mean: 0.83, spread: 0.05, drift: 0 },
      { criterion: 'precision', count: 10, mean: 0.58, spread: 0.06, drift: -0.02 },
    ],
    statement: '十周内提前发现 41 起中的 34 起，汛前两次暴雨未发生漏报。同意验收，建议推广至其余片区。',
  },
  {
    engagement: 'calibrated-at-water-bureau',
    status: 'accepted',
    fromInDays: -110,
    untilInDays: -40,
    plan: {
      sites: ['东片区 6 座', '南片区 6 座'],
      conditions: say(
        '换泵的两座站不重新训练，专门观察标定效果。',
        'Two stations get new pumps during the pilot, without retraining, to watch the calibration.',
      ),
      milestones: [
        { title: say('标定完成', 'Calibration done'), dueInDays: -98, done: true },
        { title: say('换泵站复核', 'Stations with new pumps checked'), dueInDays: -60, done: true },
      ],
      kpis: [recallKpi(0.45, 0.75), precisionKpi],
    },
    field: [
      { criterion: 'recall', count: 10, mean: 0.84, spread: 0.05, drift: 0.01 },
      { criterion: 'precision', count: 10, mean: 0.57, spread: 0.05, drift: 0 },
    ],
    statement: '两座换泵站在第 9 天完成标定，此后无误报激增。同意验收。',
  },
  {
    engagement: 'conv-at-water-group',
    status: 'running',
    fromInDays: -35,
    untilInDays: 25,
    plan: {
      sites: ['城北营业所', '滨河营业所'],
      conditions: say(
        '置信度低于 0.9 的转人工；每日抽检 200 位字轮，抽检结果由营业所令牌上报。',
        'Below a confidence of 0.9 a clerk reads; 200 wheels a day are checked, and the offices report the result with their own token.',
      ),
      milestones: [
        {
          title: say('抄表员培训', 'Meter readers trained'),
          fromInDays: -35,
          dueInDays: -33,
          owner: 'vendor',
          done: true,
        },
        {
          title: say('与人工读表并行', 'Beside reading by hand'),
          fromInDays: -32,
          dueInDays: 20,
          owner: 'department',
          done: false,
        },
        { title: say('中期检查', 'Mid-term check'), dueInDays: -5, owner: 'department', done: true },
        { title: say('验收会', 'Acceptance meeting'), dueInDays: 27, owner: 'department', done: false },
      ],
      safeguards: [
        { kind: 'permit', what: '营业所机房接入许可', number: '蓉水信〔2026〕31 号', until: null },
        { kind: 'insurance', what: '第三者责任险', number: 'PZLX-2026-00417', until: '2026-12-31' },
        { kind: 'data_protection', what: '用户水表照片脱敏与保存约定', number: '', until: null },
        { kind: 'dismantling', what: '试点结束 5 个工作日内拆除采集终端并恢复原状', number: '', until: null },
      ],
      risks: [
        {
          what: '昏暗表井字轮读错，引发用户投诉',
          likelihood: 2,
          impact: 2,
          owner: 'vendor',
          measure: '置信度低于 0.9 的转人工复核，每周复盘误读样本。',
        },
        {
          what: '营业所网络中断，抽检数据缺失',
          likelihood: 1,
          impact: 1,
          owner: 'department',
          measure: '断网时纸质登记，三日内补录。',
        },
      ],
      kpis: [
        {
          criterion: criterion('digits', 'accuracy'),
          name: say('抽检字轮准确率（日）', 'Wheels read right, daily check'),
          unit: '1',
          baseline: 0.986,
          target: 0.965,
          observations: 40,
        },
        {
          criterion: criterion('digits', 'accuracy-dim'),
          name: say('昏暗表井字轮准确率（日）', 'Wheels read right in dark pits'),
          unit: '1',
          baseline: null,
          target: 0.93,
          observations: 30,
        },
      ],
    },
    field: [
      { criterion: 'accuracy', count: 34, mean: 0.977, spread: 0.006, drift: -0.012 },
      { criterion: 'accuracy-dim', count: 30, mean: 0.951, spread: 0.018, drift: -0.02 },
      { criterion: 'accuracy', count: 6, mean: 0.99, spread: 0.003, drift: 0, selfReported: true },
    ],
  },
  {
    engagement: 'ridge-at-urban-committee',
    status: 'rejected',
    fromInDays: -95,
    untilInDays: -45,
    plan: {
      sites: ['三个街道排班系统'],
      conditions: say(
        '预报只供参考，排班仍由街道决定；每日由调度员录入实测。',
        'The forecast is advice, street offices decide; the dispatcher enters the measured value daily.',
      ),
      milestones: [{ title: say('接入排班系统', 'Connected to the rotas'), dueInDays: -90, done: true }],
      kpis: [
        {
          criterion: criterion('weather', 'mae'),
          name: say('七日最高温平均误差（周）', 'Mean error of the seven maxima (weekly)'),
          unit: '°C',
          baseline: 3.4,
          target: 2.8,
          observations: 6,
        },
      ],
    },
    field: [{ criterion: 'mae', count: 7, mean: 3.9, spread: 0.4, drift: 0.5 }],
    statement: '误差高于现行做法，城区热岛未被考虑。不予验收；建议补充街道级测点后重新提出。',
  },
];

export const CASES: CaseStory[] = [
  {
    engagement: 'trees-at-water-bureau',
    outcome: 'accepted',
    title: say('12 座泵站提前一天看见停机', 'Twelve pump stations that see a stop a day ahead'),
    lesson: say(
      '起作用的有三点：报警少到值班员愿意看（每站每周约 1 条）；每条附两项依据，抢修队带对备件；核实结果当天回填，中期就发现了一处接线错误。没做好的是机组编号，第二周才统一。推广前请先统一机组台账。',
      'Three things worked: alarms few enough to be read (about one per station and week); two reasons with each, so that crews brought the right parts; results entered the same day, which exposed a wiring mistake at mid-term. What went badly: unit numbers were only agreed in week two. Settle the unit register before you copy this.',
    ),
    reasonCode: null,
    anonymous: false,
    published: true,
  },
  {
    engagement: 'calibrated-at-water-bureau',
    outcome: 'accepted',
    title: say(
      '换泵不重训：自标定预警的两个片区',
      'New pumps, no retraining: self-calibrating alarms in two zones',
    ),
    lesson: say(
      '与本站常态比较，比统一阈值更耐得住换泵和季节变化。代价是新站前九天只看不报。适合设备型号杂、缺少标注的地区复制。',
      'Comparing with a station’s own normal stands new pumps and seasons better than common limits. The price: nine silent days at a new station. Suits places with mixed equipment and few labels.',
    ),
    reasonCode: null,
    anonymous: false,
    published: true,
  },
  {
    engagement: 'ridge-at-urban-committee',
    outcome: 'failed',
    title: say('单站历史预测不了街道的热', 'One station’s history does not tell a street’s heat'),
    lesson: say(
      '实验室用公开样本证明了方法有效，但试点街道比气象站高 2 至 4 °C，误差反而超过现行做法。教训：验收样本与使用地点的差异要在签试点前写明；先布街道级测点，再谈预测。',
      'The lab proved the method on a public sample, but the pilot streets are 2 to 4 °C warmer than the station, and the error exceeded the present practice. Lesson: write down how the test sample differs from the place of use before signing a pilot, and measure in the streets before forecasting for them.',
    ),
    reasonCode: 'environment',
    anonymous: false,
    published: true,
  },
];

export const REPLICATIONS: ReplicationStory[] = [
  {
    case: 'calibrated-at-water-bureau',
    adopter: 'neighbour-drainage',
    purpose: '我市 40 座潜水泵站明年汛前需要预警能力，型号与贵市不同，希望先用本市数据验证再决定。',
    contextDifference: say(
      '潜水泵振动本底约高 1.4 mm/s，出口压力低 47 kPa，轴承温升高 9 K，小时雨强高五成，绕组受潮多。字段名称和单位一致。',
      'Submersible sets: vibration starts 1.4 mm/s higher, outlet pressure 47 kPa lower, bearing rise 9 K higher; half as much rain again per hour, more damp windings. Columns and units agree.',
    ),
    exam: 'pump-neighbour',
    status: 'adopted',
  },
  {
    case: 'trees-at-water-bureau',
    adopter: 'neighbour-drainage',
    purpose: '与自标定方案同时比较，了解原方案直接复制的效果。',
    contextDifference: say(
      '同上。原模型依赖绝对读数，预计误报增加。',
      'As above. The original model rests on absolute readings; more false alarms are expected.',
    ),
    exam: 'pump-neighbour',
    status: 'declined',
    reason: '本市数据上精确率约 12%，几乎逢雨必报，需重新训练后再议。',
  },
  {
    case: 'calibrated-at-water-bureau',
    adopter: 'water-group',
    purpose: '供水加压泵站共 26 座，拟参照排水泵站做法，先评估字段差异。',
    contextDifference: say(
      '加压泵常年连续运行，无雨量和集水池水位，需改用流量和进口压力。',
      'Booster pumps run all year and have no rain or sump level; flow and inlet pressure would take their place.',
    ),
    exam: 'pump',
    status: 'assessing',
  },
];
