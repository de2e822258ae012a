import { mayTryAgain } from '@scenario-lab/db/core/job-tries';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { cappedJobs } from '@scenario-lab/domain/jobs/tries';
import { downloadable } from '../benchmarks/prepare-download.js';
import { type JobName, queueNames, queueOfJob } from '../queue/jobs.js';
import type { Queues } from '../queue/queues.js';

const most = 200;

/** What waits without anybody at it, by the job that would take it up. `$1` is the age in seconds. */
const waiting: Record<JobName, string> = {
  'execute-run': `SELECT id, submitted_at AS since FROM run WHERE status = 'queued'`,
  'score-run': `SELECT id, submitted_at AS since FROM run WHERE status = 'scoring' AND lease_until IS NULL`,
  // The pair with the baseline, kept under the board's own id, says that a run has been compared there.
  'compare-runs': `SELECT r.id, e.at AS since FROM run r JOIN benchmark_version v ON v.id = r.benchmark_version_id
    JOIN LATERAL (SELECT at FROM event WHERE thing_id = r.id AND event = 'run.approved' ORDER BY seq DESC LIMIT 1) e ON true
    WHERE r.status = 'approved' AND r.split = 'hidden' AND EXISTS (SELECT 1 FROM benchmark_version w
      JOIN truth t ON t.benchmark_version_id = w.id AND t.split = 'hidden'
      WHERE w.benchmark_id = v.benchmark_id AND w.hidden_digest = v.hidden_digest AND w.status IN ('open', 'closed', 'retired')
        AND NOT EXISTS (SELECT 1 FROM comparison c
          WHERE c.benchmark_version_id = w.id AND c.run_id = r.id AND c.other_id = w.id))`,
  'seal-benchmark': `SELECT id, since FROM (${stuck('benchmark_version', "'sealing', 'baseline'")}) s`,
  'inspect-artifact': `SELECT id, since FROM (${stuck('algorithm_version', "'uploaded', 'inspecting'")}) s`,
  'profile-dataset': `SELECT id, since FROM (${stuck('dataset_version', "'profiling'")}) s`,
  'profile-open-rows': `SELECT b.id, b.opened_at AS since FROM dataset_version v
    JOIN benchmark_version b ON b.id::text = v.open_rows->>'spool' WHERE NOT EXISTS (SELECT 1 FROM dataset_profile p
      WHERE p.dataset_version_id = v.id AND p.edition = 'open' AND p.table_sha256 = v.open_rows->>'sha256')`,
  'prepare-download': `SELECT v.id, (SELECT max(at) FROM event e WHERE e.thing_id = v.id) AS since FROM dataset_version v
    WHERE ${downloadable}`,
  'watch-certificate': `SELECT c.id, e.at AS since FROM certificate c
    JOIN event e ON e.thing_id = c.id AND e.event = 'certificate.drifted' AND e.at >= c.status_at WHERE c.status = 'valid'`,
  'issue-report': `SELECT r.id, e.at AS since FROM run r
    JOIN LATERAL (SELECT at FROM event WHERE thing_id = r.id AND event = 'run.approved' ORDER BY seq DESC LIMIT 1) e ON true
    WHERE r.status = 'approved' AND NOT EXISTS (SELECT 1 FROM report WHERE run_id = r.id AND edition = 'owner')`,
};

/** Things of a table in a status only a job leads out of, since their last event. */
function stuck(table: string, statuses: string): string {
  return `SELECT t.id, (SELECT max(at) FROM event e WHERE e.thing_id = t.id) AS since FROM ${table} t WHERE t.status IN (${statuses})`;
}

/** Runs count their own attempts. */
const again = (job: JobName) => {
  const capped = cappedJobs.find((one) => one === job);
  return capped ? mayTryAgain(capped, 'w.id') : 'true';
};

/**
 * Wakes what waits without a job. A queue that holds at least as many jobs as things wait is left alone: they
 * will be reached. A wake-up more does no harm, for whoever hears it finds nothing to claim.
 */
export async function wakeWaiting(db: SystemDatabase, queues: Queues, staleMs: number): Promise<number> {
  let woken = 0;
  for (const queue of queueNames) {
    const jobs = (Object.keys(waiting) as JobName[]).filter((job) => queueOfJob[job] === queue);
    const found: { job: JobName; id: string }[] = [];
    for (const job of jobs) {
      const rows: { id: string }[] = await db.asSystem((tx) =>
        tx.query(
          `SELECT id FROM (${waiting[job]}) w WHERE since < now() - make_interval(secs => $1) AND ${again(job)}
           ORDER BY since LIMIT ${most}`,
          [staleMs / 1_000],
        ),
      );
      found.push(...rows.map(({ id }) => ({ job, id })));
    }
    if (found.length === 0 || (await queues.waiting(queue)) >= found.length) continue;
    await queues.wake(found.map(({ job, id }) => ({ job, id: `wake-${job}-${id}`, thingId: id })));
    woken += found.length;
  }
  return woken;
}
