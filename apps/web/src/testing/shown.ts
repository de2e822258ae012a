import type { ShownOrganisation } from '@scenario-lab/contracts/shown-organisations';
import { algorithm, at, otherSolution, scenario, solution } from './cards.js';
import { dataset } from './data.js';
import { department, idOf, vendor } from './people.js';

const listed = <T>(...items: T[]) => ({ total: items.length, items });
const none = { total: 0, items: [] };
const nothing = {
  scenarios: none,
  solutions: none,
  algorithms: none,
  datasets: none,
  benchmarks: none,
};
const cases = (other: typeof vendor) =>
  listed({
    id: idOf(820),
    title: { zh: '下穿隧道积水预警', en: 'Underpass flood warning' },
    outcome: 'accepted' as const,
    other,
  });

/** Public pages of the two organisations of the examples. */
export const shownVendor: ShownOrganisation = {
  ...vendor,
  roles: ['supply'],
  region: '510104',
  since: at(1),
  record: {
    certificates: { valid: 1, watch: 0, suspended: 0, expired: 0, revoked: 1 },
    results: { pass: 2, fail: 1, inconclusive: 0 },
    cases: { accepted: 1, failed: 0 },
    replications: 2,
  },
  ...nothing,
  solutions: listed(
    ...[solution, otherSolution].map(({ id, title, trl, certificates, testedOn }) => ({
      id,
      title,
      trl,
      certificates,
      testedOn,
    })),
  ),
  algorithms: listed({ id: algorithm.id, title: algorithm.title, task: algorithm.task, certificates: 1 }),
  certificates: listed(
    ...(['valid', 'revoked'] as const).map((status, index) => ({
      number: `SL-2026-00000${index + 1}`,
      status,
      algorithm: algorithm.title,
      benchmark: scenario.title,
      expiresAt: '2027-06-30T00:00:00.000Z',
      demonstration: false,
    })),
  ),
  cases: cases(department),
};

export const shownDepartment: ShownOrganisation = {
  ...department,
  roles: ['demand'],
  region: '510104',
  since: at(1),
  record: {
    certificates: { valid: 0, watch: 0, suspended: 0, expired: 0, revoked: 0 },
    results: { pass: 0, fail: 0, inconclusive: 0 },
    cases: { accepted: 1, failed: 0 },
    replications: 2,
  },
  ...nothing,
  scenarios: listed({
    id: scenario.id,
    title: scenario.title,
    status: scenario.status,
    deadline: scenario.deadline,
  }),
  datasets: listed({ id: dataset.id, title: dataset.title, accessMode: dataset.accessMode }),
  certificates: none,
  cases: cases(vendor),
};
