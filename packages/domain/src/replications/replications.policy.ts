import { replicationMachine } from '@scenario-lab/contracts/replications/replication.machine';
import { holds, isLab } from '../actor.js';
import { belongs, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface ReplicationFacts extends Facts {
  adopterOrganisationId: string;
  /** The department whose accepted solution is taken over, and the vendor that built it. */
  sourceOrganisationId: string;
  vendorOrganisationId: string;
  /** The case stands under its names, or both sides agreed that this adopter learns them. */
  namesTold: boolean;
  /** The actor's own organisation has agreed already. */
  namesAgreed: boolean;
}

const adopts: Condition<ReplicationFacts> = (actor, facts) =>
  stands(actor, 'department', facts.adopterOrganisationId) || 'not_yours';

const namesKnown: Condition<ReplicationFacts> = (_actor, facts) => facts.namesTold || 'names_untold';

/** Only those whose names are left out agree to telling them. */
const tellsNames: Condition<ReplicationFacts> = (actor, facts) => {
  if (
    !stands(actor, 'department', facts.sourceOrganisationId) &&
    !stands(actor, 'vendor', facts.vendorOrganisationId)
  ) {
    return 'not_yours';
  }
  return facts.namesTold || facts.namesAgreed ? 'wrong_status' : true;
};

const reads: Condition<ReplicationFacts> = (actor, facts) =>
  isLab(actor) ||
  holds(actor, ['observer']) ||
  adopts(actor, facts) === true ||
  belongs(actor, facts.sourceOrganisationId) ||
  belongs(actor, facts.vendorOrganisationId) ||
  'not_yours';

export const replicationPolicy = definePolicy<ReplicationFacts>()('replication', {
  read: { who: 'signed_in', when: reads },
  request: fires(replicationMachine, 'request', adopts),
  tell_names: { who: ['department', 'vendor'], from: replicationMachine.live, when: tellsNames },
  assess: fires(replicationMachine, 'assess', namesKnown),
  start_transfer_test: fires(replicationMachine, 'start_transfer_test'),
  reassess: fires(replicationMachine, 'reassess'),
  adopt: fires(replicationMachine, 'adopt', adopts),
  decline: fires(replicationMachine, 'decline', adopts),
  withdraw: fires(replicationMachine, 'withdraw', adopts),
});
