import { type Border, byParties, type History, labReads, party, policy } from '../core/border.js';

const open = (row = '') => `${row}status IN ('open', 'closed', 'retired')`;
/** A pair is known to whoever may know both: by a party's right, or because both are published. */
const published = (id: string) =>
  `${id} = comparison.benchmark_version_id OR EXISTS (SELECT 1 FROM published_result r WHERE r.run_id = ${id})`;
const knows = (id: string) => `(${published(id)} OR ${party(id)})`;

export const benchmarkBorders: Border[] = [
  byParties('benchmark', 'id', {
    open: `EXISTS (SELECT 1 FROM benchmark_version v WHERE v.benchmark_id = benchmark.id AND ${open('v.')})`,
  }),
  byParties('benchmark_version', 'benchmark_id', { open: open() }),
  {
    table: 'comparison',
    policies: [
      policy.seen(`${labReads} OR (${knows('comparison.run_id')} AND ${knows('comparison.other_id')})`),
      policy.public(`(${published('comparison.run_id')}) AND (${published('comparison.other_id')})`),
      policy.system(['lab_score']),
    ],
  },
  // Which rows an exam keeps back, for the data's owner and the lab alone.
  {
    table: 'exam_rows',
    policies: [
      policy.seen(
        `${labReads} OR EXISTS (SELECT 1 FROM benchmark_data b JOIN dataset d ON d.id = b.dataset_id
           WHERE b.benchmark_version_id = exam_rows.benchmark_version_id AND d.owner_id = app_org())`,
      ),
      policy.system(['lab_score']),
    ],
  },
];

export const benchmarkHistories: History[] = [
  {
    thing: 'benchmark_version',
    open: `EXISTS (SELECT 1 FROM benchmark_version WHERE id = $2 AND ${open()})`,
    parent: 'SELECT benchmark_id FROM benchmark_version WHERE id = $2',
  },
];
