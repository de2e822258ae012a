import type { SaveCall } from '@scenario-lab/contracts/calls';
import { say } from './types.js';

/** The call that follows the tested pilots: the rest of the bureau's stations, won on measured results. */
export const ROLL_OUT: Omit<SaveCall, 'deadline'> & { scenario: string; owner: string } = {
  scenario: 'pump-alarm',
  owner: 'water-bureau',
  title: say('其余 48 座雨水泵站故障预警服务征集', 'Fault alarms for the other 48 storm-water stations'),
  text: say(
    '试点的 12 座泵站已验收。现就其余 48 座征集一年期预警服务：召回率与精确率以实验室在隐藏数据上的实测结果计分，未达标者不再评审；实施方案与服务保障由评委独立打分；报价按最低价比例计分。',
    'The pilot at twelve stations is accepted. A year of fault alarms is sought for the other 48. Recall and precision count as the laboratory measured them on hidden data, and whoever misses them is not judged further; the plan and the service are judged by the panel, each member alone; prices count in proportion to the lowest.',
  ),
  criteria: [
    {
      id: 'recall',
      title: say('召回率（实测）', 'Recall, measured'),
      weight: 25,
      kind: 'measured',
      must: true,
    },
    {
      id: 'precision',
      title: say('精确率（实测）', 'Precision, measured'),
      weight: 15,
      kind: 'measured',
      must: true,
    },
    { id: 'plan', title: say('实施方案', 'Plan'), weight: 20, kind: 'judged', must: false },
    { id: 'service', title: say('服务保障', 'Service'), weight: 15, kind: 'judged', must: false },
  ],
  priceWeight: 25,
  priceFormula: 'lowest_ratio',
  ceiling: 1_800_000,
  panel: [
    { name: '罗一禾', organisation: '市水务局排水设施处', ties: '' },
    { name: '顾长亭', organisation: '市城市管理委员会', ties: '' },
    { name: '贺云舟', organisation: '邻市排水管理处', ties: '已采用其中一家的方案，与企业无经济往来' },
  ],
  commonControl: 'exclude',
  standstillDays: 5,
};

/** Who judges, in the order of the seats: organisation and role in the story. */
export const JUDGES = [
  ['water-bureau', 'member'],
  ['urban-committee', 'owner'],
  ['neighbour-drainage', 'owner'],
] as const;

export const BIDS = [
  {
    vendor: 'guanlan',
    solution: 'pump-trees',
    predicted: { recall: 0.83, precision: 0.6 },
    plan: '分三批接入，每批 16 座，两周一批；沿用试点的采集终端，不停泵安装。',
    service: '汛期 24 小时值守，告警误报每周复盘；季度在新数据上复测一次。',
    text: '试点 12 座泵站的运维班组可直接扩展，接口与值班大屏不变。',
    price: 1_320_000,
    points: { plan: [90, 84, 86], service: [86, 82, 84] },
    note: '试点经验完整，分批接入可行；汛期值守写明了人数。',
  },
  {
    vendor: 'heyi',
    solution: 'pump-calibrated',
    predicted: { recall: 0.84, precision: 0.58 },
    plan: '自标定模型免去逐站训练，四周内全部接入；每站留一周并行核对。',
    service: '工作日响应 2 小时、汛期 1 小时；备品两套存放于值班点。',
    text: '模型换站不必重新训练，新泵投运当天即可告警。',
    price: 1_180_000,
    points: { plan: [82, 86, 88], service: [76, 78, 80] },
    note: '接入快、价格低；汛期现场人员偏少，需在合同中补足。',
  },
  {
    vendor: 'shuyan',
    solution: 'pump-memory',
    predicted: { recall: 1, precision: 1 },
    plan: '检索历史相似工况，无需训练，一周内上线。',
    service: '线上支持，按需到场。',
    text: '报价最低，愿意先用后付。',
    price: 760_000,
    points: { plan: [55, 60, 50], service: [50, 48, 52] },
    note: '方案过简，未说明缺测与换泵后的处理。',
  },
] as const;

export const DECISION = {
  reason: '达到全部实测要求的两家中综合得分居首；评委意见一致，汛期值守人数写入合同。',
  procurementNumber: 'SW-2026-0388（演示）',
  objection: {
    by: 'shuyan',
    text: '我方报价最低，请说明未进入评审的依据。',
    answer:
      '征集条款写明召回率、精确率为必须达到的实测项；贵方在隐藏数据上的召回率未达 0.74，见实验室报告，故不再评审。',
  },
} as const;

/** Questions about that need, asked without a name. */
export const QUESTIONS = [
  {
    by: 'tingchao',
    question: say(
      '现场工控机能否安装自带的推理运行库，还是只能使用实验室环境里已有的库？',
      'May we install our own inference library on the industrial PC at the site, or only what the laboratory has?',
    ),
    answer: say(
      '可以随安装包自带，须在离线环境下可安装，并通过实验室的安全扫描；现场不联网。',
      'You may bring it in your package. It must install without a network and pass the laboratory’s scan; the site has no internet.',
    ),
  },
  {
    by: 'shuyan',
    question: say(
      '新换水泵后前两周数据很少，这段时间的漏报是否计入验收？',
      'A new pump has hardly any data in its first two weeks. Do faults missed then count for the acceptance?',
    ),
    answer: say(
      '计入。换泵记录会同时提供，可据此切换策略；试点方案中单列该时段的数值供参考。',
      'They count. Dates of replacement are handed over, so you may switch to another rule; the pilot’s plan shows that period as a figure of its own.',
    ),
  },
  {
    by: 'jieyan',
    question: say(
      '视频画面能否作为辅助输入？部分泵站装有摄像头。',
      'May pictures of cameras serve as a further input? Some stations have them.',
    ),
    answer: null,
  },
] as const;

/** One vendor saw the site; the others are offered the same. */
export const VISIT = { vendor: 'heyi', text: '到 PS-003 泵站现场勘察半日，核对传感器位置与供电。' } as const;

/** What stands in the room of the running pilot at the water group. */
export const ROOM = {
  engagement: 'conv-at-water-group',
  minutes: {
    name: '抄表试点启动会纪要.txt',
    title: '抄表试点启动会纪要',
    text: [
      '抄表试点启动会纪要（演示）',
      '参加：水务集团营销部、数字化部；轮字识读；实验室。',
      '一、两个小区先行，表箱拍照由抄表员完成，照片不出集团内网。',
      '二、置信度低于 0.9 的读数转人工，人工改正的读数逐条留存。',
      '三、每周五核对一次，差错逐张说明原因。',
      '',
    ].join('\n'),
  },
  decision: '置信度低于 0.9 的读数一律转人工复核，阈值在试点期内不再调整。',
  tasks: [
    { what: '提供两个小区的表箱编号与拍照路线', side: 'department', inDays: 3, done: true },
    { what: '把每周差错清单导出为表格，附照片编号', side: 'vendor', inDays: 6, done: false },
  ],
} as const;
