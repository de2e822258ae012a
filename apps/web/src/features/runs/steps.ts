import type { Run } from '@scenario-lab/contracts/runs';

export type StepName = 'queued' | 'preparing' | 'executing' | 'scoring' | 'review' | 'done';
export type StepState = 'done' | 'current' | 'ahead' | 'ended';

const order: readonly StepName[] = ['queued', 'preparing', 'executing', 'scoring'];

/** Where a run stands among its steps; a run that ended early is marked at the step it ended in. */
export function stepsOf(
  run: Pick<Run, 'status' | 'split' | 'outcome' | 'progress'>,
): { step: StepName; state: StepState }[] {
  const last: StepName = run.split === 'hidden' ? 'review' : 'done';
  const steps = [...order, last];
  const { at, state } = standing(run);
  return steps.map((step, index) => ({
    step,
    state: index < at ? 'done' : index === at ? state : 'ahead',
  }));
}

function standing(run: Pick<Run, 'status' | 'outcome' | 'progress'>): { at: number; state: StepState } {
  switch (run.status) {
    case 'queued':
    case 'preparing':
    case 'executing':
    case 'scoring':
      return { at: order.indexOf(run.status), state: 'current' };
    case 'in_review':
    case 'needs_info':
      return { at: order.length, state: 'current' };
    case 'approved':
    case 'finished':
      return { at: order.length, state: 'done' };
    case 'rejected':
    case 'void':
      return { at: order.length, state: 'ended' };
    case 'algorithm_fault':
      // What a program wrote is found wrong when it is read, which is the scorer's work.
      return { at: order.indexOf(run.outcome === 'wrong_output' ? 'scoring' : 'executing'), state: 'ended' };
    case 'platform_fault':
    case 'cancelled': {
      const known = order.indexOf((run.progress?.stage ?? 'queued') as StepName);
      return { at: Math.max(0, known), state: 'ended' };
    }
  }
}
