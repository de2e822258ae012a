import { describe, expect, it } from 'vitest';
import { formatsOf } from './format.js';

describe('the ends of an interval', () => {
  const { ends } = formatsOf('zh');
  it.each([
    [0.82, 0.9, ['0.82', '0.90']],
    [0, 1, ['0', '1']],
    [0.3934, 1, ['0.393', '1.000']],
    [8.123, 1234, ['8', '1,234']],
    [-0.5, 0.25, ['-0.50', '0.25']],
  ])('%d and %d have the same decimals', (lower, upper, said) => expect(ends(lower, upper)).toEqual(said));
});

describe('a duration', () => {
  it('is told in the reader’s language', () => {
    const told = (seconds: number) => [formatsOf('zh').duration(seconds), formatsOf('en').duration(seconds)];
    expect(told(0.12)).toEqual(['120 毫秒', '120 ms']);
    expect(told(30)).toEqual(['30 秒', '30 s']);
    expect(told(600)).toEqual(['10 分钟', '10 min']);
    expect(told(7_200)).toEqual(['2 小时', '2 h']);
  });
});
