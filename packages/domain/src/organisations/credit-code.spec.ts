import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, creditCodeFault, isIdentityNumber, tidyCreditCode } from './credit-code.js';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const character = fc.constantFrom(...alphabet);
const body = fc
  .tuple(
    fc.array(character, { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
    fc.array(character, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''));

describe('unified social credit code', () => {
  // Public codes of Huawei, Tencent and Alibaba: an answer this code did not compute.
  it.each(['914403001922038216', '9144030071526726XG', '91330100799655058B'])('%s is valid', (code) => {
    expect(creditCodeFault(code)).toBeNull();
  });

  it.each([
    ['91440300192203821', 'length'],
    ['', 'length'],
    ['9144030071526726XGG', 'length'],
    ['91440300192203821O', 'character'],
    ['9144030071526726xG', 'character'],
    ['91A403001922038216', 'region'],
    ['914403001922038217', 'check'],
    ['914403001922038261', 'check'],
  ])('%s has a wrong %s', (code, fault) => {
    expect(creditCodeFault(code)).toBe(fault);
  });

  it('finds every single wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(body, fc.nat(16), character, (first, place, other) => {
        const code = first + checkCharacter(first);
        expect(creditCodeFault(code)).toBeNull();
        if (code[place] !== other) {
          expect(creditCodeFault(code.slice(0, place) + other + code.slice(place + 1))).not.toBeNull();
        }
        const swapped = code.slice(0, place) + code[place + 1]! + code[place]! + code.slice(place + 2);
        if (swapped !== code) expect(creditCodeFault(swapped)).not.toBeNull();
      }),
    );
  });

  it('tidies what people type', () => {
    expect(tidyCreditCode(' ９１４４0300-7152 6726xg')).toBe('9144030071526726XG');
  });

  it('refuses a body it cannot weigh', () => {
    expect(() => checkCharacter('9144030071526726')).toThrow(RangeError);
    expect(() => checkCharacter('9144030071526726O')).toThrow(RangeError);
  });

  it('refuses an identity number that happens to check as a code (case 38)', () => {
    for (const number of ['110105198003010394', '110105198003010482', '110105198003010570'])
      expect([isIdentityNumber(number), creditCodeFault(number)]).toEqual([true, 'identity']);
    expect(isIdentityNumber('110105198013010394')).toBe(false);
  });
});
