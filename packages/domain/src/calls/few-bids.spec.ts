import { fewFindings } from '@scenario-lab/contracts/few-bids';
import { expect, it } from 'vitest';
import { type FewFacts, findingsOf } from './few-bids.js';

const facts = (over: Partial<FewFacts> = {}): FewFacts => ({
  counts: { looked: 5, started: 0, followed: 4, asked: 0, withdrew: 0, bids: 0 },
  reasons: [],
  musts: [],
  exams: 1,
  ceiling: null,
  cards: { all: 10, priced: 6, within: 6 },
  certificates: [],
  days: 30,
  ...over,
});
const codes = (over: Partial<FewFacts>) => findingsOf(facts(over)).map(({ code }) => code);
const title = { zh: '误差', en: 'Error' };

it('finds nothing where nothing stands in the way', () => {
  expect(codes({})).toEqual([]);
});

it('tells what nobody was measured on from what nobody meets', () => {
  expect(codes({ musts: [{ title, tested: 0, passed: 0 }] })).toEqual(['must_untested']);
  expect(codes({ musts: [{ title, tested: 4, passed: 0 }] })).toEqual(['must_unmet']);
  expect(codes({ musts: [{ title, tested: 4, passed: 1 }] })).toEqual([]);
  expect(codes({ musts: [{ title, tested: 0, passed: 0 }], exams: 0 })).toEqual(['no_exam', 'must_untested']);
});

it('a ceiling is low where fewer than a third of the priced cards are within it, and of two nothing is said', () => {
  expect(codes({ ceiling: 1, cards: { all: 9, priced: 6, within: 1 } })).toEqual(['ceiling_low']);
  expect(codes({ ceiling: 1, cards: { all: 9, priced: 6, within: 2 } })).toEqual([]);
  expect(codes({ ceiling: 1, cards: { all: 9, priced: 2, within: 0 } })).toEqual([]);
  expect(codes({ ceiling: null, cards: { all: 9, priced: 6, within: 0 } })).toEqual([]);
});

it('one or two of anything is no finding', () => {
  const some = { looked: null, started: null, followed: null, asked: null, withdrew: null, bids: 1 };
  expect(codes({ counts: some, reasons: [{ reason: 'budget', count: null }] })).toEqual([]);
  expect(codes({ counts: { ...some, looked: 0, followed: null } })).toEqual([]);
  expect(codes({ counts: { ...some, looked: 0, followed: 0 } })).toEqual(['nobody_looked']);
});

it('what was said most is said first', () => {
  const reasons = [
    { reason: 'time', count: 3 },
    { reason: 'data', count: 5 },
  ] as const;
  expect(findingsOf(facts({ reasons: [...reasons] })).map(({ reason }) => reason)).toEqual(['data', 'time']);
});

it('can find everything it has a word for', () => {
  const all = findingsOf(
    facts({
      counts: { looked: 0, started: 3, followed: 0, asked: 0, withdrew: 0, bids: 0 },
      reasons: [{ reason: 'time', count: 3 }],
      musts: [
        { title, tested: 0, passed: 0 },
        { title, tested: 2, passed: 0 },
      ],
      exams: 0,
      ceiling: 1,
      cards: { all: 9, priced: 6, within: 0 },
      certificates: [{ name: 'CMMI 3', holders: 0 }],
      days: 3,
    }),
  );
  expect([...new Set(all.map(({ code }) => code))].sort()).toEqual([...fewFindings].sort());
});
