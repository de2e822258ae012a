import {
  type AddendumChange,
  type SaveAddendum,
  type SaveScenario,
  shortestNotice,
} from '@scenario-lab/contracts/scenarios';

type Changed = Pick<SaveScenario, 'criteria' | 'budget' | 'decisionDate' | 'deadline' | 'questionsUntil'>;

/**
 * What an addendum would change of a need, as it is and as it would be: only what differs, criteria one by one in the
 * order of the need and then of what comes new.
 */
export function changesOf(need: Changed, asked: SaveAddendum['changes']): AddendumChange[] {
  const changes: AddendumChange[] = [];
  if (asked.criteria) {
    const wanted = new Map(asked.criteria.map((criterion) => [criterion.id, criterion]));
    for (const before of need.criteria) {
      const after = wanted.get(before.id) ?? null;
      wanted.delete(before.id);
      if (!same(before, after)) changes.push({ field: 'criterion', before, after });
    }
    for (const after of wanted.values()) changes.push({ field: 'criterion', before: null, after });
  }
  if (asked.budget !== undefined && asked.budget !== need.budget)
    changes.push({ field: 'budget', before: need.budget, after: asked.budget });
  for (const field of ['decisionDate', 'deadline', 'questionsUntil'] as const) {
    const after = asked[field];
    const before = need[field] ?? null;
    if (after !== undefined && after !== before) changes.push({ field, before, after });
  }
  return changes;
}

/**
 * Whether a deadline leaves those who are preparing an offer their time: moved out, taken away, or set no nearer than
 * `shortestNotice` days from today. Days are `YYYY-MM-DD`.
 */
export function leavesTime(before: string | null, after: string | null, today: string): boolean {
  if (after === null) return true;
  if (before !== null && after >= before && after >= today) return true;
  const soonest = new Date(Date.parse(`${today}T00:00:00Z`) + shortestNotice * 86_400_000);
  return after >= soonest.toISOString().slice(0, 10);
}

const same = (one: object, other: object | null) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Postgres keeps the members of an object in an order of its own. */
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, one]) => [name, sorted(one)])
    : value;
