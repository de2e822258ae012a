import type { JointCriterion } from '@scenario-lab/contracts/joint-needs';
import type { Criterion } from '@scenario-lab/contracts/metrics';

interface Asking {
  organisationId: string;
  criteria: readonly Criterion[];
}

/** Two ask for the same figure when metric, direction, unit and part of the rows are the same. */
const keyOf = ({ metric, direction, unit, slice }: Criterion) =>
  JSON.stringify([metric, direction, unit ?? null, slice?.column ?? null, slice?.value ?? null]);

/**
 * The criteria of several needs side by side, in the order they are first asked. What the joint need asks of each figure
 * is the strictest threshold anybody asks, and a must where it is one for anybody: nobody who joins gets less than it
 * asked for.
 */
export function compareCriteria(needs: readonly Asking[]): JointCriterion[] {
  const keys = [...new Set(needs.flatMap(({ criteria }) => criteria.map(keyOf)))];
  const taken = new Set<string>();
  return keys.map((key) => {
    const asked = needs.map(({ organisationId, criteria }) => ({
      organisationId,
      one: criteria.find((criterion) => keyOf(criterion) === key) ?? null,
    }));
    const all = asked.flatMap(({ one }) => one ?? []);
    const criterion = strictest(all);
    return {
      criterion: { ...criterion, id: freeId(criterion.id, taken) },
      asked: asked.map(({ organisationId, one }) => ({
        organisationId,
        threshold: one?.threshold ?? null,
        must: one?.must ?? null,
      })),
      differs: differenceOf(all, needs.length),
    };
  });
}

function strictest(all: readonly Criterion[]): Criterion {
  const harder = (one: Criterion, other: Criterion) =>
    one.direction === 'at_least' ? other.threshold > one.threshold : other.threshold < one.threshold;
  const hardest = all.reduce((one, other) => (harder(one, other) ? other : one));
  return { ...hardest, must: all.some(({ must }) => must) };
}

function differenceOf(all: readonly Criterion[], needs: number): JointCriterion['differs'] {
  if (all.length < needs) return 'not_all';
  if (new Set(all.map(({ threshold }) => threshold)).size > 1) return 'threshold';
  return new Set(all.map(({ must }) => must)).size > 1 ? 'weight' : 'same';
}

/** Results are told by a criterion's name, so no two bear one; names end at 40 characters. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let more = 2; taken.has(id); more += 1) id = `${wanted.slice(0, 36)}-${more}`;
  taken.add(id);
  return id;
}
