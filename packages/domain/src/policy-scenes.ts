import type { Facts } from './policy.js';

// Facts in which the matrix of policies is looked at, of features that came with many.

/** Each variant in each status, and before there is one. */
export function perStatus<F extends Facts>(
  statuses: readonly string[],
  variants: Record<string, Omit<F, 'status'>>,
): Record<string, F> {
  const scenes: Record<string, F> = {};
  for (const status of [null, ...statuses]) {
    for (const [name, facts] of Object.entries(variants)) {
      scenes[`${status ?? '(new)'}${name && ` · ${name}`}`] = { ...facts, status } as F;
    }
  }
  return scenes;
}

const own = { ownerOrganisationId: 'own' };

const scenario = {
  ...own,
  publishable: true,
  hasCriteria: true,
  engagementLive: false,
  ownerVerified: true,
  jointUnsettled: false,
};
export const scenarioScenes = {
  '': scenario,
  incomplete: { ...scenario, publishable: false, hasCriteria: false },
  'engagement live': { ...scenario, engagementLive: true },
  'owner not verified': { ...scenario, ownerVerified: false },
  'joint, one has left': { ...scenario, jointUnsettled: true },
};

/** Of what is the lab's whoever it is about. */
export const bare = { '': {} };
export const importScenes = {
  any: { status: null, undone: false },
  undone: { status: null, undone: true },
};

export const recordScenes = {
  own: { status: null, ...own, published: false, replied: true },
  'own, published, no reply': { status: null, ...own, published: true, replied: false },
  'no record named': { status: null, ownerOrganisationId: null, published: false, replied: false },
};

export const badgeScenes = {
  '': { ...own, rulesHold: true, recommendedByPersonId: null },
  'a rule broken': { ...own, rulesHold: false, recommendedByPersonId: null },
  'recommended by the operator': { ...own, rulesHold: true, recommendedByPersonId: 'operator@lab' },
  "lab's own": { ownerOrganisationId: 'lab', rulesHold: true, recommendedByPersonId: null },
};

const meeting = { ...own, mayCome: true, placed: false, closed: false, past: false, calledOff: false };
export const meetingScenes = {
  '': meeting,
  'not engaged': { ...meeting, mayCome: false },
  placed: { ...meeting, placed: true },
  'no places given': { ...meeting, closed: true },
  over: { ...meeting, closed: true, past: true, placed: true },
  'called off': { ...meeting, calledOff: true, placed: true },
};

export const campScenes = {
  '': { instructs: false },
  'the actor teaches': { instructs: true },
};

const place = { personId: 'vendor@own', campStatus: 'announced', late: false, instructs: false };
export const traineeScenes = {
  '': place,
  late: { ...place, late: true },
  'the camp runs': { ...place, campStatus: 'running' },
  'the actor teaches': { ...place, instructs: true },
};

export const webhookScenes = {
  '': { status: null, organisationId: 'own', verified: true },
  'not verified': { status: null, organisationId: 'own', verified: false },
  "lab's own": { status: null, organisationId: 'lab', verified: true },
};

const wish = {
  ownerOrganisationId: 'own',
  claimantId: null as string | null,
  actorVerified: true,
  voted: false,
  shared: true,
};
export const wishes = {
  '': wish,
  alone: { ...wish, shared: false },
  'not verified': { ...wish, actorVerified: false },
  'the other side has it': { ...wish, claimantId: 'other_side', voted: true },
};

const joint = {
  asked: [] as string[],
  agreed: ['own', 'other_side'],
  gone: [] as string[],
  leadOrganisationId: 'own',
  draftOpen: true,
};
export const jointScenes = {
  '': joint,
  'one is asked': { ...joint, asked: ['own'], agreed: ['other_side'] },
  'one has left': { ...joint, agreed: ['own'], gone: ['other_side'] },
  'the draft is on the desk': { ...joint, draftOpen: false },
};

const grant = { ownerOrganisationId: 'own', granteeOrganisationId: 'other_side' };
export const grants = {
  '': { ...grant, proposedById: null as string | null },
  'the other side proposes': { ...grant, proposedById: 'other_side' },
};

export const brokerRecordScenes = {
  list: { status: null, brokerPersonId: null },
  own: { status: null, brokerPersonId: 'broker@lab' },
  "another's": { status: null, brokerPersonId: 'somebody' },
};

export const ticket = {
  departmentId: 'own',
  coHandlerIds: [],
  firstDepartmentId: null,
  vendorId: null,
  intakeOrganisationId: null,
  responded: true,
  hasEvidence: true,
  hasReporter: true,
  hasFiles: true,
  merged: false,
};
