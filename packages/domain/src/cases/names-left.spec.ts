import { describe, expect, it } from 'vitest';
import { type Known, namesLeft, waysToSay } from './names-left.js';

const known: Known[] = [
  { kind: 'organisation', text: { zh: '成都市锦江区水务局', en: 'Jinjiang Water Bureau' } },
  { kind: 'organisation', text: { zh: '观澜智能科技有限公司', en: 'Guanlan Technology Co., Ltd.' } },
  { kind: 'person', text: '李敏' },
  { kind: 'site', text: '石岭泵站' },
  { kind: 'title', text: { zh: '下穿隧道积水预警' } },
  { kind: 'person', text: null },
];
const lesson = (zh: string, en?: string) =>
  namesLeft({ title: { zh: '案例' }, lesson: { zh, en } }, known).map(({ kind, text }) => `${kind} ${text}`);

describe('what is left in a case without names', () => {
  it('is found by the name and the ways people say it', () => {
    expect(waysToSay('观澜智能科技有限公司')).toContain('观澜智能');
    expect(waysToSay('成都市锦江区水务局')).toContain('锦江区水务局');
    expect(waysToSay('Guanlan Technology Co., Ltd.')).toContain('Guanlan');
    expect(lesson('锦江区水务局与观澜智能的李敏在石岭泵站做了下穿隧道积水预警。')).toEqual([
      'organisation 锦江区水务局',
      'organisation 观澜智能',
      'person 李敏',
      'site 石岭泵站',
      'title 下穿隧道积水预警',
    ]);
    expect(lesson('', 'The JINJIANG WATER BUREAU and guanlan did.')).toEqual([
      'organisation JINJIANG WATER BUREAU',
      'organisation guanlan',
    ]);
  });

  it('is found whatever the width of its letters, at its place', () => {
    const [leak] = namesLeft({ title: { en: 'By ＧＵＡＮＬＡＮ' }, lesson: null }, known);
    expect(leak).toEqual({
      field: 'title',
      language: 'en',
      kind: 'organisation',
      start: 3,
      text: 'ＧＵＡＮＬＡＮ',
    });
  });

  it('tells sums of money and ways to reach somebody', () => {
    expect(lesson('共 25 万元，另付¥3,000；电话 13800001111、028-86001234，信箱 a.b@x.gov.cn。')).toEqual([
      'amount 25 万元',
      'amount ¥3,000',
      'contact 13800001111',
      'contact 028-86001234',
      'contact a.b@x.gov.cn',
    ]);
  });

  it('is not every word that has a name in it, nor the common words of the trade', () => {
    expect(lesson('水务局要先备好数据，提前 25 天。', 'Guanlanese water bureaus need 25 days.')).toEqual([]);
  });

  it('is the longest of what overlaps, each place once', () => {
    const leaks = lesson('观澜智能科技有限公司，观澜智能科技有限公司');
    expect(leaks).toEqual(['organisation 观澜智能科技有限公司', 'organisation 观澜智能科技有限公司']);
  });

  it('is looked for in long and hostile words without delay', () => {
    const before = performance.now();
    namesLeft(
      { title: { zh: '1'.repeat(20_000) }, lesson: { zh: 'a.'.repeat(10_000), en: '9,'.repeat(10_000) } },
      known,
    );
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
