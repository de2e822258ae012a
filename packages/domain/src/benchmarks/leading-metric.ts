import type { Plan } from '@scenario-lab/contracts/benchmarks';
import { isResource } from '@scenario-lab/contracts/metrics';

/** The figure a board is ordered by: the first must on the whole split, else the first metric of the plan. */
export function leadingMetric({ criteria, metrics }: Pick<Plan, 'criteria' | 'metrics'>): string {
  const whole = criteria.filter(({ slice, metric }) => !slice && !isResource(metric));
  return (whole.find(({ must }) => must) ?? whole[0])?.metric ?? metrics[0]!;
}
