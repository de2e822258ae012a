import { campMachine } from '@scenario-lab/contracts/camps/camp.machine';
import { traineeMachine } from '@scenario-lab/contracts/camps/trainee.machine';
import type { Actor } from '../actor.js';
import { holds } from '../actor.js';
import { all } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface CampFacts extends Facts {
  /** The actor is named as one who teaches there. */
  instructs: boolean;
}

/** Whoever teaches, whatever organisation they come from, and the lab's desk. */
const teaches: Condition<CampFacts> = (actor, { instructs }) =>
  instructs || holds(actor, ['operator', 'broker']) || 'not_yours';
const readsClass: Condition<CampFacts> = (actor, facts) =>
  holds(actor, ['admin', 'observer', 'reviewer']) || teaches(actor, facts);

export const campPolicy = definePolicy<CampFacts>()('camp', {
  read: { who: 'anyone' },
  create: fires(campMachine, 'create'),
  edit: { who: ['operator', 'broker'], from: ['draft', 'announced'] },
  announce: fires(campMachine, 'announce'),
  start: fires(campMachine, 'start'),
  finish: fires(campMachine, 'finish'),
  cancel: fires(campMachine, 'cancel'),
  read_trainees: { who: 'signed_in', when: readsClass },
  mark_attendance: {
    who: ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'],
    from: ['running'],
    when: teaches,
  },
});

export interface TraineeFacts extends Facts {
  personId: string;
  campStatus: string;
  /** The last day to sign up is past. */
  late: boolean;
  instructs: boolean;
}

const own: Condition<TraineeFacts> = (actor: Actor, { personId }) =>
  (actor !== 'anonymous' && actor.personId === personId) || 'not_yours';
const open: Condition<TraineeFacts> = (_actor, { campStatus, late }) =>
  campStatus === 'announced' ? !late || 'too_late' : 'wrong_status';
const runs: Condition<TraineeFacts> = (_actor, { campStatus }) => campStatus === 'running' || 'wrong_status';
/** Who teaches a camp does not certify oneself there. */
const learns: Condition<TraineeFacts> = (_actor, { instructs }) => !instructs || 'own_organisation';

export const traineePolicy = definePolicy<TraineeFacts>()('trainee', {
  sign_up: fires(traineeMachine, 'sign_up', all<TraineeFacts>(own, learns, open), undefined, [
    'trainee.queue',
  ]),
  withdraw: fires(traineeMachine, 'withdraw', own),
  try_task: { who: ['vendor', 'department'], from: ['seated'], when: all<TraineeFacts>(own, runs) },
  revoke: fires(traineeMachine, 'revoke'),
});
