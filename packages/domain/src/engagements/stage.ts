import type { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { StatusOf } from '@scenario-lab/contracts/machine';

export type EngagementStatus = StatusOf<typeof engagementMachine>;

/** 能力展示 → 供需对接 → 测试验证 → 场景实战 → 赋能产业 */
export const stages = ['showcase', 'matching', 'validation', 'field', 'enablement'] as const;
export type Stage = (typeof stages)[number];

const stageByStatus: Readonly<Record<EngagementStatus, Stage>> = {
  proposed: 'matching',
  invited: 'matching',
  accepted: 'matching',
  shortlisted: 'matching',
  declined: 'matching',
  withdrawn: 'matching',
  not_selected: 'matching',
  validating: 'validation',
  validated: 'validation',
  validation_failed: 'validation',
  piloting: 'field',
  awarded: 'field',
  field_accepted: 'field',
  field_rejected: 'field',
  enabling: 'enablement',
  completed: 'enablement',
};

const ends: ReadonlySet<EngagementStatus> = new Set([
  'declined',
  'withdrawn',
  'not_selected',
  'validation_failed',
  'field_rejected',
]);

/**
 * The stage of the chain an engagement stands in; `null` (no engagement yet) is the showcase. Two ends can be
 * reached from more than one stage (`withdrawn`, `not_selected`): `leftFrom`, the status before, tells which.
 */
export function stageOf(status: EngagementStatus | null, leftFrom?: EngagementStatus): Stage {
  if (status === null) return 'showcase';
  const ambiguous = status === 'withdrawn' || status === 'not_selected';
  return stageByStatus[ambiguous && leftFrom ? leftFrom : status];
}

export type RailState = 'done' | 'current' | 'ahead' | 'ended';

/** The five-step rail: what lies behind is done, the stage it broke off in is ended, what follows never came. */
export function railOf(
  status: EngagementStatus | null,
  leftFrom?: EngagementStatus,
): readonly { stage: Stage; state: RailState }[] {
  const at = stages.indexOf(stageOf(status, leftFrom));
  const here = status !== null && ends.has(status) ? 'ended' : status === 'completed' ? 'done' : 'current';
  return stages.map((stage, index) => ({
    stage,
    state: index < at ? 'done' : index > at ? 'ahead' : here,
  }));
}
