import { listed } from './solutions-tested.js';
import { type SolutionStory, say } from './types.js';

/** Solutions on show: found, matched and talked about, not tested yet. */
export const SHOWN_SOLUTIONS: SolutionStory[] = [
  listed('kitchen-watch', 'jieyan', {
    title: say('后厨规范行为识别盒子', 'Edge box for kitchen hygiene'),
    summary: say(
      '在边缘盒子内完成打码与识别，只上传违规片段；支持帽子、口罩、垃圾桶三类，店家手机同步提醒。',
      'Blurs faces and recognises inside the box and uploads only the clips in question: cap, mask, bin. The restaurant’s phone is told at once.',
    ),
    chainLinks: ['sensing_recognition'],
    fields: ['market_supervision'],
    technologies: ['视频分析', '边缘计算', '隐私保护'],
    trl: 8,
    deployment: { gpu: true, sites: ['edge'], xinchuang: true },
    qualifications: [{ name: '信息安全等级保护二级', expires: '2026-12-31' }],
    cases: [{ title: '某大学食堂', text: '14 路视频，提醒到整改平均 6 分钟。' }],
    priceFrom: 2_600,
  }),
  listed('street-flood', 'jieyan', {
    title: say('卡口视频积水分级', 'Flood grading from traffic cameras'),
    summary: say(
      '利用现有卡口画面，以车轮和路缘为标尺判断积水三级，夜间雨刷反光另有模型。',
      'Uses present traffic cameras with wheels and kerbs as the scale, in three grades; a model of its own for glare at night.',
    ),
    chainLinks: ['sensing_recognition'],
    fields: ['social_management'],
    technologies: ['视频分析', '语义分割'],
    trl: 6,
    deployment: { gpu: true, sites: ['edge', 'on_premises'], xinchuang: false },
    priceFrom: 8_000,
  }),
  listed('demand-forecast', 'tingchao', {
    title: say('供水分区用水量预测', 'Demand forecast for supply districts'),
    summary: say(
      '逐时预测次日用水量和 80% 区间，节假日和气温自动修正，可离线部署在调度内网。',
      'Hourly demand of the next day with an 80 % band, corrected for holidays and temperature; runs offline in the control room’s own network.',
    ),
    chainLinks: ['water_forecasting'],
    fields: ['public_services', 'economic_operation'],
    technologies: ['时间序列', '边缘部署'],
    trl: 7,
    claims: [{ metric: 'mape', value: 4.4, context: '两个分区半年' }],
    deployment: { gpu: false, sites: ['on_premises'], xinchuang: true },
    priceFrom: 60_000,
  }),
  listed('lift-risk', 'heyi', {
    title: say('电梯风险分级服务', 'Risk grading of lifts'),
    summary: say(
      '由维保、救援和启停次数计算月度风险，每台给出三条依据，供加查排序。',
      'Monthly risk from service, rescue and trip records, with three reasons per lift, to rank extra checks.',
    ),
    chainLinks: ['sensing_warning'],
    fields: ['market_supervision'],
    technologies: ['生存分析', '可解释'],
    trl: 5,
    deployment: { gpu: false, sites: ['cloud'], xinchuang: false },
    cooperationModes: ['purchase', 'joint_research'],
    priceFrom: 90_000,
  }),
  listed('pm-fusion', 'qinghu', {
    title: say('静稳天气 PM2.5 订正预报', 'PM2.5 correction for stagnant air'),
    summary: say(
      '对数值预报做站点订正，静稳时段单独建模，每 6 小时滚动更新 48 小时。',
      'Corrects the numerical model at each station, with a model of its own for stagnant air; 48 hours, renewed every six.',
    ),
    chainLinks: ['water_forecasting'],
    fields: ['environmental_protection'],
    technologies: ['数值预报订正', '时间序列'],
    trl: 7,
    claims: [{ metric: 'mae', value: 12.5, context: '2023 年冬季 6 站' }],
    deployment: { gpu: true, sites: ['cloud'], xinchuang: false },
    priceFrom: 150_000,
  }),
  listed('noise-tags', 'tingchao', {
    title: say('噪声来源识别终端', 'Noise source terminal'),
    summary: say(
      '终端只保存声学特征，四类来源每 10 秒一判，太阳能供电。',
      'Keeps acoustic features only; four kinds of source every ten seconds, on solar power.',
    ),
    chainLinks: ['sensing_devices', 'sensing_recognition'],
    fields: ['environmental_protection', 'citizens_appeals'],
    technologies: ['声学识别', '端侧推理'],
    trl: 6,
    deployment: { gpu: false, sites: ['edge'], xinchuang: false },
    priceFrom: 4_800,
  }),
  listed('appeal-merge', 'paiyan', {
    title: say('重复诉求归并', 'Merging repeated appeals'),
    summary: say(
      '语义与地点联合比对，第三件即提示合并，保留每位市民的单独答复。',
      'Compares meaning and place together and suggests a merge at the third appeal; every citizen still gets an answer of their own.',
    ),
    chainLinks: ['government_language'],
    fields: ['citizens_appeals'],
    technologies: ['语义匹配', '文本分类'],
    trl: 6,
    deployment: { gpu: false, sites: ['on_premises'], xinchuang: true },
    qualifications: [{ name: '信息安全等级保护三级', expires: '2027-03-31' }],
    priceFrom: 110_000,
  }),
  {
    ...listed('load-index', 'shuyan', {
      title: say('用电景气指数', 'Index of industry from power use'),
      summary: say(
        '由园区用电合成产业链开工指数，按周发布。',
        'An index of activity per industry chain from the parks’ power use, weekly.',
      ),
      chainLinks: ['data_use'],
      fields: ['economic_operation'],
      technologies: ['时间序列'],
      trl: 3,
    }),
    status: 'in_review',
  },
];
