import { describe, expect, it } from 'vitest';
import { parseFigure } from './figure-input.js';

describe('a figure as people write it', () => {
  it.each([
    ['0.9', 0.9],
    ['90%', 0.9],
    ['90 %', 0.9],
    ['９０％', 0.9],
    ['.5', 0.5],
    ['−3', -3],
    ['99.5%', 0.995],
    ['29%', 0.29],
    ['90', 90],
    ['', null],
  ] as const)('%s', (text, value) => expect(parseFigure(text)).toBe(value));
  it('keeps per cent where per cent are asked for', () => expect(parseFigure('12.5 %', 'figure')).toBe(12.5));
  it('takes no per cent of an amount', () => expect(parseFigure('12%', 'none')).toBeNaN());
  it.each(['1,000', '九成', '0.9.1', '1e3', '%', '-'])('is no number: %s', (text) =>
    expect(parseFigure(text)).toBeNaN(),
  );
});
