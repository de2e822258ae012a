import { describe, expect, it } from 'vitest';
import { criterionNames } from '../metrics.js';
import { isCounted, ofRound, plainFigure, plainWords } from './criterion-words.js';

const faults = { task: 'binary' as const, subject: { what: { zh: '故障', en: 'faults' } } };
const pm = { task: 'forecasting' as const, subject: { what: { zh: 'PM2.5', en: 'PM2.5' }, unit: 'µg/m³' } };
const asked = (metric: string, threshold: number, direction: 'at_least' | 'at_most' = 'at_least') => ({
  metric,
  threshold,
  direction,
});

describe('a criterion in an office’s words', () => {
  it('counts what may be missed, from the threshold', () => {
    expect(plainWords(asked('recall', 0.74), faults, 'zh')?.sentence).toBe(
      '每 100 例真实故障，漏报不超过 26 例',
    );
    expect(plainWords(asked('recall', 0.74), faults, 'en')?.sentence).toBe(
      'Of 100 real faults, at most 26 may be missed',
    );
    expect(plainWords(asked('precision', 0.995), faults, 'zh')?.sentence).toBe(
      '每 1,000 次报警，误报不超过 5 次',
    );
  });
  it('tells errors in the unit of the thing, with an example that meets the threshold exactly', () => {
    const said = plainWords(asked('mae', 12, 'at_most'), pm, 'zh');
    expect(said?.sentence).toBe('PM2.5 的预报平均相差不超过 12 µg/m³');
    expect(said?.example).toContain('6 µg/m³、12 µg/m³ 和 18 µg/m³');
    expect(plainWords(asked('skill_persistence', 0.2), pm, 'en')?.example).toContain('at most 8 ');
  });
  it('names the slice, and uses no words of the other language', () => {
    const slice = { column: 'season', value: 'winter' };
    const said = plainWords({ ...asked('recall', 0.8), slice }, faults, 'en');
    expect(said?.sentence).toMatch(/ \(only where season = winter\)$/);
    const named = { ...asked('recall', 0.8), slice: { ...slice, says: { zh: '冬季', en: 'in winter' } } };
    expect(plainWords(named, faults, 'en')?.sentence).toMatch(/ \(in winter only\)$/);
    expect(plainWords(named, faults, 'zh')?.sentence).toMatch(/（仅限冬季）$/);
    const chineseOnly = { task: 'binary' as const, subject: { what: { zh: '故障' } } };
    expect(plainWords(asked('recall', 0.8), chineseOnly, 'en')?.sentence).toContain('100 real cases');
  });
  it('is silent where only the metric’s name says it', () => {
    expect(plainWords(asked('r2', 0.8), pm, 'zh')).toBeNull();
    expect(plainWords(asked('recall', 0.8, 'at_most'), faults, 'zh')).toBeNull();
    expect(plainWords(asked('recall', 1 / 3), faults, 'zh')).toBeNull();
    expect(plainWords(asked('mae', 3), pm, 'zh')).toBeNull();
  });
  it('says the same in both languages or in none, whatever the metric', () => {
    for (const { id } of criterionNames)
      for (const direction of ['at_least', 'at_most'] as const)
        for (const about of [faults, pm, { task: null, subject: null }]) {
          const [zh, en] = (['zh', 'en'] as const).map((one) =>
            plainWords(asked(id, 0.8, direction), about, one),
          );
          expect(zh === null, id).toBe(en === null);
          expect(zh?.example === null, id).toBe(en?.example === null);
          expect(`${zh?.sentence} ${en?.sentence} ${zh?.example}`).not.toMatch(/NaN|Infinity/);
        }
  });
  it('tells a measured share as so many of 100, and nothing else so', () => {
    expect(plainFigure('recall', 0.86, faults, 'zh')).toBe('每 100 例真实故障认出 86 例');
    expect(plainFigure('recall', 0.8567, faults, 'en')).toBe('85.7 of 100 real faults found');
    expect(plainFigure('mae', 10.8, pm, 'zh')).toBeNull();
    for (const { id } of criterionNames)
      expect(plainFigure(id, 0.5, pm, 'en') !== null, id).toBe(isCounted(id));
  });
  it('turns a share into a whole count, or says that it cannot', () => {
    expect(ofRound(0.29)).toEqual({ count: 29, of: 100 });
    expect(ofRound(0.9995)).toEqual({ count: 9_995, of: 10_000 });
    expect(ofRound(1 / 3)).toBeNull();
  });
});
