import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the role that runs programs may write, row by row: its own phase of a run, and what ending one settles. The
 * guards look at the state in the row and not at the code that asks, so that a worker taken over can end a run it
 * holds as failed, and can neither pass one, nor touch one it does not hold, nor make credit or looks.
 */
export class ExecuteGuards1795946347647 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was narrowed is not widened again: restore a backup');
  }
}

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
const ended = list(['algorithm_fault', 'platform_fault', 'cancelled']);
const steps = list([
  'queued preparing',
  'preparing executing',
  'preparing queued',
  'executing queued',
  'executing scoring',
  ...['algorithm_fault', 'platform_fault', 'cancelled'].flatMap((end) => [
    `preparing ${end}`,
    `executing ${end}`,
  ]),
]);
const own = list([
  'status',
  'attempt',
  'execute_attempts',
  'lease_worker',
  'lease_until',
  'program_started',
  'progress',
  'resources',
  'runtime',
  'level',
  'outcome',
  'outcome_detail',
  'defects',
  'predictions_sha256',
  'platform_fault',
  'ended_at',
  'held',
]);
const settled = list(['held', 'lease_worker', 'lease_until']);

/** Only columns of the list may differ between the old row and the new. */
const onlyColumns = (columns: string) =>
  `(to_jsonb(NEW) - ARRAY[${columns}]) = (to_jsonb(OLD) - ARRAY[${columns}])`;

function guard(table: string, body: string): string[] {
  return [
    `CREATE FUNCTION guard_execute_${table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$ BEGIN
       ${body}
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER guard_execute BEFORE UPDATE ON ${table} FOR EACH ROW
       WHEN (current_user = 'lab_execute') EXECUTE FUNCTION guard_execute_${table}()`,
  ];
}

const forbid = (what: string) => `RAISE EXCEPTION '${what}' USING ERRCODE = 'insufficient_privilege';`;

const statements = [
  ...guard(
    'run',
    `IF OLD.status IN ('queued', 'preparing', 'executing') THEN
         IF NOT ${onlyColumns(own)} THEN ${forbid('a run is whose it is')} END IF;
         IF NEW.status <> OLD.status AND (OLD.status || ' ' || NEW.status) NOT IN (${steps}) THEN
           ${forbid('not a step of executing')} END IF;
         IF NEW.held <> OLD.held THEN ${forbid('credit is settled when a run has ended')} END IF;
         -- A claim counts up by one; nobody goes back to a number that was held before.
         IF NEW.attempt <> OLD.attempt AND (OLD.status <> 'preparing' OR NEW.attempt <> OLD.attempt + 1) THEN
           ${forbid('not a claim')} END IF;
       ELSE
         IF NOT ${onlyColumns(settled)} THEN ${forbid('the run has left the execute phase')} END IF;
         IF (NEW.lease_until IS NOT NULL AND NEW.lease_until IS DISTINCT FROM OLD.lease_until)
            OR (NEW.held <> OLD.held AND NOT (NEW.held = 0 AND OLD.status IN (${ended}))) THEN
           ${forbid('only what was held is let go')} END IF;
       END IF;`,
  ),
  ...guard(
    'wallet',
    `IF NEW.organisation_id <> OLD.organisation_id OR NEW.held > OLD.held OR NEW.balance < OLD.balance
          OR NEW.balance - OLD.balance > OLD.held - NEW.held + 1e-6
          OR NOT EXISTS (SELECT 1 FROM run WHERE vendor_id = OLD.organisation_id AND status IN (${ended}) AND held > 0
            AND abs(held - (OLD.held - NEW.held)) < 1e-6) THEN
         ${forbid('only what an ended run held is settled')} END IF;`,
  ),
  ...guard(
    'look',
    `IF NOT EXISTS (SELECT 1 FROM run WHERE id = OLD.run_id AND status IN (${ended})) THEN
         ${forbid('a look is returned when its run has ended')} END IF;`,
  ),
  ...guard(
    'algorithm_version',
    `IF OLD.status NOT IN ('uploaded', 'inspecting') OR NEW.status NOT IN ('uploaded', 'inspecting', 'ready', 'refused')
          OR (NEW.id, NEW.algorithm_id, NEW.sha256, NEW.kind, NEW.sockets, NEW.bytes) IS DISTINCT FROM
             (OLD.id, OLD.algorithm_id, OLD.sha256, OLD.kind, OLD.sockets, OLD.bytes) THEN
         ${forbid('an artifact is inspected once and stays what it is')} END IF;`,
  ),
  ...guard(
    'dataset_version',
    `IF OLD.status NOT IN ('uploading', 'profiling') OR NEW.status NOT IN ('uploading', 'profiling', 'ready', 'refused')
          OR (NEW.id, NEW.dataset_id, NEW.sha256, NEW.split, NEW.releases_sample, NEW.sealed_at, NEW.bytes) IS DISTINCT FROM
             (OLD.id, OLD.dataset_id, OLD.sha256, OLD.split, OLD.releases_sample, OLD.sealed_at, OLD.bytes) THEN
         ${forbid('data are profiled once and stay what they are')} END IF;`,
  ),
  // What it says happened, it may say of what it works at; spending, of a run that has ended.
  'ALTER POLICY added ON event TO lab_api, lab_score',
  `CREATE POLICY added_executing ON event FOR INSERT TO lab_execute
     WITH CHECK (thing IN ('run', 'algorithm_version', 'dataset_version') AND person_id IS NULL AND event NOT IN
       ('run.approved', 'run.rejected', 'run.void', 'run.in_review', 'run.finished', 'run.requeued', 'run.rescoring'))`,
  'ALTER POLICY system ON wallet_entry TO lab_score',
  `CREATE POLICY settled ON wallet_entry FOR INSERT TO lab_execute WITH CHECK (kind IN ('spend', 'return')
     AND run_id IN (SELECT id FROM run r WHERE r.vendor_id = wallet_entry.organisation_id AND r.status IN (${ended})))`,
];
