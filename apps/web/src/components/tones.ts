/** What a status means to its reader; one palette, always with an icon and the word. */
export type Tone = 'pass' | 'fail' | 'inconclusive' | 'running' | 'waiting' | 'fault' | 'suspended';

const tones: Record<Tone, readonly string[]> = {
  pass: [
    'listed',
    'ready',
    'published',
    'open',
    'approved',
    'finished',
    'valid',
    'validated',
    'accepted',
    'field_accepted',
    'completed',
    'adopted',
    'active',
    'pass',
    'awarded',
    'released',
    'partly_released',
  ],
  fail: [
    'refused',
    'rejected',
    'algorithm_fault',
    'revoked',
    'field_rejected',
    'validation_failed',
    'fail',
    'failed',
    'terminated',
    'lost',
  ],
  inconclusive: ['inconclusive', 'needs_info', 'returned', 'watch', 'deprecated'],
  running: [
    'inspecting',
    'profiling',
    'uploading',
    'sealing',
    'baseline',
    'preparing',
    'executing',
    'scoring',
    'running',
    'validating',
    'piloting',
    'enabling',
    'evaluating',
    'assessing',
    'transfer_testing',
    'consensus',
  ],
  fault: ['platform_fault'],
  suspended: ['suspended', 'paused', 'void'],
  waiting: [],
};
const byStatus = new Map(
  Object.entries(tones).flatMap(([tone, statuses]) => statuses.map((status) => [status, tone as Tone])),
);

/** Words that mean something else of this thing: an open ticket is nothing to be glad of. */
const own: Partial<Record<string, Partial<Record<string, Tone>>>> = {
  catalogue_source: { trial: 'waiting', active: 'pass', failing: 'fail', paused: 'suspended' },
  data_request: {
    open: 'waiting',
    routed: 'waiting',
    claimed: 'running',
    fulfilled: 'pass',
    declined: 'fail',
    merged: 'suspended',
  },
  field_remark: {
    noted: 'waiting',
    asked: 'inconclusive',
    answered: 'running',
    mended: 'running',
    settled: 'pass',
    insisted: 'suspended',
    withdrawn: 'suspended',
  },
  joint_need: {
    proposed: 'waiting',
    agreed: 'running',
    drafted: 'running',
    joined: 'pass',
    dissolved: 'suspended',
  },
  trainee: { seated: 'running', certified: 'pass', fell_short: 'inconclusive' },
  ticket: {
    open: 'waiting',
    assigned: 'running',
    answered: 'running',
    reopened: 'inconclusive',
    closed: 'pass',
  },
};

export function toneOf(status: string, thing?: string): Tone {
  return (thing && own[thing]?.[status]) || (byStatus.get(status) ?? 'waiting');
}
