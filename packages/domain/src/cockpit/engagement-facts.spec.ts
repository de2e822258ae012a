import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngagementStatus } from '../engagements/stage.js';
import { buyerFactsOf, type ChainEvent, staysOf } from './engagement-facts.js';

const day = 86_400_000;
/** Where nobody ever rests a day is a day; real calendars are tested where they are made. */
const time = { endOfDayAfter: (from: number, days: number) => from + days * day };
const factsOf = (events: ChainEvent[], decideBy: number | null) => buyerFactsOf(events, decideBy, time);
/** `walk(['proposed', 0], ['accepted', 3, 'department'])`: statuses, days, whose people. */
const walk = (...steps: [EngagementStatus, number, ChainEvent['side']?][]): ChainEvent[] =>
  steps.map(([to, at, side = 'department'], place) => ({
    from: place === 0 ? null : (steps[place - 1]?.[0] ?? null),
    to,
    at: at * day,
    side,
  }));

describe('stays in stages', () => {
  it('last from the first status of a stage to the first of the next', () => {
    expect(
      staysOf(
        walk(
          ['proposed', 0],
          ['accepted', 3],
          ['shortlisted', 5],
          ['validating', 8],
          ['validated', 20],
          ['piloting', 21],
        ),
      ),
    ).toEqual([
      { stage: 'matching', enteredAt: 0, leftAt: 8 * day },
      { stage: 'validation', enteredAt: 8 * day, leftAt: 21 * day },
      { stage: 'field', enteredAt: 21 * day, leftAt: null },
    ]);
  });

  it('leave out what was passed through in one transaction', () => {
    expect(
      staysOf(
        walk(['accepted', 0], ['validating', 5], ['piloting', 5], ['field_accepted', 9], ['completed', 9]),
      ),
    ).toEqual([
      { stage: 'matching', enteredAt: 0, leftAt: 5 * day },
      { stage: 'field', enteredAt: 5 * day, leftAt: 9 * day },
    ]);
  });

  it('end where the engagement ends', () => {
    expect(staysOf(walk(['invited', 0], ['declined', 2]))).toEqual([
      { stage: 'matching', enteredAt: 0, leftAt: 2 * day },
    ]);
    expect(staysOf([])).toEqual([]);
  });

  it('follow each other without a gap on every path of the machine, and are open while it lives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }), (choices) => {
        const events: ChainEvent[] = [];
        let from: EngagementStatus | null = null;
        const all = Object.values(engagementMachine.events);
        for (const [place, choice] of choices.entries()) {
          const now: string | null = from;
          const open: { to: EngagementStatus }[] = all.filter(({ from: before }) =>
            now === null ? before === null : (before as readonly string[] | null)?.includes(now),
          );
          const to: EngagementStatus | undefined = open[choice % Math.max(1, open.length)]?.to;
          if (!to) break;
          events.push({ from, to, at: place * day, side: 'other' });
          from = to;
        }
        const stays = staysOf(events);
        for (const [place, stay] of stays.entries()) {
          const next = stays[place + 1];
          if (next) expect(stay.leftAt).toBe(next.enteredAt);
          if (stay.leftAt !== null) expect(stay.leftAt).toBeGreaterThan(stay.enteredAt);
        }
        const alive = (engagementMachine.live as readonly string[]).includes(from ?? '');
        expect(stays.at(-1)?.leftAt === null).toBe(alive);
      }),
    );
  });
});

describe('what a department was asked for', () => {
  const one = (facts: ReturnType<typeof buyerFactsOf>, kind: string) =>
    facts.find((fact) => fact.kind === kind);

  it('answers a proposal within seven working days or not', () => {
    const quick = one(factsOf(walk(['proposed', 0, 'vendor'], ['declined', 6]), null), 'response');
    expect(quick).toEqual({ kind: 'response', dueAt: 7 * day, doneAt: 6 * day, met: null, excluded: null });
    const open = one(factsOf(walk(['proposed', 0, 'vendor']), null), 'response');
    expect(open).toMatchObject({ doneAt: null, excluded: null });
  });

  it('is not asked to answer its own invitation', () => {
    expect(factsOf(walk(['invited', 0], ['declined', 30, 'vendor']), null)).toEqual([]);
  });

  it('is not blamed for what the vendor took back in time, and is for what it sat out', () => {
    const withdrawn = (after: number, side: ChainEvent['side']) =>
      one(factsOf(walk(['proposed', 0, 'vendor'], ['withdrawn', after, side]), null), 'response')?.excluded;
    expect(withdrawn(5, 'vendor')).toBe('withdrawn');
    expect(withdrawn(8, 'vendor')).toBeNull();
    expect(withdrawn(5, 'department')).toBeNull();
  });

  it('decides by the date its need has published, or within twenty working days where that has passed', () => {
    const until = walk(
      ['accepted', 0],
      ['shortlisted', 1],
      ['validating', 2],
      ['validated', 20],
      ['piloting', 40],
    );
    expect(one(factsOf(until, 35 * day), 'award')).toMatchObject({ dueAt: 35 * day, doneAt: 40 * day });
    expect(one(factsOf(until, 10 * day), 'award')).toMatchObject({ dueAt: 40 * day });
    expect(one(factsOf(until, null), 'award')).toMatchObject({ dueAt: 40 * day });
    expect(one(factsOf(until, null), 'selection')).toMatchObject({ dueAt: 7 * day, doneAt: day });
  });

  it('converts what became a pilot or an award', () => {
    const ended = (to: EngagementStatus, side: ChainEvent['side'] = 'department') =>
      one(factsOf(walk(['validated', 0], [to, 3, side]), null), 'conversion');
    expect(ended('piloting')).toMatchObject({ met: true, excluded: null });
    expect(ended('awarded')).toMatchObject({ met: true });
    expect(ended('not_selected')).toMatchObject({ met: false, excluded: null });
    expect(ended('withdrawn')).toMatchObject({ met: false, excluded: null });
    expect(ended('withdrawn', 'vendor')).toMatchObject({ excluded: 'withdrawn' });
    expect(one(factsOf(walk(['validated', 0]), null), 'conversion')).toBeUndefined();
  });
});
