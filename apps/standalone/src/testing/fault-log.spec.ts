import { expect, it } from 'vitest';
import { type Attempt, type Blow, lossesOf } from './fault-log.js';

const attempt = (from: number, to: number, more: Partial<Attempt> = {}): Attempt => ({
  run: 'run',
  number: 1,
  phase: 'execute',
  started: from * 1_000,
  ended: to * 1_000,
  end: 'lost',
  ...more,
});
const blow = (victim: string, at: number, mended = at): Blow => ({
  victim,
  at: at * 1_000,
  mended: mended * 1_000,
});
const summary = (attempts: Attempt[], blows: Blow[]) =>
  lossesOf(attempts, blows).map(({ victim, noticed }) => [victim, noticed / 1_000]);

it('lays a loss to what hit the claim, not to what fell shortly before', () => {
  expect(summary([attempt(100, 150)], [blow('launcher', 87), blow('execute', 102)])).toEqual([
    ['execute', 48],
  ]);
});

it('lays a claim begun in vain to a part that was still down', () => {
  expect(summary([attempt(100, 140)], [blow('launcher', 90)])).toEqual([['launcher', 50]]);
});

it('does not count the time for which the whole lab was down', () => {
  expect(summary([attempt(100, 160)], [blow('execute', 101), blow('everything', 110, 120)])).toEqual([
    ['execute', 49],
  ]);
});

it('counts from the blow to the next attempt, and refuses a loss nobody caused', () => {
  const [loss] = lossesOf(
    [attempt(100, 150), attempt(155, 160, { number: 2, end: 'done' })],
    [blow('execute', 102)],
  );
  expect(loss?.again).toBe(53_000);
  expect(() => lossesOf([attempt(100, 150)], [blow('score', 120)])).toThrow('lost without a blow');
});
