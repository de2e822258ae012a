import { benchmarkVersionMachine } from '@scenario-lab/contracts/benchmarks/benchmark-version.machine';
import { type Owned, owns, ownsOr, ownsOrReads } from '../conditions.js';
import { definePolicy, type Facts, fires } from '../policy.js';

/** The owner is the organisation whose need the benchmark measures; the lab for benchmarks of its own. */
export interface BenchmarkFacts extends Facts, Owned {}

const visible = ['open', 'closed', 'retired'];

export const benchmarkPolicy = definePolicy<BenchmarkFacts>()('benchmark', {
  read: {
    who: 'anyone',
    when: (actor, facts) =>
      visible.includes(facts.status ?? '') || ownsOrReads(actor, facts) === true || 'not_published',
  },
  create: fires(benchmarkVersionMachine, 'create', ownsOr(['operator'])),
  edit: { who: ['department', 'operator'], when: ownsOr(['operator']), from: ['draft'] },
  /** An exam that asks something else than its need: the department's word for it, nobody else's. */
  agree: { who: ['department'], when: owns, from: ['draft', 'open'] },
  seal: fires(benchmarkVersionMachine, 'seal'),
  close: fires(benchmarkVersionMachine, 'close'),
  retire: fires(benchmarkVersionMachine, 'retire'),
});
