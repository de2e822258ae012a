import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Desk } from '../desk.js';
import { type Lab, openLab, until } from '../lifecycle/lab.js';
import { open, testQueue } from '../lifecycle/test-queue.js';
import { inTurn } from './in-turn.js';
import { type QueueName, queueOfJob, type WakeUp } from './jobs.js';
import { takeJobs } from './take-jobs.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterEach(async () => {
  await rows(`UPDATE algorithm_version SET status = 'refused' WHERE status IN ('uploaded', 'inspecting')`);
  await rows(`UPDATE dataset_version SET status = 'refused' WHERE status IN ('uploading', 'profiling')`);
  await rows('DELETE FROM ticket_file');
  await rows('DELETE FROM job_turn');
  await rows('DELETE FROM job_try');
});
afterAll(() => lab.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;
type Owner = 'A' | 'B' | 'citizen';
const whose = new Map<string, Owner>();
const idOf = (owner: Owner) =>
  owner === 'A' ? lab.cast.vendor.organisationId : lab.cast.otherVendor.organisationId;

/** A program handed in by one of the two vendors. */
async function program(owner: Owner): Promise<string> {
  const id = newId();
  whose.set(id, owner);
  await rows(
    `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets)
     SELECT $1, id, $1::uuid::text, 'wasm', 'a.wasm', 1, 'x', '{}' FROM algorithm WHERE owner_id = $2`,
    [id, idOf(owner)],
  );
  await lab.db.asSystem((tx) => transition(tx, 'algorithm_version', id, 'upload'));
  return id;
}
/** Data handed in by one of them. */
async function data(owner: Owner): Promise<string> {
  const [dataset, id] = [newId(), newId()];
  whose.set(id, owner);
  await rows(
    `INSERT INTO dataset (id, owner_id, status, card, access_mode) VALUES ($1, $2, 'draft', '{}', 'on_request')`,
    [dataset, idOf(owner)],
  );
  await rows(
    `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split)
     VALUES ($1, $2, '1', 't.csv', 1, 'x', '[]', '{}')`,
    [id, dataset],
  );
  await lab.db.asSystem((tx) => transition(tx, 'dataset_version', id, 'upload'));
  return id;
}
/** A picture with a ticket: of somebody without an account. */
async function picture(): Promise<string> {
  const [ticket, id] = [newId(), newId()];
  whose.set(id, 'citizen');
  await rows(
    `INSERT INTO ticket (id, status, number, source, title, words, category, reported_at)
     VALUES ($1, 'open', $2, 'web', '{}', '{}', 'roads_traffic', now())`,
    [ticket, id],
  );
  await rows(
    `INSERT INTO ticket_file (id, ticket_id, file_name, source_sha256) VALUES ($1, $2, 'a.png', 'x')`,
    [id, ticket],
  );
  return id;
}
const times = async (count: number, make: () => Promise<unknown>) => {
  for (let n = 0; n < count; n += 1) await make();
};
const done = async (_job: string, id: string) => {
  for (const table of ['algorithm_version', 'dataset_version'])
    await rows(`UPDATE ${table} SET status = 'refused' WHERE id = $1`, [id]);
  await rows('UPDATE ticket_file SET read_at = now() WHERE id = $1', [id]);
};
/** Whose things are taken up, one after the other, until nothing waits. */
async function order(queue: QueueName, end: (job: string, id: string) => Promise<void> = done) {
  let taken = '';
  const next = () =>
    inTurn(lab.db, queue, async (job, id) => {
      taken += whose.get(id);
      await end(job, id);
    });
  while (await next());
  return taken;
}

it('takes the programs and the data of organisations in turn, however many the one has', async () => {
  await times(8, () => program('A'));
  await times(4, () => data('A'));
  let taken = '';
  // One is at work when the other's come; theirs are of another job.
  await inTurn(lab.db, 'read', async (job, id) => {
    taken += whose.get(id);
    await data('B');
    await program('B');
    taken += await order('read');
    await done(job, id);
  });
  expect(taken).toBe(`ABABA${'A'.repeat(9)}`);
});

it('takes what is nobody’s in turn with the others, as one more organisation', async () => {
  await times(3, picture);
  await times(2, () => program('A'));
  await program('B');
  expect(await order('read')).toBe('citizenABcitizenAcitizen');
});

it('never gives two that ask at once one thing, nor the turns of two organisations to one', async () => {
  const mine = await Promise.all([1, 2, 3, 4].map(() => program('A')));
  const theirs = await program('B');
  for (let round = 0; round < 2; round += 1) {
    const taken: string[] = [];
    let go = () => {};
    const both = new Promise<void>((resolve) => {
      go = resolve;
    });
    await Promise.all(
      [1, 2].map(() =>
        inTurn(lab.db, 'read', async (_job, id) => {
          if (taken.push(id) === 2) go();
          await both;
        }),
      ),
    );
    expect(new Set(taken).size).toBe(2);
    expect(taken).toContain(theirs);
    expect(mine).toContain(taken.find((id) => id !== theirs));
  }
});

it('is not held up by a thing of which nothing comes, nor by one that has just failed', async () => {
  const stuck = await program('A');
  const failed = await program('A');
  await program('A');
  await rows(
    `INSERT INTO job_try (job, thing_id, weight, tried_at) VALUES ('inspect-artifact', $1, 4, now())`,
    [failed],
  );
  let taken = '';
  for (let wake = 0; wake < 3; wake += 1)
    await inTurn(lab.db, 'read', async (job, id) => {
      taken += id === stuck ? 'stuck ' : id === failed ? 'failed ' : 'other ';
      if (id !== stuck) await done(job, id);
    });
  expect(taken).toBe('stuck other stuck ');
});

it('gives a thing back when its work throws, or when the process that held it dies', async () => {
  const id = await program('A');
  await expect(inTurn(lab.db, 'read', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const dying = inTurn(lab.db, 'read', async () => {
    const held = `FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE l.locktype = 'advisory' AND d.datname = current_database()`;
    await rows(`SELECT pg_terminate_backend(l.pid) ${held}`);
    await until(
      () => rows(`SELECT 1 ${held}`),
      (left) => left.length === 0,
    );
    let again = '';
    await inTurn(lab.db, 'read', async (_job, thing) => {
      again = thing;
    });
    expect(again).toBe(id);
  });
  await dying;
});

it('seals and compares in turn as well', async () => {
  const seal = async (owner: Owner) => {
    const [benchmark, id] = [newId(), newId()];
    whose.set(id, owner);
    await rows(`INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, '{}')`, [benchmark, idOf(owner)]);
    await rows(
      `INSERT INTO benchmark_version (id, benchmark_id, number, status, dataset_version_id, plan)
       SELECT $1, $2, 1, 'sealing', dataset_version_id, plan FROM benchmark_version WHERE id = $3`,
      [id, benchmark, lab.benchmarkVersionId],
    );
  };
  await times(3, () => seal('A'));
  await times(2, () => seal('B'));
  const sealed = (_job: string, id: string) =>
    rows(`UPDATE benchmark_version SET status = 'draft' WHERE id = $1`, [id]).then(() => {});
  expect(await order('seal', sealed)).toBe('ABABA');

  const approved = async (owner: Owner) => {
    const id = await lab.submit(owner === 'A' ? lab.cast.vendor : lab.cast.otherVendor);
    whose.set(id, owner);
    await rows(`UPDATE run SET status = 'approved', held = 0 WHERE id = $1`, [id]);
    await rows(
      `INSERT INTO event (id, thing, thing_id, event) VALUES (gen_random_uuid(), 'run', $1, 'run.approved')`,
      [id],
    );
  };
  await times(3, () => approved('A'));
  await approved('B');
  const compared = (_job: string, id: string) =>
    rows(`INSERT INTO comparison (benchmark_version_id, run_id, other_id) VALUES ($1, $2, $1)`, [
      lab.benchmarkVersionId,
      id,
    ]).then(() => {});
  expect(await order('compare', compared)).toBe('ABAA');
});

it('hears the wake-ups of a real queue so, whatever they name', async () => {
  const queue = await testQueue('postgres', lab.database);
  const queues = await open(queue);
  const mine = await Promise.all(Array.from({ length: 12 }, () => program('A')));
  await queues.wake(mine.map((thingId) => ({ job: 'inspect-artifact', id: `wake-${thingId}`, thingId })));
  const theirs = await data('B');
  await queues.wake([{ job: 'profile-dataset', id: `wake-${theirs}`, thingId: theirs }]);
  const taken: string[] = [];
  const note = async (_desk: Desk, { thingId }: WakeUp) => {
    taken.push(thingId);
    await done('', thingId);
  };
  // One for each job of the queue, called as the job is: whatever joins the queue is taken too.
  const handlers = Object.entries(queueOfJob).flatMap(([job, queueName]) => {
    const name = job.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return queueName === 'read'
      ? Object.values({ [name]: (desk: Desk, wake: WakeUp) => note(desk, wake) })
      : [];
  });
  const [taker] = takeJobs(await lab.executeDesk(), queues, [{ queue: 'read', concurrency: 1, handlers }]);
  await until(
    async () => taken.length,
    (count) => count === 13,
  );
  expect(taken.indexOf(theirs)).toBeLessThan(2);
  expect(new Set(taken).size).toBe(13);
  await taker!.close();
  await queues.close();
  await queue.stop();
});
