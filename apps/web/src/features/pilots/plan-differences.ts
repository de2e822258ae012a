import type { PlanChange } from '@scenario-lab/contracts/pilot-plan';

type Plan = PlanChange['before'];
type Place = 'until' | 'sites' | 'conditions' | 'milestone' | 'kpi' | 'risk' | 'safeguard' | 'design';
/** One thing that differs; null where it was not there before or is not there afterwards. */
export interface Difference {
  place: Place;
  before: string | null;
  after: string | null;
}

/** What a change asks for, line by line, in the words of `say`. */
export function differences(
  { before, after }: Pick<PlanChange, 'before' | 'after'>,
  say: {
    day: (day: string) => string;
    text: (text: NonNullable<Plan['conditions']>) => string;
    list: (items: readonly string[]) => string;
    kpi: (kpi: Plan['kpis'][number]) => string;
    milestone: (milestone: Plan['milestones'][number]) => string;
    risk: (risk: Plan['risks'][number]) => string;
    safeguard: (safeguard: Plan['safeguards'][number]) => string;
    design: (design: NonNullable<Plan['design']>) => string;
  },
): Difference[] {
  const found: Difference[] = [];
  const note = (place: Place, one: string | null, other: string | null) => {
    if (one !== other) found.push({ place, before: one, after: other });
  };
  note('until', say.day(before.until), say.day(after.until));
  note('sites', say.list(before.sites), say.list(after.sites));
  note(
    'conditions',
    before.conditions ? say.text(before.conditions) : null,
    after.conditions ? say.text(after.conditions) : null,
  );
  const each = <T>(
    place: Place,
    one: readonly T[],
    other: readonly T[],
    key: (item: T) => string,
    words: (item: T) => string,
  ) => {
    for (const item of one) {
      const now = other.find((candidate) => key(candidate) === key(item));
      note(place, words(item), now ? words(now) : null);
    }
    for (const item of other)
      if (!one.some((candidate) => key(candidate) === key(item))) note(place, null, words(item));
  };
  each('kpi', before.kpis, after.kpis, ({ criterion }) => criterion.id, say.kpi);
  each(
    'milestone',
    before.milestones,
    after.milestones,
    (one) => one.id ?? JSON.stringify(one),
    say.milestone,
  );
  each('risk', before.risks, after.risks, ({ what }) => what, say.risk);
  each(
    'safeguard',
    before.safeguards,
    after.safeguards,
    ({ kind, what }) => `${kind}.${what}`,
    say.safeguard,
  );
  note('design', before.design && say.design(before.design), after.design && say.design(after.design));
  return found;
}
