import type { Same } from './same.js';

/** What stands in the place of an interval where there is none, in a few words; pages say it at length. */
export const verdictNoteZh = {
  too_few_units: '独立单元不足 20 个',
  too_few_effective_units: '有效单元不足 20 个',
  too_few_of_class: '某一类别不足 20 条',
  heavy_tail: '行数不足以看出罕见的大误差',
  miss_within_chance: '多项并列，未超出偶然',
  undefined_metric: '该指标在此无定义',
  no_interval: '无置信区间',
  level_basic: '基础沙箱，不能测得真实用量',
  not_measured: '未测得',
} as const;
export const verdictNoteEn: Same<typeof verdictNoteZh> = {
  too_few_units: 'Fewer than 20 independent units',
  too_few_effective_units: 'Fewer than 20 effective units',
  too_few_of_class: 'Fewer than 20 rows of a class',
  heavy_tail: 'Too few rows for rare large errors to have shown',
  miss_within_chance: 'A miss within chance among several musts',
  undefined_metric: 'The metric is undefined here',
  no_interval: 'No interval',
  level_basic: 'A basic sandbox has no true figure',
  not_measured: 'Not measured',
};
