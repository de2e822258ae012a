import { transition } from '@scenario-lab/db/transition';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ExecuteDesk, ScoreDesk } from '../desk.js';
import type { Queues, Taker } from '../queue/queues.js';
import { takeJobs } from '../queue/take-jobs.js';
import { reconcileOnce } from '../reconciler/reconciler.js';
import { relayOnce, startRelay } from '../relay/relay.js';
import { executeRun } from '../runs/execute-run.js';
import { scoreRun } from '../runs/score-run.js';
import {
  answerIn,
  executed,
  type Lab,
  openLab,
  plainResult,
  promptExam,
  quick,
  silent,
  until,
} from './lab.js';
import { open, type QueueKind, type TestQueue, testQueue } from './test-queue.js';

describe.each<QueueKind>(['postgres', 'redis'])('the life of a run over %s', (kind) => {
  let lab: Lab;
  let queue: TestQueue;
  let queues: Queues;
  const takers: Taker[] = [];

  beforeAll(async () => {
    lab = await openLab();
    queue = await testQueue(kind, lab.database);
    queues = await open(queue);
  });
  afterEach(async () => {
    await Promise.all(takers.splice(0).map((taker) => taker.close()));
    await lab.database.owner.query('DELETE FROM setting');
  });
  afterAll(async () => {
    await queues.close();
    await queue.stop();
    await lab.close();
  });

  const execute = async (over: Partial<ExecuteDesk> = {}, concurrency = 2) => {
    const desk = await lab.executeDesk(over);
    takers.push(...takeJobs(desk, queues, [{ queue: 'execute', concurrency, handlers: [executeRun] }]));
  };
  const score = async (over: Partial<ScoreDesk> = {}) => {
    const desk = await lab.scoreDesk(over);
    takers.push(...takeJobs(desk, queues, [{ queue: 'score', concurrency: 1, handlers: [scoreRun] }]));
  };
  const relay = () => relayOnce(lab.db, queues);
  const reconcile = () => reconcileOnce(lab.db, queues, { stale: 0 }, silent);
  const status = async (id: string) => String((await lab.run(id)).status);
  const ended = (id: string, as: string) =>
    until(
      () => status(id),
      (seen) => seen === as,
    );
  const drive = (id: string, as: string) =>
    until(
      async () => {
        await relay();
        return status(id);
      },
      (seen) => seen === as,
    );
  const one = async (sql: string, values: unknown[]) => (await lab.database.owner.query(sql, values)).rows[0];
  const wallet = async () =>
    one('SELECT balance, held FROM wallet WHERE organisation_id = $1', [lab.cast.vendor.organisationId]);
  const looks = async (id: string) => (await one('SELECT charged FROM look WHERE run_id = $1', [id])).charged;
  const counted = async (sql: string, id: string) => Number((await one(sql, [id])).count);

  it('ends once, with doubled jobs, and is settled by what it used', async () => {
    const before = await wallet();
    const id = await lab.submit();
    await relay();
    await queues.wake([1, 2, 3].map((n) => ({ job: 'execute-run', id: `again-${n}`, thingId: id })));
    await execute();
    await score();
    await drive(id, 'in_review');
    await queues.wake([{ job: 'score-run', id: 'once-more', thingId: id }]);
    await until(
      () => queues.waiting('score'),
      (waiting) => waiting === 0,
    );
    const run = await lab.run(id);
    expect(run).toMatchObject({
      outcome: 'ok',
      verdict: 'pass',
      level: 'hardened',
      held: 0,
      lease_until: null,
    });
    expect(await counted('SELECT count(*) FROM attempt WHERE run_id = $1', id)).toBe(2);
    expect(await counted('SELECT count(*) FROM result WHERE run_id = $1', id)).toBe(2);
    expect(
      await counted(`SELECT count(*) FROM event WHERE thing_id = $1 AND event = 'run.in_review'`, id),
    ).toBe(1);
    // Six CPU seconds are a tenth of a credit.
    expect((await wallet()).balance).toBeCloseTo(before.balance - 0.1, 9);
    expect(await looks(id)).toBe(true);
    expect(await one('SELECT for_vendor FROM run_log WHERE run_id = $1', [id])).toEqual({
      for_vendor: false,
    });
  });

  it('hands the log of a sample run to its vendor and needs no reviewer', async () => {
    const id = await lab.submit(lab.cast.vendor, 'sample');
    await execute();
    await score();
    await drive(id, 'finished');
    expect(await one('SELECT for_vendor FROM run_log WHERE run_id = $1', [id])).toEqual({ for_vendor: true });
  });

  it('is found again after the queue has forgotten everything', async () => {
    const ids = [await lab.submit(), await lab.submit()];
    await relay();
    await queue.flush();
    await execute();
    await score();
    await reconcile();
    for (const id of ids) {
      await until(
        async () => {
          await relay();
          await reconcile();
          return status(id);
        },
        (seen) => seen === 'in_review',
      );
    }
  });

  it('is not doubled by a relay that dies before it notes what it sent', async () => {
    const id = await lab.submit();
    await relay();
    await lab.database.owner.query('UPDATE delivery SET sent_at = NULL WHERE thing_id = $1', [id]);
    await relay();
    expect(await queues.waiting('execute')).toBe(1);
    await execute();
    await score();
    await drive(id, 'in_review');
    expect(await counted(`SELECT count(*) FROM attempt WHERE run_id = $1 AND phase = 'execute'`, id)).toBe(1);
  });

  it('is relayed on its own by LISTEN', async () => {
    const ongoing = startRelay({
      db: lab.db,
      queues,
      listenUrl: lab.database.urls.score,
      pollMs: 30_000,
      log: silent,
    });
    await execute();
    await score();
    await until(
      async () =>
        (await lab.database.owner.query(`SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN lab_delivery'`))
          .rowCount,
      (listening) => (listening ?? 0) > 0,
    );
    const id = await lab.submit();
    await ended(id, 'in_review');
    await ongoing.stop();
  });

  it('refuses a zombie whose lease has passed to another worker', async () => {
    let release: () => void = () => {};
    const frozen = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asleep: ExecuteDesk['exam'] = async ({ place, onStarted }) => {
      await onStarted();
      await frozen;
      return executed(await answerIn(place), { log: { stdout: 'zombie', stderr: '', truncated: false } });
    };
    const id = await lab.submit();
    await relay();
    await execute({ workerId: 'zombie', exam: asleep, pace: { ...quick, heartbeat: 60_000 } }, 1);
    await ended(id, 'executing');
    await lab.database.owner.query(`UPDATE run SET lease_until = now() - interval '1 second' WHERE id = $1`, [
      id,
    ]);
    await reconcile();
    expect(await status(id)).toBe('queued');
    await execute({ workerId: 'healthy' }, 1);
    await score();
    await drive(id, 'in_review');
    release();
    await Promise.all(takers.splice(0).map((taker) => taker.close()));
    const run = await lab.run(id);
    expect(run).toMatchObject({ status: 'in_review', execute_attempts: 2, attempt: 3 });
    expect(await one('SELECT stdout FROM run_log WHERE run_id = $1', [id])).toEqual({ stdout: 'out' });
    const { rows } = await lab.database.owner.query(
      'SELECT worker, "end" FROM attempt WHERE run_id = $1 ORDER BY number',
      [id],
    );
    expect(rows).toEqual([
      { worker: 'zombie', end: 'lost' },
      { worker: 'healthy', end: 'collected' },
      { worker: 'score-1', end: 'scored' },
    ]);
  });

  it('ends as our fault after three, and costs its vendor nothing', async () => {
    const before = await wallet();
    const broken: ExecuteDesk['exam'] = async ({ onStarted }) => {
      await onStarted();
      return { kind: 'platform_fault', reason: 'chain_failed', detail: 'no exit code' };
    };
    const id = await lab.submit();
    await execute({ exam: broken });
    await drive(id, 'platform_fault');
    expect(await lab.run(id)).toMatchObject({ execute_attempts: 3, held: 0, lease_until: null });
    expect((await lab.run(id)).platform_fault).toContain('chain_failed');
    expect(await wallet()).toEqual(before);
    expect(await looks(id)).toBe(false);
  });

  it('survives a launcher that is away for a moment', async () => {
    let back = 0;
    const away: ExecuteDesk['exam'] = async (sitting) => {
      if (back === 0) back = performance.now() + 600;
      if (performance.now() > back) return promptExam(sitting);
      return { kind: 'platform_fault', reason: 'launcher_lost', detail: 'closed' };
    };
    const id = await lab.submit();
    await execute({ exam: away });
    await score();
    await drive(id, 'in_review');
  });

  it('says what the program did wrong, and charges for that', async () => {
    const id = await lab.submit();
    const slow: ExecuteDesk['exam'] = async ({ onStarted }) => {
      await onStarted();
      return executed(null, { outcome: 'cpu_limit', defects: [{ class: 'no_output', count: 1 }] });
    };
    await execute({ exam: slow });
    await drive(id, 'algorithm_fault');
    expect(await lab.run(id)).toMatchObject({ outcome: 'cpu_limit', held: 0 });
    expect(await looks(id)).toBe(true);
  });

  it('scores anew when scoring fails, and never executes again', async () => {
    let times = 0;
    const flaky: ScoreDesk['mark'] = async () => {
      times += 1;
      if (times < 3) throw new Error('out of luck\0');
      return { ok: true, result: plainResult, coarse: plainResult, answers: null };
    };
    const id = await lab.submit();
    await execute();
    await score({ mark: flaky });
    await drive(id, 'in_review');
    expect(await lab.run(id)).toMatchObject({ execute_attempts: 1, score_attempts: 3 });
    expect(await counted('SELECT count(*) FROM result WHERE run_id = $1', id)).toBe(2);
  });

  it('stops a run that is cancelled while it executes', async () => {
    const before = await wallet();
    let stopped = false;
    const patient: ExecuteDesk['exam'] = async ({ signal, onStarted }) => {
      await onStarted();
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      stopped = true;
      return { kind: 'platform_fault', reason: 'cancelled', detail: '' };
    };
    const id = await lab.submit();
    await relay();
    await execute({ exam: patient });
    await ended(id, 'executing');
    await lab.db.asSystem((tx) => transition(tx, 'run', id, 'cancel'));
    await until(
      async () => stopped,
      (seen) => seen,
    );
    await reconcile();
    expect(await lab.run(id)).toMatchObject({ status: 'cancelled', held: 0, lease_until: null });
    // It had begun, so the look counts; what it used was not measured, so the credit goes back.
    expect(await looks(id)).toBe(true);
    expect(await wallet()).toEqual(before);
  });

  it('gives a lease back when the worker must end, at no cost of an attempt', async () => {
    const control = new AbortController();
    const patient: ExecuteDesk['exam'] = async ({ signal, onStarted }) => {
      await onStarted();
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return { kind: 'platform_fault', reason: 'cancelled', detail: '' };
    };
    const id = await lab.submit();
    await relay();
    await execute({ exam: patient, ending: control.signal });
    await ended(id, 'executing');
    control.abort();
    await ended(id, 'queued');
    expect(await lab.run(id)).toMatchObject({ execute_attempts: 0, lease_until: null });
    await Promise.all(takers.splice(0).map((taker) => taker.close()));
    await execute();
    await score();
    await drive(id, 'in_review');
  });

  it('is cancelled without a charge once the grant is gone, at claim and at commit', async () => {
    const revoke = (state: string) =>
      lab.database.owner.query('UPDATE access_grant SET status = $2 WHERE organisation_id = $1', [
        lab.cast.vendor.organisationId,
        state,
      ]);
    const early = await lab.submit();
    await revoke('revoked');
    await execute();
    await drive(early, 'cancelled');
    await Promise.all(takers.splice(0).map((taker) => taker.close()));
    await revoke('active');
    const late = await lab.submit();
    await execute({
      exam: async (sitting) => {
        const result = await promptExam(sitting);
        await revoke('revoked');
        return result;
      },
    });
    await drive(late, 'cancelled');
    await revoke('active');
    expect([await looks(early), await looks(late)]).toEqual([false, false]);
    expect(await lab.run(late)).toMatchObject({ held: 0, lease_until: null });
  });

  it('gives each vendor its turn', async () => {
    const order: string[] = [];
    const names = new Map([
      [lab.cast.vendor.organisationId, 'A'],
      [lab.cast.otherVendor.organisationId, 'B'],
    ]);
    const noting: ExecuteDesk['exam'] = async (sitting) => {
      order.push(names.get(sitting.facts.vendorId) ?? '?');
      return promptExam(sitting);
    };
    await lab.database.owner.query('DELETE FROM vendor_turn');
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await lab.submit(lab.cast.vendor));
    for (let n = 0; n < 2; n += 1) ids.push(await lab.submit(lab.cast.otherVendor));
    await relay();
    await execute({ exam: noting }, 1);
    await score();
    for (const id of ids) await drive(id, 'in_review');
    expect(order.join('')).toBe('ABABAA');
  });

  it('waits while the lab has paused the queue', async () => {
    await lab.database.owner.query(`INSERT INTO setting VALUES ('queue.paused', 'true')`);
    const id = await lab.submit();
    await relay();
    await execute();
    await score();
    await until(
      () => queues.waiting('execute'),
      (waiting) => waiting === 0,
    );
    expect(await status(id)).toBe('queued');
    await lab.database.owner.query('DELETE FROM setting');
    await reconcile();
    await drive(id, 'in_review');
  });

  it('takes no run where there is no sound sandbox', async () => {
    const id = await lab.submit();
    await relay();
    const { sandbox } = await lab.executeDesk();
    await execute({ sandbox: { ...sandbox, status: { available: false, reasons: [] } } });
    await until(
      () => queues.waiting('execute'),
      (waiting) => waiting === 0,
    );
    expect(await status(id)).toBe('queued');
    await Promise.all(takers.splice(0).map((taker) => taker.close()));
    await execute();
    await score();
    await reconcile();
    await drive(id, 'in_review');
  });
});
