import { execute } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { SandboxStatus } from '@scenario-lab/sandbox/types';
import type { Logger } from 'pino';
import type { WorkerRole } from '../env.js';

export interface Presence {
  stop(): Promise<void>;
}

/** Keeps the worker's own row: who it is, what its sandbox is worth, how busy it is. Gone when it ends in good order. */
export function keepPresence(options: {
  db: SystemDatabase;
  workerId: string;
  roles: readonly WorkerRole[];
  /** Null for a worker that executes nothing. */
  sandbox: SandboxStatus | null;
  slots: number;
  busy: { count: number };
  everyMs: number;
  log: Logger;
}): Presence {
  const { db, sandbox, log } = options;
  const facts = [
    options.workerId,
    options.roles,
    sandbox?.available ? options.slots : 0,
    sandbox?.available ? sandbox.level : null,
    sandbox?.available ? sandbox.cgroup : null,
    sandbox === null ? 'none' : sandbox.available ? 'available' : 'unavailable',
    JSON.stringify(sandbox === null || sandbox.available ? [] : sandbox.reasons),
  ];
  const show = () =>
    db
      .asSystem((tx) =>
        execute(
          tx,
          `INSERT INTO worker_state (id, roles, slots, level, cgroup, sandbox, reasons, busy, seen_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
           ON CONFLICT (id) DO UPDATE SET roles = $2, slots = $3, level = $4, cgroup = $5, sandbox = $6,
             reasons = $7, busy = $8, seen_at = now()`,
          [...facts, options.busy.count],
        ),
      )
      .catch((error: unknown) => log.warn({ err: error }, 'presence'));
  let turn: Promise<unknown> = show();
  const timer = setInterval(() => {
    turn = turn.then(show);
  }, options.everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
      await db
        .asSystem((tx) => execute(tx, 'DELETE FROM worker_state WHERE id = $1', [options.workerId]))
        .catch(() => {});
    },
  };
}
