import { priorNeeds, priorStrength } from '@scenario-lab/contracts/record-figures';
import type { RecordExclusion, RecordTally } from '@scenario-lab/contracts/records';

/** One thing somebody was expected to do: done, not done, or left out for a stated reason. */
export interface RecordFact {
  met: boolean | null;
  weight: number;
  excluded: RecordExclusion | null;
}
export type Counted = Pick<RecordTally, 'met' | 'facts' | 'excluded'>;
export interface Prior {
  share: number;
  ofTheLab: boolean;
}

export function tallyOf(facts: readonly RecordFact[]): Counted {
  const tally: Counted = { met: 0, facts: 0, excluded: {} };
  for (const { met, weight, excluded } of facts) {
    if (excluded !== null) tally.excluded[excluded] = (tally.excluded[excluded] ?? 0) + 1;
    else if (met !== null) {
      tally.facts += weight;
      if (met) tally.met += weight;
    }
  }
  return tally;
}

/**
 * The share of all organisations together, to the hundredth. One half while few of them have facts: with two, each
 * could work out the other's share from its own estimate.
 */
export function priorOf(tallies: readonly Pick<Counted, 'met' | 'facts'>[]): Prior {
  const told = tallies.filter(({ facts }) => facts > 0);
  const facts = told.reduce((sum, one) => sum + one.facts, 0);
  if (told.length < priorNeeds.organisations || facts < priorNeeds.facts)
    return { share: 0.5, ofTheLab: false };
  const met = told.reduce((sum, one) => sum + one.met, 0);
  return { share: Math.round((met / facts) * 100) / 100, ofTheLab: true };
}

/**
 * Mean of the posterior of a share under a Beta prior of `priorStrength` facts (Gelman et al., Bayesian Data Analysis,
 * 2.4): few facts stay near the prior, many are told as they are.
 */
export function estimated({ met, facts, excluded }: Counted, prior: Prior): RecordTally {
  return {
    met,
    facts,
    excluded,
    share: facts === 0 ? null : met / facts,
    estimate: facts === 0 ? null : (met + priorStrength * prior.share) / (facts + priorStrength),
  };
}
