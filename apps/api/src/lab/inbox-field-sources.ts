import { pilotMachine } from '@scenario-lab/contracts/pilots/pilot.machine';
import { stands } from '@scenario-lab/domain/conditions';
import type { PilotFacts } from '@scenario-lab/domain/pilots/pilots.policy';
import { policies } from '@scenario-lab/domain/policies';
import { asks, hidden, mine, type Source, sides, turnsOf } from './inbox-source.js';

const pilot = {
  thing: 'pilot',
  from: 'pilot t JOIN engagement e ON e.id = t.engagement_id LEFT JOIN scenario s ON s.id = e.scenario_id',
  id: 't.id',
  status: 't.status',
  title: `coalesce(s.need->'title', ${hidden})`,
  born: 't.created_at',
  columns: `${sides}, 'enoughObservations', true) AS facts`,
  may: asks(policies.pilot),
} as const;

/** Of the points kept apart, the first that waits. */
const apart = `SELECT min(q.received_at) FROM quarantined_point q WHERE q.pilot_id = t.id AND q.decision IS NULL`;
/** What the other side asks for. */
const change = `SELECT c.created_at FROM pilot_change c WHERE c.pilot_id = t.id AND c.decision IS NULL
  AND c.organisation_id <> app_org()`;
/** Of the conditions of its acceptance, the first that falls due within two weeks and is not met. */
const condition = (
  column: string,
) => `SELECT ${column} FROM acceptance_condition c WHERE c.pilot_id = t.id AND c.met_at IS NULL
  AND c.due <= current_date + 14 ORDER BY c.due, c.id LIMIT 1`;
/** A certificate in doubt that a test on newer rows would clear, none of which was made since; the newest of the engagement's. */
const doubt = `SELECT x.status_at FROM run r JOIN certificate x ON x.run_id = r.id JOIN benchmark_version b ON b.id = r.benchmark_version_id
  WHERE r.engagement_id = t.engagement_id AND x.status = 'watch'
    AND EXISTS (SELECT 1 FROM benchmark_version nb JOIN benchmark ne ON ne.id = nb.benchmark_id
      WHERE ne.scenario_id = e.scenario_id AND nb.status = 'open' AND nb.hidden_digest <> b.hidden_digest)
    AND NOT EXISTS (SELECT 1 FROM run m WHERE m.engagement_id = r.engagement_id AND m.split = 'hidden' AND m.id <> r.id
      AND m.algorithm_version_id = r.algorithm_version_id AND m.submitted_at >= x.status_at)
  ORDER BY x.issued_at DESC LIMIT 1`;

/** One that nothing can clear yet: no other rows are there, nor on their way into an exam. */
const barren = `SELECT x.status_at FROM run r JOIN certificate x ON x.run_id = r.id JOIN benchmark_version b ON b.id = r.benchmark_version_id
  WHERE r.engagement_id = t.engagement_id AND x.status = 'watch'
    AND NOT EXISTS (SELECT 1 FROM benchmark_version nb JOIN benchmark ne ON ne.id = nb.benchmark_id
      WHERE ne.scenario_id = e.scenario_id AND (nb.status = 'open' AND nb.hidden_digest <> b.hidden_digest
        OR nb.status IN ('draft', 'sealing', 'baseline') AND nb.dataset_version_id <> b.dataset_version_id))
  ORDER BY x.issued_at DESC LIMIT 1`;

/** What waits in the field, and whose turn it is. */
export const fieldSources: readonly Source[] = [
  {
    ...pilot,
    waits: turnsOf(
      pilotMachine,
      { department: mine('e.department_id') },
      { 'pilot.start': 't.from_day <= current_date', 'pilot.evaluate': 't.until_day < current_date' },
    ),
  },
  {
    ...pilot,
    since: `(${apart})`,
    waits: ['running', 'paused', 'evaluating'].map((status) => ({
      status,
      deed: 'pilot.decide_points',
      when: `${mine('e.department_id')} AND (${apart}) IS NOT NULL`,
    })),
  },
  {
    ...pilot,
    since: `(${change})`,
    waits: ['running', 'paused'].map((status) => ({
      status,
      deed: 'pilot.decide_change',
      when: `EXISTS (${change})`,
    })),
  },
  {
    ...pilot,
    since: `(${condition('(SELECT a.created_at FROM acceptance a WHERE a.id = c.acceptance_id)')})`,
    due: `((${condition('c.due')}) + 1)::timestamptz - interval '1 second'`,
    waits: ['running', 'paused', 'evaluating', 'accepted'].map((status) => ({
      status,
      deed: 'pilot.settle',
      when: `${mine('e.department_id')} AND EXISTS (${condition('1')})`,
    })),
  },
  {
    ...pilot,
    since: `(${doubt})`,
    // As long as the lab has to hear the vendor and decide.
    due: `((${doubt}) + interval '14 days')`,
    waits: ['running', 'paused', 'evaluating'].map((status) => ({
      status,
      deed: 'run.submit',
      when: `${mine('e.vendor_id')} AND EXISTS (${doubt})`,
    })),
    // The test is the vendor's to submit; which exam it is stands on the pilot's page.
    may: (actor, _deed, row) => stands(actor, 'vendor', (row.facts as PilotFacts).vendorOrganisationId),
  },
  {
    ...pilot,
    since: `(${barren})`,
    due: `((${barren}) + interval '14 days')`,
    waits: ['running', 'paused', 'evaluating'].map((status) => ({
      status,
      deed: 'dataset.add_version',
      when: `${mine('e.department_id')} AND EXISTS (${barren})`,
    })),
    // Newer rows are the department's to bring; where they go stands on the pilot's page.
    may: (actor, _deed, row) =>
      stands(actor, 'department', (row.facts as PilotFacts).departmentOrganisationId),
  },
];
