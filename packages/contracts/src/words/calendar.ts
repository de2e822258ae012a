import type { PromisedDeed } from '../lab-rules.js';
/** What dates are called, in the web and in calendars elsewhere. */
export const calendarKindZh = {
  questions_end: '提问截止',
  need_deadline: '征集截止',
  need_decision: '计划决策日',
  call_deadline: '方案递交截止',
  call_opening: '可开启方案',
  certificate_expiry: '证书到期',
  grant_expiry: '数据授权到期',
  pilot_start: '试点开始',
  pilot_end: '试点结束',
  milestone: '试点里程碑',
  camp_session: '实训课',
  meeting: '会议',
  task: '待办期限',
} as const;

export const calendarKindEn = {
  questions_end: 'Last day for questions',
  need_deadline: 'Deadline of the need',
  need_decision: 'Planned decision',
  call_deadline: 'Bids due',
  call_opening: 'Bids can be opened',
  certificate_expiry: 'Certificate expires',
  grant_expiry: 'Data grant expires',
  pilot_start: 'Pilot begins',
  pilot_end: 'Pilot ends',
  milestone: 'Pilot milestone',
  camp_session: 'Camp session',
  meeting: 'Meeting',
  task: 'To do until',
} as const satisfies Record<keyof typeof calendarKindZh, string>;

/** What a calendar says around them. `{{name}}` stands for what is put in. */
export const calendarSays = {
  zh: {
    calendar: '{{lab}} · 我的日程',
    one: '{{lab}} · {{title}}',
    summary: '{{kind}}：{{title}}',
    part: '{{kind}}：{{part}}（{{title}}）',
    day: '{{day}} 24:00 前有效（{{zone}}）。',
    moment: '{{moment}}（{{zone}}）。',
    see: '详情：{{page}}',
  },
  en: {
    calendar: '{{lab}} · my dates',
    one: '{{lab}} · {{title}}',
    summary: '{{kind}}: {{title}}',
    part: '{{kind}}: {{part}} ({{title}})',
    day: 'Until the end of {{day}} ({{zone}}).',
    moment: '{{moment}} ({{zone}}).',
    see: 'See {{page}}',
  },
} as const;

/** The first steps of an organisation, wherever they are named. */
export const firstStepZh = {
  details: '补全单位信息',
  document: '提交核验材料',
  card: '写一张能力卡并上架',
  need: '把问题写成一条需求',
  invite: '邀请一位同事',
} as const;

export const firstStepEn = {
  details: 'Complete the organisation’s details',
  document: 'Hand in a paper to be verified by',
  card: 'Write a capability card and have it listed',
  need: 'Write your problem as a need',
  invite: 'Invite a colleague',
} as const satisfies Record<keyof typeof firstStepZh, string>;

/** What waits, of the deeds that have a day by the service levels, or by a task's own; `[zh, en]`. */
export const dueDeeds: Readonly<
  Record<PromisedDeed | 'engagement.keep_room', readonly [zh: string, en: string]>
> = {
  'organisation.verify': ['核验机构', 'Verify the organisation'],
  'solution.approve': ['审核能力卡', 'Review the card'],
  'algorithm.approve': ['审核算法', 'Review the algorithm'],
  'dataset.approve': ['审核数据集', 'Review the data set'],
  'scenario.approve': ['审核需求', 'Review the need'],
  'edition.publish': ['发布清单', 'Publish the list'],
  'access_request.approve': ['答复数据申请', 'Answer the request for data'],
  'access_request.give_info': ['补充数据申请的说明', 'Say more on the request for data'],
  'engagement.accept': ['答复对接', 'Answer the engagement'],
  'engagement.shortlist': ['决定是否入围', 'Decide on the shortlist'],
  'engagement.keep_room': ['办理对接任务', 'Do a task of the engagement'],
  'engagement.confirm_record': ['确认协议或决定', 'Confirm an agreement or decision'],
  'engagement.agree_talk': ['答复会谈时间', 'Answer a proposed meeting'],
  'engagement.hand_over': ['指定对接联系人', 'Name who answers for the engagement'],
  'engagement.validate': ['启动验证', 'Start the validation'],
  'review.approve': ['复核测试运行', 'Review the run'],
  'review.give_info': ['补充测试运行的说明', 'Say more on the run'],
  'run.requeue': ['重新排队', 'Queue the run again'],
  'certificate.clear': ['处理观察中的证书', 'Decide on the watched certificate'],
  'certificate.reinstate': ['决定恢复或撤销暂停的证书', 'Reinstate or revoke the suspended certificate'],
  'replication.assess': ['评估复制推广', 'Assess the replication'],
  'badge.recommend': ['初审授牌申请', 'Look at the application for a badge'],
  'badge.grant': ['批准授牌', 'Decide on the badge'],
  'pilot.decide_points': ['核实待核数据', 'Decide on the points kept apart'],
  'pilot.decide_change': ['答复试点方案变更', 'Answer the proposed change of a pilot'],
  'ticket.assign': ['派单', 'Assign the ticket'],
};
