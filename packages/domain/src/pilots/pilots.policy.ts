import { pilotMachine } from '@scenario-lab/contracts/pilots/pilot.machine';
import { type Actor, holds, isLab } from '../actor.js';
import { all, stands } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires, may } from '../policy.js';

export interface PilotFacts extends Facts {
  vendorOrganisationId: string;
  departmentOrganisationId: string;
  /** Every indicator has the declared number of observations (see lab-to-field.ts). */
  enoughObservations: boolean;
}

const supplySide: Condition<PilotFacts> = (actor, facts) =>
  stands(actor, 'vendor', facts.vendorOrganisationId) || 'not_yours';

const demandSide: Condition<PilotFacts> = (actor, facts) =>
  stands(actor, 'department', facts.departmentOrganisationId) || 'not_yours';

const party: Condition<PilotFacts> = (actor, facts) =>
  supplySide(actor, facts) === true || demandSide(actor, facts);

const enough: Condition<PilotFacts> = (_actor, facts) => facts.enoughObservations || 'too_few_observations';

const observed = ['running', 'paused', 'evaluating'] as const;

/** Whoever has a side in the pilot does not vouch for its values. */
const outsider: Condition<PilotFacts> = (actor, facts) =>
  (actor !== 'anonymous' &&
    actor.organisationId !== facts.vendorOrganisationId &&
    actor.organisationId !== facts.departmentOrganisationId) ||
  'own_organisation';

export const pilotPolicy = definePolicy<PilotFacts>()('pilot', {
  read: {
    who: 'signed_in',
    when: (actor, facts) => isLab(actor) || holds(actor, ['observer']) || party(actor, facts),
  },
  plan: fires(pilotMachine, 'plan', demandSide),
  edit: { who: ['department'], when: demandSide, from: ['planned'] },
  /** The first pilot of an engagement takes it into the field. */
  start: fires(pilotMachine, 'start', demandSide, undefined, ['engagement.start_pilot']),
  pause: fires(pilotMachine, 'pause', demandSide),
  resume: fires(pilotMachine, 'resume', demandSide),
  evaluate: fires(pilotMachine, 'evaluate', demandSide),
  accept: fires(pilotMachine, 'accept', all(demandSide, enough)),
  reject: fires(pilotMachine, 'reject', demandSide),
  terminate: fires(
    pilotMachine,
    'terminate',
    (actor, facts) => holds(actor, ['operator']) || party(actor, facts),
  ),
  /** Its own people and the public are asked by the department, which gives out the links. */
  survey: { who: ['department'], when: demandSide, from: observed },
  /** Half-way: no status follows. */
  review_midterm: { who: ['department'], when: demandSide, from: ['running', 'paused'] },
  /** Conditions of an acceptance are met, and stages paid, after it has ended too. */
  settle: {
    who: ['department'],
    when: demandSide,
    from: [...observed, 'accepted', 'rejected', 'terminated'],
  },
  /** Of a pilot that has begun, the plan changes by both sides' consent; who has the word is told by the request. */
  propose_change: { who: ['vendor', 'department'], when: party, from: ['running', 'paused'] },
  decide_change: { who: ['vendor', 'department'], when: party, from: ['running', 'paused'] },
  /** Papers are brought and confirmed by both sides. */
  add_document: { who: ['vendor', 'department'], when: party, from: pilotMachine.live },
  /** Milestones are ticked, and unticked, by whoever did the work or saw it done. */
  tick: { who: ['vendor', 'department'], when: party, from: pilotMachine.live },
  issue_token: { who: ['department'], when: demandSide, from: ['planned', 'running', 'paused'] },
  /** Both sides may; whose points count is decided by `sourceFor` in lab-to-field.ts. */
  record: { who: ['vendor', 'department'], when: party, from: observed },
  /** Each side its own points, never deleted. */
  void_points: { who: ['vendor', 'department'], when: party, from: observed },
  /** Points kept apart are the department's to look at, a vendor's too: it says what is possible at its sites. */
  decide_points: { who: ['department'], when: demandSide, from: observed },
  /** The lab's word for a value: with a site's device the only thing that may move a certificate. */
  confirm_points: { who: ['operator', 'reviewer'], when: outsider, from: observed },
});

/** A pilot is planned for what is validated or awarded, one at a time. */
export function mayPlan(
  actor: Actor,
  engagement: {
    status: string | null;
    vendorOrganisationId: string;
    departmentOrganisationId: string;
    pilotLive: boolean;
  },
): boolean {
  const { status, vendorOrganisationId, departmentOrganisationId, pilotLive } = engagement;
  if (pilotLive || !['validated', 'awarded'].includes(status ?? '')) return false;
  const facts = { status: null, vendorOrganisationId, departmentOrganisationId, enoughObservations: false };
  return may(pilotPolicy, actor, 'pilot.plan', facts).ok;
}
