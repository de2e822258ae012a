import { expect, it } from 'vitest';
import { masked } from './masked.js';

const title = { zh: '甲局水务案例' };
const lesson = { zh: '甲局与乙公司在东门泵站试点。', en: 'Bureau A paid 5 yuan.' };
const leak = (field: 'title' | 'lesson', kind: 'organisation' | 'site', start: number, text: string) =>
  ({ field, language: 'zh', kind, start, text }) as const;

it('puts something in the place of every finding, whatever their order', () => {
  const all = [
    leak('lesson', 'organisation', 0, '甲局'),
    leak('lesson', 'site', 7, '东门泵站'),
    leak('lesson', 'organisation', 3, '乙公司'),
    leak('title', 'organisation', 0, '甲局'),
  ];
  expect(masked({ title, lesson }, all)).toEqual({
    title: { zh: '某单位水务案例' },
    lesson: { zh: '某单位与某单位在某点位试点。', en: 'Bureau A paid 5 yuan.' },
  });
  expect(lesson.zh).toBe('甲局与乙公司在东门泵站试点。');
});

it('replaces nothing that has been written anew', () => {
  const stale = leak('lesson', 'organisation', 2, '甲局');
  expect(masked({ title, lesson }, [stale])).toEqual({ title, lesson });
  expect(masked({ title, lesson: null }, [stale])).toEqual({ title, lesson: null });
});

it('writes what is put in as the language writes it', () => {
  const words = {
    title: { zh: '合同额 86 万元 封顶', en: 'Water Bureau: twelve stations' },
    lesson: { zh: '经验', en: 'The Water Bureau began. It paid the Water Bureau CNY 5.' },
  };
  const found = (
    field: 'title' | 'lesson',
    language: 'zh' | 'en',
    kind: 'organisation' | 'amount',
    text: string,
    at = 0,
  ) => ({ field, language, kind, start: words[field][language].indexOf(text, at), text }) as const;
  expect(
    masked(words, [
      found('title', 'zh', 'amount', '86 万元'),
      found('title', 'en', 'organisation', 'Water Bureau'),
      found('lesson', 'en', 'organisation', 'Water Bureau'),
      found('lesson', 'en', 'organisation', 'Water Bureau', 20),
      found('lesson', 'en', 'amount', 'CNY 5'),
    ]),
  ).toEqual({
    title: { zh: '合同额若干金额封顶', en: 'An organisation: twelve stations' },
    lesson: { zh: '经验', en: 'An organisation began. It paid an organisation a sum.' },
  });
});
