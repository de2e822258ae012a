import { mayTryAgain } from '@scenario-lab/db/core/job-tries';
import { cappedJobs } from '@scenario-lab/domain/jobs/tries';
import { downloadable } from '../benchmarks/prepare-download.js';
import { unmaskedVersions } from '../datasets/mask-dataset.js';
import { unreadLists } from '../editions/read-list.js';
import { unwrittenEditions } from '../editions/write-edition.js';
import { unreadPapers } from '../scenarios/read-need-paper.js';
import { unreadMedia } from '../solutions/read-medium.js';
import { unreadTicketFiles } from '../tickets/read-ticket-file.js';
import { unroutedTickets } from '../tickets/suggest-routing.js';
import { type JobName, jobNames, type QueueName, queueOfJob } from './jobs.js';

/** What waits for each job: id, since when, whose it is. */
const waiting: Record<JobName, string> = {
  'execute-run': `SELECT id, submitted_at AS since, vendor_id AS organisation FROM run WHERE status = 'queued'`,
  'score-run': `SELECT id, submitted_at AS since, vendor_id AS organisation FROM run
    WHERE status = 'scoring' AND lease_until IS NULL`,
  // The pair with the baseline, kept under the board's own id, says that a run has been compared there.
  'compare-runs': `SELECT r.id, e.at AS since, r.vendor_id AS organisation FROM run r
    JOIN benchmark_version v ON v.id = r.benchmark_version_id
    JOIN LATERAL (SELECT at FROM event WHERE thing_id = r.id AND event = 'run.approved' ORDER BY seq DESC LIMIT 1) e ON true
    WHERE r.status = 'approved' AND r.split = 'hidden' AND EXISTS (SELECT 1 FROM benchmark_version w
      JOIN truth t ON t.benchmark_version_id = w.id AND t.split = 'hidden'
      WHERE w.benchmark_id = v.benchmark_id AND w.hidden_digest = v.hidden_digest AND w.status IN ('open', 'closed', 'retired')
        AND NOT EXISTS (SELECT 1 FROM comparison c
          WHERE c.benchmark_version_id = w.id AND c.run_id = r.id AND c.other_id = w.id))`,
  'seal-benchmark': stuck('benchmark_version', 'benchmark', "'sealing', 'baseline'"),
  'inspect-artifact': stuck('algorithm_version', 'algorithm', "'uploaded', 'inspecting'"),
  'profile-dataset': stuck('dataset_version', 'dataset', "'uploading', 'profiling'"),
  'mask-dataset': unmaskedVersions,
  'profile-open-rows': `SELECT b.id, b.opened_at AS since, d.owner_id AS organisation FROM dataset_version v
    JOIN dataset d ON d.id = v.dataset_id
    JOIN benchmark_version b ON b.id::text = v.open_rows->>'spool' WHERE NOT EXISTS (SELECT 1 FROM dataset_profile p
      WHERE p.dataset_version_id = v.id AND p.edition = 'open' AND p.table_sha256 = v.open_rows->>'sha256')`,
  'prepare-download': `SELECT v.id, (SELECT max(at) FROM event e WHERE e.thing_id = v.id) AS since,
    (SELECT owner_id FROM dataset d WHERE d.id = v.dataset_id) AS organisation FROM dataset_version v WHERE ${downloadable}`,
  'watch-certificate': `SELECT c.id, e.at AS since, NULL::uuid AS organisation FROM certificate c
    JOIN event e ON e.thing_id = c.id AND e.event = 'certificate.drifted' AND e.at >= c.status_at WHERE c.status = 'valid'`,
  'sign-acceptance': `SELECT a.pilot_id AS id, min(a.created_at) AS since, NULL::uuid AS organisation FROM acceptance a
    WHERE a.envelope IS NULL GROUP BY a.pilot_id`,
  'read-list': unreadLists,
  'read-medium': unreadMedia,
  'read-ticket-file': unreadTicketFiles,
  'suggest-routing': unroutedTickets,
  'read-need-paper': unreadPapers,
  'inspect-data-job': `SELECT id, created_at AS since, organisation_id AS organisation FROM data_job WHERE status = 'submitted'`,
  // Of rows that were withdrawn, because an exam has hidden some, it waits for those that are left.
  'run-data-job': `SELECT j.id, j.created_at AS since, j.organisation_id AS organisation FROM data_job j
    WHERE j.status IN ('queued', 'executing')
      AND EXISTS (SELECT 1 FROM dataset_download o WHERE o.dataset_version_id = j.dataset_version_id)`,
  'write-edition': `SELECT id, since, NULL::uuid AS organisation FROM (${unwrittenEditions}) e`,
  'issue-report': `SELECT r.id, e.at AS since, r.vendor_id AS organisation FROM run r
    JOIN LATERAL (SELECT at FROM event WHERE thing_id = r.id AND event = 'run.approved' ORDER BY seq DESC LIMIT 1) e ON true
    WHERE r.status = 'approved' AND NOT EXISTS (SELECT 1 FROM report WHERE run_id = r.id AND edition = 'owner')`,
};

/** Versions of a thing in a status only a job leads out of, since their last event. */
function stuck(table: string, of: string, statuses: string): string {
  return `SELECT t.id, (SELECT max(at) FROM event e WHERE e.thing_id = t.id) AS since, o.owner_id AS organisation
    FROM ${table} t JOIN ${of} o ON o.id = t.${of}_id WHERE t.status IN (${statuses})`;
}

/** Runs count their own attempts. */
const again = (job: JobName) => {
  const capped = cappedJobs.find((one) => one === job);
  return capped ? mayTryAgain(capped, 'w.id') : 'true';
};

/** SQL: what waits for a job and may be tried (again) by now. */
export const waitingFor = (job: JobName): string =>
  `SELECT '${job}' AS job, w.id, w.since, w.organisation FROM (${waiting[job]}) w WHERE ${again(job)}`;

/** SQL: the same for all jobs of a queue. */
export const waitingIn = (queue: QueueName): string =>
  jobNames
    .filter((job) => queueOfJob[job] === queue)
    .map(waitingFor)
    .join(' UNION ALL ');
