import { Inject, Injectable } from '@nestjs/common';
import type { Split } from '@scenario-lab/contracts/benchmarks';
import { execute, json, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { endRun } from '@scenario-lab/db/runs/end-run';
import { openRun, readRunSubject } from '@scenario-lab/db/runs/open-run';
import { creditsUsed, retakeLook } from '@scenario-lab/db/runs/reserve';
import { readRunFacts } from '@scenario-lab/db/runs/run-row.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { billedMinutes } from '@scenario-lab/domain/runs/billed';
import { runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

const Held = z.object({
  status: z.string(),
  program_started: z.boolean(),
  predictions_sha256: z.string().nullable(),
  resources: json<{ cpuSeconds: number; readingCpuSeconds?: number }>().nullable(),
  algorithm_version_id: z.string(),
  benchmark_version_id: z.string(),
  split: word<Split>(),
  engagement_id: z.string().nullable(),
  replication_id: z.string().nullable(),
  prior_access: z.boolean(),
});
type Held = z.output<typeof Held>;

/** What becomes of a run once it is in the queue, but for its review. */
@Injectable()
export class RunsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The worker at it hears the event and, should it not, its next heartbeat finds the run no longer live. */
  cancel(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const run = await hold(tx, actor, id, 'cancel');
      await endRun(tx, id, 'cancel', { spent: await usedBy(tx, id, run), by: actor, remark });
    });
  }

  /** A fault of ours is tried again at our cost; what was collected already is only scored again. */
  requeue(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const run = await hold(tx, actor, id, 'requeue');
      await retakeLook(tx, id);
      const collected = run.predictions_sha256 !== null;
      await transition(tx, 'run', id, collected ? 'rescore' : 'requeue', {
        by: actor,
        remark,
        set: {
          ended_at: null,
          platform_fault: null,
          ...(collected ? { score_attempts: 0 } : { execute_attempts: 0 }),
        },
        deliver: [collected ? 'score-run' : 'execute-run'],
      });
    });
  }

  /**
   * The lab agrees that an uncharged look counts for nothing; one that stayed charged, because two had been given
   * back before it, is given back now. Errors: `look_settled`.
   */
  allowLook(actor: SignedIn, id: string, remark: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'allow_look');
      await execute(
        tx,
        'UPDATE look SET charged = false, excused_at = now(), excused_by = $2 WHERE run_id = $1 AND excused_at IS NULL',
        [id, actor.personId],
      );
      await recordEvent(tx, { thing: 'run', id, event: 'run.look_allowed', by: actor, remark });
    });
  }

  /** The rounded edition of its report, for everybody and for good. Errors: `report_missing`, `already_published`. */
  publish(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'publish');
      await execute(tx, `UPDATE report SET published = true WHERE run_id = $1 AND edition = 'vendor'`, [id]);
      await recordEvent(tx, { thing: 'run', id, event: 'run.published', by: actor, remark });
    });
  }

  /** The same once more, as a run of its own: it repeats a look already counted and the vendor pays nothing. */
  rerun(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const run = await hold(tx, actor, id, 'rerun');
      const subject = await readRunSubject(tx, {
        algorithmVersionId: run.algorithm_version_id,
        benchmarkVersionId: run.benchmark_version_id,
        split: run.split,
      });
      if (!subject) throw new Refusal('not_found', { thing: 'run', id });
      await retakeLook(tx, id);
      await openRun(tx, actor, subject, {
        engagementId: run.engagement_id,
        replicationId: run.replication_id,
        priorAccess: run.prior_access,
        takesLook: false,
        credits: 0,
        remark,
      });
      await recordEvent(tx, { thing: 'run', id, event: 'run.rerun', by: actor, remark });
    });
  }
}

const UsedByRow = z.object({
  seconds: z.number(),
});

/**
 * Credits a run cancelled now has used. Until its outputs are collected nobody has measured the program, which is
 * charged for as long as it has had its slot; one that waits again after a fault of ours owes nothing.
 */
async function usedBy(tx: Tx, id: string, run: Held): Promise<number> {
  if (run.status === 'scoring') return creditsUsed(run.resources ? billedMinutes(run.resources) : 0);
  if (run.status !== 'executing') return 0;
  const { seconds } = await queryOne(
    tx,
    UsedByRow,
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - max(at)), 0)::float8 AS seconds FROM event
     WHERE thing_id = $1 AND event = 'run.executing'`,
    [id],
  );
  return creditsUsed(seconds / 60);
}

async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: 'cancel' | 'requeue' | 'rerun' | 'publish' | 'allow_look',
): Promise<Held> {
  const facts = await readRunFacts(tx, id);
  if (!facts) throw new Refusal('not_found', { thing: 'run', id });
  demand(may(runPolicy, actor, `run.${action}`, facts), { thing: 'run', status: facts.status });
  const run = await queryRow(
    tx,
    Held,
    `SELECT status, program_started, predictions_sha256, resources, algorithm_version_id, benchmark_version_id, split,
       engagement_id, replication_id, prior_access FROM run WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!run) throw new Refusal('not_found', { thing: 'run', id });
  return run;
}
