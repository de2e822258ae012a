import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@scenario-lab/db/ids';
import { makeActor } from '../packages/testing/dist/builders.js';
import { giveParty, makeExam } from '../packages/testing/dist/exam.js';
import { openBareDatabase } from './bare-database.mjs';
import { alternate, figureRow, quantile, ratioRow, timed } from './measure.mjs';
import { whenEnded } from './on-signal.mjs';

/** What is filled in before the pages are read, in million points, and the rounds of the intake: ten and three by option. */
const millions = sizeOf('FIELD_MILLIONS', 1);
const rounds = sizeOf('FIELD_ROUNDS', 1);
const batch = 10_000;
const batches = 5;
const sites = ['Shiling', 'Yingmenkou'];
const begins = Date.UTC(2025, 0, 1);
const api = fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url));

/**
 * Points pushed to the real API by a site's token in batches of 10,000, two requests under way at once, over plain COPY of
 * as many rows in as large transactions into a table that knows an id and a moment once; then, with `FIELD_MILLIONS` million
 * points in one pilot (one; the goal is stated for ten), the pages that draw it. `FIELD_ROUNDS` rounds of the intake (one).
 */
export async function benchFieldPoints() {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-bench-'));
  await chmod(folder, 0o755);
  const database = await openBareDatabase();
  let server = null;
  // In the order they were begun in: what uses the database ends before it does.
  const forget = whenEnded(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  try {
    const stage = await makePilot(database.owner);
    server = await startApi(database.urls, folder);
    tell('the API runs; intake');
    const rows = [...(await intake(database.owner, server.url, stage))];
    tell('intake is measured; lag');
    rows.push(await lag(database.owner, server.url, stage));
    const filling = performance.now();
    await fill(database.owner, stage);
    tell(`filled in ${Math.round((performance.now() - filling) / 1_000)} s; reading`);
    rows.push(...(await reads(server.url, stage)));
    return rows;
  } finally {
    forget();
    await server?.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function sizeOf(name, usual) {
  const value = Number(process.env[name] ?? usual);
  if (!(value > 0)) throw new Error(`${name} wants a number above 0`);
  return value;
}

/** It runs for a long time without anybody: what it is at stands in its log. */
const tell = (line) => process.stdout.write(`  field: ${line}\n`);

async function makePilot(owner) {
  const one = (name, role, as) => makeActor(owner, { name, roles: [role] }, ['owner'], [as]);
  const vendor = await one('Vendor', 'supply', 'vendor');
  const department = await one('Department', 'demand', 'department');
  const exam = await makeExam(owner, { vendor, department });
  const ids = { engagement: newId(), pilot: newId(), kpis: [newId(), newId()] };
  for (const { organisationId } of [vendor, department])
    await giveParty(owner, 'engagement', ids.engagement, organisationId, 'act');
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, 'piloting', $2, $3, $4, $5)`,
    [ids.engagement, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
  );
  await owner.query(
    `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites) VALUES ($1, 'running', $2, '2024-12-01', '2026-12-31', $3)`,
    [ids.pilot, ids.engagement, JSON.stringify(sites)],
  );
  for (const [position, id] of ids.kpis.entries())
    await owner.query(
      `INSERT INTO kpi (id, pilot_id, criterion_key, criterion, name, unit, target, observations, position)
       VALUES ($1, $2, $3, $4, '{"en": "Error"}', 'cm', 12, 30, $5)`,
      [
        id,
        ids.pilot,
        `k${position}`,
        JSON.stringify({
          id: `k${position}`,
          metric: 'mae',
          direction: 'at_most',
          threshold: 12,
          must: true,
        }),
        position,
      ],
    );
  const secret = `sls_${randomBytes(24).toString('base64url')}`;
  const token = `slt_${randomBytes(24).toString('base64url')}`;
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  await owner.query(
    `INSERT INTO site_token (id, pilot_id, organisation_id, issued_by, site, token_hash) VALUES ($1, $2, $3, $4, $5, $6)`,
    [newId(), ids.pilot, department.organisationId, department.personId, sites[0], hash(secret)],
  );
  await owner.query(
    `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at) VALUES ($1, $2, $3, $4, 'bench', now() + interval '1 day')`,
    [newId(), hash(token), department.personId, department.organisationId],
  );
  return { ...ids, secret, token };
}

async function startApi(urls, folder) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(process.execPath, [api], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: urls.api,
      PUBLIC_DATABASE_URL: urls.public,
      BLOBS_DIR: join(folder, 'blobs'),
      UPLOADS_DIR: join(folder, 'uploads'),
      PORT: String(port),
      LOG_LEVEL: 'warn',
      RATE_LIMITS: 'off',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}/api`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url}/lab`).catch(() => null);
    if (answer) break;
    if (tries > 600 || child.exitCode !== null) throw new Error('the API did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    stop: async () => {
      // Nothing of it is kept, and a connection of ours that is still open would hold it back.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A point a second, its indicator by turns; no two calls say the same moments. */
let second = 0;
const pointsOf = () =>
  Array.from({ length: batch }, (_, index) => ({
    criterion: `k${index % 2}`,
    at: new Date(begins + Math.floor((second * batch + index) / 2) * 1_000).toISOString(),
    value: 10 + (index % 100) / 50,
  }));

async function post(url, secret, points) {
  const answer = await fetch(`${url}/observations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: points,
  });
  const receipt = await answer.json();
  if (!answer.ok) throw new Error(JSON.stringify(receipt));
  return receipt;
}

