import type { Role } from './actor.js';
import { defineMachine } from './machine.js';

/**
 * The one lifecycle of a catalogue card (solution, algorithm, dataset). Each revision of a card walks it: the
 * latest listed revision is what the public sees while a newer one is drafted and reviewed.
 */
export function listingMachine<const T extends string>(thing: T, owners: readonly Role[]) {
  return defineMachine({
    thing,
    statuses: ['draft', 'in_review', 'returned', 'listed', 'delisted'],
    live: ['draft', 'in_review', 'returned', 'listed'],
    events: {
      create: { from: null, to: 'draft', by: owners, became: `${thing}.created` },
      submit: {
        from: ['draft', 'returned', 'delisted'],
        to: 'in_review',
        by: owners,
        became: `${thing}.submitted`,
      },
      approve: { from: ['in_review'], to: 'listed', by: ['operator'], became: `${thing}.listed` },
      return: { from: ['in_review'], to: 'returned', by: ['operator'], became: `${thing}.returned` },
      delist: {
        from: ['listed'],
        to: 'delisted',
        by: [...new Set<Role>([...owners, 'operator'])],
        became: `${thing}.delisted`,
      },
    },
  });
}
