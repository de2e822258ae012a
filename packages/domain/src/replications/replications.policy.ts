import { holds, isLab } from '../actor.js';
import { belongs, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';
import { replicationMachine } from './replication.machine.js';

export interface ReplicationFacts extends Facts {
  adopterOrganisationId: string;
  /** The department whose accepted solution is taken over, and the vendor that built it. */
  sourceOrganisationId: string;
  vendorOrganisationId: string;
}

const adopts: Condition<ReplicationFacts> = (actor, facts) =>
  stands(actor, 'department', facts.adopterOrganisationId) || 'not_yours';

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
  assess: fires(replicationMachine, 'assess'),
  start_transfer_test: fires(replicationMachine, 'start_transfer_test'),
  reassess: fires(replicationMachine, 'reassess'),
  adopt: fires(replicationMachine, 'adopt', adopts),
  decline: fires(replicationMachine, 'decline', adopts),
  withdraw: fires(replicationMachine, 'withdraw', adopts),
});
