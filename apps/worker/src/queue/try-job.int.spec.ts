import { beginTry } from '@scenario-lab/db/core/job-tries';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SandboxResult } from '@scenario-lab/sandbox/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectArtifact } from '../algorithms/inspect-artifact.js';
import { issueReport } from '../certificates/issue-report.js';
import type { JobsDesk } from '../desk.js';
import { executed, type Lab, openLab, soundSandbox } from '../lifecycle/lab.js';
import type { Queues } from '../queue/queues.js';
import { wakeWaiting } from '../reconciler/waiting.js';
import { executeRun } from '../runs/execute-run.js';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;
const fault = (reason: 'chain_failed' | 'launcher_lost'): SandboxResult => ({
  kind: 'platform_fault',
  reason,
  detail: 'half a 😀'.slice(0, 8),
});
const failing = (result: SandboxResult, over = {}) =>
  lab.executeDesk({ sandbox: { ...soundSandbox, run: async () => result }, ...over });

async function uploaded(): Promise<string> {
  const id = newId();
  const { sha256 } = await (await lab.executeDesk()).blobs.put(Buffer.from('x'));
  await lab.database.owner.query(
    `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets)
     SELECT $1, algorithm_id, $1::uuid::text, 'wasm', 'a.wasm', 1, $2, '{"task": "regression", "inputs": []}' FROM algorithm_version LIMIT 1`,
    [id, sha256],
  );
  await lab.db.asSystem((tx) => transition(tx, 'algorithm_version', id, 'upload'));
  return id;
}
const version = async (id: string) =>
  (await rows('SELECT status, inspection FROM algorithm_version WHERE id = $1', [id]))[0];

/** What the reconciler would wake now. */
async function woken(): Promise<string[]> {
  const found: string[] = [];
  const queues: Queues = {
    wake: async (wakes) => void found.push(...wakes.map(({ job, thingId }) => `${job} ${thingId}`)),
    waiting: async () => 0,
    take: () => ({ close: async () => {} }),
    close: async () => {},
  };
  await wakeWaiting(lab.db, queues, 0);
  return found;
}
const passMinutes = (id: string, minutes: number) =>
  rows('UPDATE job_try SET tried_at = tried_at - make_interval(mins => $2) WHERE thing_id = $1', [
    id,
    minutes,
  ]);

it('ends an inspection that fails each time, with a reason its owner reads, and begins it again when asked', async () => {
  const id = await uploaded();
  const desk = await failing(fault('chain_failed'));
  for (let time = 1; time <= 5; time += 1) {
    expect((await version(id)).status).toMatch(/uploaded|inspecting/);
    await expect(inspectArtifact(desk, { thingId: id })).rejects.toThrow('chain_failed');
    if (time === 1) {
      // Not at once, and after a while.
      expect(await woken()).not.toContain(`inspect-artifact ${id}`);
      await passMinutes(id, 1);
      expect(await woken()).toContain(`inspect-artifact ${id}`);
    }
  }
  expect(await version(id)).toEqual({
    status: 'refused',
    inspection: { ok: false, problems: [{ code: 'lab_failed', place: 'file', detail: '' }] },
  });
  const [kept] = await rows('SELECT detail, given_up_at FROM job_try WHERE thing_id = $1', [id]);
  expect(kept).toMatchObject({
    detail: expect.stringContaining('half a \ufffd'),
    given_up_at: expect.any(Date),
  });
  await passMinutes(id, 60);
  expect(await woken()).not.toContain(`inspect-artifact ${id}`);
  // Put back, it has all its tries anew.
  await lab.db.asSystem((tx) => transition(tx, 'algorithm_version', id, 'inspect_again'));
  expect(await woken()).toContain(`inspect-artifact ${id}`);
  await expect(inspectArtifact(desk, { thingId: id })).rejects.toThrow('chain_failed');
  expect((await version(id)).status).toBe('inspecting');
});

it('is patient with a sandbox that is lost under it, and not for ever', async () => {
  const id = await uploaded();
  const desk = await failing(fault('launcher_lost'));
  for (let time = 1; time <= 19; time += 1)
    await expect(inspectArtifact(desk, { thingId: id })).rejects.toThrow('launcher_lost');
  expect((await version(id)).status).toBe('inspecting');
  await expect(inspectArtifact(desk, { thingId: id })).rejects.toThrow('launcher_lost');
  expect((await version(id)).status).toBe('refused');
});

