import { criterionNames } from '@scenario-lab/contracts/metrics';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.js';
import { type Reason, reason, reasonCodes } from './reason.js';

const asked = { metric: 'mae', direction: 'at_most', threshold: 12, unit: 'µg/m³', must: true, slice: null };
const measured = {
  ...asked,
  tier: 'own',
  status: 'valid',
  value: 10.123456,
  lower: 9,
  upper: 11,
  demonstration: false,
};

/** Parameters rich enough for any code. */
const everything: Reason['params'] = {
  ...measured,
  slice: 'season = winter',
  tier: 'similar',
  status: 'watch',
  demonstration: true,
  count: 2,
  of: 3,
  cap: 30,
  terms: ['~forecast', '井盖'],
  task: 'forecasting',
  algorithm: 'a',
  required: 4,
  exact: 2,
  mapped: 2,
  missing: ['rain', 'level'],
  missingCount: 7,
  side: 'scenario',
  shared: ['edge', 'cloud'],
  offered: ['edge'],
  wanted: ['cloud', 'on_premises'],
  name: 'ISO 9001',
  expires: '2026-01-31',
  field: 'public_services',
  technologies: ['5G'],
  region: '510104',
  budget: 800_000,
  price: 1_250_000,
  modes: ['pilot'],
  trl: 5,
  needed: 7,
};

describe('explain', () => {
  it.each<[Reason, string, string]>([
    [
      reason('evidence_pass', 30, 28, measured),
      '在本场景的评测基准上实测平均绝对误差为 10.12 µg/m³（区间 9～11），达到“不高于 12 µg/m³”的必达指标（证书有效）。',
      'Measured on this need’s own benchmark: Mean absolute error 10.12 µg/m³ (interval 9 to 11) meets “at most 12 µg/m³” (must; certificate valid).',
    ],
    [
      reason('evidence_fail', 15, -9, {
        ...measured,
        metric: 'f1',
        direction: 'at_least',
        threshold: 0.9,
        unit: null,
        value: 0.71,
        lower: null,
        upper: null,
        must: false,
        tier: 'task',
        status: 'finished',
      }),
      '在其他数据上的同类任务上实测 F1 值为 0.71，未达到“不低于 0.9”的加分指标（已完成测试，尚无证书）。',
      'Measured on the same kind of task on other data: F1 0.71 fails “at least 0.9” (nice to have; run finished, no certificate yet).',
    ],
    [
      reason('gpu_missing', 8, -8),
      '方案需要 GPU，现场没有。',
      'The solution needs a GPU; there is none at the site.',
    ],
    [
      reason('over_budget', 6, -3, { price: 1_250_000, budget: 800_000 }),
      '起价 125 万元，超出 80 万元的预算。',
      'Starts at CNY 1,250,000, above the budget of CNY 800,000.',
    ],
    [
      reason('words_shared', 22, 9, { terms: ['~waterlogging', '预警', 'yolov8'], count: 3 }),
      '描述中共同提到“内涝”、“预警”、“yolov8”。',
      'Both texts speak of “waterlogging”, “预警” and “yolov8”.',
    ],
    [
      reason('evidence_missing', 45, 0, { count: 1, of: 1 }),
      '1 项指标中有 1 项尚无实测结果。',
      '1 of 1 criterion not measured yet.',
    ],
  ])('$code', (it, zh, en) => {
    expect([explain(it, 'zh'), explain(it, 'en')]).toEqual([zh, en]);
  });

  it.each(reasonCodes)('%s is a clean sentence in both languages', (code) => {
    const it = reason(code, 1, 1, everything);
    const [zh, en] = [explain(it, 'zh'), explain(it, 'en')];
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[A-Z0-9].*\.$/u);
    for (const sentence of [zh, en])
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}|~|_|''|""/);
    // Half-width punctuation has no place between Chinese characters, nor a missing space beside a number.
    expect(zh).not.toMatch(/\p{Script=Han}[,.;:()]|[,;:()]\p{Script=Han}/u);
    expect(zh).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    expect(en.replace('井盖', '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('names every metric of the contracts', () => {
    for (const { id, zh, en } of criterionNames) {
      const it = reason('evidence_pass', 1, 1, { ...measured, metric: id });
      expect(explain(it, 'zh').replaceAll(' ', '')).toContain(zh.replaceAll(' ', ''));
      expect(explain(it, 'zh')).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9²]\p{Script=Han}/u);
      expect(explain(it, 'en')).toContain(en);
    }
  });
});
