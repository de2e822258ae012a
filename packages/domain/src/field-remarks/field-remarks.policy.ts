import { fieldRemarkMachine } from '@scenario-lab/contracts/field-remarks/field-remark.machine';
import { readsEverything } from '../actor.js';
import { all, type Owned, owns } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface FieldRemarkFacts extends Facts, Owned {
  /** Of the card or need it is on. */
  thingStatus: string;
}

const onTheDesk: Condition<FieldRemarkFacts> = (_actor, { thingStatus }) =>
  thingStatus === 'in_review' || 'wrong_status';
const returned: Condition<FieldRemarkFacts> = (_actor, { thingStatus }) =>
  thingStatus === 'returned' || 'wrong_status';

export const fieldRemarkPolicy = definePolicy<FieldRemarkFacts>()('field_remark', {
  read: {
    who: 'signed_in',
    when: (actor, facts) => readsEverything(actor) || owns(actor, facts),
  },
  note: fires(fieldRemarkMachine, 'note', onTheDesk),
  answer: fires(fieldRemarkMachine, 'answer', all(owns, returned)),
  settle: fires(fieldRemarkMachine, 'settle', onTheDesk),
  insist: fires(fieldRemarkMachine, 'insist', onTheDesk),
  withdraw: fires(fieldRemarkMachine, 'withdraw', onTheDesk),
});
