import { describe, expect, it } from 'vitest';
import { asksSecondAdmin, gathersDesks } from './four-eyes.js';

describe('a second admin', () => {
  const asks = (before: never[] | string[], after: string[], itself = false) =>
    asksSecondAdmin({ before: before as never[], after: after as never[], itself });
  it('is asked before an admin holds two desks, whoever gives them', () => {
    expect(asks(['admin', 'operator'], ['admin', 'operator', 'reviewer'])).toBe(true);
    expect(asks([], ['admin', 'operator', 'reviewer', 'broker'])).toBe(true);
    expect(gathersDesks(['admin', 'operator'])).toBe(false);
    expect(gathersDesks(['operator', 'reviewer', 'broker'])).toBe(false);
  });
  it('is asked before an admin raises itself, and before anybody becomes one', () => {
    expect(asks(['admin'], ['admin', 'reviewer'], true)).toBe(true);
    expect(asks(['member'], ['member', 'admin'])).toBe(true);
  });
  it('is not asked for a desk given to somebody else, nor for what is taken away', () => {
    expect(asks([], ['reviewer'])).toBe(false);
    expect(asks(['admin'], ['admin', 'reviewer'])).toBe(false);
    expect(asks(['admin', 'operator', 'reviewer'], ['admin', 'operator'], true)).toBe(false);
    expect(asks(['admin', 'operator', 'reviewer'], ['admin', 'operator', 'reviewer', 'owner'])).toBe(false);
  });
});
