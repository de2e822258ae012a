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
