import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openSystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import pino from 'pino';
import { buildApp } from '../apps/api/dist/build-app.js';
import { readEnv } from '../apps/api/dist/env.js';
import { rollUpOnce } from '../apps/worker/dist/cockpit/rollups.js';
import { pace } from '../apps/worker/dist/pace.js';
import { openBareDatabase } from './bare-database.mjs';
import { figureRow, quantile, timed } from './measure.mjs';
import { agentOf, send } from './requests.mjs';

const engagements = 100_000;
const runs = 100_000;
const rounds = 20;
const burst = 50;
const reads = 300;

/**
 * A chain of a million events: how long the rollups take to take it in once, how old a figure is at most when it goes on
 * (a burst of events, the pause between two looks, and the look itself), and the cockpit's answer.
 */
export async function benchCockpit() {
  const bare = await openBareDatabase();
  const system = await openSystemDatabase(bare.urls.score, 'bench', 4, 'Asia/Shanghai');
  try {
    const lab = await fill(bare.owner);
    const { rows } = await bare.owner.query('SELECT count(*)::int AS n FROM event');
    const backlog = await timed(() => rollUpOnce(system));
    const looks = [];
    for (let round = 0; round < rounds; round += 1) {
      const { rows: some } = await bare.owner.query('SELECT id FROM engagement OFFSET $1 LIMIT $2', [
        round * burst,
        burst,
      ]);
      for (const { id } of some)
        await system.asSystem((tx) =>
          recordEvent(tx, { thing: 'engagement', id, event: 'engagement.message' }),
        );
      looks.push(await timed(() => rollUpOnce(system)));
    }
    const latencies = await readTimes(bare, lab);
    return [
      figureRow({
        what: `cockpit: a backlog of ${rows[0].n} events taken in`,
        ours: backlog,
        unit: 's',
        most: 600,
      }),
      {
        ...figureRow({
          what: 'cockpit: oldest figure shown, p95',
          ours: pace.rollups / 1_000 + quantile(looks, 0.95),
          unit: 's',
          most: 60,
        }),
        note: `every ${pace.rollups / 1_000} s, a look p50 ${quantile(looks, 0.5).toFixed(2)} s after ${burst} events`,
      },
      figureRow({
        what: 'cockpit: page’s API, p95',
        ours: quantile(latencies, 0.95),
        unit: 'ms',
        most: 1_000,
      }),
    ];
  } finally {
    await system.close();
    await bare.stop();
  }
}

/** Five to eight events for each engagement, four for each run, spread over two years. */
async function fill(owner) {
  const [organisation, person] = [newId(), newId()];
  await owner.query(
    `INSERT INTO organisation (id, name, roles, verified) VALUES ($1, '{"en": "Lab"}', '{operate}', true)`,
    [organisation],
  );
  await owner.query(
    `INSERT INTO person (id, email, name, password_hash) VALUES ($1, 'bench@lab.example', 'Bench', 'x')`,
    [person],
  );
  await owner.query(
    `INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, '{operator}')`,
    [person, organisation],
  );
  // Without triggers and foreign keys: what is measured is the taking in, not the filling.
  await owner.query('SET session_replication_role = replica');
  await owner.query(
    `INSERT INTO organisation (id, name, roles, verified) SELECT gen_random_uuid(), '{"en": "Buyer"}', '{demand}', true FROM generate_series(1, 60)`,
  );
  await owner.query(
    `INSERT INTO scenario (id, owner_id, status, need, field)
     SELECT gen_random_uuid(), (SELECT id FROM organisation WHERE 'demand' = ANY(roles) ORDER BY id OFFSET n % 60 LIMIT 1), 'published',
       '{"title": {"en": "Need"}, "criteria": []}', 'public_services' FROM generate_series(1, 2000) n`,
  );
  await owner.query(
    `INSERT INTO solution (id, owner_id, status, card, listed, fields)
     SELECT gen_random_uuid(), $1, 'listed', '{}', '{"title": {"en": "Card"}}', '{public_services}' FROM generate_series(1, 10000)`,
    [organisation],
  );
  await owner.query(
    `WITH s AS (SELECT array_agg(id) AS id, array_agg(owner_id) AS owner FROM scenario), n AS (SELECT array_agg(id) AS id FROM solution)
     INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id, created_at)
     SELECT gen_random_uuid(), (ARRAY['accepted', 'shortlisted', 'validating', 'validated'])[1 + k % 4], s.id[1 + k % 2000],
       n.id[1 + (k + k / 2000) % 10000], $1, s.owner[1 + k % 2000], now() - make_interval(days => k % 730)
     FROM s, n, generate_series(1, ${engagements}) k`,
    [organisation],
  );
  await owner.query(
    `INSERT INTO event (id, at, thing, thing_id, event, from_status, to_status, organisation_id)
     SELECT gen_random_uuid(), e.created_at + make_interval(days => step * 3), 'engagement', e.id, 'engagement.moved',
       (ARRAY['proposed', 'accepted', 'shortlisted', 'validating', 'validated', 'piloting'])[step],
       (ARRAY['proposed', 'accepted', 'shortlisted', 'validating', 'validated', 'piloting'])[step + 1], e.department_id
     FROM engagement e, generate_series(0, 5) step`,
  );
  await owner.query(
    `INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, ended_at, resources)
     SELECT gen_random_uuid(), 'finished', 'sample', $1, $1, $1, $2, now() - make_interval(hours => k % 17520), '{"cpuSeconds": 12}'
     FROM generate_series(1, ${runs}) k`,
    [organisation, person],
  );
  await owner.query(
    `INSERT INTO event (id, at, thing, thing_id, event, to_status)
     SELECT gen_random_uuid(), r.ended_at, 'run', r.id, 'run.moved', 'finished' FROM run r, generate_series(1, 4) step`,
  );
  await owner.query(
    `INSERT INTO rollup_due (event_id, thing, thing_id, event, at) SELECT id, thing, thing_id, event, at FROM event`,
  );
  await owner.query('SET session_replication_role = origin');
  await owner.query('VACUUM ANALYZE');
  return { organisation, person };
}

async function readTimes({ urls, owner }, { organisation, person }) {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-bench-'));
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: urls.api,
    PUBLIC_DATABASE_URL: urls.public,
    BLOBS_DIR: join(folder, 'blobs'),
    UPLOADS_DIR: join(folder, 'uploads'),
    RATE_LIMITS: 'off',
    PORT: '0',
  });
  const token = newSecret('slt_');
  await owner.query(
    `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at) VALUES ($1, $2, $3, $4, 'bench', now() + interval '1 day')`,
    [randomUUID(), hashOf(token), person, organisation],
  );
  const database = await openDatabase({ api: urls.api, public: urls.public }, 4, env.LAB_TIME_ZONE);
  const app = await buildApp({
    env,
    database,
    // No row asked for here reads a file.
    blobs: {},
    log: pino({ level: 'silent' }),
  });
  const agent = agentOf(1);
  try {
    await app.listen(0, '127.0.0.1');
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const request = { method: 'GET', path: '/api/cockpit', headers: { authorization: `Bearer ${token}` } };
    const latencies = [];
    for (let read = 0; read < reads; read += 1)
      latencies.push(1_000 * (await timed(() => send(agent, url, request))));
    return latencies.slice(20);
  } finally {
    agent.destroy();
    await app.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
