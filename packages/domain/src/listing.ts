import type { Role } from './actor.js';
import { type Owned, owns, ownsOr, ownsOrReads } from './conditions.js';
import { defineMachine } from './machine.js';
import { type Condition, type Facts, fires, type Rule } from './policy.js';

/**
 * The one lifecycle of a catalogue card (solution, algorithm, dataset). Each revision of a card walks it: the
 * latest listed revision is what the public sees while a newer one is drafted and reviewed.
 */
export function listingMachine<const T extends string>(thing: T, owners: readonly Role[]) {
  return defineMachine({
    thing,
    statuses: ['draft', 'in_review', 'returned', 'listed', 'delisted'],
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
        by: [...new Set<Role>([...owners, 'operator'])],
        became: `${thing}.delisted`,
      },
    },
  });
}

export interface ListingFacts extends Facts, Owned {
  /** Some revision of the card is listed, whatever the newest one is doing. */
  published: boolean;
}

const published: Condition<ListingFacts> = (actor, facts) =>
  facts.published || (ownsOrReads(actor, facts) === true ? true : 'not_published');

/** The actions every card has. `edit` on a listed card starts or continues a newer revision. */
export function listingRules(machine: ReturnType<typeof listingMachine>) {
  const owners = machine.events.create.by as readonly Role[];
  return {
    read: { who: 'anyone', when: published },
    create: fires(machine, 'create', owns),
    edit: { who: owners, when: owns, from: ['draft', 'returned', 'listed', 'delisted'] },
    submit: fires(machine, 'submit', owns),
    approve: fires(machine, 'approve'),
    return: fires(machine, 'return'),
    delist: fires(machine, 'delist', ownsOr(['operator'])),
  } satisfies Record<string, Rule<ListingFacts>>;
}
