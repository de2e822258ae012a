import { gunzipSync } from 'node:zlib';
import 'reflect-metadata';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { writeZip } from '@scenario-lab/evaluation/zip';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueReport } from '../certificates/issue-report.js';
import { openLabKey } from '../certificates/lab-key.js';
import { renderReport } from '../certificates/pdf.js';
import { renderAcceptance } from '../certificates/pdf-acceptance.js';
import type { JobsDesk } from '../desk.js';
import { renderEdition } from '../editions/render-edition.js';
import { sharedMode } from '../env.js';
import { HealthService } from '../health/health.service.js';
import { engage, handIn, openWorkers, sealOn, submitRun } from './exam-arranging.js';
import { manifest, program, rows, sentinel } from './exam-material.js';
import { quick, silent, until } from './lab.js';
import { filesWith, tablesWith } from './search.js';

describe('an exam from the file to the certificate, in the real sandbox', () => {
  let database: TestDatabase;
  let db: SystemDatabase;
  let cast: Cast;
  let folder: string;
  let blobs: FilesystemStore;
  let contexts: INestApplicationContext[] = [];
  let approved = '';
  const ids = {
    dataset: newId(),
    table: newId(),
    benchmark: newId(),
    version: newId(),
    algorithm: newId(),
    artifact: newId(),
  };

  beforeAll(async () => {
    database = await testDatabase();
    db = await openSystemDatabase(database.urls.score, 'test');
    cast = await makeCast(database.owner);
    folder = await mkdtemp(join(tmpdir(), 'lab-exam-'));
    // The slots' users must get through to their places.
    await chmod(folder, 0o711);
    for (const name of ['blobs', 'spool', 'vault', 'keys']) await mkdir(join(folder, name), { mode: 0o700 });
    blobs = await FilesystemStore.open({ dir: join(folder, 'blobs'), mode: sharedMode });
    contexts = await openWorkers(folder, database);
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await db.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const one = async (sql: string, values: unknown[] = []) =>
    (await database.owner.query(sql, values)).rows[0];
  const statusOf = (thing: string, id: string) => async () =>
    String((await one(`SELECT status FROM ${thing} WHERE id = $1`, [id])).status);
  const reaches = async (thing: string, id: string, status: string, detail: string) => {
    await until(statusOf(thing, id), (seen) => seen === status, 30_000).catch(async (error: unknown) => {
      throw new Error(
        `${error}: ${JSON.stringify(await one(`SELECT ${detail} FROM ${thing} WHERE id = $1`, [id]))}`,
      );
    });
  };
  const addData = (mode: string, dataset: string, version: string) =>
    handIn({ db, blobs, cast }, mode, dataset, version);

  it('shows that its sandbox is sound', async () => {
    const row = await until(
      () => one(`SELECT sandbox, reasons, level FROM worker_state WHERE 'execute' = ANY(roles)`),
      (seen) => seen !== undefined,
      30_000,
    );
    expect(row).toEqual({ sandbox: 'available', reasons: [], level: 'hardened' });
  });
  it('profiles the data', async () => {
    await addData('sandbox_only', ids.dataset, ids.table);
    await reaches('dataset_version', ids.table, 'ready', 'problems');
    const version = await one('SELECT * FROM dataset_version WHERE id = $1', [ids.table]);
    expect(version.rows).toBe(rows);
    expect(version.sample).toEqual([]);
    // Before it is known which rows are hidden, nobody but owner and lab is told a figure.
    const { rows: profiles } = await database.owner.query('SELECT * FROM dataset_profile');
    expect(profiles).toMatchObject([
      { edition: 'owner', counts: 'all_rows', quality: { completeness: 1, uniqueness: 1 } },
    ]);
    expect(JSON.stringify(profiles)).toContain(sentinel);
  });
  it('seals the benchmark and takes the source out of reach', async () => {
    await sealOn({ db, cast }, ids.benchmark, ids.version, ids.table);
    await reaches('benchmark_version', ids.version, 'open', 'problems');
    const version = await one('SELECT * FROM benchmark_version WHERE id = $1', [ids.version]);
    expect(version.baseline_result.metrics.map(({ metric }: { metric: string }) => metric)).toContain('mae');
    expect(version.task).toMatchObject({ schema: 'scenario-lab/task/1', target: { name: 'y' } });
    expect(await blobs.stat(version.sample_sha256)).not.toBeNull();
    const source = await one('SELECT sha256, table_sha256, sealed_at FROM dataset_version WHERE id = $1', [
      ids.table,
    ]);
    expect(source.sealed_at).not.toBeNull();
    expect(await blobs.stat(source.sha256)).toBeNull();
    expect(await blobs.stat(source.table_sha256)).toBeNull();
  });
  it.each(['open', 'on_request'])('takes the source of %s data out of reach, too', async (mode) => {
    const [dataset, version, benchmark, exam] = [newId(), newId(), newId(), newId()];
    await addData(mode, dataset, version);
    await reaches('dataset_version', version, 'ready', 'problems');
    await sealOn({ db, cast }, benchmark, exam, version);
    await reaches('benchmark_version', exam, 'open', 'problems');
    const { rows: told } = await database.owner.query(
      `SELECT sha256, table_sha256, sealed_at IS NOT NULL AS sealed FROM dataset_version WHERE id = $1`,
      [version],
    );
    expect(told[0].sealed).toBe(true);
    for (const sha256 of [told[0].sha256, told[0].table_sha256]) expect(await blobs.stat(sha256)).toBeNull();
    // Figures of all rows are told no more; in their place come those of the open ones.
    const profile = await until(
      () =>
        one(`SELECT counts, body FROM dataset_profile WHERE edition = 'open' AND dataset_version_id = $1`, [
          version,
        ]),
      (seen) => seen?.counts === 'open_rows',
      30_000,
    );
    expect(JSON.stringify(profile)).not.toContain(sentinel);
    // The same file again as a later version: neither its first rows nor its figures are told.
    const later = newId();
    await addData(mode, dataset, later);
    await reaches('dataset_version', later, 'ready', 'problems');
    const again = await one(
      `SELECT sample, (SELECT array_agg(edition) FROM dataset_profile p WHERE p.dataset_version_id = v.id) AS editions
       FROM dataset_version v WHERE id = $1`,
      [later],
    );
    expect(again).toEqual({ sample: [], editions: ['owner'] });
    await until(
      () => blobs.stat(told[0].sha256),
      (seen) => seen === null,
      30_000,
    );
  });

  it('profiles the open rows alone, for everybody else', async () => {
    const told = () =>
      one(`SELECT * FROM dataset_profile WHERE edition = 'open' AND dataset_version_id = $1`, [ids.table]);
    const { counts, body, quality } = await until(told, (seen) => seen !== undefined, 30_000);
    expect(counts).toBe('open_rows');
    expect(body).toMatchObject({ rows: rows / 2, duplicates: 0 });
    expect(quality).toMatchObject({ completeness: 1, uniqueness: 1 });
    const [when, x, site, y] = body.columns;
    expect([when.min.slice(0, 10), when.max.slice(0, 10)]).toEqual(['2024-01-04', '2025-01-30']);
    expect(x.max).toBeLessThan(100);
    expect(y.count).toBe(rows / 2);
    expect(site.top.map(({ value }: { value: string }) => value)).toEqual(['site-0', 'site-1', 'site-2']);
    expect(JSON.stringify(body)).not.toContain(sentinel);
    await until(
      async () => readdir(join(folder, 'spool')),
      (left) => !left.includes(ids.version),
      10_000,
    );
  });
  it('inspects the artifact', async () => {
    const bundle = join(folder, 'bundle.zip');
    await writeFile(join(folder, 'main.py'), program);
    await writeFile(join(folder, 'scenario-lab.json'), JSON.stringify(manifest));
    await writeZip(
      bundle,
      ['main.py', 'scenario-lab.json'].map((name) => ({ name, path: join(folder, name) })),
    );
    const { sha256, bytes } = await blobs.put({ path: bundle });
    await db.asSystem(async (tx) => {
      await tx.query(
        `INSERT INTO algorithm (id, owner_id, task, status, card) VALUES ($1, $2, 'regression', 'listed', $3)`,
        [ids.algorithm, cast.vendor.organisationId, JSON.stringify({ title: { zh: '双倍', en: 'Double' } })],
      );
      await tx.query(
        `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets)
         VALUES ($1, $2, '1.0', 'bundle', 'bundle.zip', $3, $4, '{}')`,
        [ids.artifact, ids.algorithm, bytes, sha256],
      );
      await transition(tx, 'algorithm_version', ids.artifact, 'upload', { deliver: ['inspect-artifact'] });
    });
    await reaches('algorithm_version', ids.artifact, 'ready', 'inspection');
    const version = await one(
      'SELECT inspection, unpacked_sha256, unpacked_bytes::int FROM algorithm_version WHERE id = $1',
      [ids.artifact],
    );
    expect(version.inspection).toMatchObject({ ok: true, manifest: { runtime: 'python' } });
    expect(version.unpacked_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(version.unpacked_bytes).toBeGreaterThan(512);
  });

  const submit = (split: string, engagement?: string) =>
    submitRun(db, cast, {
      artifact: ids.artifact,
      version: ids.version,
      split,
      ...(engagement ? { engagement } : {}),
    });

  it('runs, marks, reviews, and signs what it found', async () => {
    // The sample is a synthetic twin, so its run asks for no grant.
    const sample = await submit('sample');
    await reaches('run', sample, 'finished', 'outcome, defects, platform_fault');
    // On synthetic rows nothing is judged.
    const { body } = await one(`SELECT body FROM result WHERE run_id = $1 AND edition = 'vendor'`, [sample]);
    expect(body).toMatchObject({ overall: null, criteria: [] });
    await database.owner.query(
      `INSERT INTO access_grant (id, status, dataset_id, organisation_id, expires) VALUES ($1, 'active', $2, $3, '2999-01-01')`,
      [newId(), ids.dataset, cast.vendor.organisationId],
    );
    const run = await submit('hidden', await engage(database, cast));
    approved = run;
    await reaches('run', run, 'in_review', 'outcome, defects, platform_fault');
    expect(
      await one('SELECT verdict, outcome, level, resources FROM run WHERE id = $1', [run]),
    ).toMatchObject({
      verdict: 'pass',
      outcome: 'ok',
      level: 'hardened',
      resources: { executions: 1 },
    });
    const kept = await database.owner.query('SELECT run_id, rows, csv FROM run_answer');
    expect(kept.rows.map(({ run_id }) => run_id)).toEqual([run]);
    const [head, ...lines] = gunzipSync(kept.rows[0].csv).toString().trimEnd().split('\n');
    expect([head, lines.length]).toEqual(['case,id,row,prediction', kept.rows[0].rows]);
    expect(await one('SELECT stdout, for_vendor FROM run_log WHERE run_id = $1', [sample])).toEqual({
      stdout: 'done\n',
      for_vendor: true,
    });
    await db.asSystem(async (tx) => {
      await tx.query(
        `INSERT INTO review (id, run_id, reviewer_id, reviewer_organisation_id, decision, statement)
         VALUES ($1, $2, $3, $4, 'approve', '测试过程规范。')`,
        [newId(), run, cast.reviewer.personId, cast.reviewer.organisationId],
      );
      await transition(tx, 'run', run, 'approve', { deliver: ['issue-report', 'compare-runs'] });
    });
    await until(
      () => one('SELECT count(*)::int AS n FROM report WHERE run_id = $1', [run]),
      (seen) => seen.n === 2,
      30_000,
    );
    const { rows: reports } = await database.owner.query(
      'SELECT * FROM report WHERE run_id = $1 ORDER BY edition',
      [run],
    );
    const key = await one('SELECT key_id, public_key FROM lab_key');
    const foreign = Buffer.alloc(32, 7).toString('base64');
    for (const report of reports) {
      expect(verifyEnvelope(report.envelope, [key.public_key])).toMatchObject({
        ok: true,
        keyId: key.key_id,
      });
      expect(verifyEnvelope(report.envelope, [foreign])).toEqual({ ok: false, code: 'no_trusted_key' });
      const changed = report.envelope.replace(
        /"payload":"(.)/,
        (_: string, first: string) => `"payload":"${first === 'A' ? 'B' : 'A'}`,
      );
      expect(verifyEnvelope(changed, [key.public_key]).ok).toBe(false);
      for (const pdf of [report.pdf_zh_sha256, report.pdf_en_sha256]) {
        const file = await readFile(blobs.path(pdf));
        expect(file.subarray(0, 5).toString()).toBe('%PDF-');
      }
    }
    const certificate = await one('SELECT number, status, demonstration FROM certificate WHERE run_id = $1', [
      run,
    ]);
    expect(certificate).toEqual({
      number: expect.stringMatching(/^SL-\d{4}-000001$/),
      status: 'valid',
      demonstration: false,
    });
    expect(reports.map(({ edition, published }) => [edition, published])).toEqual([
      ['owner', false],
      ['vendor', true],
    ]);
  });

  it('judges what it cost by the control group, told as coarsely as the run', async () => {
    const { rows: reports } = await database.owner.query(
      'SELECT edition, statement FROM report WHERE run_id = $1 ORDER BY edition',
      [approved],
    );
    const { resources } = await one('SELECT resources FROM run WHERE id = $1', [approved]);
    const [owner, vendor] = reports.map(({ statement }) => statement.predicate);
    for (const { criteria } of [owner, vendor])
      expect(criteria.map((row: { verdict: string }) => row.verdict)).toEqual(['pass', 'pass', 'fail']);
    const exact = resources.peakMemoryBytes / 2 ** 20;
    expect(owner.criteria[1]).toMatchObject({ value: exact, interval: null, bound: null, note: null });
    expect(vendor.criteria[1].value).toBe(64 * Math.ceil(exact / 64));
    expect(vendor.criteria[1].value).toBe(vendor.resources.peakMemoryBytes / 2 ** 20);
    const perRow = vendor.benchmark.rows / 1_000;
    expect(vendor.criteria[2].value * perRow).toBeCloseTo(vendor.resources.cpuSeconds, 9);
    expect(owner.criteria[2].value * perRow).toBeCloseTo(resources.cpuSeconds, 9);
  });

  it('compares it with the baseline on its board', async () => {
    const pair = await until(
      () => one('SELECT other_id, lead, p FROM comparison WHERE run_id = $1', [approved]),
      (seen) => seen !== undefined,
      30_000,
    );
    expect(pair).toMatchObject({ other_id: ids.version, lead: 1 });
    expect(pair.p).toBeLessThan(0.05);
  });

  it('validates the engagement by it', async () => {
    const engagement = await one(
      'SELECT e.status FROM engagement e JOIN run r ON r.engagement_id = e.id WHERE r.id = $1',
      [approved],
    );
    expect(engagement).toEqual({ status: 'validated' });
  });

  it('writes a run up once, however often it is asked', async () => {
    const written = async () =>
      (await database.owner.query('SELECT * FROM report ORDER BY id')).rows.concat(
        (await database.owner.query('SELECT * FROM certificate ORDER BY id')).rows,
      );
    const before = await written();
    const desk: JobsDesk = {
      workerId: 'again',
      db,
      log: silent,
      pace: quick,
      ending: new AbortController().signal,
      blobs,
      key: await openLabKey(join(folder, 'keys'), db),
      publicUrl: 'https://lab.example',
      demonstration: false,
      timeZone: 'Asia/Shanghai',
      page: renderReport,
      list: renderEdition,
      acceptance: renderAcceptance,
    };
    await Promise.all([1, 2].map(() => issueReport(desk, { thingId: approved })));
    expect(await written()).toEqual(before);
    expect(before).toHaveLength(3);
  });

  it('finds the same again for the same inputs, to the digest', async () => {
    const again = await submit('hidden');
    await reaches('run', again, 'in_review', 'outcome, defects, platform_fault');
    const { rows: results } = await database.owner.query(
      // What it cost is measured anew each time; everything else is the same.
      `SELECT DISTINCT digest, body -> 'figures' AS figures FROM result WHERE edition = 'owner' AND run_id = ANY($1)`,
      [[approved, again]],
    );
    expect(results).toHaveLength(1);
  });

  it('lets no truth out: not to the execute role, not to the vendor, not into a work place', async () => {
    // The search itself works: it lies in the vault.
    expect((await filesWith(join(folder, 'vault'), sentinel)).length).toBeGreaterThan(0);
    for (const place of ['blobs', 'work', 'spool', 'keys'])
      expect(await filesWith(join(folder, place), sentinel)).toEqual([]);

    const execute = await tablesWith(database.urls.execute, sentinel);
    expect(execute.tables).not.toContain('truth');
    expect(execute.tables).not.toContain('result');
    expect(execute.tables).not.toContain('exam_rows');
    expect(execute.hits).toEqual([]);
    const vendor = await tablesWith(database.urls.api, sentinel, cast.vendor);
    expect(vendor.tables).toContain('result');
    expect(vendor.tables).toContain('dataset_profile');
    expect(vendor.hits).toEqual([]);
    const visitor = await tablesWith(database.urls.public, sentinel);
    expect(visitor.tables).toContain('dataset_profile');
    expect(visitor.hits).toEqual([]);
    const owner = await tablesWith(database.urls.api, sentinel, cast.department);
    expect(owner.hits).toContain('dataset_profile');
  });

  it('says how it is over the loopback address', async () => {
    const { port } = contexts[1]!.get(HealthService);
    const read = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    expect(JSON.parse(await read('/ready'))).toMatchObject({ ready: true });
    const metrics = await read('/metrics');
    expect(metrics).toContain('scenario_lab_runs{status="approved"} 1');
    expect(metrics).toContain('scenario_lab_workers{sandbox="available"} 1');
    expect(metrics).toMatch(/scenario_lab_queue_waiting\{queue="execute"\} \d/);
  });
});
