import type { reviewDeeds, runDeeds } from '../runs.js';
import type { DeedWords } from '../words/of-lives.js';

export const called = {
  run: '测试运行',
} as const;

export const deed = {
  run: {
    cancel: { label: '取消运行', says: '运行停止；程序尚未启动的，不扣查看次数。' },
    requeue: { label: '重新排队', says: '运行重新排队，供给方不因此扣除次数或额度。' },
    publish: {
      label: '公开结果',
      says: '本次运行的报告（取整版）将对所有访客公开，并列入评测基准的成绩榜。公开后不可收回。',
    },
    allow_look: {
      label: '同意该次不计次',
      says: '该次不再占用“两次未计次”的名额；理由将记录在案。',
      field: '理由',
    },
    rerun: { label: '由实验室重测', says: '以相同算法和试题重新执行，不扣任何一方的次数或额度。' },
  },
  review: {
    approve: { label: '复核通过', says: '确认测试过程规范；报告将签发，符合条件的同时签发证书并公开。' },
    reject: { label: '复核不通过', says: '供给方和需求单位将看到您的说明；供给方可以申诉。' },
    ask_info: { label: '要求补充', says: '供给方将看到您的问题并补充说明。' },
    give_info: { label: '补充说明', says: '复核员将看到您的补充，复核继续。' },
    resume: { label: '恢复复核', says: '不再等待供给方补充，按现有材料继续复核；说明会留存。' },
    appeal: { label: '申诉', says: '由另一位复核员重新复核，申诉理由会记录在案。' },
    void: { label: '作废', says: '运行作废，证书同时撤销并公示理由。' },
  },
} as const satisfies DeedWords<{ run: typeof runDeeds; review: typeof reviewDeeds }>;

export const event = {
  run: {
    internals_read: '查阅完整版结果',
    what_if: '试算阈值',
    rerun: '实验室安排重新运行',
    look_allowed: '实验室同意一次不计次',
    queued: '已提交，排队中',
    started: '开始准备',
    executing: '开始执行',
    collected: '输出已收集，开始评分',
    in_review: '评分完成，待复核',
    finished: '运行完成',
    lease_lost: '执行节点失联，重新排队',
    score_lease_lost: '评分节点失联，将重新评分',
    algorithm_fault: '算法故障',
    platform_fault: '平台故障',
    requeued: '重新排队',
    rescoring: '重新评分',
    cancelled: '已取消',
    info_asked: '复核员要求补充',
    info_given: '已补充说明',
    review_resumed: '复核继续',
    approved: '复核通过',
    rejected: '复核未通过',
    appealed: '提出申诉',
    void: '已作废',
    published: '结果已公开',
    report_failed: '实验室未能生成报告，待实验室处理',
    comparison_failed: '实验室未能完成榜单比较，待实验室处理',
    tried_again: '实验室重新开始处理',
  },
} as const;

export const next = {
  run: {
    queued: '有空闲工位时自动开始。',
    preparing: '试题和沙箱就绪后开始执行。',
    executing: '执行完毕后收集输出并评分。',
    scoring: '评分完成后，隐藏集的运行交实验室复核，其他的直接出结果。',
    in_review: '由与供给方无关的复核员确认测试过程；通过后签发报告。',
    needs_info: '供给方补充后继续复核；复核员也可以不再等待。',
    finished: '结果如下；只有隐藏集上的运行才能取得报告和证书。',
    approved: '报告由实验室签发；必达指标全部合格的，同时签发证书。未取得证书的，供给方可以自行公开结果。',
    rejected: '供给方可以申诉，由另一位复核员重新复核。',
    void: '结果不可再引用；需要的请重新提交测试。',
    algorithm_fault: '请按下面的问题修改程序，上传新版本后重新提交。',
    platform_fault: '由实验室重新排队，不另计次数和额度。',
    cancelled: '需要的请重新提交测试。',
  },
} as const;
