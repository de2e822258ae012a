import {
  type RuleChange,
  type RulesVersion,
  ruleBounds,
  Thresholds,
} from '@scenario-lab/contracts/badge-rules';
import { badgeKinds } from '@scenario-lab/contracts/badges';
import { rulesOf } from './rules.js';

/** What the lab keeps of each version it set: all that was asked from then on, and why. */
export interface KeptVersion extends RulesVersion {
  thresholds: Thresholds;
}

type Fault = { path: string; code: 'not_of_the_badge' | 'out_of_bounds' };

/** What of it cannot be asked, with its place. */
export function faultsOf(said: Thresholds): Fault[] {
  return badgeKinds.flatMap((kind) =>
    Object.entries(said[kind] ?? {}).flatMap(([rule, threshold]): Fault[] => {
      const path = `thresholds.${kind}.${rule}`;
      const asked = rulesOf[kind].find((one) => one.rule === rule);
      const bounds = asked && ruleBounds[asked.rule];
      if (!bounds) return [{ path, code: 'not_of_the_badge' }];
      const fits = threshold >= bounds.least && threshold <= bounds.most;
      return fits && (!bounds.whole || Number.isInteger(threshold)) ? [] : [{ path, code: 'out_of_bounds' }];
    }),
  );
}

/** Rule by rule where two differ; what is not named is as shipped. */
export function changesOf(before: Thresholds, after: Thresholds): RuleChange[] {
  return badgeKinds.flatMap((kind) =>
    rulesOf[kind].flatMap(({ rule, threshold }) => {
      const [from, to] = [before[kind]?.[rule] ?? threshold, after[kind]?.[rule] ?? threshold];
      return from === to ? [] : [{ kind, rule, from, to }];
    }),
  );
}
