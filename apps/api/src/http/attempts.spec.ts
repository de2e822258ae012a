import { Refusal } from '@scenario-lab/domain/refusal';
import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.js';

describe('attempts', () => {
  it('refuses the one too many, says for how long, and forgets when the window has passed', () => {
    let now = 0;
    const attempts = new Attempts({ of: 2, seconds: 60 }, () => now);
    attempts.count('a');
    now = 20_000;
    attempts.check('a');
    attempts.count('a');
    let refusal: unknown;
    try {
      attempts.check('a');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).detail).toEqual({ retryAfter: 40 });
    attempts.check('b');
    now = 60_000;
    attempts.check('a');
  });

  it('forgives, and holds no more keys than it may', () => {
    const attempts = new Attempts({ of: 1, seconds: 60 }, () => 0, 2);
    attempts.count('a');
    attempts.forgive('a');
    attempts.check('a');
    for (const key of ['a', 'b', 'c']) attempts.count(key);
    attempts.check('a');
    expect(() => attempts.check('c')).toThrow(Refusal);
  });
});
