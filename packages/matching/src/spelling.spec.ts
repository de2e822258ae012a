import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorsBetween, meant, mostErrors, piecesKept, respelled, spellable } from './spelling.js';

const lexicon = [
  'forecast',
  'forest',
  'detection',
  'classification',
  'traffic',
  'flood',
  'floor',
  'road',
].map((word, at) => ({ word, cards: 10 + at }));

describe('typing errors', () => {
  it('are one letter too many, too few, wrong or exchanged with its neighbour', () => {
    expect(errorsBetween('forcast', 'forecast')).toBe(1);
    expect(errorsBetween('forecasst', 'forecast')).toBe(1);
    expect(errorsBetween('forekast', 'forecast')).toBe(1);
    expect(errorsBetween('foreacst', 'forecast')).toBe(1);
    expect(errorsBetween('same', 'same')).toBe(0);
    expect(errorsBetween('', 'abc')).toBe(3);
  });

  it('lead to the nearest word, and nowhere from a short word with another first letter', () => {
    expect(meant('forcast', lexicon)?.word).toBe('forecast');
    expect(meant('clasifcation', lexicon)?.word).toBe('classification');
    expect(meant('trafic', lexicon)?.word).toBe('traffic');
    // Both are one off: the one more cards hold.
    expect(meant('flooh', lexicon)?.word).toBe('floor');
    expect(meant('boad', lexicon)).toBeNull();
    expect(meant('completelyelse', lexicon)).toBeNull();
  });

  it('are looked for in words of letters only: no figures, codes, abbreviations, quotes or what is not wanted', () => {
    expect(
      spellable('forcast ISO27001 gbt-2260 LSTM x1y2abcd 水务forcst "exat" -minuss ｔｒａｆｉｃ cat'),
    ).toEqual(['forcast', 'forcst', 'trafic']);
    expect(spellable('abcd-1234 12345678')).toEqual([]);
  });

  it('are mended where they were typed as mere words, and nowhere else', () => {
    const taken = new Map([['forcast', 'forecast']]);
    expect(respelled('Forcast 水务forcast "forcast" -forcast forcast7', taken)).toBe(
      'forecast 水务forecast "forcast" -forcast forcast7',
    );
  });

  it('always leave one of the pieces whole that the lexicon is asked for', () => {
    const letter = fc.constantFrom(...'abcde');
    fc.assert(
      fc.property(
        fc.array(letter, { minLength: 4, maxLength: 14 }),
        fc.array(letter, { maxLength: 16 }),
        (a, b) => {
          const [typed, other] = [a.join(''), b.join('')];
          if (errorsBetween(typed, other) > mostErrors(typed)) return;
          expect(piecesKept(typed).some((piece) => other.includes(piece))).toBe(true);
        },
      ),
      { numRuns: 20_000 },
    );
    // Words that are near, made on purpose: chance finds few.
    fc.assert(
      fc.property(
        fc.array(letter, { minLength: 4, maxLength: 14 }),
        fc.nat(),
        fc.nat(3),
        letter,
        (a, place, kind, c) => {
          const typed = a.join('');
          const at = place % typed.length;
          const changed = [
            typed.slice(0, at) + typed.slice(at + 1),
            typed.slice(0, at) + c + typed.slice(at),
            typed.slice(0, at) + c + typed.slice(at + 1),
            typed.slice(0, at) + (typed[at + 1] ?? '') + typed[at] + typed.slice(at + 2),
          ][kind]!;
          expect(errorsBetween(typed, changed)).toBeLessThanOrEqual(1);
          expect(piecesKept(typed).some((piece) => changed.includes(piece))).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
