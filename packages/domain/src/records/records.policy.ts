import { type Actor, holds, isLab } from '../actor.js';
import { belongs } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

export interface RecordFacts extends Facts {
  /** Whose record it is; null where no record is named. */
  ownerOrganisationId: string | null;
  /** Everybody reads the figure. */
  published: boolean;
  replied: boolean;
}

/** The organisation itself, and those who answer for the lab. */
export const readsAll = (actor: Actor, ownerOrganisationId: string | null): boolean =>
  isLab(actor) || holds(actor, ['observer']) || belongs(actor, ownerOrganisationId);

const own: Condition<RecordFacts> = (actor, facts) =>
  belongs(actor, facts.ownerOrganisationId) || 'not_yours';
const ownReply: Condition<RecordFacts> = (actor, facts) => {
  const mine = own(actor, facts);
  if (mine !== true) return mine;
  return facts.replied || 'wrong_status';
};

/** What is counted of vendors and departments: theirs and the lab's until the lab publishes a figure. */
export const recordPolicy = definePolicy<RecordFacts>()('record', {
  read: {
    who: 'anyone',
    when: (actor, facts) => facts.published || readsAll(actor, facts.ownerOrganisationId) || 'not_published',
  },
  publish: { who: ['operator', 'admin'] },
  reply: { who: ['vendor', 'department'], when: own },
  take_back: { who: ['vendor', 'department'], when: ownReply },
  read_replies: { who: ['operator', 'reviewer', 'broker', 'admin', 'observer'] },
  judge: { who: ['operator', 'admin'], when: (_actor, facts) => facts.replied || 'wrong_status' },
});
