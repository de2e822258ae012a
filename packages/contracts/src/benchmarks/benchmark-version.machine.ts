import { defineMachine } from '../machine.js';

/** Opening is earned: the lab seals, the workers write packs and vault and run the baseline, then it opens. */
export const benchmarkVersionMachine = defineMachine({
  thing: 'benchmark_version',
  statuses: ['draft', 'sealing', 'baseline', 'open', 'closed', 'retired'],
  live: ['draft', 'sealing', 'baseline', 'open', 'closed'],
  turns: {
    draft: [
      { deed: 'benchmark.seal', side: 'lab' },
      { deed: 'benchmark.edit', side: 'owner' },
    ],
    sealing: 'system',
    baseline: 'system',
    open: [{ deed: 'benchmark.close', side: 'lab' }],
    closed: 'rests',
  },
  events: {
    create: {
      from: null,
      to: 'draft',
      by: ['department', 'operator'],
      became: 'benchmark_version.created',
    },
    seal: { from: ['draft'], to: 'sealing', by: ['operator'], became: 'benchmark_version.sealing' },
    sealed: { from: ['sealing'], to: 'baseline', by: 'system', became: 'benchmark_version.sealed' },
    open: { from: ['baseline'], to: 'open', by: 'system', became: 'benchmark_version.open' },
    refuse: {
      from: ['sealing', 'baseline'],
      to: 'draft',
      by: 'system',
      became: 'benchmark_version.refused',
    },
    close: { from: ['open'], to: 'closed', by: ['operator'], became: 'benchmark_version.closed' },
    retire: { from: ['closed'], to: 'retired', by: ['operator'], became: 'benchmark_version.retired' },
  },
});
