import { type Claim, claimExecute, release } from '@scenario-lab/db/runs/claim';
import { leaveHost, leftBehind } from '@scenario-lab/db/runs/hosts';
import { transition } from '@scenario-lab/db/transition';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { executed, type Lab, openLab, until } from '../lifecycle/lab.js';
import { executeRun } from './execute-run.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterEach(async () => {
  await query(`UPDATE run SET status = 'cancelled', lease_until = NULL, lease_worker = NULL, held = 0
    WHERE status IN ('queued', 'preparing', 'executing')`);
  await query('UPDATE attempt SET ended_at = now(), left_at = now()');
  await query('UPDATE organisation SET control_group_id = NULL');
  await query('DELETE FROM control_group');
  await query('DELETE FROM vendor_turn');
});
afterAll(() => lab.close());

const query = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;
const claim = (host = 'a', worker = `worker-${host}`) =>
  lab.db.asSystem((tx) => claimExecute(tx, worker, 'hardened', host));
const leave = (claimed: Claim | null) => lab.db.asSystem((tx) => leaveHost(tx, claimed as Claim));
const cancel = (claimed: Claim | null) =>
  lab.db.asSystem(async (tx) => {
    const held = claimed as Claim;
    await transition(tx, 'run', held.runId, 'cancel', { fence: held.attempt });
    await release(tx, held, 'cancelled');
  });
const end = async (claimed: Claim | null) => {
  await cancel(claimed);
  await leave(claimed);
};
const sample = (vendor = lab.cast.vendor) => lab.submit(vendor, 'sample');
const hidden = (vendor = lab.cast.vendor) => lab.submit(vendor, 'hidden');
async function oneGroup(): Promise<void> {
  const group = '0190d9a0-0000-7000-8000-00000000dddd';
  await query(`INSERT INTO control_group (id, name) VALUES ($1, 'g')`, [group]);
  await query('UPDATE organisation SET control_group_id = $1 WHERE id = ANY($2)', [
    group,
    [lab.cast.vendor.organisationId, lab.cast.otherVendor.organisationId],
  ]);
}

it('keeps a hidden run from the host where a sample run of its vendor is at work, and from no other', async () => {
  const first = await sample();
  expect((await claim())?.runId).toBe(first);
  const second = await hidden();
  expect(await claim()).toBeNull();
  const stranger = await hidden(lab.cast.otherVendor);
  expect((await claim())?.runId).toBe(stranger);
  expect((await claim('b'))?.runId).toBe(second);
  // And the other way round: the sample waits where a hidden run is.
  const later = await sample();
  expect(await claim('b')).toBeNull();
  expect((await claim())?.runId).toBe(later);
});

it('takes a run on the validation split for one whose data nobody may carry away', async () => {
  await sample();
  await claim();
  const run = await hidden();
  await query(`UPDATE run SET split = 'validation' WHERE id = $1`, [run]);
  expect(await claim()).toBeNull();
  expect((await claim('b'))?.runId).toBe(run);
});

it('counts organisations of one control group as one', async () => {
  await oneGroup();
  await sample();
  await claim();
  const run = await hidden(lab.cast.otherVendor);
  expect(await claim()).toBeNull();
  expect((await claim('b'))?.runId).toBe(run);
});

it('holds the host for a program that was cancelled or lost and has not ended yet', async () => {
  await hidden();
  const cancelled = await claim();
  await cancel(cancelled);
  const next = await sample();
  expect(await claim()).toBeNull();
  await leave(cancelled);
  expect((await claim())?.runId).toBe(next);
});

it('frees the host of a worker that died: when it begins anew, or once its program must have ended', async () => {
  await hidden();
  const [died] = [await claim('a', 'dead')];
  await cancel(died);
  const next = await sample();
  expect(await claim()).toBeNull();
  // Nor by the name of another worker, or of one of the same name elsewhere.
  await lab.db.asSystem((tx) => leftBehind(tx, 'a', 'alive'));
  await lab.db.asSystem((tx) => leftBehind(tx, 'b', 'dead'));
  expect(await claim()).toBeNull();
  // The exam allows a program 60 s; a minute more is for what kills it.
  await query(`UPDATE attempt SET ended_at = now() - interval '119 seconds' WHERE run_id = $1`, [
    died?.runId,
  ]);
  expect(await claim()).toBeNull();
  await query(`UPDATE attempt SET ended_at = now() - interval '121 seconds' WHERE run_id = $1`, [
    died?.runId,
  ]);
  const late = await claim();
  expect(late?.runId).toBe(next);
  await query(`UPDATE attempt SET ended_at = now() WHERE run_id = $1`, [died?.runId]);
  await end(late);
  const again = await sample();
  expect(await claim()).toBeNull();
  await lab.db.asSystem((tx) => leftBehind(tx, 'a', 'dead'));
  expect((await claim())?.runId).toBe(again);
});

