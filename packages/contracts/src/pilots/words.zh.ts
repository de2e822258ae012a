import type { pilotDeeds, pilotEnds } from '../pilots.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  pilot: '试点',
} as const;

export const deed = {
  pilot: {
    void_points: {
      label: '作废所选 {{shown}} 条',
      says: '所选数据不再计入验收和现场值；原值、经办人和理由保留在历史中。',
      field: '作废理由（双方和实验室可见）',
    },
    confirm_points: {
      label: '确认所选 {{shown}} 条',
      says: '确认后，这些数据与设备上报的数据一样，可使证书列入观察。',
      field: '核对依据（双方和实验室可见）',
    },
    start: { label: '启动试点', says: '试点开始，现场数据开始计入；双方会收到通知。' },
    pause: { label: '暂停', says: '现场数据暂停计入，供给方将看到理由。' },
    resume: { label: '恢复', says: '现场数据继续计入，供给方会收到通知。' },
    evaluate: { label: '进入评估', says: '停止接收新的现场数据，准备验收；供给方会收到通知。' },
    accept: {
      label: '验收通过',
      says: '签署验收意见，对接随之进入已验收，并形成案例草稿。不可撤回。',
      field: '验收意见（双方和实验室可见）',
    },
    reject: {
      label: '验收不通过',
      says: '签署不通过意见，对接随之结束，并形成案例草稿。不可撤回。',
      field: '不通过的理由（双方和实验室可见）',
    },
    terminate: {
      label: '终止试点',
      says: '试点立即结束：尚未启动的，可另行制定方案；已启动的，对接随之结束并形成案例草稿。不可撤回。',
      field: '终止的理由（双方和实验室可见）',
    },
  },
  survey: {
    remind: {
      label: '提醒未答的人',
      says: '向已收到邮件、尚未回答的人再发一封邮件；每批只提醒一次，发出后其邮箱即删除。',
    },
    close: { label: '结束问卷', says: '链接随即失效，不再接受回答；满 5 份的显示结果。不可恢复。' },
  },
} as const satisfies DeedWords<{ pilot: typeof pilotDeeds & typeof pilotEnds }>;

export const event = {
  pilot: {
    drifted: '现场值偏离实验室值',
    revalidated: '重新验证通过，观察解除',
    planned: '试点已计划',
    started: '试点已启动',
    paused: '试点已暂停',
    resumed: '试点已恢复',
    evaluating: '进入评估',
    accepted: '验收通过',
    rejected: '验收未通过',
    terminated: '试点已终止',
    token_issued: '已签发现场令牌',
    token_revoked: '已撤销现场令牌',
    recorded: '已录入观测值',
    points_corrected: '已更正观测值',
    points_voided: '已作废观测值',
    points_confirmed: '实验室已确认观测值',
    replanned: '试点方案已修改',
    milestone_done: '里程碑已完成',
    milestone_reopened: '里程碑改为未完成',
    survey_opened: '已发起问卷',
    survey_sent: '已邀请一批人回答问卷',
    survey_reminded: '已提醒尚未回答问卷的人',
    survey_closed: '问卷已结束',
    midterm_reviewed: '已签署中期评估意见',
    statement_signed: '已签署验收意见',
    condition_met: '验收条件已落实',
    payments_recorded: '已登记分期付款',
    change_proposed: '已提出方案变更',
    change_agreed: '双方同意，方案已变更',
    change_declined: '方案变更未获同意',
    change_withdrawn: '方案变更已撤回',
    document_added: '已提交文件',
    document_confirmed: '文件已由另一方确认',
    points_quarantined: '有数据待核实',
    points_released: '待核数据已放行',
    points_dropped: '待核数据已剔除',
    went_silent: '地点停止上报数据',
    signing_failed: '验收意见未能加签，待实验室处理',
    tried_again: '实验室重新开始处理',
  },
} as const;

export const next = {
  pilot: {
    planned: '由需求单位启动；启动前方案可以修改。',
    running: '现场数据计入验收；数量足够后由需求单位进入评估。',
    paused: '现场数据暂停计入；由需求单位恢复或终止。',
    evaluating: '由需求单位对照指标签署验收意见。',
    accepted: '对接已随之验收；由实验室组织推广，案例可公开。',
    rejected: '对接已随之结束；经验写入案例。',
    terminated: '试点已终止：启动过的，对接随之结束；未启动的，可另行制定方案。',
  },
} as const;

/** What the API’s pages call it, and say of its routes where verb and noun together would not. */
export const noun = {
  pilot: '试点',
  observation: '现场观测',
  survey: '问卷',
} as const;
export const route = {
  'pilot.read_acceptance': '读取试点的问卷、验收意见、条件和付款',
  'pilot.review_midterm': '签署中期评估意见',
  'pilot.meet_condition': '登记验收条件已落实',
  'pilot.save_payments': '登记分期付款',
  'pilot.acceptance_pdf': '下载验收意见的 PDF',
  'pilot.acceptance_statement': '下载已签名的验收意见',
  'survey.open': '发起问卷',
  'survey.invite': '再邀请一批人回答问卷（邮件或链接）',
  'survey.remind': '提醒尚未回答的人',
  'survey.withdraw_address': '凭链接删除自己的邮箱',
  'survey.close': '提前结束问卷',
  'survey.look_up': '凭链接读取问卷',
  'survey.answer': '匿名提交问卷',
  'pilot.read_live': '读取试点实时情况',
  'observation.export': '以 OTLP/HTTP 上报指标（JSON 或 protobuf）',
  'pilot.quarantine': '列出待核数据',
  'pilot.decide_points': '放行或剔除待核数据',
  'pilot.read_plan': '读取试点的变更申请和文件',
  'pilot.propose_change': '提出方案变更',
  'pilot.decide_change': '同意、不同意或撤回方案变更',
  'pilot.add_document': '提交双方文件',
  'pilot.confirm_document': '确认文件',
  'pilot.download_document': '下载文件',
} as const;
