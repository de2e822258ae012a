import { Inject, Injectable } from '@nestjs/common';
import {
  type GivenUpJob,
  givenUpJobs,
  type readConsole,
  type readSandboxState,
} from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';
import { runMachine } from '@scenario-lab/contracts/runs/run.machine';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

type Console = Answer<typeof readConsole>;
type Sandbox = Answer<typeof readSandboxState>;
type Reason = Sandbox['reasons'][number];

const WorkerRow = z.object({
  id: z.string(),
  roles: z.array(z.string()),
  slots: z.number(),
  busy: z.number(),
  level: word<'hardened' | 'basic'>().nullable(),
  cgroup: z.string().nullable(),
  sandbox: z.string(),
  reasons: json<Reason[]>(),
  started_at: z.date(),
  seen_at: z.date(),
  alive: z.boolean(),
});

/** A worker shows itself every few seconds; after a minute of silence it counts as gone. */
const alive = "seen_at > now() - interval '60 seconds'";
const workers = `SELECT id, roles, slots, busy, level, cgroup, sandbox, reasons, started_at, seen_at, ${alive} AS alive
  FROM worker_state ORDER BY id LIMIT 500`;

const nobody: Reason = {
  code: 'no_worker',
  zh: '当前没有可执行程序的工作进程在线，提交的测试会排队等待。',
  en: 'No worker that can execute programs is online now; submitted runs wait in the queue.',
  remedy: {
    zh: '请实验室启动一个角色为 execute 的工作进程。',
    en: 'The lab must start a worker with the role execute.',
  },
};

const ReadRow = z.object({
  value: json<unknown>(),
});

@Injectable()
export class ConsoleQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What a run would meet now: with several workers the weakest level any of them offers. */
  async sandbox(): Promise<Sandbox> {
    const rows = await this.database.asActor('anonymous', (tx) => queryRows(tx, WorkerRow, workers));
    const able = rows.filter((row) => row.alive && row.sandbox !== 'none');
    const ready = able.filter((row) => row.sandbox === 'available');
    const reasons = new Map(able.flatMap((row) => row.reasons.map((reason) => [reason.code, reason])));
    return {
      available: ready.length > 0,
      level: ready.length === 0 ? null : ready.some((row) => row.level !== 'hardened') ? 'basic' : 'hardened',
      cgroup: ready[0]?.cgroup ?? null,
      workers: able.length,
      reasons: ready.length > 0 ? [] : able.length > 0 ? [...reasons.values()] : [nobody],
    };
  }

  async read(actor: SignedIn): Promise<Console> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(tx, WorkerRow, workers);
      const setting = await queryRow(tx, ReadRow, `SELECT value FROM setting WHERE key = 'queue.paused'`);
      return {
        paused: setting?.value === true,
        workers: rows.map(({ started_at, seen_at, cgroup: _, ...row }) => ({
          ...row,
          startedAt: started_at.toISOString(),
          seenAt: seen_at.toISOString(),
        })),
        backlog: await backlog(tx),
        phases: await phases(tx),
        failures: await failures(tx),
        deliveries: await deliveries(tx),
        givenUp: await givenUp(tx),
      };
    });
  }
}

const BacklogRow = z.object({
  vendor: json<Console['backlog'][number]['vendor']>(),
  queued: z.number(),
  running: z.number(),
  oldest: z.date().nullable(),
});

async function backlog(tx: Tx): Promise<Console['backlog']> {
  const rows = await queryRows(
    tx,
    BacklogRow,
    `SELECT jsonb_build_object('id', o.id, 'name', o.name) AS vendor,
       count(*) FILTER (WHERE r.status = 'queued')::int AS queued,
       count(*) FILTER (WHERE r.status <> 'queued')::int AS running,
       min(r.submitted_at) FILTER (WHERE r.status = 'queued') AS oldest
     FROM run r JOIN organisation o ON o.id = r.vendor_id
     WHERE r.status IN ('queued', 'preparing', 'executing', 'scoring')
     GROUP BY o.id ORDER BY queued DESC, o.id LIMIT 100`,
  );
  return rows.map((row) => ({ ...row, oldest: row.oldest?.toISOString() ?? null }));
}

const PhasesRow = z.object({
  status: z.string(),
  number: z.number(),
});

async function phases(tx: Tx): Promise<Console['phases']> {
  const rows = await queryRows(
    tx,
    PhasesRow,
    'SELECT status, count(*)::int AS number FROM run WHERE status = ANY($1) GROUP BY status',
    [runMachine.live],
  );
  const counted = new Map(rows.map((row) => [row.status, row.number]));
  return Object.fromEntries(runMachine.live.map((status) => [status, counted.get(status) ?? 0]));
}

const FailuresRow = z.object({
  kind: z.string(),
  count: z.number(),
});

/** Of the last seven days: how programs ended that did not end well, and how often it was the platform. */
async function failures(tx: Tx): Promise<Console['failures']> {
  return queryRows(
    tx,
    FailuresRow,
    `SELECT CASE WHEN status = 'platform_fault' THEN 'platform_fault' ELSE coalesce(outcome, 'runtime_error') END AS kind,
       count(*)::int AS count
     FROM run WHERE status IN ('algorithm_fault', 'platform_fault') AND ended_at > now() - interval '7 days'
     GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
}

const GivenUpRow = z.object({
  job: word<GivenUpJob>(),
  thing_id: z.string(),
  detail: z.string().nullable(),
  given_up_at: z.date(),
});

async function givenUp(tx: Tx): Promise<Console['givenUp']> {
  const rows = await queryRows(
    tx,
    GivenUpRow,
    `SELECT job, thing_id, detail, given_up_at FROM job_try WHERE given_up_at IS NOT NULL AND job = ANY($1)
     ORDER BY given_up_at DESC, thing_id LIMIT 200`,
    [givenUpJobs],
  );
  return rows.map(({ job, thing_id, detail, given_up_at }) => ({
    job,
    thingId: thing_id,
    detail,
    at: given_up_at.toISOString(),
  }));
}

const DeliveriesRow = z.object({
  pending: z.number(),
  oldest: z.date().nullable(),
});

async function deliveries(tx: Tx): Promise<Console['deliveries']> {
  const row = await queryOne(
    tx,
    DeliveriesRow,
    'SELECT count(*)::int AS pending, min(created_at) AS oldest FROM delivery WHERE sent_at IS NULL',
  );
  return { pending: row.pending, oldest: row.oldest?.toISOString() ?? null };
}
