import type { PilotAcceptance } from '@scenario-lab/contracts/pilot-acceptance';
import { at } from './cards.js';
import { idOf } from './people.js';

const share = (hits: number, count: number) => ({
  share: hits / count,
  lower: Math.max(0, hits / count - 0.2),
  upper: Math.min(1, hits / count + 0.12),
});
/** Half-way: a staff survey has ended, one of the public runs. */
export const acceptance: PilotAcceptance = {
  acceptances: [
    {
      id: idOf(950),
      phase: 'midterm',
      decision: 'continue',
      statement: '报警准确，值班员已按它排班，建议继续。',
      rubric: {
        practice: { score: 4, words: '误差在目标以内。' },
        front_line: { score: 5, words: '问卷 9 成愿意继续使用。' },
        citizens: { score: null, words: '公众问卷仍在进行。' },
      },
      by: '刘洋',
      at: at(21),
      issuedAt: at(21),
      keyId: 'ed25519-0011223344556677',
      paper: true,
    },
  ],
  conditions: [
    {
      id: idOf(951),
      words: '补齐北门闸站的备用电源',
      due: '2026-11-30',
      owner: 'vendor',
      met: null,
    },
  ],
  payments: [
    {
      id: idOf(952),
      title: '启动款',
      amount: 120_000,
      due: '2026-10-10',
      paidOn: '2026-10-12',
      reference: '财支 2026-118',
    },
    { id: idOf(953), title: '验收款', amount: 180_000, due: null, paidOn: null, reference: '' },
  ],
  surveys: [
    {
      id: idOf(954),
      audience: 'public',
      sampling: '在三处闸站公告栏张贴，由路过市民自愿扫码填写。',
      population: null,
      invited: null,
      answered: 37,
      until: '2026-12-20',
      open: true,
      link: 'q1w2e3r4t5y6u7i8o9p0',
      figures: null,
      words: [],
      rounds: 1,
      letters: null,
      reminded: false,
    },
    {
      id: idOf(956),
      audience: 'staff',
      sampling: '全部 24 名值班员，按岗位各抽一半。\n(2) 新到岗的 5 名值班员全部邀请。',
      population: 40,
      invited: 17,
      answered: 9,
      until: '2026-12-20',
      open: true,
      link: null,
      figures: null,
      words: [],
      rounds: 2,
      letters: { all: 17, waiting: 0, sent: 15, failed: 1, unsure: 1, reminded: 0, withdrawn: 1 },
      reminded: false,
    },
    {
      id: idOf(955),
      audience: 'staff',
      sampling: '全部 24 名值班员中按班次随机抽取 16 名。',
      population: 24,
      invited: 16,
      answered: 14,
      until: '2026-11-20',
      open: false,
      link: null,
      figures: [
        {
          question: 'does_the_job',
          of: 'practice',
          answered: 14,
          favourable: share(12, 14),
          levels: [0, 1, 1, 5, 7],
        },
        {
          question: 'reliable',
          of: 'practice',
          answered: 13,
          favourable: share(9, 13),
          levels: [1, 1, 2, 5, 4],
        },
        { question: 'saves_time', of: 'front_line', answered: 8, favourable: share(7, 8), levels: null },
        { question: 'would_keep', of: 'front_line', answered: 4, favourable: null, levels: null },
      ],
      words: ['夜里报警少了一半。', '导出的报表还要手工改。'],
      rounds: 1,
      letters: null,
      reminded: false,
    },
  ],
  mail: true,
  allowed: ['pilot.read', 'pilot.survey', 'pilot.review_midterm', 'pilot.settle'],
};
