import type { engagementDeeds } from '../engagements.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  engagement: '对接',
} as const;

export const deed = {
  engagement: {
    accept: { label: '接受', says: '双方进入对接，对方会收到通知。' },
    decline: { label: '谢绝', says: '对接结束，对方将看到理由。' },
    withdraw: { label: '撤回', says: '对接结束，对方将看到理由。' },
    shortlist: { label: '确认入围', says: '供给方会收到通知，实验室可以开始安排测试。' },
    validate: { label: '开始测试验证', says: '供给方可以在该需求的评测基准上提交测试，双方会收到通知。' },
    not_select: { label: '不入选', says: '供给方将看到理由，对接结束。' },
    fail_validation: { label: '结束验证（未通过）', says: '供给方将看到理由，对接结束。' },
    award: { label: '登记采购结果', says: '登记法定采购编号后，双方和实验室都可看到。' },
    accept_field: {
      label: '现场验收通过',
      says: '签署验收意见，对接进入已验收，由实验室组织推广。没有试点就没有现场指标，不形成案例；需要实测数据请先制定试点方案。不可撤回。',
      field: '验收意见（双方和实验室可见）',
    },
    reject_field: {
      label: '现场验收不通过',
      says: '签署不通过意见，对接到此结束，供给方将看到。不可撤回。',
      field: '不通过的理由（双方和实验室可见）',
    },
    enable: { label: '进入推广', says: '案例整理开始，双方会收到通知。' },
    complete: { label: '完成', says: '对接归档，双方仍可查阅。' },
  },
} as const satisfies DeedWords<{ engagement: typeof engagementDeeds }>;

export const event = {
  engagement: {
    call_won: '公开征集已中选，待通过测试验证',
    proposed: '供给方提出对接',
    invited: '发出对接邀请',
    accepted: '对接已接受',
    declined: '对接被谢绝',
    shortlisted: '已入围',
    validating: '进入测试验证',
    validated: '验证通过',
    piloting: '进入试点',
    awarded: '已登记采购结果',
    field_accepted: '现场验收通过',
    field_rejected: '现场未通过',
    enabling: '进入推广',
    completed: '对接完成',
    withdrawn: '对接已撤回',
    not_selected: '未入选',
    validation_failed: '验证未通过',
    message: '新留言',
    record_added: '新增文件、协议或决定',
    record_confirmed: '对方已确认协议或决定',
    record_taken_back: '已撤回文件、协议或决定',
    task_added: '新增任务',
    task_done: '任务已完成',
    task_dropped: '任务已取消',
    handed_over: '联系人已交接',
    mentioned: '留言中提到您',
    checklist_added: '新增清单',
    checklist_done: '清单已全部完成',
    talk_proposed: '提议会谈',
    talk_agreed: '会谈时间已确认',
    talk_called_off: '会谈已取消',
    room_exported: '已导出对接档案',
  },
} as const;

export const next = {
  engagement: {
    proposed: '等待需求单位答复供给方的方案。',
    invited: '等待供给方答复邀请。',
    accepted: '由需求单位决定是否入围。',
    shortlisted: '由实验室安排测试验证。',
    validating: '供给方提交测试；全部必达指标合格并复核通过后，自动进入“已验证”。',
    validated: '由需求单位制定试点方案，或登记采购结果。',
    piloting: '试点进行中；试点的验收结论即本对接的结论。',
    awarded: '由需求单位现场验收；制定了试点的，以试点的验收结论为准。',
    field_accepted: '由实验室组织推广。',
    enabling: '案例供其他单位复制推广；办结后归档。',
    completed: '已归档，双方仍可查阅。',
    declined: '对接到此结束；双方以后可以重新发起。',
    withdrawn: '对接到此结束；双方以后可以重新发起。',
    not_selected: '对接到此结束，理由见下；双方以后可以重新发起。',
    validation_failed: '对接到此结束，理由见下；改进后可以重新发起。',
    field_rejected: '对接到此结束，理由见下；做过试点的，经验写入案例。',
  },
} as const;
