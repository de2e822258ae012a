import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expected, Predictions } from './answers.js';
import { filled, NotNormal, normalForm, normalFormBytes, partsOf, roomFor } from './normal-form.js';

const ids = ['a', 'b', 'c'];
const binary: Expected = { task: 'binary', classes: ['no', 'yes'], ids, scoresNeeded: true };
const level: Expected = { task: 'regression', classes: [], ids, scoresNeeded: false };
const three: Expected = { task: 'multiclass', classes: ['x', 'y', 'z'], ids, scoresNeeded: false };
const codes = Int32Array.from([0, 1, 1]);
const answer: Predictions = { codes, values: null, scores: Float64Array.from([0, 0.5, 1]) };
const values: Predictions = { codes: null, values: Float64Array.from([-0, 1e30, 5e-324]), scores: null };
/** As whoever marks it reads it, from memory. */
function fromNormalForm(bytes: Buffer, expected: Expected): Predictions {
  const answer = roomFor(bytes.subarray(0, 64), bytes.length, expected);
  let from = 64;
  for (const part of partsOf(answer)) from += bytes.copy(part, 0, from);
  return filled(answer, expected);
}
const bytesOf = (predictions: Predictions, expected: Expected) =>
  Buffer.concat(normalForm(predictions, expected));

describe('the normal form', () => {
  it('is read back to the bit', () => {
    expect(fromNormalForm(bytesOf(answer, binary), binary)).toEqual(answer);
    expect(fromNormalForm(bytesOf(values, level), level)).toEqual(values);
    const scores = new Float64Array(9).fill(1 / 3);
    for (const given of [
      { codes, values: null, scores },
      { codes, values: null, scores: null },
    ])
      expect(fromNormalForm(bytesOf(given, three), three)).toEqual(given);
    expect(bytesOf(answer, binary).length).toBeLessThanOrEqual(normalFormBytes(binary));
  });

  it('fits no other questions', () => {
    const bytes = bytesOf(answer, binary);
    const others: Expected[] = [
      { ...binary, ids: ['a', 'c', 'b'] },
      { ...binary, ids: ['a', 'b'] },
      { ...binary, classes: ['yes', 'no'] },
      level,
    ];
    for (const other of others) expect(() => fromNormalForm(bytes, other)).toThrow(NotNormal);
    const bare = bytesOf({ codes, values: null, scores: null }, binary);
    expect(() => fromNormalForm(bare, binary)).toThrow('no scores');
  });

  it.each([
    ['a value out of range', level, values, (bytes: Buffer) => bytes.writeDoubleLE(1.1e30, 64)],
    ['NaN', level, values, (bytes: Buffer) => bytes.writeDoubleLE(Number.NaN, 72)],
    ['an infinity', level, values, (bytes: Buffer) => bytes.writeDoubleLE(Number.NEGATIVE_INFINITY, 80)],
    ['a code of no class', binary, answer, (bytes: Buffer) => bytes.writeInt32LE(2, 64)],
    ['a negative code', binary, answer, (bytes: Buffer) => bytes.writeInt32LE(-1, 68)],
    ['a score above 1', binary, answer, (bytes: Buffer) => bytes.writeDoubleLE(1.01, 76)],
    ['a score of NaN', binary, answer, (bytes: Buffer) => bytes.writeDoubleLE(Number.NaN, 84)],
    ['another magic', binary, answer, (bytes: Buffer) => bytes.write('x')],
    ['more rows', binary, answer, (bytes: Buffer) => bytes.writeUInt32LE(4, 40)],
    ['other columns', binary, answer, (bytes: Buffer) => bytes.writeUInt32LE(2, 48)],
    ['a filled reserve', binary, answer, (bytes: Buffer) => bytes.writeUInt8(1, 63)],
  ] as const)('refuses %s', (_, expected, predictions, spoil) => {
    const bytes = bytesOf(predictions, expected);
    spoil(bytes);
    expect(() => fromNormalForm(bytes, expected)).toThrow(NotNormal);
  });

  it('reads nothing but itself, whatever bytes it is given', () => {
    const whole = bytesOf(answer, binary);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(whole.length), (noise, cut) => {
        for (const bytes of [Buffer.from(noise), whole.subarray(0, cut), Buffer.concat([whole, noise])]) {
          if (bytes.equals(whole)) continue;
          expect(() => fromNormalForm(bytes, binary)).toThrow(NotNormal);
        }
      }),
    );
  });
});
