import { describe, expect, it } from 'vitest';
import { formatsOf } from './format.js';

describe('a figure and its interval', () => {
  const { spread } = formatsOf('zh');
  it.each([
    [0.6, 0.54, 0.66, ['0.60', '0.54', '0.66']],
    [0.959, 0.938, 0.973, ['0.959', '0.938', '0.973']],
    [0.04, 0.0324, 0.0518, ['0.040', '0.032', '0.052']],
    [10.8, 10.1, 11.5, ['10.8', '10.1', '11.5']],
    [512, 8.123, 1234, ['512', '8', '1,234']],
    [-0.1, -0.5, 0.25, ['-0.10', '-0.50', '0.25']],
    [1, 0.91, 1, ['1.000', '0.910', '1.000']],
    [3, 3, 3, ['3', '3', '3']],
    [0, 0, 0, ['0', '0', '0']],
    [0.9000001, 0.9, 0.9000002, ['0.9000', '0.9000', '0.9000']],
  ])('%d in %d to %d has the interval’s decimals', (value, lower, upper, said) =>
    expect(spread(value, lower, upper)).toEqual(said),
  );
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
