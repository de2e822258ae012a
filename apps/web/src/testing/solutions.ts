import { otherSolution, solution } from './cards.js';
import type { Handler } from './mock-notices.js';

const solutions = [solution, otherSolution];

/** What the examples answer of cards of solutions. */
export const solutionHandlers: Record<string, Handler> = {
  'solution.browse': () => ({
    items: solutions,
    next: null,
    total: solutions.length,
    facets: { field: { environmental_protection: 1, public_services: 2 } },
  }),
  'solution.read': ({ params }) => solutions.find(({ id }) => id === params.id) ?? null,
  'solution.read_medium': ({ params }) => ({
    ...(solution.media.find(({ id }) => id === params.id) ?? solution.media[0]),
    state: 'ready',
    problem: null,
  }),
};
