import { type Cockpit, leastFacts, type Rates } from '@scenario-lab/contracts/cockpit';

/** One to four of what is private are not told; nought tells of nobody. */
export const heldBack = (count: number | null): number | null =>
  count === null || (count > 0 && count < leastFacts) ? null : count;

const every = <K extends string>(counts: Record<K, number | null>): Record<K, number | null> =>
  Object.fromEntries(
    Object.entries<number | null>(counts).map(([key, count]) => [key, heldBack(count)]),
  ) as Record<K, number | null>;

/** Whoever knows how many there are and what share of them must not learn the few that are left over. */
function openRate({ share, met, facts, excluded }: Rates['response']): Rates['response'] {
  const told = share !== null && facts !== null && facts >= leastFacts;
  return {
    share: told ? share : null,
    met: told ? met : null,
    facts: told ? facts : heldBack(facts),
    excluded: heldBack(excluded),
  };
}

/**
 * What everybody may see of the lab's cockpit: no buyer by name, no small number of what is private, no runs by day
 * (with their sum they would give away a day that was held back). What is listed in public is counted as it is.
 */
export function publicEdition(lab: Cockpit): Cockpit {
  const { response, decision, conversion } = lab.buyers.all;
  const runs = heldBack(lab.compute.runs);
  return {
    ...lab,
    edition: 'public',
    funnel: lab.funnel.map((step) => {
      const here = heldBack(step.here);
      const ended = heldBack(step.ended);
      return {
        ...step,
        here,
        overdue: heldBack(step.overdue),
        ended,
        medianDays: ended === null ? null : step.medianDays,
        waitingDays: here === null ? null : step.waitingDays,
      };
    }),
    clog: lab.funnel.every(({ overdue }) => heldBack(overdue) !== null) ? lab.clog : null,
    buyers: {
      all: {
        response: openRate(response),
        decision: openRate(decision),
        conversion: openRate(conversion),
      },
      departments: [],
    },
    tickets: {
      since: lab.tickets.since,
      all: {
        response: openRate(lab.tickets.all.response),
        resolution: openRate(lab.tickets.all.resolution),
        satisfaction: openRate(lab.tickets.all.satisfaction),
      },
      departments: [],
    },
    // Whom a figure ranks is everybody's to know from the day the lab has opened it.
    vendors: lab.vendors
      .filter(({ published }) => published)
      .map(({ all, ...board }) => ({ ...board, all: { ...all, facts: heldBack(all.facts) } })),
    compute: {
      ...lab.compute,
      waiting: heldBack(lab.compute.waiting),
      running: heldBack(lab.compute.running),
      runs,
      cpuHours: runs === null ? null : lab.compute.cpuHours,
      days: [],
    },
    data: { ...lab.data, uses: every(lab.data.uses), users: heldBack(lab.data.users) },
    replications: every(lab.replications),
  };
}
