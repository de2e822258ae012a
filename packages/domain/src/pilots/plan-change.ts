/** What both sides agree on about a pilot; days as `YYYY-MM-DD`. */
export interface PlanOfPilot {
  from: string;
  until: string;
  sites: readonly string[];
  kpis: readonly { criterion: { id: string } }[];
}

/**
 * What of a plan cannot change once it has begun, as places in the plan asked for: its first day, what is measured (the
 * points recorded hang on it), and a site that is there (its device goes on sending). An empty list: it can be asked for.
 */
export function cannotChange(before: PlanOfPilot, after: PlanOfPilot): { path: string; code: string }[] {
  const measured = (plan: PlanOfPilot) =>
    plan.kpis
      .map(({ criterion }) => criterion.id)
      .sort()
      .join('\n');
  return [
    ...(before.from === after.from ? [] : [{ path: 'from', code: 'has_begun' }]),
    ...(measured(before) === measured(after) ? [] : [{ path: 'kpis', code: 'other_indicators' }]),
    ...(before.sites.every((site) => after.sites.includes(site))
      ? []
      : [{ path: 'sites', code: 'site_left_out' }]),
  ];
}

/** Who may do what with a change that waits: its own side takes it back, the other one decides. */
export function mayDecide(
  proposedBy: string,
  organisationId: string,
): readonly ('agree' | 'decline' | 'withdraw')[] {
  return proposedBy === organisationId ? ['withdraw'] : ['agree', 'decline'];
}
