import type { AcceptancePredicate } from '@scenario-lab/contracts/pilot-acceptance';
import { describe, expect, it } from 'vitest';
import { pagesOf, textOf } from '../pdf/test-pdf.js';
import { renderAcceptance } from './pdf-acceptance.js';

const about = {
  address: 'https://lab.example/verify',
  keyId: 'ed25519-0',
  lab: { zh: '成都场景实验室', en: 'Chengdu Scenario Lab' },
  timeZone: 'Asia/Shanghai',
  identity: { accent: null, mark: null, picture: null },
};
const said: AcceptancePredicate = {
  acceptanceId: '00000000-0000-7000-8000-000000000001',
  issuedAt: '2026-04-02T03:00:00.000Z',
  phase: 'final',
  decision: 'accept',
  statement: '同意验收，建议推广。',
  signedBy: { name: '刘洋', at: '2026-04-02T02:58:00.000Z' },
  department: { name: { zh: '水务局', en: 'Water bureau' } },
  vendor: { name: { zh: '观澜科技', en: 'Guanlan' } },
  pilot: {
    id: '00000000-0000-7000-8000-000000000002',
    scenario: { zh: '下穿隧道积水', en: 'Flooded underpasses' },
    solution: { zh: '液位预测', en: 'Level forecast' },
    from: '2026-01-01',
    until: '2026-03-31',
    sites: ['营门口', '石岭'],
  },
  certificate: 'SL-2026-000001',
  indicators: [
    {
      criterion: 'mae',
      name: { zh: '平均误差', en: 'Mean error' },
      unit: 'cm',
      direction: 'at_most',
      baseline: 31,
      target: 12,
      field: { value: 10.4, interval: { lower: 9.8, upper: 11 } },
      lab: 10,
      observations: 60,
      needed: 30,
      reached: true,
    },
    {
      criterion: 'late',
      name: { zh: '漏报', en: 'Missed' },
      unit: '1',
      direction: 'at_most',
      baseline: null,
      target: 0.1,
      field: { value: 0.2, interval: null },
      lab: null,
      observations: 40,
      needed: 30,
      reached: false,
    },
  ],
  rubric: {
    practice: { score: 4, words: '夜间报警准确' },
    front_line: { score: 5, words: '值班员愿意继续用' },
    citizens: { score: null, words: '市民不直接接触' },
  },
  surveys: [
    {
      audience: 'staff',
      sampling: '全部值班员按班次随机抽取',
      population: 24,
      invited: 16,
      answered: 14,
      figures: [
        {
          question: 'saves_time',
          of: 'front_line',
          answered: 14,
          favourable: { share: 12 / 14, lower: 0.6006, upper: 0.9599 },
          levels: null,
        },
        { question: 'would_keep', of: 'front_line', answered: 4, favourable: null, levels: null },
      ],
    },
  ],
  conditions: [{ words: '补齐备用电源', due: '2026-06-01', owner: 'vendor' }],
  comparison: {
    design: 'control_sites',
    from: '2026-02-12',
    controls: ['营门口'],
    assumption: '两站同属一条渠，流量走势一致',
    changedAt: null,
    figures: [
      {
        criterion: 'mae',
        name: { zh: '平均误差', en: 'Mean error' },
        unit: 'cm',
        figure: { value: -6.2, interval: { lower: -8.1, upper: -4.3 } },
        before: 6,
        after: 6,
        trendBefore: { value: 0.1, interval: { lower: -0.4, upper: 0.6 } },
      },
    ],
  },
  payments: [
    { title: '启动款', amount: 120000, due: '2026-01-10', paidOn: '2026-01-12', reference: '财支 118' },
    { title: '验收款', amount: 180000, due: null, paidOn: null, reference: '' },
  ],
};

describe('renderAcceptance', () => {
  it.each(['zh', 'en'] as const)(
    'says in %s what the signed file says, the conclusion first',
    async (language) => {
      const pdf = await renderAcceptance(said, language, about);
      const text = textOf(pdf);
      const [conclusion, ...parts] =
        language === 'zh'
          ? [
              '水务局对“下穿隧道积水”试点的终期验收结论为“验收通过”；2 项指标中 1 项达到目标，1 项未达到；附 1 项条件。',
              '同意验收，建议推广。',
              '平均误差（cm）',
              '9.8 – 11',
              '与对照地点对比（双重差分）',
              '-8.1 – -4.3',
              '试点开始前写明，未作改动。',
              '基层干部爱用',
              '全部值班员按班次随机抽取',
              '它减轻了我的工作负担',
              '60.1% – 96%',
              '人数不足，不显示',
              '补齐备用电源',
              '120,000',
              '未付',
              '刘洋',
              'https://lab.example/verify',
            ]
          : [
              'Final acceptance of the pilot "Flooded underpasses" by Water bureau: accepted; 1 of 2 indicators reached the target, 1 did not; one condition remains.',
              'Mean error (cm)',
              'With control sites (difference in differences)',
              'Named before the pilot began and not changed since.',
              'Liked by the front line',
              'It saves me work',
              'Payments as recorded when signed',
              'Signed for the department',
              'https://lab.example/verify',
            ];
      const plain = (words: string) => words.replaceAll(/\s/g, '');
      const all = plain(text);
      for (const part of parts) expect(all).toContain(plain(part));
      expect(all.indexOf(plain(conclusion!))).toBeGreaterThan(0);
      expect(all.indexOf(plain(conclusion!))).toBeLessThan(
        Math.min(...parts.slice(0, 3).map((part) => all.indexOf(plain(part)))),
      );
      expect(pagesOf(pdf)).toBeLessThanOrEqual(3);
      expect(await renderAcceptance(said, language, about)).toEqual(pdf);
    },
  );

  it('invents neither comparison nor payments for what was signed before statements carried them', async () => {
    const { comparison, payments, ...before } = said;
    const text = textOf(await renderAcceptance(before, 'zh', about));
    expect(text).not.toContain('事先写明的对比');
    expect(text).not.toContain('分期付款');
    expect(textOf(await renderAcceptance({ ...before, comparison: null }, 'zh', about))).toContain(
      '未写明对比方式',
    );
    const changed = { ...comparison!, changedAt: '2026-03-01T00:00:00.000Z' };
    expect(
      textOf(await renderAcceptance({ ...said, comparison: changed, payments: payments! }, 'zh', about)),
    ).toContain('证明力降低');
  });

  it('that many words and rows fill its pages and leave none out', async () => {
    const conditions = Array.from({ length: 20 }, (_, at) => ({
      words: `第${at}项：${'须补齐的事项'.repeat(40)}`,
      due: '2026-06-01',
      owner: 'vendor' as const,
    }));
    const text = textOf(
      await renderAcceptance({ ...said, conditions, statement: '很长的意见。'.repeat(600) }, 'zh', about),
    );
    for (let at = 0; at < 20; at += 1) expect(text).toContain(`第${at}项`);
    expect(text).toContain('实验室加签');
  });
});
