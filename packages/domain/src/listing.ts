import type { listingMachine } from '@scenario-lab/contracts/listing-machine';
import type { EventOf, Machine, StatusOf } from '@scenario-lab/contracts/machine';
import type { Role } from './actor.js';
import { type Owned, owns, ownsOr, ownsOrReads } from './conditions.js';

import { type Condition, type Facts, fires, type Rule } from './policy.js';

export interface ListingFacts extends Facts, Owned {
  /** Some revision of the card is listed, whatever the newest one is doing. */
  published: boolean;
}

const published: Condition<ListingFacts> = (actor, facts) =>
  facts.published || (ownsOrReads(actor, facts) === true ? true : 'not_published');

type Bare = ReturnType<typeof listingMachine>;
/** With or without events of its own. */
type ListingMachine = Machine<string, StatusOf<Bare>, EventOf<Bare>>;

/** The actions every card has. `edit` on a listed card starts or continues a newer revision. */
export function listingRules(machine: ListingMachine) {
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
