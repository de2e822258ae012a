import { listingMachine } from '../listing-machine.js';

/** The lab may own algorithms too (baselines); their runs need a reviewer from outside the lab. */
export const algorithmMachine = listingMachine('algorithm', ['vendor', 'operator']);
