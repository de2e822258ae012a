import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { holds, isLab } from '../actor.js';
import { all, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface EngagementFacts extends Facts {
  /** The leading vendor. */
  vendorOrganisationId: string;
  partnerOrganisationIds: readonly string[];
  departmentOrganisationId: string;
  /** A pilot is planned or under way: its own end decides what becomes of the engagement. */
  pilotLive: boolean;
}

const supplySide: Condition<EngagementFacts> = (actor, facts) =>
  stands(actor, 'vendor', facts.vendorOrganisationId) || 'not_yours';

const demandSide: Condition<EngagementFacts> = (actor, facts) =>
  stands(actor, 'department', facts.departmentOrganisationId) || 'not_yours';

const party: Condition<EngagementFacts> = (actor, facts) =>
  supplySide(actor, facts) === true ||
  demandSide(actor, facts) === true ||
  facts.partnerOrganisationIds.some((id) => stands(actor, 'vendor', id)) ||
  'not_yours';

/** Nobody offers to itself: on a department's own need its own cards are no one to invite. */
const twoSides: Condition<EngagementFacts> = (_actor, facts) =>
  facts.vendorOrganisationId !== facts.departmentOrganisationId || 'own_organisation';

/** A proposal is answered by the department, an invitation by the vendor. */
const otherSide: Condition<EngagementFacts> = (actor, facts) => {
  if (party(actor, facts) !== true) return 'not_yours';
  const answers = facts.status === 'proposed' ? demandSide : supplySide;
  return answers(actor, facts) === true || 'not_the_other_side';
};

/** The vendor may leave at any time before the field; the inviting side may take back an unanswered invitation. */
const mayWithdraw: Condition<EngagementFacts> = (actor, facts) => {
  if (supplySide(actor, facts) === true && facts.status !== 'invited') return true;
  const invites = holds(actor, ['broker']) || demandSide(actor, facts) === true;
  if (invites) return facts.status === 'invited' || 'not_the_other_side';
  return supplySide(actor, facts) === true ? 'not_the_other_side' : 'not_yours';
};

/** What was awarded is accepted here unless a pilot measures it: then the pilot's acceptance carries the engagement on. */
const awarded: Condition<EngagementFacts> = (_actor, facts) => {
  if (facts.status !== 'awarded') return 'wrong_status';
  return !facts.pilotLive || 'pilot_live';
};

export const engagementPolicy = definePolicy<EngagementFacts>()('engagement', {
  read: {
    who: 'signed_in',
    when: (actor, facts) => isLab(actor) || holds(actor, ['observer']) || party(actor, facts),
  },
  message: {
    who: ['vendor', 'department', 'operator', 'broker'],
    when: (actor, facts) => holds(actor, ['operator', 'broker']) || party(actor, facts),
    from: engagementMachine.live,
  },
  read_room: {
    who: 'signed_in',
    when: (actor, facts) => isLab(actor) || holds(actor, ['observer']) || party(actor, facts),
  },
  /** Files, decisions, tasks and who answers: as long as there is something to do. */
  keep_room: {
    who: ['vendor', 'department', 'operator', 'broker'],
    when: (actor, facts) => holds(actor, ['operator', 'broker']) || party(actor, facts),
    from: engagementMachine.live,
  },
  /** For a side the two it lies between; whoever brought it has confirmed it by that. */
  confirm_record: {
    who: ['vendor', 'department'],
    when: (actor, facts) =>
      supplySide(actor, facts) === true || demandSide(actor, facts) === true || 'not_yours',
    from: engagementMachine.live,
  },
  /** While a call of the need is open, meetings are offered to all: the service asks for that. */
  propose_talk: {
    who: ['vendor', 'department', 'operator', 'broker'],
    when: (actor, facts) => holds(actor, ['operator', 'broker']) || party(actor, facts),
    from: engagementMachine.live,
  },
  agree_talk: {
    who: ['vendor', 'department'],
    when: (actor, facts) =>
      supplySide(actor, facts) === true || demandSide(actor, facts) === true || 'not_yours',
    from: engagementMachine.live,
  },
  /** Each side names who answers for it; of a consortium its lead does. */
  hand_over: {
    who: ['vendor', 'department', 'operator', 'broker'],
    when: (actor, facts) =>
      holds(actor, ['operator', 'broker']) ||
      supplySide(actor, facts) === true ||
      demandSide(actor, facts) === true ||
      'not_yours',
    from: engagementMachine.live,
  },
  /** The whole file, for those whose file it is. */
  export_room: {
    who: ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'],
    when: (actor, facts) => isLab(actor) || party(actor, facts),
  },
  propose: fires(engagementMachine, 'propose', all(supplySide, twoSides)),
  invite: fires(
    engagementMachine,
    'invite',
    all((actor, facts) => holds(actor, ['broker']) || demandSide(actor, facts), twoSides),
  ),
  accept: fires(engagementMachine, 'accept', otherSide),
  decline: fires(engagementMachine, 'decline', otherSide),
  withdraw: fires(engagementMachine, 'withdraw', mayWithdraw),
  shortlist: fires(engagementMachine, 'shortlist', demandSide),
  not_select: fires(engagementMachine, 'not_select', demandSide),
  validate: fires(engagementMachine, 'validate'),
  fail_validation: fires(engagementMachine, 'fail_validation', demandSide),
  award: fires(engagementMachine, 'award', demandSide),
  accept_field: fires(engagementMachine, 'accept_field', all(demandSide, awarded)),
  reject_field: fires(engagementMachine, 'reject_field', all(demandSide, awarded)),
  enable: fires(engagementMachine, 'enable'),
  complete: fires(engagementMachine, 'complete'),
});
