import { algorithmMachine } from '@scenario-lab/contracts/algorithms/algorithm.machine';
import { algorithmVersionMachine } from '@scenario-lab/contracts/algorithms/algorithm-version.machine';
import { owns } from '../conditions.js';
import { type ListingFacts, listingRules } from '../listing.js';
import { definePolicy, fires } from '../policy.js';

export interface AlgorithmFacts extends ListingFacts {
  /** The version an action is about; null where none is chosen. */
  versionStatus: string | null;
}

export const algorithmPolicy = definePolicy<AlgorithmFacts>()('algorithm', {
  ...listingRules(algorithmMachine),
  add_version: fires(algorithmVersionMachine, 'upload', owns, () => null),
  retire_version: fires(algorithmVersionMachine, 'retire', owns, (facts) => facts.versionStatus),
});
