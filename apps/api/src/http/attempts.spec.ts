import { Refusal } from '@scenario-lab/domain/refusal';
import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.js';

describe('attempts', () => {
  it('refuses the one too many, says for how long, and forgets when the window has passed', () => {
    let now = 0;
    const attempts = new Attempts({ of: 2, seconds: 60 }, () => now);
    attempts.take('a');
    now = 20_000;
    attempts.take('a');
    let refusal: unknown;
    try {
      attempts.take('a');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).detail).toEqual({ retryAfter: 40 });
    attempts.take('b');
    now = 60_000;
    attempts.take('a');
  });

  it('forgives, and holds no more keys than it may', () => {
    const attempts = new Attempts({ of: 1, seconds: 60 }, () => 0, 2);
    attempts.take('a');
    attempts.forgive('a');
    attempts.take('a');
    attempts.giveBack('a');
    attempts.take('a');
    expect(() => attempts.take('a')).toThrow(Refusal);
    for (const key of ['b', 'c']) attempts.take(key);
    attempts.take('a');
    expect(() => attempts.take('c')).toThrow(Refusal);
  });
});
