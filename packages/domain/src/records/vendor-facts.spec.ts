import { describe, expect, it } from 'vitest';
import type { ChainEvent } from '../cockpit/engagement-facts.js';
import type { EngagementStatus } from '../engagements/stage.js';
import {
  answerOf,
  fieldOf,
  keptOf,
  predictionOf,
  replicationOf,
  ticketOf,
  trainingOf,
} from './vendor-facts.js';

const day = 86_400_000;
const walk = (...steps: [EngagementStatus, number, ChainEvent['side']?][]): ChainEvent[] =>
  steps.map(([to, at, side = 'department'], place) => ({
    from: place === 0 ? null : (steps[place - 1]?.[0] ?? null),
    to,
    at: at * day,
    side,
  }));
const due = (asked: number) => asked + 7 * day;

describe('what a vendor was expected to do', () => {
  it('answers an invitation in time, late, or not at all; and is not blamed for one taken back', () => {
    const of = (next: [EngagementStatus, number, ChainEvent['side']?][], now: number) =>
      answerOf(walk(['invited', 0], ...next), due, now * day);
    expect(of([['accepted', 6, 'vendor']], 9)).toMatchObject({ met: true, at: 6 * day });
    expect(of([['declined', 8, 'vendor']], 9)).toMatchObject({ met: false });
    expect(of([], 6)).toBeNull();
    expect(of([], 8)).toMatchObject({ met: false, at: 7 * day });
    expect(of([['withdrawn', 3]], 9)).toMatchObject({ met: null, excluded: 'withdrawn' });
    expect(of([['withdrawn', 8]], 9)).toMatchObject({ met: false });
    // Its own refusal by another name is an answer.
    expect(of([['withdrawn', 3, 'vendor']], 9)).toMatchObject({ met: true });
    expect(answerOf(walk(['proposed', 0, 'vendor'], ['accepted', 9]), due, 20 * day)).toBeNull();
  });

  it('stays until the department has decided', () => {
    const of = (...next: [EngagementStatus, number, ChainEvent['side']?][]) =>
      keptOf(walk(['proposed', 0, 'vendor'], ['accepted', 1], ...next));
    expect(of()).toBeNull();
    expect(of(['shortlisted', 2])).toBeNull();
    expect(of(['withdrawn', 2, 'vendor'])).toMatchObject({ met: false });
    expect(of(['withdrawn', 2, 'other'])).toMatchObject({ met: null, excluded: 'ended_by_others' });
    expect(of(['not_selected', 2])).toMatchObject({ met: true });
    expect(of(['shortlisted', 2], ['validating', 3], ['validated', 4], ['piloting', 5])).toMatchObject({
      met: true,
      at: 5 * day,
    });
    expect(keptOf(walk(['proposed', 0, 'vendor'], ['withdrawn', 1, 'vendor']))).toBeNull();
  });

  it('is accepted in the field, or gave up, or was stopped by others', () => {
    const of = (status: string, side: ChainEvent['side'] = 'department') =>
      fieldOf({ status, endedAt: day, side });
    expect(of('accepted')).toMatchObject({ met: true });
    expect(of('rejected')).toMatchObject({ met: false });
    expect(of('terminated', 'vendor')).toMatchObject({ met: false });
    expect(of('terminated')).toMatchObject({ met: null, excluded: 'ended_by_others' });
    expect(fieldOf({ status: 'running', endedAt: null, side: 'other' })).toBeNull();
  });

  it('predicts what is then measured, in the direction the need asks for', () => {
    const of = (predicted: number, measured: number | null, direction: 'at_least' | 'at_most') =>
      predictionOf({ at: 0, predicted, measured, direction });
    expect(of(0.9, 0.9, 'at_least').met).toBe(true);
    expect(of(0.9, 0.89, 'at_least').met).toBe(false);
    expect(of(10, 9, 'at_most').met).toBe(true);
    expect(of(10, 11, 'at_most').met).toBe(false);
    expect(of(10, null, 'at_most')).toMatchObject({ met: null, excluded: 'not_measured' });
  });

  it('closes tickets as the rates of tickets count them', () => {
    const ticket = {
      at: 5,
      excluded: null,
      respondDue: 1,
      respondedAt: 1,
      resolveDue: 10,
      closedAt: 9,
      resolved: true,
      satisfied: null,
      falseClosures: 0,
    };
    expect(ticketOf(ticket, 20)).toMatchObject({ met: true, weight: 1 });
    expect(ticketOf({ ...ticket, falseClosures: 2 }, 20)).toMatchObject({ met: false, weight: 3 });
    expect(ticketOf({ ...ticket, closedAt: null }, 5)).toBeNull();
    expect(ticketOf({ ...ticket, excluded: 'duplicate' }, 20)).toMatchObject({ excluded: 'duplicate' });
  });

  it('counts seats in camps, not places on a waiting list', () => {
    const of = (status: string, from: string | null = 'seated') => trainingOf({ status, from, at: 1 });
    expect(of('certified')).toMatchObject({ met: true });
    expect(of('fell_short')).toMatchObject({ met: false });
    expect(of('revoked', 'certified')).toMatchObject({ met: false });
    expect(of('withdrawn')).toMatchObject({ met: null, excluded: 'withdrawn' });
    expect(of('released')).toMatchObject({ met: null, excluded: 'ended_by_others' });
    expect([of('released', 'waiting'), of('withdrawn', 'waiting'), of('seated', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is taken over elsewhere or declined', () => {
    expect(replicationOf({ status: 'adopted', at: 1 })).toMatchObject({ met: true });
    expect(replicationOf({ status: 'declined', at: 1 })).toMatchObject({ met: false });
    expect(replicationOf({ status: 'withdrawn', at: 1 })).toMatchObject({ excluded: 'withdrawn' });
    expect(replicationOf({ status: 'assessing', at: 1 })).toBeNull();
  });
});
