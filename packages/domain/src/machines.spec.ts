import { defineMachine, type Machine } from '@scenario-lab/contracts/machine';
import { machines } from '@scenario-lab/contracts/machines';
import { describe, expect, it } from 'vitest';
import { flawsOf, next } from './machine.js';

const all: Record<string, Machine> = machines;

describe('every lifecycle', () => {
  it.each(Object.entries(all))(
    '%s has no dead end, no unreachable state, no event without an actor',
    (thing, machine) => {
      expect(machine.thing).toBe(thing);
      expect(flawsOf(machine)).toEqual([]);
    },
  );

  it('keeps the machines apart in the history: no event type is used by two', () => {
    const types = Object.values(all).flatMap((machine) => Object.values(machine.events).map((e) => e.became));
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('flawsOf', () => {
  it('names each kind of flaw', () => {
    const broken = defineMachine({
      thing: 'x',
      statuses: ['a', 'b', 'island'],
      live: ['a', 'b'],
      turns: {
        a: [
          { deed: 'x.come', side: 'lab' },
          { deed: 'x.go', side: 'lab' },
        ],
        b: [{ deed: 'x.go', side: 'lab' }],
      },
      events: {
        create: { from: null, to: 'a', by: 'system', became: 'x.a' },
        go: { from: ['a'], to: 'b', by: [], became: 'x.a' },
      },
    });
    expect(flawsOf(broken)).toEqual([
      'x.b: live, no way out',
      'x.island: no way in',
      'x.go: no actor',
      'x.go: x.a is taken',
    ]);
  });
});

describe('next', () => {
  it.each([
    [null, 'submit', 'queued', 'run.queued'],
    ['executing', 'lease_lost', 'queued', 'run.lease_lost'],
    ['scoring', 'score_lease_lost', 'scoring', 'run.score_lease_lost'],
    ['rejected', 'appeal', 'in_review', 'run.appealed'],
  ])('%s --%s--> %s', (from, event, to, became) => {
    expect(next(machines.run, from, event)).toEqual({ to, became });
  });

  it.each([
    ['queued', 'submit'],
    ['scoring', 'lease_lost'],
    ['approved', 'cancel'],
    ['cancelled', 'requeue'],
    [null, 'start'],
    ['queued', 'constructor'],
    ['queued', '__proto__'],
  ])('refuses %s --%s', (from, event) => {
    expect(next(machines.run, from, event)).toBeNull();
  });

  it('a certificate is born valid, an engagement proposed or invited', () => {
    expect(machines.certificate.initial).toEqual(['valid']);
    expect(machines.engagement.initial).toEqual(['proposed', 'invited']);
  });
});
