import { describe, expect, it } from 'vitest';
import {
  BadPoints,
  blindAgain,
  blindKeys,
  distinctKeys,
  newSecret,
  pointShape,
} from './key-match-protocol.js';

const keys = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `51010719900101${String(from + n).padStart(4, '0')}`);

describe('private set intersection', () => {
  it('finds what both have once each has blinded both, and nothing before', async () => {
    const [a, b] = [newSecret(), newSecret()];
    const [mine, theirs] = [keys(0, 60), keys(40, 120)];
    const [firstA, firstB] = [await blindKeys(mine, a), await blindKeys(theirs, b)];
    expect(firstA.every((point) => pointShape.test(point))).toBe(true);
    expect(firstA.filter((point) => firstB.includes(point))).toEqual([]);
    const [byB, byA] = [new Set(await blindAgain(firstA, b)), await blindAgain(firstB, a)];
    expect(byA.filter((point) => byB.has(point))).toHaveLength(20);
    // Whoever holds one secret alone finds none of its own keys in what the other sent.
    const guessed = await blindKeys(theirs, a);
    expect(firstB.filter((point) => guessed.includes(point))).toEqual([]);
  });
  it('hands points on in no order of their keys, and differently each time', async () => {
    const few = keys(0, 30);
    const once = await blindKeys(few, newSecret());
    expect(once).toEqual([...once].sort());
    expect(await blindKeys(few, newSecret())).not.toEqual(once);
  });
  it('takes the same key for the same however it is typed', () => {
    expect(
      distinctKeys([' 51010719900101001x', '５１０１０７１９９００１０１００１Ｘ', '', '  ', 'b']),
    ).toEqual(['51010719900101001X', 'B']);
  });
  it.each([
    ['no point', `${'A'.repeat(42)}B=`],
    ['the identity', `${'A'.repeat(43)}=`],
    ['too large', `${'/'.repeat(42)}8=`],
    ['too short', 'AAAA'],
  ])('works nothing out with %s', async (_, point) => {
    await expect(blindAgain([point], newSecret())).rejects.toBeInstanceOf(BadPoints);
  });
});
