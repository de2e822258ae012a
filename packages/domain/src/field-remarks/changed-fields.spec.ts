import { describe, expect, it } from 'vitest';
import { changedFields, sameValue } from './changed-fields.js';

describe('what changed of a card since it was returned', () => {
  it('names the fields that differ, in the order of the form', () => {
    const was = { title: { zh: '甲' }, trl: 4, claims: [{ metric: 'mae', value: 3 }] };
    const now = { claims: [{ metric: 'mae', value: 2 }], trl: 4, title: { zh: '甲', en: 'A' } };
    expect(changedFields(was, now, ['title', 'trl', 'claims'])).toEqual(['title', 'claims']);
  });

  it('takes what is empty on both sides for the same', () => {
    expect(sameValue(undefined, [])).toBe(true);
    expect(sameValue(null, { zh: '', en: undefined })).toBe(true);
    expect(sameValue(0, null)).toBe(false);
    expect(sameValue(false, undefined)).toBe(false);
  });

  it('minds the order of lines and not that of names', () => {
    expect(sameValue({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameValue([null, 'a'], ['a'])).toBe(false);
  });
});
