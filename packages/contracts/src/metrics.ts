import { z } from 'zod';
import { textOf } from './common.js';

export const taskKinds = ['binary', 'multiclass', 'regression', 'forecasting'] as const;
export const TaskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof TaskKind>;

export interface MetricName {
  id: string;
  zh: string;
  en: string;
  better: 'higher' | 'lower';
  /**
   * `target` is the unit of the target column; `ratio` is 0 to 1; `percent` is per cent; `mebibytes` are of 2^20
   * bytes, as memory limits are, and written MB.
   */
  unit: 'ratio' | 'target' | 'percent' | 'nats' | 'none' | 'mebibytes' | 'seconds';
  tasks: readonly TaskKind[];
  /** Between what its values lie; null is unbounded. Of what may err to both sides, how far. */
  range: readonly [least: number | null, most: number | null];
  /** A share of rows that are right or wrong one by one: of all, or of those that are what is looked for. */
  share?: 'rows' | 'positives';
}

const classes: readonly TaskKind[] = ['binary', 'multiclass'];
const numbers: readonly TaskKind[] = ['regression', 'forecasting'];
const row = (
  id: string,
  zh: string,
  en: string,
  better: 'higher' | 'lower',
  unit: MetricName['unit'],
  tasks: readonly TaskKind[],
  more: Partial<Pick<MetricName, 'range' | 'share'>> = {},
): MetricName => ({
  id,
  zh,
  en,
  better,
  unit,
  tasks,
  range: unit === 'ratio' ? [0, 1] : [0, null],
  ...more,
});
const ofRows = { share: 'rows' } as const;
const ofPositives = { share: 'positives' } as const;
const upToOne = { range: [null, 1] } as const;
const aroundZero = { range: [-1, 1] } as const;

/** Names of what `packages/metrics` computes; a test there and here keeps the two lists equal. */
export const metricNames: readonly MetricName[] = [
  row('accuracy', '准确率', 'Accuracy', 'higher', 'ratio', classes, ofRows),
  row('balanced_accuracy', '平衡准确率', 'Balanced accuracy', 'higher', 'ratio', classes),
  row('precision', '精确率', 'Precision', 'higher', 'ratio', ['binary'], ofPositives),
  row('recall', '召回率', 'Recall', 'higher', 'ratio', ['binary'], ofPositives),
  row('f1', 'F1 值', 'F1', 'higher', 'ratio', ['binary']),
  row('precision_macro', '宏平均精确率', 'Precision (macro)', 'higher', 'ratio', classes),
  row('precision_micro', '微平均精确率', 'Precision (micro)', 'higher', 'ratio', classes, ofRows),
  row('precision_weighted', '加权精确率', 'Precision (weighted)', 'higher', 'ratio', classes),
  row('recall_macro', '宏平均召回率', 'Recall (macro)', 'higher', 'ratio', classes),
  row('recall_micro', '微平均召回率', 'Recall (micro)', 'higher', 'ratio', classes, ofRows),
  row('recall_weighted', '加权召回率', 'Recall (weighted)', 'higher', 'ratio', classes),
  row('f1_macro', '宏平均 F1', 'F1 (macro)', 'higher', 'ratio', classes),
  row('f1_micro', '微平均 F1', 'F1 (micro)', 'higher', 'ratio', classes, ofRows),
  row('f1_weighted', '加权 F1', 'F1 (weighted)', 'higher', 'ratio', classes),
  row('mcc', '马修斯相关系数', 'Matthews correlation', 'higher', 'none', classes, aroundZero),
  row('cohen_kappa', 'Cohen κ 系数', 'Cohen’s κ', 'higher', 'none', classes, aroundZero),
  row('roc_auc', 'ROC 曲线下面积', 'ROC-AUC', 'higher', 'ratio', classes),
  row('pr_auc', 'PR 曲线下面积', 'PR-AUC', 'higher', 'ratio', classes),
  row('log_loss', '对数损失', 'Log loss', 'lower', 'nats', classes),
  row('brier', 'Brier 分数', 'Brier score', 'lower', 'none', classes, { range: [0, 2] }),
  row('ece', '期望校准误差', 'Expected calibration error', 'lower', 'ratio', classes),
  row('top_k_accuracy', '前三准确率', 'Top-3 accuracy', 'higher', 'ratio', ['multiclass'], ofRows),
  row('mae', '平均绝对误差', 'Mean absolute error', 'lower', 'target', numbers),
  row('rmse', '均方根误差', 'Root mean squared error', 'lower', 'target', numbers),
  row('mape', '平均绝对百分比误差', 'Mean absolute percentage error', 'lower', 'percent', numbers),
  row('smape', '对称平均绝对百分比误差', 'Symmetric MAPE', 'lower', 'percent', numbers, { range: [0, 200] }),
  row('r2', '决定系数 R²', 'R²', 'higher', 'none', numbers, upToOne),
  row('median_ae', '绝对误差中位数', 'Median absolute error', 'lower', 'target', numbers),
  row('max_error', '最大误差', 'Maximum error', 'lower', 'target', numbers),
  row('bias', '偏差', 'Bias', 'lower', 'target', numbers),
  row('mase', '平均绝对标度误差', 'MASE', 'lower', 'none', ['forecasting']),
  row(
    'skill_persistence',
    '相对持续性预测的技巧分',
    'Skill against persistence',
    'higher',
    'ratio',
    ['forecasting'],
    upToOne,
  ),
  row(
    'skill_seasonal',
    '相对季节性朴素预测的技巧分',
    'Skill against seasonal naive',
    'higher',
    'ratio',
    ['forecasting'],
    upToOne,
  ),
];

