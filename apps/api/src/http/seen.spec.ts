import { describe, expect, it } from 'vitest';
import { InputError } from './input-error.js';
import { entityTag, seenOf } from './seen.decorator.js';

const updatedAt = '2026-11-23T08:00:00.000Z';

describe('what a writer had read', () => {
  it('is the instant of the tag it was given, or the instant alone', () => {
    const tag = entityTag({ updatedAt });
    expect(tag).toMatch(/^"2026-11-23T08:00:00\.000Z\/[\w-]{16}"$/);
    expect(seenOf(tag)).toBe(updatedAt);
    expect(seenOf(`"${updatedAt}"`)).toBe(updatedAt);
    expect(seenOf(undefined)).toBeNull();
    expect(seenOf('*')).toBeNull();
  });

  it('tells two readers’ answers apart, though the same save', () => {
    const one = { updatedAt, allowed: ['scenario.edit'] };
    expect(entityTag(one)).not.toBe(entityTag({ ...one, allowed: [] }));
  });

  it.each(['x', '"x"', updatedAt, `W/"${updatedAt}"`, `"${updatedAt}", "b"`, ''])(
    'is refused as %j',
    (header) => {
      expect(() => seenOf(header)).toThrow(InputError);
    },
  );
});
