import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cut-text.js';

it.each([
  ['short', 10, 'short'],
  ['a😀b', 2, 'a'],
  ['a😀b', 3, 'a😀'],
  ['a\ud83d', 5, 'a\ufffd'],
  ['\ude00\0b', 5, '\ufffd\ufffdb'],
])('%j cut to %i is %j', (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut);
});

it('gives what survives UTF-8 and is never longer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, most) => {
      const cut = cutText(text, most);
      expect(cut.length).toBeLessThanOrEqual(most);
      expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut);
    }),
  );
});
