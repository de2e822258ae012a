import { type ListingFacts, listingRules } from '../listing.js';
import { definePolicy } from '../policy.js';
import { solutionMachine } from './solution.machine.js';

export const solutionPolicy = definePolicy<ListingFacts>()('solution', listingRules(solutionMachine));
