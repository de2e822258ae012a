import type { DeskLine, readDesk } from '@scenario-lab/contracts/desks';
import type { Answer } from '@scenario-lab/contracts/route';
import { at, scenario, solution } from './cards.js';
import { idOf, vendor } from './people.js';

const line = (number: number, more: Partial<DeskLine>): DeskLine => ({
  key: String(number),
  thing: 'engagement',
  id: idOf(number),
  page: idOf(number),
  title: solution.title,
  state: 'accepted',
  detail: null,
  since: at(3),
  due: null,
  ...more,
});
const shelf = <K extends string>(key: K, ...lines: DeskLine[]) => ({ key, total: lines.length, lines });

/** Desks of somebody who is broker, reviewer and admin at once. */
export const desks: Answer<typeof readDesk> = {
  sides: [
    {
      side: 'broker',
      shelves: [
        shelf(
          'needs_unmatched',
          line(1001, {
            thing: 'scenario',
            title: scenario.title,
            state: 'published',
            due: '2026-10-20T00:00:00Z',
          }),
        ),
        shelf('pairs_proposed', line(1002, { state: 'declined' }), line(1003, { state: 'validating' })),
        shelf('standing_still'),
      ],
    },
    {
      side: 'reviewer',
      shelves: [
        shelf('to_review', line(1004, { thing: 'run', state: 'in_review', detail: '#31', due: at(29) })),
        shelf('uncharged_looks', line(1005, { thing: 'run', state: 'not_started', detail: '#28' })),
        shelf('on_watch'),
        shelf(
          'leaks',
          line(1006, {
            thing: 'benchmark_version',
            title: scenario.title,
            state: 'column_determines_target',
            detail: 'pm10',
          }),
        ),
      ],
    },
    {
      side: 'admin',
      shelves: [
        shelf(
          'to_verify',
          line(1007, { thing: 'organisation', title: vendor.name, state: 'code_given', due: at(28) }),
        ),
        shelf(
          'role_proposals',
          line(1008, {
            thing: null,
            id: null,
            page: null,
            title: { zh: '周工', en: 'Zhou' },
            state: 'reviewer admin',
            detail: '王运营',
          }),
        ),
        shelf(
          'jobs_given_up',
          line(1009, { thing: null, page: null, state: 'issue-report', detail: 'disk full' }),
        ),
        shelf(
          'signing_keys',
          line(1010, {
            thing: null,
            id: null,
            page: null,
            title: { en: 'ed25519-0011223344556677', zh: 'ed25519-0011223344556677' },
            state: 'in_use',
          }),
        ),
      ],
    },
  ],
  house: {
    people: 41,
    suspended: 2,
    organisations: 17,
    unverified: 3,
    datasetBytes: 3.2e9,
    programBytes: 4.1e8,
  },
};
