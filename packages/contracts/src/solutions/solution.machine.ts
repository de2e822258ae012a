import { listingMachine } from '../listing-machine.js';

export const solutionMachine = listingMachine('solution', ['vendor']);
