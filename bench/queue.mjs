import { openSystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import pino from 'pino';
import { openQueues, queueSchema } from '../apps/worker/dist/queue/queues.js';
import { startRelay } from '../apps/worker/dist/relay/relay.js';
import { openBareDatabase } from './bare-database.mjs';
import { alternate, quantile, ratioRow } from './measure.mjs';

const jobs = 600;
const batch = 200;
const concurrency = 4;
const singles = 40;
const rounds = 3;
const log = pino({ level: 'silent' });

/**
 * Our queues, alone and with the outbox before them (an event and its delivery committed, the relay hands it over), over
 * BullMQ itself on the same Postgres with the same options. All take jobs that do nothing.
 */
export async function benchQueue() {
  const bare = await openBareDatabase();
  const ways = [];
  try {
    const layer = await layerWay(bare.urls.score);
    ways.push(layer);
    const outbox = await outboxWay(bare.urls.score, layer);
    ways.push(outbox);
    const raw = await rawWay(bare.urls.score);
    ways.push(raw);
    const drained = await alternate(rounds, {
      layer: () => drain(layer),
      outbox: () => drain(outbox),
      raw: () => drain(raw),
    });
    const started = await alternate(rounds, {
      layer: () => startTimes(layer),
      outbox: () => startTimes(outbox),
      raw: () => startTimes(raw),
    });
    const rate = (name) => quantile(drained[name], 0.5);
    const wait = (name) => quantile(started[name].flat(), 0.5);
    return [
      ['layer alone', 'layer'],
      ['outbox and relay before it', 'outbox'],
    ].flatMap(([what, name]) => [
      ratioRow({
        what: `queue: drain, ${what}`,
        ours: rate(name),
        floor: rate('raw'),
        unit: '1/s',
        least: 0.5,
      }),
      ratioRow({
        what: `queue: add → start p50, ${what}`,
        ours: wait(name),
        floor: wait('raw'),
        unit: 'ms',
        most: 1.5,
      }),
    ]);
  } finally {
    for (const way of ways.reverse()) await way.close();
    await bare.stop();
  }
}

/** Jobs per second from the first handed over to the last begun. */
async function drain(way) {
  const begun = counter(way, jobs);
  const started = performance.now();
  for (let at = 0; at < jobs; at += batch) await way.add(Array.from({ length: batch }, newId));
  await begun;
  return jobs / ((performance.now() - started) / 1_000);
}

/** Milliseconds between handing one job over and its start, each after the last one was over. */
async function startTimes(way) {
  const times = [];
  for (let n = 0; n < singles; n += 1) {
    const begun = counter(way, 1);
    const started = performance.now();
    await way.add([newId()]);
    await begun;
    times.push(performance.now() - started);
  }
  return times;
}

function counter(way, wanted) {
  let count = 0;
  return new Promise((resolve) => {
    way.onJob = () => {
      count += 1;
      if (count === wanted) resolve();
    };
  });
}

async function layerWay(postgresUrl) {
  const queues = await openQueues({ postgresUrl }, log);
  const way = { onJob: () => {}, queues };
  const taker = queues.take('jobs', concurrency, async () => way.onJob());
  way.add = (ids) => queues.wake(ids.map((id) => ({ job: 'issue-report', id, thingId: id })));
  way.close = async () => {
    await taker.close();
    await queues.close();
  };
  return way;
}

/** The same queues, fed by the relay out of committed deliveries. */
async function outboxWay(listenUrl, { queues }) {
  const db = await openSystemDatabase(listenUrl, 'bench');
  const way = { onJob: () => {} };
  const taker = queues.take('score', concurrency, async () => way.onJob());
  const relay = startRelay({ db, queues, listenUrl, pollMs: 1_000, log });
  way.add = (ids) =>
    db.asSystem(async (tx) => {
      for (const id of ids)
        await recordEvent(tx, { thing: 'run', id, event: 'run.collected', deliver: ['score-run'] });
    });
  way.close = async () => {
    await relay.stop();
    await taker.close();
    await db.close();
  };
  return way;
}

async function rawWay(connectionString) {
  const connection = { connectionString, schema: queueSchema, max: 2 };
  const queue = new Queue('execute', { connection }, createPostgresBackend);
  await queue.waitUntilReady();
  const way = { onJob: () => {} };
  const worker = new Worker(
    'execute',
    async () => way.onJob(),
    { connection, concurrency, drainDelay: 1 },
    createPostgresBackend,
  );
  await worker.waitUntilReady();
  const opts = { attempts: 1, removeOnComplete: true, removeOnFail: true };
  way.add = (ids) =>
    queue.addBulk(
      ids.map((id) => ({ name: 'execute-run', data: { thingId: id }, opts: { ...opts, jobId: id } })),
    );
  way.close = async () => {
    await worker.close();
    await queue.close();
  };
  return way;
}
