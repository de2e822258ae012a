import type { SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { claimExecute } from '@scenario-lab/db/runs/claim';
import { settleRun } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';

/** Everything a taken-over execute worker may try with its own login; the lab's own code is not asked. */
let lab: Lab;
let execute: SystemDatabase;
beforeAll(async () => {
  lab = await openLab();
  execute = (await lab.executeDesk()).db;
});
afterAll(() => lab.close());

const refused = async (sql: string, values: unknown[] = []): Promise<string> =>
  execute
    .asSystem((tx) => tx.query(sql, values))
    .then(
      (answer) => `went through: ${JSON.stringify(answer)}`,
      (error: { code?: string }) => String(error.code),
    );
const forbidden = '42501';
const query = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;

/** A run of the vendor claimed by this worker, its program started. */
async function executing(): Promise<{ id: string; attempt: number }> {
  const id = await lab.submit();
  await query("UPDATE run SET status = 'cancelled' WHERE status = 'queued' AND id <> $1", [id]);
  const claim = await execute.asSystem((tx) => claimExecute(tx, 'taken-over', 'hardened', 'host-1'));
  expect(claim?.runId).toBe(id);
  await execute.asSystem((tx) => transition(tx, 'run', id, 'execute', { fence: claim!.attempt }));
  return { id, attempt: claim!.attempt };
}

describe('a worker that executes, taken over', () => {
  it.each([
    ['a verdict', `UPDATE run SET verdict = 'pass' WHERE id = $1`],
    ['whose run it is', `UPDATE run SET vendor_id = gen_random_uuid() WHERE id = $1`],
    ['what it is examined on', `UPDATE run SET benchmark_version_id = gen_random_uuid() WHERE id = $1`],
    ['its split', `UPDATE run SET split = 'sample' WHERE id = $1`],
    ['a review skipped', `UPDATE run SET status = 'in_review' WHERE id = $1`],
    ['an approval', `UPDATE run SET status = 'approved' WHERE id = $1`],
    ['the end of another split', `UPDATE run SET status = 'finished' WHERE id = $1`],
    ['credit while it runs', 'UPDATE run SET held = 0 WHERE id = $1'],
    ['an earlier fence', 'UPDATE run SET attempt = attempt - 1 WHERE id = $1'],
    ['a later fence', 'UPDATE run SET attempt = attempt + 1 WHERE id = $1'],
    ['its own look', 'UPDATE look SET charged = false WHERE run_id = $1'],
    ['another look', 'UPDATE look SET control_group = gen_random_uuid() WHERE run_id = $1'],
    ['a run away', 'DELETE FROM run WHERE id = $1'],
    [
      'an approval told',
      `INSERT INTO event (id, thing, thing_id, event) VALUES (gen_random_uuid(), 'run', $1, 'run.approved')`,
    ],
    [
      'somebody’s deed',
      `INSERT INTO event (id, thing, thing_id, event, person_id) VALUES (gen_random_uuid(), 'run', $1, 'run.cancelled', gen_random_uuid())`,
    ],
    [
      'another thing’s history',
      `INSERT INTO event (id, thing, thing_id, event) VALUES (gen_random_uuid(), 'grant', $1, 'grant.issued')`,
    ],
    ['a result', `INSERT INTO result (run_id, edition, body, digest) VALUES ($1, 'owner', '{}', 'x')`],
    ['a report', `UPDATE report SET published = true WHERE run_id = $1`],
    ['a truth', 'SELECT * FROM truth WHERE benchmark_version_id = $1'],
    ['somebody’s account', `UPDATE person SET password_hash = 'x' WHERE id = $1`],
    ['a grant', `UPDATE access_grant SET status = 'active', scope = 'examine' WHERE id = $1`],
    ['a setting', `UPDATE setting SET value = '1' WHERE key = $1::text`],
  ])('cannot write %s', async (_what, sql) => {
    const { id } = await executing();
    const before = await query(
      'SELECT to_jsonb(r) AS run, to_jsonb(l) AS look FROM run r LEFT JOIN look l ON l.run_id = r.id WHERE r.id = $1',
      [id],
    );
    expect(await refused(sql, [id])).toBe(forbidden);
    const after = await query(
      'SELECT to_jsonb(r) AS run, to_jsonb(l) AS look FROM run r LEFT JOIN look l ON l.run_id = r.id WHERE r.id = $1',
      [id],
    );
    expect(after).toEqual(before);
  });

  it.each(['scoring', 'in_review', 'approved', 'finished', 'rejected', 'void'])(
    'cannot touch a run that is %s',
    async (status) => {
      const { id } = await executing();
      await query('UPDATE run SET status = $2, verdict = $3, lease_until = NULL WHERE id = $1', [
        id,
        status,
        'fail',
      ]);
      for (const set of [
        `status = 'queued'`,
        `status = 'cancelled'`,
        `verdict = 'pass'`,
        `predictions_sha256 = 'x'`,
        `outcome = 'ok'`,
        'held = 0',
        `resources = '{}'`,
        `lease_until = now() + interval '1 day'`,
      ])
        expect(await refused(`UPDATE run SET ${set} WHERE id = $1`, [id]), set).toBe(forbidden);
      expect(await refused('UPDATE look SET charged = false WHERE run_id = $1', [id])).toBe(forbidden);
    },
  );

  it('cannot make or burn credit, and settles what an ended run held once', async () => {
    const { id, attempt } = await executing();
    const wallet = lab.cast.vendor.organisationId;
    const all = [
      'balance = balance + 1',
      'balance = balance - 1',
      'held = 0',
      'held = held + 1, balance = balance - 1',
      'held = held - 10, balance = balance + 10',
    ];
    for (const set of all)
      expect(await refused(`UPDATE wallet SET ${set} WHERE organisation_id = $1`, [wallet]), set).toBe(
        forbidden,
      );
    const entry = `INSERT INTO wallet_entry (id, organisation_id, run_id, kind, amount) VALUES ($1, $2, $3, 'return', 5)`;
    expect(await refused(entry, [newId(), wallet, id])).toBe(forbidden);
    const before = (await query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [wallet]))[0];
    await execute.asSystem(async (tx) => {
      await transition(tx, 'run', id, 'fault', { fence: attempt, set: { outcome: 'cpu_limit' } });
      await settleRun(tx, id, 4);
      await settleRun(tx, id, 4);
    });
    const after = (await query('SELECT balance, held FROM wallet WHERE organisation_id = $1', [wallet]))[0];
    expect(after).toEqual({ balance: before.balance + 6, held: before.held - 10 });
    for (const set of all)
      expect(await refused(`UPDATE wallet SET ${set} WHERE organisation_id = $1`, [wallet]), set).toBe(
        forbidden,
      );
  });

  it('cannot change what was handed in, nor open what was refused', async () => {
    const [version] = await query('SELECT id FROM algorithm_version LIMIT 1');
    const [data] = await query('SELECT id FROM dataset_version LIMIT 1');
    for (const set of [`sha256 = 'x'`, `status = 'uploaded'`, `unpacked_sha256 = 'x'`])
      expect(await refused(`UPDATE algorithm_version SET ${set} WHERE id = $1`, [version.id]), set).toBe(
        forbidden,
      );
    await query(`UPDATE algorithm_version SET status = 'inspecting' WHERE id = $1`, [version.id]);
    for (const set of [
      `sha256 = 'x'`,
      `kind = 'onnx'`,
      `algorithm_id = gen_random_uuid()`,
      `status = 'retired'`,
    ])
      expect(await refused(`UPDATE algorithm_version SET ${set} WHERE id = $1`, [version.id]), set).toBe(
        forbidden,
      );
    await query(`UPDATE algorithm_version SET status = 'ready' WHERE id = $1`, [version.id]);
    for (const set of [`sha256 = 'x'`, `status = 'profiling'`, `sealed_at = NULL`, `table_sha256 = 'x'`])
      expect(await refused(`UPDATE dataset_version SET ${set} WHERE id = $1`, [data.id]), set).toBe(
        forbidden,
      );
  });
});
