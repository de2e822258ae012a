import type { scenarioDeeds } from '../scenarios.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  scenario: '场景需求',
  clarification: '答疑',
} as const;

export const deed = {
  scenario: {
    submit: { label: '提交发布', says: '实验室将审核这条需求；审核期间内容不可修改。' },
    approve: { label: '通过并发布', says: '需求将对所有访客公开，并开始匹配；联系方式仅登录用户可见。' },
    return: { label: '退回修改', says: '需求退回发布单位，并附上您的意见；访客看不到。' },
    close: { label: '截止', says: '不再接受新的对接；已有对接继续进行，需求仍然公开。' },
    reopen: { label: '延期重开', says: '需求重新接受对接，对所有访客公开。' },
    withdraw: { label: '撤回', says: '需求不再公开，理由会告知已对接的供给方。' },
    archive: { label: '归档', says: '需求归入历史，仍可查阅，不可再修改。' },
  },
  clarification: {
    withdraw: { label: '撤回提问', says: '未答复的提问撤回后，需求单位不再看到。' },
    remove: {
      label: '移除提问',
      says: '所有人看到的是移除的理由，不再看到问题和答复。请勿在理由中写出提问者。',
      field: '理由（公开显示）',
    },
    reveal: {
      label: '查看提问者',
      says: '仅用于处理滥用。查看一事记入需求的动态，理由告知提问者。',
    },
  },
  favour: {
    offer: {
      label: '同等提供给其他单位',
      says: '其他参与单位都会收到通知，可以要求同样的待遇；台账公开注明时间。',
    },
  },
} as const satisfies DeedWords<{ scenario: typeof scenarioDeeds }>;

export const event = {
  scenario: {
    made_of_tickets: '由工单形成',
    created: '需求已起草',
    brought: '由外来推广包生成需求草稿',
    submitted: '已提交发布',
    published: '需求已发布',
    returned: '需求已退回',
    closed: '需求已截止',
    extended: '需求已延期',
    amended: '需求已发布补遗',
    meeting_offered: '已向全部参与单位提供会议名额',
    meeting_called_off: '会议已取消',
    favour_recorded: '公平台账新增一笔',
    favour_offered: '台账事项已同等提供给全部参与单位',
    question_asked: '收到一个提问',
    question_answered: '答疑已公开',
    question_withdrawn: '提问已撤回',
    question_removed: '实验室移除了一个提问',
    asker_seen: '实验室因故查看了提问者',
    withdrawn: '需求已撤回',
    archived: '需求已归档',
    edited: '需求已修改',
    compiled: '已生成评测基准草稿',
  },
} as const;

export const next = {
  scenario: {
    draft: '写明问题和联系人后，提交实验室审核。',
    in_review: '实验室正在审核；通过后公开并开始匹配，否则附意见退回。',
    returned: '请按实验室的意见修改后重新提交。',
    published: '供给方可以提出方案，需求单位可以邀请；到截止日期自动截止。',
    closed: '不再接受新的对接；可以延期重开，全部对接结束后归档。',
    archived: '已归入历史，仅供查阅。',
    withdrawn: '已撤回，不再公开；已有的对接由双方处理。',
  },
} as const;
