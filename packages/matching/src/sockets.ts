import type { Column, ScenarioFeatures, SolutionFeatures } from './features.js';
import { fold } from './han-fold.js';
import { type Reason, reason } from './reason.js';
import { penalties, weights } from './weights.js';

interface SocketFit {
  algorithm: string;
  required: number;
  exact: number;
  /** Columns of another name but the right type: an adapter can map them. */
  mapped: number;
  missing: string[];
}

/** Names listed in a sentence; the count tells the rest. */
const namesShown = 5;

/** What the vendor's algorithms need to find against the columns the data has; the best algorithm counts. */
export function weighSockets(scenario: ScenarioFeatures, solution: SolutionFeatures): Reason[] {
  const usable = solution.algorithms.filter(({ task }) => scenario.task === null || task === scenario.task);
  if (usable.length === 0) return [];
  const fits =
    scenario.columns.length === 0 ? [] : usable.map((algorithm) => plug(algorithm, scenario.columns));
  const stated = fits.filter(({ required }) => required > 0);
  if (stated.length === 0) {
    return [
      reason('sockets_unknown', weights.sockets, 0, { side: fits.length > 0 ? 'solution' : 'scenario' }),
    ];
  }
  const fit = stated.reduce((best, it) => {
    const gain = shareOf(it) - shareOf(best);
    return gain > 0 || (gain === 0 && it.algorithm < best.algorithm) ? it : best;
  });
  const { algorithm, required, exact, mapped, missing } = fit;
  const points = shareOf(fit) * 2 - 1;
  const contribution = points >= 0 ? points * weights.sockets : points * penalties.sockets;
  const params = {
    algorithm,
    required,
    exact,
    mapped,
    missing: missing.slice(0, namesShown),
    missingCount: missing.length,
  };
  if (missing.length > 0)
    return [reason('sockets_missing', weights.sockets, contribution, params, 'against')];
  return exact === required
    ? [reason('sockets_fit', weights.sockets, contribution, params)]
    : [
        reason(
          'sockets_mapping',
          weights.sockets,
          contribution,
          params,
          contribution > 0 ? 'for' : 'unknown',
        ),
      ];
}

function shareOf({ exact, mapped, required }: SocketFit): number {
  return (exact + mapped / 2) / required;
}

function plug({ id, inputs }: SolutionFeatures['algorithms'][number], columns: readonly Column[]): SocketFit {
  const needed = inputs.filter(({ required }) => required);
  const typeOf = new Map(columns.map(({ name, type }) => [fold(name), type]));
  const free = new Map<string, number>();
  for (const type of typeOf.values()) free.set(type, (free.get(type) ?? 0) + 1);
  const take = (type: string) => free.set(type, (free.get(type) ?? 0) - 1);
  const unnamed = needed.filter(({ column, type }) => {
    const exact = typeOf.get(fold(column)) === type;
    if (exact) take(type);
    return !exact;
  });
  const missing = unnamed.filter(({ type }) => {
    const spare = (free.get(type) ?? 0) > 0;
    if (spare) take(type);
    return !spare;
  });
  return {
    algorithm: id,
    required: needed.length,
    exact: needed.length - unnamed.length,
    mapped: unnamed.length - missing.length,
    missing: missing.map(({ column }) => column),
  };
}
