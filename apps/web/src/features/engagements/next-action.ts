import type { Engagement } from '@scenario-lab/contracts/engagements';

type Deed = 'accept' | 'shortlist' | 'validate' | 'accept_field' | 'enable' | 'complete';
export type Next =
  | { kind: 'deed'; name: Deed }
  | { kind: 'page'; name: 'start_run' | 'plan_pilot' | 'open_pilot' | 'open_case' }
  | { kind: 'wait'; on: 'vendor' | 'department' | 'lab' | 'benchmark' }
  | { kind: 'over' };

type Waiting = Extract<Next, { kind: 'wait' }>['on'];
/** Whose turn it is where a deed moves the engagement on. */
const turns: Partial<Record<Engagement['status'], [Deed, Waiting]>> = {
  proposed: ['accept', 'department'],
  invited: ['accept', 'vendor'],
  accepted: ['shortlist', 'department'],
  shortlisted: ['validate', 'lab'],
  field_accepted: ['enable', 'lab'],
  enabling: ['complete', 'lab'],
};

type Read = Pick<Engagement, 'status' | 'allowed' | 'vendor' | 'benchmarks' | 'pilotId' | 'caseId'>;

/** The one thing this person can do now to move the engagement on, or who it waits for. */
export function nextOf(engagement: Read, reader: { organisationId: string; mayRun: boolean }): Next {
  const { status, allowed, pilotId, caseId } = engagement;
  const turn = turns[status];
  if (turn) {
    const [deed, on] = turn;
    return allowed.includes(`engagement.${deed}`) ? { kind: 'deed', name: deed } : { kind: 'wait', on };
  }
  if (status === 'validating') {
    if (engagement.benchmarks.length === 0) return { kind: 'wait', on: 'benchmark' };
    const runs = reader.mayRun && reader.organisationId === engagement.vendor.id;
    return runs ? { kind: 'page', name: 'start_run' } : { kind: 'wait', on: 'vendor' };
  }
  if (status === 'validated' || status === 'piloting' || status === 'awarded') {
    if (pilotId) return { kind: 'page', name: 'open_pilot' };
    if (allowed.includes('engagement.accept_field')) return { kind: 'deed', name: 'accept_field' };
    const plans = allowed.includes('pilot.plan');
    return plans ? { kind: 'page', name: 'plan_pilot' } : { kind: 'wait', on: 'department' };
  }
  return caseId ? { kind: 'page', name: 'open_case' } : { kind: 'over' };
}
