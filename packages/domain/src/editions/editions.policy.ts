import { editionMachine } from '@scenario-lab/contracts/editions/edition.machine';
import { type Actor, holds, isLab } from '../actor.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface EditionFacts extends Facts {
  /** It has a number: it was published, be it withdrawn since. */
  numbered: boolean;
  /** Whoever began, changed or submitted it. */
  preparedByPersonIds: readonly string[];
  /** Somebody else of the lab may publish. */
  otherPublisher: boolean;
}

const reads: Condition<EditionFacts> = (actor, facts) =>
  facts.numbered || isLab(actor) || holds(actor, ['observer']) || 'not_published';

/** Whoever has had a hand in it publishes by one person alone (ADR 26). */
export const publishesAlone = (actor: Actor, facts: EditionFacts): boolean =>
  actor !== 'anonymous' && facts.preparedByPersonIds.includes(actor.personId);

const secondEyes: Condition<EditionFacts> = (actor, facts) =>
  !publishesAlone(actor, facts) || !facts.otherPublisher || 'handled_by_you';

export const editionPolicy = definePolicy<EditionFacts>()('edition', {
  read: { who: 'anyone', when: reads },
  create: fires(editionMachine, 'create'),
  edit: { who: ['operator'], from: ['draft', 'returned'] },
  submit: fires(editionMachine, 'submit'),
  return: fires(editionMachine, 'return'),
  publish: fires(editionMachine, 'publish', secondEyes),
  withdraw: fires(editionMachine, 'withdraw'),
});
