import type { ScenarioFeatures, SolutionFeatures } from './features.js';
import { fold } from './han-fold.js';
import { type Reason, reason } from './reason.js';
import { weighSockets } from './sockets.js';
import { penalties, purchaseTrl, weights } from './weights.js';

/** What can be compared field by field. `asOf` is the day (YYYY-MM-DD) on which qualifications must still be valid. */
export function weighFit(scenario: ScenarioFeatures, solution: SolutionFeatures, asOf: string): Reason[] {
  return [
    ...weighTask(scenario, solution),
    ...weighSockets(scenario, solution),
    ...weighSite(scenario, solution),
    ...weighQualifications(scenario, solution, asOf),
    ...weighSubject(scenario, solution),
    ...weighTerms(scenario, solution),
    ...weighMaturity(scenario, solution),
  ];
}

function weighTask({ task }: ScenarioFeatures, { algorithms }: SolutionFeatures): Reason[] {
  if (task === null) return [];
  if (algorithms.length === 0) return [reason('task_unknown', weights.task, 0, { task })];
  return algorithms.some((algorithm) => algorithm.task === task)
    ? [reason('task_match', weights.task, weights.task, { task })]
    : [reason('task_mismatch', weights.task, -penalties.taskMismatch, { task })];
}

function weighSite({ site }: ScenarioFeatures, { deployment }: SolutionFeatures): Reason[] {
  if (!site && !deployment) return [];
  if (!site || !deployment)
    return [reason('site_unknown', weights.siteFit, 0, { side: site ? 'solution' : 'scenario' })];
  const reasons: Reason[] = [];
  const gpuShort = deployment.gpu && !site.gpu;
  const networkShort = deployment.network && !site.network;
  if (gpuShort) reasons.push(reason('gpu_missing', penalties.gpuMissing, -penalties.gpuMissing));
  if (networkShort)
    reasons.push(reason('network_missing', penalties.networkMissing, -penalties.networkMissing));
  const stated = site.deployment.length > 0 && deployment.sites.length > 0;
  const shared = deployment.sites.filter((place) => site.deployment.includes(place));
  if (stated && shared.length === 0) {
    const params = { offered: [...site.deployment].sort(), wanted: [...deployment.sites].sort() };
    reasons.push(reason('site_mismatch', penalties.siteMismatch, -penalties.siteMismatch, params));
  }
  if (stated && shared.length > 0 && !gpuShort && !networkShort) {
    reasons.push(reason('site_fit', weights.siteFit, weights.siteFit, { shared: shared.sort() }));
  }
  if (site.xinchuang) {
    reasons.push(
      deployment.xinchuang
        ? reason('xinchuang_ready', weights.xinchuang, weights.xinchuang)
        : reason('xinchuang_missing', penalties.xinchuangMissing, -penalties.xinchuangMissing),
    );
  }
  return reasons;
}

function weighQualifications(scenario: ScenarioFeatures, solution: SolutionFeatures, asOf: string): Reason[] {
  const required = [...new Set(scenario.qualifications)].sort();
  return required.map((name) => {
    const held = solution.qualifications.filter((qualification) => sameName(qualification.name, name));
    const part = (points: number) => points / required.length;
    if (held.some(({ expires }) => expires === null || expires >= asOf)) {
      return reason('qualification_held', part(weights.qualifications), part(weights.qualifications), {
        name,
      });
    }
    const expired = held.map(({ expires }) => expires).sort();
    const last = expired.at(-1);
    return last
      ? reason(
          'qualification_expired',
          part(penalties.qualificationExpired),
          -part(penalties.qualificationExpired),
          { name, expires: last },
        )
      : reason(
          'qualification_missing',
          part(penalties.qualificationMissing),
          -part(penalties.qualificationMissing),
          { name },
        );
  });
}

function weighSubject(scenario: ScenarioFeatures, solution: SolutionFeatures): Reason[] {
  const reasons: Reason[] = [];
  if (scenario.field !== null && scenario.field === solution.field) {
    reasons.push(reason('field_match', weights.field, weights.field, { field: scenario.field }));
  }
  const wanted = [...new Set(scenario.technologies)].sort();
  const shared = wanted.filter((name) => solution.technologies.some((other) => sameName(other, name)));
  if (shared.length > 0) {
    const points = (weights.technologies * shared.length) / wanted.length;
    reasons.push(reason('technologies_shared', weights.technologies, points, { technologies: shared }));
  }
  return reasons;
}

/** Region, price and way of cooperation. */
function weighTerms(scenario: ScenarioFeatures, solution: SolutionFeatures): Reason[] {
  const reasons: Reason[] = [];
  const { region, budget } = scenario;
  if (region !== null && solution.regions.length > 0) {
    const served = solution.regions.some((code) => covers(code, region));
    const points = served ? weights.region : -penalties.regionOther;
    reasons.push(reason(served ? 'region_match' : 'region_other', weights.region, points, { region }));
  }
  if (budget !== null) {
    const price = solution.priceFrom;
    if (price === null) reasons.push(reason('price_unknown', weights.budget, 0, { budget }));
    else if (price <= budget)
      reasons.push(reason('within_budget', weights.budget, weights.budget, { budget, price }));
    else {
      const excess = Math.min(1, budget > 0 ? price / budget - 1 : 1);
      reasons.push(
        reason(
          'over_budget',
          penalties.overBudget,
          -penalties.overBudget * excess,
          { budget, price },
          'against',
        ),
      );
    }
  }
  if (scenario.cooperationModes.length > 0 && solution.cooperationModes.length > 0) {
    const shared = scenario.cooperationModes
      .filter((mode) => solution.cooperationModes.includes(mode))
      .sort();
    const fits = shared.length > 0;
    const modes = fits ? shared : [...scenario.cooperationModes].sort();
    const points = fits ? weights.cooperation : -penalties.cooperationOther;
    reasons.push(
      reason(fits ? 'cooperation_match' : 'cooperation_other', Math.abs(points), points, { modes }),
    );
  }
  return reasons;
}

function weighMaturity(scenario: ScenarioFeatures, { trl }: SolutionFeatures): Reason[] {
  if (trl === null) return [];
  const purchaseOnly =
    scenario.cooperationModes.length > 0 && scenario.cooperationModes.every((mode) => mode === 'purchase');
  if (purchaseOnly && trl < purchaseTrl) {
    return [
      reason('immature_for_purchase', penalties.immature, -penalties.immature, { trl, needed: purchaseTrl }),
    ];
  }
  return [reason('maturity', weights.maturity, (weights.maturity * (trl - 1)) / 8, { trl })];
}

/** Equal after folding, or one within the other ("ISO 9001" and "ISO 9001 质量管理体系认证"). */
function sameName(one: string, other: string): boolean {
  const first = plain(one);
  const second = plain(other);
  return first !== '' && second !== '' && (first.includes(second) || second.includes(first));
}

function plain(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** GB/T 2260: 510000 is the province and 510100 the city of district 510104; 000000 is everywhere. */
function covers(code: string, region: string): boolean {
  if (code === region) return true;
  if (!/^\d{6}$/.test(code) || !/^\d{6}$/.test(region)) return false;
  const prefix = code.replace(/(?:00)+$/, '');
  return prefix.length < 6 && region.startsWith(prefix);
}