it.each([
  ['a hidden run', 'sample', 'hidden'],
  ['a sample run', 'hidden', 'sample'],
] as const)('starts %s once the other kind has gone, however many follow it', async (_, many, one) => {
  await lab.submit(lab.cast.vendor, many);
  const first = await claim();
  const waits = await lab.submit(lab.cast.vendor, one);
  for (let more = 0; more < 3; more += 1) await lab.submit(lab.cast.vendor, many);
  expect(await claim()).toBeNull();
  await end(first);
  const second = await claim();
  expect(second?.runId).toBe(waits);
  expect(await claim()).toBeNull();
  await end(second);
  expect(await claim()).not.toBeNull();
});

it('gives a member of the group its turn before another member’s backlog', async () => {
  await oneGroup();
  const oldest = await sample(lab.cast.otherVendor);
  for (let more = 0; more < 4; more += 1) await sample(lab.cast.otherVendor);
  const waits = await hidden();
  const first = await claim();
  expect(first?.runId).toBe(oldest);
  expect(await claim()).toBeNull();
  await end(first);
  expect((await claim())?.runId).toBe(waits);
});

it('never lets both kinds start at once, whoever asks together', async () => {
  for (let round = 0; round < 8; round += 1) {
    await lab.submit(lab.cast.vendor, round % 2 === 0 ? 'sample' : 'hidden');
    await lab.submit(lab.cast.vendor, round % 2 === 0 ? 'hidden' : 'sample');
    const claims = await Promise.all([1, 2, 3, 4].map((worker) => claim('a', `worker-${worker}`)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const rest = await Promise.all(['b', 'b', 'c', 'c'].map((host, worker) => claim(host, `${worker}`)));
    expect(rest.filter(Boolean)).toHaveLength(1);
    for (const one of [...claims, ...rest]) if (one) await end(one);
  }
});

it('never shares a moment in the workers themselves', async () => {
  const at = new Map<string, number>();
  let met = 0;
  const desk = await lab.executeDesk({
    exam: async ({ facts, onStarted }) => {
      await onStarted();
      const kind = facts.split === 'sample' ? 'told' : 'untold';
      const other = kind === 'told' ? 'untold' : 'told';
      at.set(kind, (at.get(kind) ?? 0) + 1);
      met += at.get(other) ?? 0;
      await query('SELECT pg_sleep(0.02)');
      met += at.get(other) ?? 0;
      at.set(kind, (at.get(kind) ?? 0) - 1);
      return executed(null, { outcome: 'runtime_error' });
    },
  });
  for (let run = 0; run < 6; run += 1) await lab.submit(lab.cast.vendor, run % 2 === 0 ? 'sample' : 'hidden');
  await until(
    async () => {
      await Promise.all([1, 2, 3].map(() => executeRun(desk)));
      return query(`SELECT id FROM run WHERE status IN ('queued', 'preparing', 'executing')`);
    },
    (left) => left.length === 0,
    30_000,
  );
  expect(met).toBe(0);
  expect(
    await query(`SELECT count(*)::int AS n FROM attempt WHERE phase = 'execute' AND left_at IS NULL`),
  ).toEqual([{ n: 0 }]);
});

it('wakes a run that could not start beside another when that has left', async () => {
  await sample();
  const first = await claim();
  const waits = await hidden();
  await query(`UPDATE delivery SET sent_at = now()`);
  await end(first);
  expect(await query(`SELECT job, thing_id FROM delivery WHERE sent_at IS NULL`)).toEqual([
    { job: 'execute-run', thing_id: waits },
  ]);
});
