import { solutionMachine } from '@scenario-lab/contracts/solutions/solution.machine';
import { type ListingFacts, listingRules } from '../listing.js';
import { definePolicy } from '../policy.js';

export const solutionPolicy = definePolicy<ListingFacts>()('solution', {
  ...listingRules(solutionMachine),
  /** Who reviews cards has the document before them, whatever becomes of the card. */
  see_qualification: { who: ['operator', 'reviewer'], from: ['draft', 'in_review', 'returned', 'listed'] },
});