async function intake(owner, url, stage) {
  // The same columns; what a store by hand would need to keep a moment from being there twice.
  await owner.query('CREATE TABLE plain (LIKE observation INCLUDING DEFAULTS)');
  await owner.query('ALTER TABLE plain ADD PRIMARY KEY (id)');
  await owner.query('CREATE UNIQUE INDEX ON plain (kpi_id, self_reported, site, at)');
  const bodies = () =>
    Array.from({ length: batches }, () => {
      const points = pointsOf();
      second += 1;
      return points;
    });
  const ours = async () => {
    const ready = bodies().map((points) => JSON.stringify({ points }));
    return timed(async () => {
      const one = async (which) => {
        for (let index = which; index < ready.length; index += 2) {
          const { accepted } = await post(url, stage.secret, ready[index]);
          if (accepted !== batch) throw new Error(`${accepted} of ${batch} taken`);
        }
      };
      await Promise.all([one(0), one(1)]);
    });
  };
  const floor = async () => {
    const texts = bodies().map((points) =>
      points
        .map(
          ({ criterion, at, value }) =>
            `${newId()}\t${stage.pilot}\t${stage.kpis[Number(criterion.slice(1))]}\t${at}\t${value}\tsite_token\tf\t${sites[0]}\n`,
        )
        .join(''),
    );
    return timed(async () => {
      for (const text of texts) await copyIn(owner, text);
    });
  };
  const rate = (seconds) => (batch * batches) / quantile(seconds, 0.5);
  const told = (name, work) => async () => {
    const seconds = await work();
    tell(`${name}: ${Math.round(rate([seconds]))} rows/s`);
    return seconds;
  };
  await told('API, warming up', ours)();
  await told('COPY, warming up', floor)();
  const times = await alternate(rounds, { ours: told('API', ours), floor: told('COPY', floor) });
  return [
    {
      ...ratioRow({
        what: 'field: points taken in by the API, with sums by hour and day, over plain COPY',
        ours: rate(times.ours),
        floor: rate(times.floor),
        unit: 'rows/s',
        least: 0.4,
      }),
      note: `batches of ${batch}`,
    },
  ];
}

/** COPY as Postgres's own client sends it; `pg` knows the messages and has no statement for them. */
function copyIn(client, text) {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection) =>
        connection.query(
          'COPY plain (id, pilot_id, kpi_id, at, value, source, self_reported, site) FROM STDIN',
        ),
      handleCopyInResponse: (connection) => {
        connection.sendCopyFromChunk(Buffer.from(text));
        connection.endCopyFrom();
      },
      handleError: reject,
      handleCommandComplete: () => {},
      handleReadyForQuery: resolve,
    });
  });
}

/** From the receipt of a point until the sums have it; they are written with it. */
async function lag(owner, url, stage) {
  const waits = [];
  for (let n = 0; n < 50; n += 1) {
    const before = await counted(owner, stage);
    const at = new Date(Date.UTC(2024, 11, 5) + n * 1_000).toISOString();
    await post(url, stage.secret, JSON.stringify({ points: [{ criterion: 'k0', at, value: 9 }] }));
    const answered = performance.now();
    while ((await counted(owner, stage)) === before) if (performance.now() - answered > 10_000) break;
    waits.push(performance.now() - answered);
  }
  return figureRow({
    what: 'field: receipt of a point until the sums have it, p95',
    ours: quantile(waits, 0.95),
    unit: 'ms',
    most: 1_000,
  });
}

async function counted(owner, stage) {
  const { rows } = await owner.query('SELECT sum(points) AS sum FROM observation_day WHERE kpi_id = $1', [
    stage.kpis[0],
  ]);
  return rows[0].sum;
}

/** A point every 14 seconds or so at each of two sites and indicators, for two years. */
async function fill(owner, stage) {
  const each = (millions * 1e6) / (sites.length * stage.kpis.length);
  const stepMs = Math.floor((700 * 86_400_000) / each);
  let filled = 0;
  const begun = performance.now();
  for (const kpi of stage.kpis)
    for (const site of sites)
      for (let from = 0; from < each; from += 500_000) {
        await owner.query(
          `INSERT INTO observation (id, pilot_id, kpi_id, at, value, source, site)
           SELECT gen_random_uuid(), $1, $2, timestamptz '2025-01-20T00:00:00.5Z' + n * interval '1 millisecond' * $4, 10 + random(), 'site_token', $3
           FROM generate_series($5::int, $6::int) AS n`,
          [stage.pilot, kpi, site, stepMs, from, Math.min(each, from + 500_000) - 1],
        );
        filled += Math.min(each, from + 500_000) - from;
        const perSecond = Math.round((filled / (performance.now() - begun)) * 1_000);
        tell(`${(filled / 1e6).toFixed(1)} of ${millions} million points, ${perSecond} rows/s`);
      }
  await owner.query('VACUUM ANALYZE observation');
  await owner.query('VACUUM ANALYZE observation_hour, observation_day');
}

async function reads(url, stage) {
  const rows = [];
  for (const [name, path] of [
    ['the page of a pilot with its charts', `/pilots/${stage.pilot}`],
    ['the live console', `/pilots/${stage.pilot}/live`],
    ['the newest ten points', `/pilots/${stage.pilot}/observations?limit=10`],
  ]) {
    const times = [];
    for (let round = 0; round < 21; round += 1) {
      const seconds = await timed(async () => {
        const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${stage.token}` } });
        const body = await answer.json();
        if (!answer.ok) throw new Error(JSON.stringify(body));
      });
      if (round > 0) times.push(seconds * 1_000);
    }
    rows.push(
      figureRow({
        what: `field: ${name} at ${millions} million points, p95`,
        ours: quantile(times, 0.95),
        unit: 'ms',
        most: 300,
      }),
    );
  }
  return rows;
}
