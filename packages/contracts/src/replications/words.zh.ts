import type { replicationDeeds } from '../cases.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  replication: '复制推广',
} as const;

export const deed = {
  replication: {
    tell_names: {
      label: '同意告知名称',
      says: '原单位和供给方都同意后，申请单位将看到双方名称；其他人仍看不到。',
    },
    assess: { label: '完成评估', says: '申请单位将看到差异说明。' },
    start_transfer_test: { label: '开始迁移验证', says: '已获证算法将在申请单位自己的封存数据上执行。' },
    reassess: { label: '重新评估', says: '回到评估阶段，申请单位将看到理由。' },
    adopt: { label: '采用', says: '登记采用结果，案例页面的推广次数随之增加。' },
    decline: { label: '不采用', says: '登记理由，原单位和供给方可见。' },
    withdraw: { label: '撤回申请', says: '申请结束，理由对相关单位可见。' },
  },
} as const satisfies DeedWords<{ replication: typeof replicationDeeds }>;

export const event = {
  replication: {
    requested: '已申请复制推广',
    assessing: '开始评估',
    transfer_testing: '开始迁移验证',
    reassessing: '重新评估',
    adopted: '已采用',
    declined: '未采用',
    withdrawn: '申请已撤回',
  },
} as const;

export const next = {
  replication: {
    requested: '等待实验室评估两地差异。',
    assessing: '差异已写明；申请单位有开放的评测基准后，由实验室开始迁移验证。',
    transfer_testing: '等待迁移验证结果和复核，由申请单位决定是否采用。',
    adopted: '已采用，计入案例的推广次数。',
    declined: '未采用，理由见动态。',
    withdrawn: '申请已撤回，可以重新申请。',
  },
} as const;
