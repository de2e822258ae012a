import { type Actor, holds, isLab } from '../actor.js';
import { belongs, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

/** How a pack stands, told by the dates of its row. */
export const packStates = ['asked', 'writing', 'ready', 'withdrawn'] as const;

/** A pack has no lifecycle of its own: it is asked for, agreed to by both sides, written, and may be withdrawn. */
export interface ReplicationPackFacts extends Facts {
  departmentOrganisationId: string;
  vendorOrganisationId: string;
  /** Of the case: it was accepted and is published. */
  caseStands: boolean;
  /** The case has a pack that was not withdrawn. */
  another: boolean;
  agreed: readonly string[];
}

const isSide = (actor: Actor, facts: ReplicationPackFacts): boolean =>
  stands(actor, 'department', facts.departmentOrganisationId) ||
  stands(actor, 'vendor', facts.vendorOrganisationId);

const reads: Condition<ReplicationPackFacts> = (actor, facts) =>
  isLab(actor) ||
  holds(actor, ['observer']) ||
  belongs(actor, facts.departmentOrganisationId) ||
  belongs(actor, facts.vendorOrganisationId) ||
  'not_yours';

const asks: Condition<ReplicationPackFacts> = (_actor, facts) => {
  if (!facts.caseStands) return 'not_published';
  return facts.another ? 'duplicate' : true;
};

/** Each side for itself, once. */
const agrees: Condition<ReplicationPackFacts> = (actor, facts) => {
  if (!isSide(actor, facts)) return 'not_yours';
  return actor !== 'anonymous' && facts.agreed.includes(actor.organisationId) ? 'wrong_status' : true;
};

const takesBack: Condition<ReplicationPackFacts> = (actor, facts) =>
  holds(actor, ['operator', 'admin']) || isSide(actor, facts) || 'not_yours';

export const replicationPackPolicy = definePolicy<ReplicationPackFacts>()('replication_pack', {
  ask: { who: ['operator', 'broker'], from: null, when: asks },
  agree: { who: ['department', 'vendor'], from: ['asked'], when: agrees },
  read_file: { who: 'signed_in', from: ['ready'], when: reads },
  withdraw: {
    who: ['operator', 'admin', 'department', 'vendor'],
    from: ['asked', 'writing', 'ready'],
    when: takesBack,
  },
});
