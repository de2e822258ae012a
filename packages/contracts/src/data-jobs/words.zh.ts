import type { dataJobDeeds } from '../data-jobs.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  data_job: '数据作业',
} as const;

export const deed = {
  data_job: {
    cancel: { label: '取消作业', says: '程序停止，不保留任何输出；数据提供方会收到通知。' },
  },
} as const satisfies DeedWords<{ data_job: typeof dataJobDeeds }>;

export const event = {
  data_job: {
    submitted: '已提交数据作业',
    queued: '程序检查通过，等待执行',
    program_refused: '程序未通过检查',
    executing: '开始在沙箱中执行',
    held: '执行结束，结果待数据提供方审查',
    given_up: '实验室未能完成作业',
    released: '结果已放行',
    partly_released: '部分结果已放行',
    refused: '结果未放行',
    cancelled: '作业已取消',
    revoked: '授权撤销，作业终止',
  },
} as const;

export const next = {
  data_job: {
    submitted: '正在沙箱中检查程序，通过后排队执行。',
    queued: '按单位轮流执行；轮到后自动开始。',
    executing: '程序正在沙箱中运行；输出全部扣留，等待审查。',
    held: '数据提供方逐个文件审查：放行或不放行，并说明理由。',
    released: '可以下载放行的结果；每次下载都会留痕。',
    partly_released: '可以下载放行的部分；未放行的附有理由。',
    refused: '结果未放行，理由见下；可以修改程序后重新提交。',
    cancelled: '作业已取消，未保留任何输出；可以重新提交。',
    failed: '程序没有执行，原因见下；修改后可以重新提交。',
    revoked: '授权已撤销，作业终止，不能再下载任何结果。',
  },
} as const;
