import { type Border, byParties, lab, labReads, party, policy } from '../core/border.js';

/** Whose data a run measures sees the owner's edition; a vendor that measures on data of its own does not. */
export const oversees = (run: string) => `(${party(run, ['oversee'])} AND NOT ${party(run, ['own'])})`;

const ended = "r.status IN ('algorithm_fault', 'platform_fault', 'cancelled')";
const purse = (table: string, system: Border['policies']): Border => ({
  table,
  policies: [
    policy.own(`organisation_id = app_org() OR ${labReads}`, `organisation_id = app_org() OR ${lab}`),
    policy.added('app_person() IS NULL', ['lab_api'], 'opened'),
    ...system,
  ],
});

const log = byParties('run_log', 'run_id');

export const runBorders: Border[] = [
  byParties('run', 'id'),
  byParties('attempt', 'run_id'),
  byParties('look', 'run_id'),
  byParties('review', 'run_id'),
  byParties('result', 'run_id', {
    seen: `(edition = 'vendor' AND ${party('result.run_id')}) OR ${oversees('result.run_id')}`,
  }),
  // Who computed it reads its own edition alone, be it the lab.
  {
    ...log,
    policies: [
      policy.seen(
        `(for_vendor AND ${party('run_log.run_id')}) OR ${oversees('run_log.run_id')}
         OR (${labReads} AND NOT ${party('run_log.run_id', ['own'])})`,
      ),
      ...log.policies.filter(({ name }) => name !== 'seen'),
    ],
  },
  // Predictions row by row, for the data's owner and the lab: nobody else's organisation sees one.
  {
    table: 'run_answer',
    policies: [
      policy.seen(
        `${labReads} OR EXISTS (SELECT 1 FROM run r JOIN benchmark_data b ON b.benchmark_version_id = r.benchmark_version_id
           JOIN dataset d ON d.id = b.dataset_id WHERE r.id = run_answer.run_id AND d.owner_id = app_org())`,
      ),
      policy.system(['lab_score']),
    ],
  },
  purse('wallet', [policy.system()]),
  purse('wallet_entry', [
    // Only what an ended run of that purse held is settled where it was executed.
    policy.added(
      `kind IN ('spend', 'return') AND EXISTS (SELECT 1 FROM run r
         WHERE r.id = wallet_entry.run_id AND r.vendor_id = wallet_entry.organisation_id AND ${ended})`,
      ['lab_execute'],
      'settled',
    ),
    policy.system(['lab_score']),
  ]),
];
