import { describe, expect, it } from 'vitest';
import { canonical, keyOfCode, makeKeyPair, publicKeyOf, seal, unseal } from './sealing.js';

const words = Buffer.from('报价 1,234,567 元');
const about = 'call one, vendor one';
const [department, lab, other] = [makeKeyPair(), makeKeyPair(), makeKeyPair()];
const keyOf = ({ code }: { code: string }) => keyOfCode(code) ?? Buffer.alloc(32);
const [d, l, o] = [keyOf(department), keyOf(lab), keyOf(other)];
const sealed = seal(words, [department.publicKey, lab.publicKey], about);

describe('a sealed bid', () => {
  it('opens with both keys, said in their order, and what it is about', () => {
    expect(unseal(sealed, [d, l], about)?.equals(words)).toBe(true);
  });

  it('does not open with one of them, another one, or in another’s place', () => {
    for (const keys of [[d], [l], [d, d], [l, l], [l, d], [d, o], [o, l], [], [d, l, o]])
      expect(unseal(sealed, keys, about)).toBeNull();
    expect(unseal(sealed, [d, l], 'call one, vendor two')).toBeNull();
  });

  it('does not open once any byte was changed, or some are missing', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // The top bit of the ephemeral key is ignored by the curve, not by the key that is derived.
      expect(unseal(changed, [d, l], about)).toBeNull();
      expect(unseal(sealed.subarray(0, at), [d, l], about)).toBeNull();
    }
  });

  it('shows nothing of what is in it, and never looks the same twice', () => {
    expect(sealed.includes(words)).toBe(false);
    expect(seal(words, [department.publicKey, lab.publicKey], about).equals(sealed)).toBe(false);
  });
});

describe('an opening code', () => {
  it('stands for its key, however it is written down', () => {
    for (let n = 0; n < 50; n += 1) {
      const pair = makeKeyPair();
      const raw = keyOfCode(` ${pair.code.toLowerCase().replaceAll('-', ' ')} `);
      expect(raw && publicKeyOf(raw)).toBe(pair.publicKey);
      expect(
        keyOfCode(pair.code.replaceAll('0', 'o').replaceAll('1', 'l'))?.equals(raw ?? Buffer.alloc(0)),
      ).toBe(true);
    }
  });

  it('is known to be wrong when a letter is', () => {
    const letters = [...department.code];
    for (const [at, letter] of letters.entries()) {
      if (letter === '-') continue;
      const wrong = letters.with(at, letter === '7' ? '8' : '7').join('');
      expect(keyOfCode(wrong)).toBeNull();
    }
    for (const wrong of ['', 'ABC', `${department.code}0`, department.code.slice(1), 'U'.repeat(56)])
      expect(keyOfCode(wrong)).toBeNull();
  });
});

it('writes the same content alike', () => {
  expect(canonical({ b: 1, a: [{ d: null, c: 'x' }], e: undefined })).toBe(
    '{"a":[{"c":"x","d":null}],"b":1}',
  );
});
