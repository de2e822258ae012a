import { describe, expect, it } from 'vitest';
import { checkFrame, type Frame } from './frame.js';

const codes = Int32Array.of(0, 1);
const values = Float64Array.of(1, 2);
const binary = { classes: ['a', 'b'], truth: codes, predicted: codes };
const series = { truth: values, predicted: values };

describe('checkFrame', () => {
  it('accepts one or k score columns and every optional column', () => {
    checkFrame({ ...binary, scores: Float64Array.of(0.5, 0.5) });
    checkFrame({ ...binary, scores: Float64Array.of(0.5, 0.5, 1, 0), positive: 0 });
    checkFrame({ ...series, naive: values, seasonalNaive: values, scale: values, horizon: codes });
  });

  const bad: [string, Frame][] = [
    ['predicted: 1 rows, truth has 2', { ...binary, predicted: Int32Array.of(0) }],
    ['classes: at least two', { ...binary, classes: ['a'] }],
    ['classes: a name occurs twice', { ...binary, classes: ['a', 'a'] }],
    ['truth: 2 in row 1', { ...binary, truth: Int32Array.of(0, 2) }],
    ['predicted: -1 in row 0', { ...binary, predicted: Int32Array.of(-1, 0) }],
    ['positive: 2', { ...binary, positive: 2 }],
    ['scores: 3 values', { ...binary, scores: new Float64Array(3) }],
    ['scores: not finite at position 1', { ...binary, scores: Float64Array.of(0, Number.NaN) }],
    ['scores: 2 values', { ...binary, classes: ['a', 'b', 'c'], scores: values }],
    ['truth: not finite at position 0', { ...series, truth: Float64Array.of(Number.POSITIVE_INFINITY, 0) }],
    ['predicted: not finite', { ...series, predicted: Float64Array.of(0, Number.NaN) }],
    ['naive: 1 rows', { ...series, naive: Float64Array.of(1) }],
    ['horizon: 3 rows', { ...series, horizon: new Int32Array(3) }],
    ['scale: negative in row 1', { ...series, scale: Float64Array.of(1, -1) }],
  ];
  for (const [message, frame] of bad) {
    it(`names ${message}`, () => expect(() => checkFrame(frame)).toThrow(message));
  }
});
