import { type ForeignPackFacts, foreignPackStates, type TrustedLabFacts } from '../foreign-packs.policy.js';
import { packStates, type ReplicationPackFacts } from '../replication-packs.policy.js';

const sides = { vendorOrganisationId: 'own', departmentOrganisationId: 'other_side', caseStands: true };
const fresh = { ...sides, another: false, agreed: [] };
const states = [null, ...packStates];

/** Scenes of the policy matrix. */
export const packScenes: Record<string, ReplicationPackFacts> = Object.fromEntries(
  states.flatMap((status) => [
    [status ?? '(new)', { ...fresh, status }],
    [`${status ?? '(new)'} · the vendor agreed`, { ...sides, status, another: true, agreed: ['own'] }],
    [`${status ?? '(new)'} · the case is a draft`, { ...fresh, status, caseStands: false }],
  ]),
);
export const foreignScenes: Record<string, ForeignPackFacts> = Object.fromEntries(
  [null, ...foreignPackStates].flatMap((status) => [
    [status ?? '(new)', { status, adopterOrganisationId: 'own', labStands: true }],
    [`${status ?? '(new)'} · nobody’s yet`, { status, adopterOrganisationId: null, labStands: true }],
    [`${status ?? '(new)'} · its lab ended`, { status, adopterOrganisationId: 'own', labStands: false }],
  ]),
);
export const trustedLabScenes: Record<string, TrustedLabFacts> = {
  '(new)': { status: null, ended: false },
  stands: { status: 'stands', ended: false },
  ended: { status: 'ended', ended: true },
};
