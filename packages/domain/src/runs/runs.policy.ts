import { runMachine } from '@scenario-lab/contracts/runs/run.machine';
import { type Actor, holds, isLab } from '../actor.js';
import { all, belongs, type Owned, owns, ownsOr } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';
import type { Split } from './outcome.js';

export interface RunFacts extends Facts, Owned {
  /** Control group of the algorithm's owner. */
  ownerControlGroupId: string | null;
  /** The organisation whose need the benchmark measures; it sees what the vendor sees. */
  needOwnerOrganisationId: string | null;
  /** The owner of the data a benchmark is made of: beside the lab the only one who sees a run whole. */
  dataOwnerOrganisationId: string | null;
  split: Split;
  /** The vendor, or the certificate, has made the result public. */
  published: boolean;
  /** Its report is signed. */
  reported: boolean;
  /** Who decided on this run last; an appeal goes to somebody else. */
  decidedByPersonId: string | null;
  /** Its look was given back, or would have been had not too many been before, and the lab has not agreed to it yet. */
  lookOpen: boolean;
  /** Whoever sealed its exam, or submitted, requeued or repeated it for the lab. */
  handledByPersonIds: readonly string[];
  /** Some other reviewer of the lab has had no hand in it. */
  otherReviewer: boolean;
  /** The acting person also holds a membership in the vendor's organisation or control group. */
  actorBelongsToVendor: boolean;
}

function kin(actor: Actor, facts: RunFacts): boolean {
  if (actor === 'anonymous') return false;
  const sameGroup = actor.controlGroupId !== null && actor.controlGroupId === facts.ownerControlGroupId;
  return facts.actorBelongsToVendor || sameGroup || belongs(actor, facts.ownerOrganisationId);
}

/** A reviewer never decides on the run of an organisation of its own: a lab's own algorithm needs one from outside. */
const independent: Condition<RunFacts> = (actor, facts) => !kin(actor, facts) || 'own_organisation';

const notTwice: Condition<RunFacts> = (actor, facts) =>
  actor === 'anonymous' || facts.decidedByPersonId !== actor.personId || 'decided_by_you';

/** Decides on what somebody else prepared, as long as there is somebody else. */
const secondEyes: Condition<RunFacts> = (actor, facts) =>
  !actsAlone(actor, facts) || !facts.otherReviewer || 'handled_by_you';

/** The person has had a hand in the exam or the run: a decision of theirs is by one person alone. */
export const actsAlone = (actor: Actor, facts: RunFacts): boolean =>
  actor !== 'anonymous' && facts.handledByPersonIds.includes(actor.personId);

const needOwner: Condition<RunFacts> = (actor, facts) =>
  belongs(actor, facts.needOwnerOrganisationId) || 'not_yours';

/** The data's owner, but of no run of its own kin: what a program wrote about hidden rows never returns to who wrote it. */
const oversees: Condition<RunFacts> = (actor, facts) => {
  if (!belongs(actor, facts.dataOwnerOrganisationId)) return 'not_yours';
  return facts.split === 'sample' ? true : independent(actor, facts);
};

const concerned: Condition<RunFacts> = (actor, facts) =>
  facts.published ||
  isLab(actor) ||
  holds(actor, ['observer']) ||
  owns(actor, facts) === true ||
  needOwner(actor, facts) === true ||
  belongs(actor, facts.dataOwnerOrganisationId) ||
  'not_yours';

/** The owner and lab edition. A vendor sees everything of its own sample run; who is kin to it nothing more. */
const sees: Condition<RunFacts> = (actor, facts) => {
  if (oversees(actor, facts) === true) return true;
  if (owns(actor, facts) === true && facts.split === 'sample') return true;
  if (!holds(actor, ['operator', 'reviewer', 'observer'])) return 'not_yours';
  return facts.split === 'sample' ? true : independent(actor, facts);
};

const publishable: Condition<RunFacts> = (_actor, facts) => {
  if (facts.published) return 'already_published';
  return facts.reported || 'report_missing';
};

const lookOpen: Condition<RunFacts> = (_actor, facts) => facts.lookOpen || 'look_settled';

export const runPolicy = definePolicy<RunFacts>()('run', {
  submit: fires(runMachine, 'submit', owns),
  read: { who: 'anyone', when: concerned },
  read_internal: { who: 'signed_in', when: sees },
  cancel: fires(runMachine, 'cancel', ownsOr(['operator'])),
  /** What was collected already is only scored again. */
  requeue: fires(runMachine, 'requeue', undefined, undefined, ['run.rescore']),
  rerun: {
    who: ['operator'],
    from: ['finished', 'in_review', 'approved', 'rejected', 'algorithm_fault', 'platform_fault'],
  },
  /** The lab's consent that this uncharged look counts for nothing, so that the vendor may go on. */
  allow_look: { who: ['operator', 'reviewer'], when: all(independent, lookOpen) },
  what_if: {
    who: ['department', 'reviewer'],
    when: (actor, facts) =>
      oversees(actor, facts) === true ||
      (holds(actor, ['reviewer']) ? independent(actor, facts) : 'not_yours'),
    from: ['in_review', 'needs_info', 'approved', 'rejected'],
  },
  /** Its vendor (the lab for its own) makes the rounded edition of the report public; for good, so that nobody picks. */
  publish: { who: ['vendor', 'operator'], when: all(owns, publishable), from: ['approved'] },
});

/** The review of a run, on the run's own lifecycle and facts. */
export const reviewPolicy = definePolicy<RunFacts>()('review', {
  ask_info: fires(runMachine, 'ask_info', independent),
  give_info: fires(runMachine, 'give_info', owns),
  resume: fires(runMachine, 'resume_review', independent),
  approve: fires(runMachine, 'approve', all(independent, notTwice, secondEyes)),
  reject: fires(runMachine, 'reject', all(independent, notTwice, secondEyes)),
  appeal: fires(runMachine, 'appeal', owns),
  void: fires(runMachine, 'void'),
});
