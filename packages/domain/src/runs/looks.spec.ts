import { describe, expect, it } from 'vitest';
import { accountOf, type LookedAt, lookAccountKey, lookOf, returnCause } from './looks.js';
import { algorithmOutcomes } from './outcome.js';

const run: LookedAt = {
  split: 'hidden',
  end: 'ok',
  programStarted: true,
  orderedByLab: false,
  grantRevoked: false,
  taken: true,
  neverRan: false,
  runtimeChanged: false,
};

describe('what a run on the hidden split costs', () => {
  it.each(['ok', ...algorithmOutcomes] as const)('%s is a look', (end) => {
    expect(lookOf({ ...run, end })).toBe('spent');
  });

  it.each<[string, Partial<LookedAt>, string]>([
    ['a fault of the platform after the start', { end: 'platform_fault' }, 'returned'],
    ['a cancel before the start', { end: 'cancelled', programStarted: false }, 'returned'],
    ['a cancel after the start', { end: 'cancelled' }, 'spent'],
    ['a revoked grant after the start', { end: 'cancelled', grantRevoked: true }, 'returned'],
    ['a program that never ran', { end: 'runtime_error', neverRan: true }, 'returned'],
    [
      'a failure in a runtime changed since the trial',
      { end: 'runtime_error', runtimeChanged: true },
      'returned',
    ],
    // Only what a runtime can do: an answer that was given is looked at.
    ['an answer in a changed runtime', { end: 'ok', runtimeChanged: true }, 'spent'],
    ['a wrong answer in a changed runtime', { end: 'wrong_output', runtimeChanged: true }, 'spent'],
    ['a time limit in a changed runtime', { end: 'wall_limit', runtimeChanged: true }, 'spent'],
    ['a run under way', { end: null, programStarted: false }, 'held'],
    ['a rerun ordered by the lab', { orderedByLab: true }, 'none'],
    ['the validation split', { split: 'validation' }, 'none'],
    ['the sample', { split: 'sample', end: 'wrong_output' }, 'none'],
  ])('%s', (_name, change, state) => {
    expect(lookOf({ ...run, ...change })).toBe(state);
  });

  it('a revoked grant does not forgive a look already completed', () => {
    expect(lookOf({ ...run, grantRevoked: true })).toBe('spent');
  });
});

describe('why a look is given back', () => {
  it.each<[Partial<LookedAt>, string | null]>([
    [{ end: 'platform_fault' }, 'platform_fault'],
    [{ end: 'cancelled', programStarted: false }, 'cancelled'],
    [{ end: 'cancelled', programStarted: false, taken: false }, 'withdrawn'],
    [{ end: 'cancelled', grantRevoked: true }, 'grant_missing'],
    [{ end: 'cancelled' }, null],
    [{ end: 'runtime_error', neverRan: true }, 'not_started'],
    [{ end: 'runtime_error', runtimeChanged: true }, 'runtime_changed'],
    [{ end: 'runtime_error', runtimeChanged: true, neverRan: true }, 'not_started'],
    [{ end: null, runtimeChanged: true }, null],
    [{ end: 'runtime_error' }, null],
    [{ end: null }, null],
  ])('%j: %s', (change, cause) => {
    expect(returnCause({ ...run, ...change })).toBe(cause);
  });
});

describe('the account', () => {
  it('holds what is under way and gives back what was not the vendor’s', () => {
    const runs: LookedAt[] = [run, { ...run, end: null }, { ...run, end: 'platform_fault' }];
    expect(accountOf(runs)).toEqual({ spent: 1, held: 1, left: 1 });
    expect(accountOf([])).toEqual({ spent: 0, held: 0, left: 3 });
    expect(accountOf([run, run, run, run])).toEqual({ spent: 4, held: 0, left: 0 });
  });

  it('is shared by organisations of one owner and by nobody else', () => {
    const key = (organisationId: string, controlGroupId: string | null, digest = 'd') =>
      lookAccountKey({ organisationId, controlGroupId }, digest);
    expect(key('a', 'g')).toBe(key('b', 'g'));
    expect(key('a', null)).not.toBe(key('b', null));
    expect(key('g', null)).not.toBe(key('a', 'g'));
    expect(key('a', 'g', 'd1')).not.toBe(key('a', 'g', 'd2'));
  });
});
