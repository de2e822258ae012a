import { retentionDays } from '@scenario-lab/contracts/lab-rules';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { cancelRunsUnderGrant, wholly } from '@scenario-lab/db/runs/cancel-under-grant';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { remindDays } from '@scenario-lab/domain/access/addendum';
import { z } from 'zod';

const silentAfter = "interval '60 seconds'";

/** Ends what a calendar day or an instant ends: grants, certificates, needs past their deadline, requests past their period. */
export async function expireByDate(db: SystemDatabase): Promise<void> {
  await each(
    db,
    `SELECT id FROM access_grant WHERE status = 'active' AND expires < current_date LIMIT 200 FOR UPDATE SKIP LOCKED`,
    lapse,
  );
  await each(
    db,
    `SELECT id FROM certificate WHERE status IN ('valid', 'watch', 'suspended') AND expires_at < now()
     LIMIT 200 FOR UPDATE SKIP LOCKED`,
    (tx, id) =>
      transition(tx, 'certificate', id, 'expire', { set: { status_at: new Date() } }).then(() => undefined),
  );
  // The deadline's own day still counts.
  await each(
    db,
    `SELECT id FROM scenario WHERE status = 'published' AND deadline < current_date LIMIT 200 FOR UPDATE SKIP LOCKED`,
    (tx, id) => transition(tx, 'scenario', id, 'close').then(() => undefined),
  );
  // Nobody decided while the period asked for lasted: there is nothing left to grant.
  await each(
    db,
    `SELECT id FROM access_request WHERE status IN ('submitted', 'needs_info') AND until < current_date
     LIMIT 200 FOR UPDATE SKIP LOCKED`,
    (tx, id) => transition(tx, 'access_request', id, 'lapse').then(() => undefined),
  );
}

const LapseRow = z.object({
  id: z.string(),
  datasetId: z.string(),
  organisationId: z.string(),
});

/** Its last day is over: what still runs under it ends, and no look is charged. */
async function lapse(tx: Tx, id: string): Promise<void> {
  await transition(tx, 'grant', id, 'expire');
  const grant = await queryOne(
    tx,
    LapseRow,
    'SELECT id, dataset_id AS "datasetId", organisation_id AS "organisationId" FROM access_grant WHERE id = $1',
    [id],
  );
  await cancelRunsUnderGrant(tx, grant, undefined, wholly('expired'));
}

/** Both sides are told once of each last day, while there is time to renew. */
export async function remindOfLapse(db: SystemDatabase): Promise<void> {
  await each(
    db,
    `SELECT id FROM access_grant WHERE status = 'active' AND expires >= current_date AND expires < current_date + ${remindDays}
       AND reminded IS DISTINCT FROM expires LIMIT 200 FOR UPDATE SKIP LOCKED`,
    async (tx, id) => {
      await execute(tx, 'UPDATE access_grant SET reminded = expires WHERE id = $1', [id]);
      await recordEvent(tx, { thing: 'grant', id, event: 'grant.lapsing' });
    },
  );
}

/** A worker that has not shown itself for a minute is gone; its runs are found by their leases. */
export async function forgetSilent(db: SystemDatabase): Promise<void> {
  await db.asSystem((tx) => execute(tx, `DELETE FROM worker_state WHERE seen_at < now() - ${silentAfter}`));
}

const KeptDaysRow = z.object({
  value: json<unknown>().nullable(),
});

/** What the lab has said is kept how long, as far as it may say it. */
async function keptDays(tx: Tx) {
  const setting = await queryRow(tx, KeptDaysRow, `SELECT value FROM setting WHERE key = 'retention.days'`);
  return retentionDays(setting?.value);
}

/**
 * Answers kept for a day, windows of attempts that have passed, uploads nobody made anything of, and what the lab
 * promises to keep no longer than it says under *Upkeep*.
 */
export async function forgetOld(db: SystemDatabase): Promise<void> {
  await db.asSystem(async (tx) => {
    const days = await keptDays(tx);
    const older = (column: string) => `${column} < now() - make_interval(days => $1)`;
    await execute(tx, `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`);
    await execute(tx, 'DELETE FROM rate_window WHERE until < now()');
    await execute(tx, `DELETE FROM security_entry WHERE ${older('at')}`, [days.security_entry]);
    await execute(tx, `DELETE FROM notice WHERE ${older('at')}`, [days.notice]);
    await execute(
      tx,
      `DELETE FROM mail WHERE state NOT IN ('waiting', 'sending') AND ${older('created_at')}`,
      [days.mail],
    );
    await execute(tx, `DELETE FROM webhook_delivery WHERE created_at < now() - interval '30 days'`);
    // Whom to call is not kept longer than a call may be needed after the ticket was closed or joined.
    await execute(
      tx,
      `DELETE FROM ticket_reporter r USING ticket t WHERE t.id = r.ticket_id
         AND (t.status = 'closed' OR t.merged_into IS NOT NULL) AND ${older('t.updated_at')}`,
      [days.ticket_reporter],
    );
    // Nor what its reporter handed in: a picture shows people and places.
    await execute(
      tx,
      `DELETE FROM ticket_file f USING ticket t WHERE t.id = f.ticket_id
         AND (t.status = 'closed' OR t.merged_into IS NOT NULL) AND ${older('t.updated_at')}`,
      [days.ticket_reporter],
    );
    await execute(tx, `DELETE FROM job_turn WHERE begun_at < now() - interval '1 day'`);
    await execute(tx, 'DELETE FROM email_proof WHERE expires_at < now()');
    await execute(
      tx,
      'DELETE FROM joining WHERE proved_at IS NULL AND declined_at IS NULL AND link_until < now()',
    );
    // The API sweeps the drafts of abandoned uploads after seven days; what was finished and never used goes too.
    await execute(
      tx,
      `DELETE FROM upload WHERE (sha256 IS NULL AND created_at < now() - interval '8 days')
       OR (sha256 IS NOT NULL AND NOT used AND created_at < now() - interval '7 days')`,
    );
    // Media no revision of a card names and the lab does not go by; the bytes go when nothing names them.
    await execute(
      tx,
      `DELETE FROM solution_medium m WHERE created_at < now() - interval '7 days' AND NOT EXISTS (
         SELECT 1 FROM solution s, jsonb_build_array(jsonb_build_object('id', m.id)) AS it
         WHERE s.owner_id = m.organisation_id AND (s.card->'media' @> it OR s.listed->'media' @> it
           OR s.card->'qualifications' @> jsonb_build_array(jsonb_build_object('documentId', m.id))
           OR s.listed->'qualifications' @> jsonb_build_array(jsonb_build_object('documentId', m.id))))
         AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'lab.identity' AND value->>'picture' = m.id::text)`,
    );
    // Where a draft's fields came from is told while it is one; what no draft was made of goes as well.
    await execute(
      tx,
      `DELETE FROM need_paper p WHERE (scenario_id IS NULL AND created_at < now() - interval '7 days')
         OR EXISTS (SELECT 1 FROM scenario s WHERE s.id = p.scenario_id AND s.status NOT IN ('draft', 'returned'))`,
    );
  });
}

const EachRow = z.object({
  id: z.string(),
});

async function each(
  db: SystemDatabase,
  select: string,
  work: (tx: Tx, id: string) => Promise<void>,
): Promise<void> {
  await db.asSystem(async (tx) => {
    const rows = await queryRows(tx, EachRow, select);
    for (const { id } of rows) await work(tx, id);
  });
}
