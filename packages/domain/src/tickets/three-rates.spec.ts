import { ticketExclusions } from '@scenario-lab/contracts/tickets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, type TicketFact, threeRates } from './three-rates.js';

const hour = 3_600_000;
const now = 100 * hour;
const fact = (over: Partial<TicketFact> = {}): TicketFact => ({
  excluded: null,
  respondDue: 10 * hour,
  respondedAt: 9 * hour,
  resolveDue: 50 * hour,
  closedAt: 40 * hour,
  resolved: null,
  satisfied: null,
  falseClosures: 0,
  ...over,
});
const says = (over: Partial<TicketFact>, rate: 'response' | 'resolution' | 'satisfaction') => {
  const { counts, weight } = countOf(fact(over), rate, now);
  return `${counts} ${weight}`;
};

describe('what a ticket counts for', () => {
  it('is a word by the term', () => {
    expect(says({}, 'response')).toBe('met 1');
    expect(says({ respondedAt: 11 * hour }, 'response')).toBe('missed 1');
    expect(says({ respondedAt: null }, 'response')).toBe('missed 1');
    expect(says({ respondedAt: null, respondDue: 101 * hour }, 'response')).toBe('not_yet 0');
    expect(says({ respondDue: null, respondedAt: null }, 'response')).toBe('not_yet 0');
  });

  it('is a closing by the term that nobody gainsays; a false one counts double', () => {
    expect(says({}, 'resolution')).toBe('met 1');
    expect(says({ closedAt: 51 * hour }, 'resolution')).toBe('missed 1');
    expect(says({ resolved: false }, 'resolution')).toBe('missed 1');
    expect(says({ closedAt: null, resolveDue: 101 * hour }, 'resolution')).toBe('not_yet 0');
    expect(says({ falseClosures: 1, resolved: true }, 'resolution')).toBe('missed 2');
    expect(says({ falseClosures: 2, closedAt: null }, 'resolution')).toBe('missed 3');
  });

  it('is nothing where it is left out, and nothing where nobody was asked', () => {
    for (const rate of ['response', 'resolution', 'satisfaction'] as const)
      expect(says({ excluded: 'unreasonable', falseClosures: 1 }, rate)).toBe('excluded 0');
    expect(says({}, 'satisfaction')).toBe('not_yet 0');
    expect(says({ satisfied: false }, 'satisfaction')).toBe('missed 1');
  });
});

const at = fc.option(
  fc.integer({ min: 0, max: 200 }).map((hours) => hours * hour),
  { nil: null },
);
const yesNo = fc.option(fc.boolean(), { nil: null });
const facts = fc.array(
  fc.record<TicketFact>({
    excluded: fc.option(fc.constantFrom(...ticketExclusions), { nil: null, freq: 4 }),
    respondDue: at,
    respondedAt: at,
    resolveDue: at,
    closedAt: at,
    resolved: yesNo,
    satisfied: yesNo,
    falseClosures: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  { maxLength: 60 },
);

/** As a clerk would do it: a sheet with a column for every question, filled with 0 and 1, and sums below. */
function sheet(rows: readonly TicketFact[]) {
  const lines = rows.map((row) => {
    const kept = row.excluded === null ? 1 : 0;
    const spoken = row.respondedAt === null ? Number.POSITIVE_INFINITY : row.respondedAt;
    const term = row.respondDue === null ? Number.POSITIVE_INFINITY : row.respondDue;
    const asked = kept * Number(row.respondDue !== null) * Number(row.respondedAt !== null || now > term);
    const answered = asked * Number(spoken <= term);
    const doubled = kept * row.falseClosures;
    const end = row.resolveDue === null ? Number.POSITIVE_INFINITY : row.resolveDue;
    const known = Math.max(
      Number(row.falseClosures > 0),
      Number(row.resolveDue !== null) * Number(row.closedAt !== null || now > end),
    );
    const due = kept * known + doubled;
    const good =
      kept *
      known *
      Number(row.falseClosures === 0) *
      Number(row.closedAt !== null && row.closedAt <= end) *
      Number(row.resolved !== false);
    const heard = kept * Number(row.satisfied !== null);
    const pleased = heard * Number(row.satisfied === true);
    return [answered, asked, good, due, pleased, heard, doubled, 1 - kept];
  });
  return lines.reduce((sum, line) => sum.map((value, index) => value + (line[index] ?? 0)), Array(8).fill(0));
}

describe('the three rates', () => {
  it('are what a sheet made by another hand says', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const { response, resolution, satisfaction, excluded, falseClosures, tickets } = threeRates(
          rows,
          now,
        );
        expect([
          response.met,
          response.facts,
          resolution.met,
          resolution.facts,
          satisfaction.met,
          satisfaction.facts,
          falseClosures,
          Object.values(excluded).reduce((sum, count) => sum + count, 0),
        ]).toEqual(sheet(rows));
        expect(tickets).toBe(rows.length);
        for (const rate of [response, resolution, satisfaction])
          expect(rate.share).toBe(rate.facts < 5 ? null : rate.met / rate.facts);
      }),
    );
  });

  it('do not depend on the order, and add up over parts', () => {
    fc.assert(
      fc.property(facts, facts, (some, others) => {
        const whole = threeRates([...some, ...others], now);
        expect(threeRates([...others, ...some], now)).toEqual(whole);
        const [one, other] = [threeRates(some, now), threeRates(others, now)];
        expect(one.resolution.facts + other.resolution.facts).toBe(whole.resolution.facts);
        expect(one.response.met + other.response.met).toBe(whole.response.met);
      }),
    );
  });
});
