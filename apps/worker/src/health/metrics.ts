import { queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import { queueNames } from '../queue/jobs.js';
import type { Queues } from '../queue/queues.js';

const CollectRow = z.object({
  status: z.string(),
  count: z.string(),
});

const CollectRow2 = z.object({
  sandbox: z.string(),
  count: z.string(),
});

/** Prometheus metrics of one worker, read afresh at each scrape. */
export class WorkerMetrics {
  readonly #registry = new Registry();

  constructor(db: SystemDatabase, queues: Queues) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'scenario_lab_queue_waiting',
      help: 'Jobs nobody has begun',
      labelNames: ['queue'],
      registers,
      async collect() {
        for (const queue of queueNames) this.set({ queue }, await queues.waiting(queue));
      },
    });
    new Gauge({
      name: 'scenario_lab_runs',
      help: 'Runs by status',
      labelNames: ['status'],
      registers,
      async collect() {
        this.reset();
        const rows = await queryRows(
          db.source,
          CollectRow,
          'SELECT status, count(*) AS count FROM run GROUP BY status',
        );
        for (const { status, count } of rows) this.set({ status }, Number(count));
      },
    });
    new Gauge({
      name: 'scenario_lab_workers',
      help: 'Workers by the state of their sandbox',
      labelNames: ['sandbox'],
      registers,
      async collect() {
        this.reset();
        const rows = await queryRows(
          db.source,
          CollectRow2,
          "SELECT sandbox, count(*) AS count FROM worker_state WHERE seen_at > now() - interval '60 seconds' GROUP BY sandbox",
        );
        for (const { sandbox, count } of rows) this.set({ sandbox }, Number(count));
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
