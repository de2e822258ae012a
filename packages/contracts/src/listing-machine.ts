import { type ActorRole, defineMachine } from './machine.js';

export const listingStatuses = ['draft', 'in_review', 'returned', 'listed', 'delisted'] as const;

type CardOwner = Exclude<ActorRole, 'system'>;

/**
 * The one lifecycle of a catalogue card (solution, algorithm, dataset). Each revision of a card walks it: the
 * latest listed revision is what the public sees while a newer one is drafted and reviewed.
 */
export function listingMachine<const T extends string>(thing: T, owners: readonly CardOwner[]) {
  return defineMachine({
    thing,
    statuses: listingStatuses,
    live: ['draft', 'in_review', 'returned', 'listed'],
    turns: {
      draft: 'rests',
      in_review: [{ deed: `${thing}.approve`, side: 'lab' }],
      returned: [{ deed: `${thing}.submit`, side: 'owner' }],
      listed: 'rests',
    },
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
      // An edit of a listed card begins a newer revision; the listed one stays what the public sees.
      revise: { from: ['listed', 'delisted'], to: 'draft', by: 'system', became: `${thing}.revised` },
      delist: {
        from: ['listed'],
        to: 'delisted',
        by: [...new Set<CardOwner | 'operator'>([...owners, 'operator'])],
        became: `${thing}.delisted`,
      },
    },
  });
}
