/** A rule of the directory: a part that is null holds for everything. */
interface RuleParts {
  id: string;
  category: string | null;
  region: string | null;
  pilotId: string | null;
}
type Part = 'pilot' | 'category' | 'region' | 'rest';

/**
 * The rule that says most of a ticket: a pilot's own before a category's before a district's, the newest among equals (by
 * id). What a person is shown first, never what is done. Null where no rule fits.
 */
export function suggestRule<R extends RuleParts>(
  ticket: Omit<RuleParts, 'id'>,
  rules: readonly R[],
): { rule: R; because: Part[] } | null {
  let best: { rule: R; weight: number } | null = null;
  for (const rule of rules) {
    const weight = weightOf(rule, ticket);
    if (weight === null) continue;
    if (best === null || weight > best.weight || (weight === best.weight && rule.id > best.rule.id))
      best = { rule, weight };
  }
  if (best === null) return null;
  const { rule } = best;
  const because: Part[] = [];
  if (rule.pilotId !== null) because.push('pilot');
  if (rule.category !== null) because.push('category');
  if (rule.region !== null) because.push('region');
  return { rule, because: because.length > 0 ? because : ['rest'] };
}

function weightOf(rule: RuleParts, ticket: Omit<RuleParts, 'id'>): number | null {
  let weight = 0;
  for (const [part, counts] of [
    ['pilotId', 4],
    ['category', 2],
    ['region', 1],
  ] as const) {
    if (rule[part] === null) continue;
    if (rule[part] !== ticket[part]) return null;
    weight += counts;
  }
  return weight;
}
