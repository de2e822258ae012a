import { listingMachine } from '../listing-machine.js';
import { defineMachine } from '../machine.js';

const listing = listingMachine('dataset', ['vendor', 'department', 'operator']);

/**
 * A card of data held elsewhere is taken over from another catalogue by the lab, which lists it in one step: whoever
 * would review it is who takes it over.
 */
export const datasetMachine = defineMachine({
  ...listing,
  events: {
    ...listing.events,
    harvest: { from: null, to: 'listed', by: ['operator'], became: 'dataset.harvested' },
    harvest_again: {
      from: ['draft', 'in_review', 'returned', 'listed', 'delisted'],
      to: 'listed',
      by: ['operator'],
      became: 'dataset.harvested_again',
    },
    /** Its catalogue does not name it any more: it stays, and says so. */
    vanish: { from: ['listed'], to: 'listed', by: 'system', became: 'dataset.vanished' },
  },
});
