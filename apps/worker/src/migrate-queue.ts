import { runMigrations } from 'bullmq';
import pg from 'pg';
import { readOwnerUrl } from './env.js';
import { queueNames } from './queue/jobs.js';
import { queueSchema } from './queue/queues.js';

const workers = 'lab_execute, lab_score';

/** Must have run before any worker starts: a worker on a schema without tables would spin. Run twice it changes nothing. */
const client = new pg.Client({ connectionString: readOwnerUrl() });
await client.connect();
try {
  await runMigrations(client, queueSchema);
  // BullMQ makes a queue's sequence with its first job, which the workers' roles may not.
  for (const queue of queueNames) await client.query(`SELECT ${queueSchema}.next_job_id($1)`, [queue]);
  for (const grant of [
    `USAGE ON SCHEMA ${queueSchema}`,
    `ALL ON ALL TABLES IN SCHEMA ${queueSchema}`,
    `ALL ON ALL SEQUENCES IN SCHEMA ${queueSchema}`,
    `EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema}`,
  ]) {
    await client.query(`GRANT ${grant} TO ${workers}`);
  }
} finally {
  await client.end();
}
