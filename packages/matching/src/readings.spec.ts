import { describe, expect, it } from 'vitest';
import {
  askedReadings,
  nameReadings,
  readAs,
  readable,
  readingsHeld,
  readingTerms,
  titleReadings,
  typedName,
} from './readings.js';

const office = nameReadings('成都市水务局');
const known = new Set([
  ...office.flatMap(readingTerms),
  ...titleReadings('城市内涝预警系统').flatMap(readingTerms),
  'data',
]);
const asked = (word: string) => readAs(word, (term) => known.has(term)).map(({ terms }) => terms.join('+'));

describe('names read in pinyin', () => {
  it('are found whole, by a part, and by the initials of words in a row', () => {
    expect(asked('shuiwuju')).toEqual(['@shuiwuju']);
    expect(asked('swj')).toEqual(['@.swj']);
    expect(asked('cdsswj')).toEqual(['@.cdsswj']);
    expect(asked('chengdushishuiwuju')).toEqual(['@chengdushishuiwuju']);
    expect(asked('xyzj')).toEqual([]);
  });

  it('are found in a title by words in a row, though only words stand there', () => {
    expect(asked('neilao')).toEqual(['@neilao']);
    expect(asked('neilaoyujing')).toEqual(['@neilao+@yujing']);
    expect(asked('neilaox')).toEqual([]);
  });

  it('take nothing that is a word of its own for initials', () => {
    const both = new Set([...known, '@.data']);
    expect(readAs('data', (term) => both.has(term))).toEqual([]);
  });

  it('know how a character is read in its word, and type ü as v', () => {
    expect(titleReadings('银行重庆绿色').map(({ whole }) => whole)).toEqual(
      expect.arrayContaining(['yinhang', 'chongqing', 'lvse']),
    );
  });

  it('are looked for in letters only, also where syllables were parted, and not in quotes', () => {
    expect(readable('shui wu ju')).toEqual(['shui', 'shuiwuju']);
    expect(readable("xi'an 水务 swj")).toEqual(['xian', 'swj']);
    expect(readable('"swj" -swj a1b2c3 GB50014')).toEqual([]);
    expect(typedName('Shui wu ju')).toBe('shuiwuju');
    expect(typedName('水务局')).toBeNull();
    expect(typedName('swj2')).toBeNull();
  });

  it('say which part of a name it was', () => {
    expect(readingsHeld('swj', office)).toEqual(['水务局']);
    expect(readingsHeld('neilaoyujing', titleReadings('城市内涝预警系统'))).toEqual(['内涝', '预警']);
    expect(readingsHeld('other', office)).toEqual([]);
  });

  it('stay few, however long a name is', () => {
    expect(nameReadings('某某科技有限公司'.repeat(30)).length).toBeLessThan(300);
    expect(askedReadings('a'.repeat(24)).length).toBeLessThan(300);
  });
});
