import { jointNeedMachine } from '@scenario-lab/contracts/joint-needs/joint-need.machine';
import { type Actor, readsEverything } from '../actor.js';
import { all, belongs } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface JointNeedFacts extends Facts {
  /** Organisations that have not answered, that agreed and stay, that declined or left. */
  asked: readonly string[];
  agreed: readonly string[];
  gone: readonly string[];
  leadOrganisationId: string | null;
  /** No draft yet, or one that can still be written in. */
  draftOpen: boolean;
}

const among = (actor: Actor, organisations: readonly string[]) =>
  actor !== 'anonymous' && organisations.includes(actor.organisationId);
const asked: Condition<JointNeedFacts> = (actor, facts) => among(actor, facts.asked) || 'not_yours';
const agreed: Condition<JointNeedFacts> = (actor, facts) => among(actor, facts.agreed) || 'not_yours';
/** What was agreed to can be told anew until the need is drafted from it. */
const stands: Condition<JointNeedFacts> = (actor, facts) =>
  asked(actor, facts) === true || agreed(actor, facts) === true || 'not_yours';
const leads: Condition<JointNeedFacts> = (actor, facts) =>
  belongs(actor, facts.leadOrganisationId) || 'not_yours';
/** A draft the lab has on its desk is not written in. */
const open: Condition<JointNeedFacts> = (_actor, { draftOpen }) => draftOpen || 'wrong_status';
const live = ['proposed', 'agreed', 'drafted'];

export const jointNeedPolicy = definePolicy<JointNeedFacts>()('joint_need', {
  read: {
    who: 'signed_in',
    when: (actor, facts) =>
      readsEverything(actor) || among(actor, [...facts.asked, ...facts.agreed, ...facts.gone]) || 'not_yours',
  },
  propose: fires(jointNeedMachine, 'propose'),
  agree: {
    who: ['department'],
    from: ['proposed', 'agreed'],
    when: stands,
    fires: ['joint_need.settle'],
  },
  /** Where all others have agreed it settles, where too few are left it dissolves, as leaving does. */
  decline: { who: ['department'], from: ['proposed'], when: asked },
  leave: {
    who: ['department'],
    from: live,
    when: agreed,
    fires: ['joint_need.unsettle'],
  },
  draft: fires(jointNeedMachine, 'draft', all(leads, agreed, open)),
  ask_more: { who: ['operator', 'broker'], from: ['proposed', 'agreed'], fires: ['joint_need.widen'] },
  dissolve: { who: ['operator', 'broker'], from: live, fires: ['joint_need.dissolve'] },
});
