import { must } from './scenarios-open.js';
import { type ScenarioStory, say } from './types.js';

type Need = Pick<ScenarioStory, 'owner' | 'card'>;

/** Published besides the story's own, each like one that another department has posted. */
export const LIKE_PUMPS: Need = {
  owner: 'urban-committee',
  card: {
    title: say('下穿隧道排水泵故障提前预警', 'Fault alarm for the drainage pumps of underpasses'),
    field: 'public_services',
    region: '510108',
    problem: say(
      '下穿隧道的雨水泵站靠定期检修和值班员经验发现隐患，汛期暴雨时水泵非计划停机，隧道积水后才知道水泵已停。需要在停机前给出预警，让抢修队有时间到场。',
      'Trouble at the storm-water pumps of underpasses is found by routine service and by the experience of attendants. In cloudbursts of the flood season pumps stop unplanned, and it is noticed when the underpass is flooded. We need a warning before a stop, so that a crew can be there.',
    ),
    users: say('隧道值班员、抢修队、防汛值班', 'Attendants of tunnels, repair crews, flood duty'),
    today: say('去年汛期非计划停机 12 次。', 'Twelve unplanned stops last flood season.'),
    task: 'binary',
    subject: { what: say('水泵故障', 'pump faults') },
    criteria: [must('recall', 'recall', 'at_least', 0.85)],
    conditions: say('提供 20 处隧道泵站的运行记录。', 'Records of twenty pumping stations of tunnels.'),
    site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: true },
    qualifications: [],
    cooperationMode: 'pilot',
    budget: 700_000,
    budgetOwner: '市城市管理委员会运行调度处',
    procurementRoute: 'open_tender',
    contact: { name: '顾长亭', phone: '028-0000-0113' },
  },
};

export const LIKE_UNDERPASSES: Need = {
  owner: 'environment-bureau',
  card: {
    title: say('河边下穿通道积水视频识别与分级', 'Grading flooded riverside underpasses on video'),
    field: 'social_management',
    region: '510104',
    problem: say(
      '河道涨水时下穿通道积水，液位计故障率高，暴雨时靠巡查车轮流看。希望利用现有视频判断无积水、轮胎一半、不可通行三级，触发封闭。',
      'When rivers rise, underpasses beside them flood; level gauges fail often, and in a cloudburst patrol cars take turns. Existing cameras should tell dry, half a tyre, or impassable, and trigger barriers.',
    ),
    users: say('河道值班员、防汛值班', 'River attendants, flood duty'),
    today: say('平均发现时间 25 分钟。', 'Found after 25 minutes on average.'),
    task: 'multiclass',
    subject: { what: say('积水画面', 'pictures of underpasses') },
    criteria: [must('recall', 'recall_macro', 'at_least', 0.85)],
    conditions: say('提供 3 处通道的视频截图。', 'Stills of three underpasses.'),
    site: { gpu: true, network: true, deployment: ['edge'], xinchuang: true },
    qualifications: [],
    cooperationMode: 'pilot',
    budget: 500_000,
    budgetOwner: '市生态环境局水生态处',
    procurementRoute: 'open_tender',
    contact: { name: '林见微', phone: '028-0000-0115' },
  },
};

/** The neighbouring city's like of the underpasses' pumps; the lab has not asked these two about it yet. */
export const LIKE_SUBMERSIBLES: Need = {
  owner: 'neighbour-drainage',
  card: {
    title: say('潜水排水泵故障提前预警', 'Fault alarm for submersible drainage pumps'),
    field: 'public_services',
    region: '510100',
    problem: say(
      '雨水泵站的潜水泵靠定期检修和值班员经验发现隐患，汛期暴雨时水泵非计划停机，积水后才知道水泵已停。需要在停机前给出预警，让抢修队有时间到场。',
      'Trouble at the submersible pumps of storm-water stations is found by routine service and by the experience of attendants. In cloudbursts pumps stop unplanned, and it is noticed when water stands. We need a warning before a stop, so that a crew can be there.',
    ),
    users: say('泵站值班员、抢修队、防汛值班', 'Attendants of stations, repair crews, flood duty'),
    today: say('去年汛期非计划停机 9 次。', 'Nine unplanned stops last flood season.'),
    task: 'binary',
    subject: { what: say('水泵故障', 'pump faults') },
    criteria: [must('recall', 'recall', 'at_least', 0.8)],
    conditions: say('提供 40 座泵站的运行记录。', 'Records of forty stations.'),
    site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: true },
    qualifications: [],
    cooperationMode: 'pilot',
    budget: 650_000,
    budgetOwner: '邻市排水管理中心泵站管理科',
    procurementRoute: 'open_tender',
    contact: { name: '贺云舟', phone: '028-0000-0117' },
  },
};