it('counts a try whose worker died with it, and none that was told to end', async () => {
  const died = await uploaded();
  const desk = await failing(fault('chain_failed'));
  for (let time = 1; time <= 5; time += 1)
    expect(await lab.db.asSystem((tx) => beginTry(tx, 'inspect-artifact', died))).toBe('go');
  await inspectArtifact(desk, { thingId: died });
  expect((await version(died)).status).toBe('refused');

  const ending = new AbortController();
  ending.abort();
  const spared = await uploaded();
  const stopped = await failing(fault('chain_failed'), { ending: ending.signal });
  for (let time = 1; time <= 8; time += 1)
    await expect(inspectArtifact(stopped, { thingId: spared })).rejects.toThrow();
  expect((await version(spared)).status).toBe('inspecting');
});

it('gives up a report that cannot be written, says so in the run’s history and wakes it no more', async () => {
  const run = await lab.submit();
  await rows(`UPDATE run SET status = 'approved' WHERE id = $1`, [run]);
  await rows(
    `INSERT INTO event (id, thing, thing_id, event, at) VALUES (gen_random_uuid(), 'run', $1, 'run.approved', now() - interval '1 hour')`,
    [run],
  );
  expect(await woken()).toContain(`issue-report ${run}`);
  const desk = (await lab.scoreDesk()) as unknown as JobsDesk;
  for (let time = 1; time <= 5; time += 1)
    await expect(issueReport(desk, { thingId: run })).rejects.toThrow();
  await issueReport(desk, { thingId: run });
  await passMinutes(run, 60);
  expect(await woken()).not.toContain(`issue-report ${run}`);
  expect(await rows(`SELECT count(*)::int AS n FROM event WHERE event = 'run.report_failed'`)).toEqual([
    { n: 1 },
  ]);
});

it('charges no look and no credit for a program that never started, and says that it did not', async () => {
  const run = await lab.submit();
  const desk = await lab.executeDesk({
    exam: async () => executed(null, { outcome: 'runtime_error', detail: 'not_started' }),
  });
  await rows(`UPDATE run SET status = 'cancelled', held = 0 WHERE status = 'queued' AND id <> $1`, [run]);
  await executeRun(desk);
  expect(await lab.run(run)).toMatchObject({
    status: 'algorithm_fault',
    outcome_detail: 'not_started',
    program_started: false,
    held: 0,
  });
  expect(await rows('SELECT charged, cause FROM look WHERE run_id = $1', [run])).toEqual([
    { charged: false, cause: 'not_started' },
  ]);
});

it('charges no look for a failure in a runtime the lab changed since the trial, and one for a failure where it was tried', async () => {
  const failed = { outcome: 'runtime_error' } as const;
  const changed = { name: 'debian-13', source: 'debian-packages', versions: {}, digest: 'sha256:1' } as const;
  const ended = async (over: Parameters<typeof executed>[1]) => {
    const run = await lab.submit();
    await rows(`UPDATE run SET status = 'cancelled', held = 0 WHERE status = 'queued' AND id <> $1`, [run]);
    const desk = await lab.executeDesk({
      exam: async ({ onStarted }) => {
        await onStarted();
        return executed(null, over);
      },
    });
    await executeRun(desk);
    const [look] = await rows('SELECT charged, cause FROM look WHERE run_id = $1', [run]);
    return { ...look, detail: (await lab.run(run)).outcome_detail };
  };
  // Without a trial nobody knows where it would have run.
  expect(await ended({ ...failed, runtimeRoot: changed })).toEqual({
    charged: true,
    cause: null,
    detail: null,
  });
  const trial = await lab.submit(lab.cast.vendor, 'sample');
  await rows(`UPDATE run SET status = 'finished', held = 0, runtime = $2 WHERE id = $1`, [
    trial,
    JSON.stringify({ digest: `sha256:${'0'.repeat(64)}` }),
  ]);
  expect(await ended(failed)).toMatchObject({ charged: true, detail: null });
  expect(await ended({ ...failed, outcome: 'wall_limit', runtimeRoot: changed })).toMatchObject({
    charged: true,
    detail: null,
  });
  await rows('DELETE FROM look');
  expect(await ended({ ...failed, runtimeRoot: changed })).toEqual({
    charged: false,
    cause: 'runtime_changed',
    detail: 'runtime_changed',
  });
});