export const MetricId = z.enum(metricNames.map((metric) => metric.id) as [string, ...string[]]);

/**
 * What a run may cost, measured by the control group of the sandbox while the program works. A measurement of one
 * run: there is no interval.
 */
export const resourceNames: readonly MetricName[] = [
  row('peak_memory_mib', '峰值内存', 'Peak memory', 'lower', 'mebibytes', taskKinds),
  row('cpu_seconds_per_1k', '每千行 CPU 用时', 'CPU time per 1,000 rows', 'lower', 'seconds', taskKinds),
  row('wall_seconds_per_1k', '每千行运行时长', 'Wall time per 1,000 rows', 'lower', 'seconds', taskKinds),
];

/** Whatever a criterion may be put on. */
export const criterionNames: readonly MetricName[] = [...metricNames, ...resourceNames];

/** Units that are the same whatever is predicted. */
const fixedUnits: Partial<Record<MetricName['unit'], { zh: string; en: string }>> = {
  percent: { zh: '%', en: '%' },
  mebibytes: { zh: 'MB', en: 'MB' },
  seconds: { zh: '秒', en: 's' },
};

/** The unit a figure is read in: the criterion's own, else what the metric itself is measured in; '' for none. */
export function criterionUnit(metric: string, own: string | undefined, language: 'zh' | 'en'): string {
  const unit = criterionNames.find(({ id }) => id === metric)?.unit;
  return own || ((unit && fixedUnits[unit]?.[language]) ?? '');
}

export const isResource = (id: string): boolean => resourceNames.some((metric) => metric.id === id);

/**
 * An acceptance criterion (验收指标): written once in the need, executed in the lab, measured in the field.
 * `at_most` / `at_least` the threshold, in the metric's unit; on a slice where one is named. A resource is of the
 * whole run, so it has no slice; only a positive limit on it makes sense, and its unit is given.
 */
export const Criterion = z
  .object({
    id: z.string().regex(/^[a-z0-9_-]{1,40}$/),
    metric: z.enum(criterionNames.map((metric) => metric.id) as [string, ...string[]]),
    direction: z.enum(['at_least', 'at_most']),
    threshold: z.number(),
    unit: z.string().max(40).optional(),
    slice: z
      .object({
        column: z.string().max(200),
        value: z.string().max(200),
        /** What people call the part: “昏暗表井”; the rows are told by column and value alone. */
        says: textOf(80).optional(),
      })
      .optional(),
    must: z.boolean(),
    weight: z.number().min(0).max(100).optional(),
    /** How far beyond the threshold a program is hoped to be: what an exam must be large enough to see. */
    margin: z.number().positive().optional(),
  })
  .refine((one) => !isResource(one.metric) || (one.direction === 'at_most' && one.threshold > 0), {
    path: ['threshold'],
    error: 'resource_is_a_limit',
  })
  .refine((one) => !isResource(one.metric) || one.slice === undefined, {
    path: ['slice'],
    error: 'resource_has_no_slice',
  })
  .refine((one) => !isResource(one.metric) || one.unit === undefined, {
    path: ['unit'],
    error: 'resource_has_its_unit',
  });
export type Criterion = z.infer<typeof Criterion>;

/** Whether every program, or none, would meet the threshold, because the metric's values end before it. */
export function foregone({
  metric,
  direction,
  threshold,
}: Pick<Criterion, 'metric' | 'direction' | 'threshold'>): 'always_met' | 'never_met' | null {
  const [least, most] = criterionNames.find(({ id }) => id === metric)?.range ?? [null, null];
  const [worst, best] = direction === 'at_least' ? [least, most] : [most, least];
  const beyond = (bound: number) => (direction === 'at_least' ? threshold - bound : bound - threshold);
  if (best !== null && beyond(best) > 0) return 'never_met';
  return worst !== null && beyond(worst) <= 0 ? 'always_met' : null;
}

/** A criterion as it is written: its threshold decides something. What was sealed before stands as it is. */
export const NewCriterion = Criterion.superRefine((one, context) => {
  const outcome = foregone(one);
  if (outcome && !isResource(one.metric))
    context.addIssue({ code: 'custom', path: ['threshold'], message: `threshold_${outcome}` });
});
