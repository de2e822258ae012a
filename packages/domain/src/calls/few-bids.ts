import { type FewBids, type FewFinding, fewest, type WhyNot } from '@scenario-lab/contracts/few-bids';

/** What is known of a call that found one bid or none. `null` of a count: one or two. */
export interface FewFacts {
  counts: FewBids['counts'];
  reasons: FewBids['reasons'];
  /** The call's criteria that exclude by measurement, with how many vendors were measured and met them. */
  musts: readonly { title: FewFinding['criterion']; tested: number; passed: number }[];
  /** Exams of the need that are open. */
  exams: number;
  ceiling: number | null;
  /** Listed cards of the need's field: those with a price, and those whose price is within the ceiling. */
  cards: { all: number; priced: number; within: number };
  /** Certificates the need asks for, with how many of those cards have them. */
  certificates: readonly { name: string; holders: number }[];
  /** Calendar days the call was open. */
  days: number;
}

/** A service is rarely priced, agreed on within a house and written up in less. */
export const shortDays = 15;

const finding = (code: FewFinding['code'], more: Partial<FewFinding> = {}): FewFinding => ({
  code,
  criterion: null,
  certificate: null,
  reason: null,
  count: null,
  of: null,
  ...more,
});

/**
 * What stood in the way, by facts: what hides the call first, then what nobody can meet, then what is hard, last what was
 * said. Each rests on its figure; what cannot be told from few organisations is not told.
 */
export function findingsOf(facts: FewFacts): FewFinding[] {
  const { counts, musts, cards } = facts;
  const found: FewFinding[] = [];
  if (counts.looked === 0 && counts.followed === 0) found.push(finding('nobody_looked'));
  if (musts.length > 0 && facts.exams === 0) found.push(finding('no_exam', { count: musts.length }));
  for (const { title, tested, passed } of musts) {
    if (tested === 0) found.push(finding('must_untested', { criterion: title }));
    else if (passed === 0) found.push(finding('must_unmet', { criterion: title, count: 0, of: tested }));
  }
  for (const { name, holders } of facts.certificates)
    if (cards.all >= fewest && holders < fewest)
      found.push(finding('certificate_rare', { certificate: name, count: holders, of: cards.all }));
  if (facts.ceiling !== null && cards.priced >= fewest && cards.within * 3 < cards.priced)
    found.push(finding('ceiling_low', { count: cards.within, of: cards.priced }));
  if (facts.days < shortDays) found.push(finding('short', { count: facts.days }));
  if ((counts.started ?? 0) >= fewest) found.push(finding('started_not_finished', { count: counts.started }));
  const said = facts.reasons
    .filter((one): one is { reason: WhyNot; count: number } => (one.count ?? 0) >= fewest)
    .sort((one, other) => other.count - one.count);
  for (const { reason, count } of said) found.push(finding('said', { reason, count }));
  return found;
}
