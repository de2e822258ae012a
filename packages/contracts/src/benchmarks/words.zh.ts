import type { benchmarkDeeds } from '../benchmarks.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  benchmark_version: '评测基准',
} as const;

export const deed = {
  benchmark: {
    agree: {
      label: '确认差异',
      says: '需求单位确认：以此评测基准验证对接，即使它与需求的验收指标不同。说明将公开；基准或需求再有改动，须重新确认。',
      field: '为何不同（公开）',
    },
    seal: { label: '封存并开放', says: '真值移入保险库并运行基线；完成后评测基准对外开放，内容不再变更。' },
    close: { label: '关闭', says: '不再接受新的测试；已有结果和证书不受影响。' },
    retire: { label: '停用', says: '评测基准不再展示；已有证书仍可核验。' },
  },
} as const satisfies DeedWords<{ benchmark: typeof benchmarkDeeds }>;

export const event = {
  benchmark_version: {
    created: '评测基准已起草',
    edited: '评测基准已修改',
    sealing: '开始封存',
    difference_agreed: '需求单位已确认与需求的差异',
    sealed: '封存完成，运行基线',
    open: '评测基准已开放',
    refused: '封存未通过，退回草稿',
    closed: '评测基准已关闭',
    retired: '评测基准已停用',
    tried_again: '实验室重新开始处理',
    data_deprecated: '所用数据版本不再推荐',
  },
} as const;

export const next = {
  benchmark_version: {
    draft: '计划确认后，由实验室封存；封存前内容可以修改。',
    sealing: '正在封存：真值移入保险库，随后运行基线；不合格则附原因退回草稿。',
    baseline: '正在运行基线，完成后自动开放。',
    open: '供给方可以提交测试，结果由实验室复核。',
    closed: '不再接受新的测试；已有结果和证书不受影响。',
    retired: '已停用，仅供核验已有证书。',
  },
} as const;
