import type { Engagement } from '@scenario-lab/contracts/engagements';
import { engagementTurns, type Turns } from '@scenario-lab/contracts/turns';

const deeds = ['accept', 'shortlist', 'validate', 'accept_field', 'enable', 'complete'] as const;
const sides = ['vendor', 'department', 'lab'] as const;
type Deed = (typeof deeds)[number];
export type Next =
  | { kind: 'deed'; name: Deed }
  | { kind: 'page'; name: 'start_run' | 'plan_pilot' | 'open_pilot' | 'open_case' }
  | { kind: 'wait'; on: (typeof sides)[number] | 'benchmark' }
  | { kind: 'over' };

const turnsIn: Readonly<Record<string, Turns>> = engagementTurns;
/** A deed that moves the engagement on, and whom it waits for; null where the next step is another page. */
function turnOf(status: Engagement['status']): [Deed, (typeof sides)[number]] | null {
  const turns = turnsIn[status];
  if (typeof turns !== 'object') return null;
  const deed = deeds.find((one) => turns[0]?.deed === `engagement.${one}`);
  const side = sides.find((one) => turns[0]?.side === one);
  return deed && side && deed !== 'accept_field' ? [deed, side] : null;
}

type Read = Pick<Engagement, 'status' | 'allowed' | 'vendor' | 'benchmarks' | 'pilotId' | 'caseId'>;

/** The one thing this person can do now to move the engagement on, or who it waits for. */
export function nextOf(engagement: Read, reader: { organisationId: string; mayRun: boolean }): Next {
  const { status, allowed, pilotId, caseId } = engagement;
  const turn = turnOf(status);
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
