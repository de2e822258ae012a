import { listingMachine } from '../listing.js';

export const solutionMachine = listingMachine('solution', ['vendor']);
