import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@scenario-lab/db/ids';
import { writeZip } from '@scenario-lab/evaluation/zip';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { type Lab, openLab, soundSandbox, until } from '../lifecycle/lab.js';
import { inspectDataJob } from './inspect-data-job.js';
import { runDataJob } from './run-data-job.js';

let lab: Lab;
let sandbox: Sandbox;
let desk: ExecuteDesk;
let rowsSha: string;
const people = Array.from({ length: 200 }, (_, at) => ({
  meter: `M-${10_000 + at * 7}`,
  use: 100 + at * 1.37,
  street: at % 2 ? '人民路' : '天府大道',
}));
beforeAll(async () => {
  lab = await openLab();
  await chmod(lab.folder, 0o711);
  sandbox = await openSandbox({ workDir: join(lab.folder, 'sandbox'), slots: 1, tools: 1 });
  expect(sandbox.status).toMatchObject({ available: true });
  desk = await lab.executeDesk({ sandbox });
  const text = people.map((row) => `${JSON.stringify(row)}\n`).join('');
  rowsSha = (await desk.blobs.put(Buffer.from(text))).sha256;
  const columns = ['meter', 'use', 'street', 'phone'].map((name) => ({ name, type: 'string' }));
  await sql(`UPDATE dataset_version SET columns = $1`, [JSON.stringify(columns)]);
  await sql(
    `INSERT INTO dataset_download (dataset_version_id, rows, jsonl_sha256) SELECT id, 200, $1 FROM dataset_version`,
    [rowsSha],
  );
}, 120_000);
afterAll(async () => {
  await sandbox?.close();
  await lab?.close();
});

const sql = async (text: string, values: unknown[] = []) =>
  (await lab.database.owner.query(text, values)).rows;
const job = async (id: string) => (await sql('SELECT * FROM data_job WHERE id = $1', [id]))[0];
const pathOf = async (sha256: string) =>
  (await FilesystemStore.open({ dir: join(lab.folder, 'blobs') })).path(sha256);
const outputs = (id: string) =>
  sql('SELECT kind, name, scan, decision FROM data_job_output WHERE data_job_id = $1 ORDER BY number', [id]);

async function bring(source: string, status = 'submitted'): Promise<string> {
  const manifest = JSON.stringify({
    schema: 'scenario-lab/1',
    runtime: 'python',
    mode: 'batch',
    command: ['python3', 'main.py'],
  });
  const files = { 'scenario-lab.json': manifest, 'main.py': source };
  const parts = Object.keys(files).map((name) => ({ name, path: join(lab.folder, name) }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(lab.folder, name), text);
  const bundle = join(lab.folder, 'bundle.zip');
  await writeZip(bundle, parts);
  const { sha256 } = await desk.blobs.put({ path: bundle });
  const { vendor } = lab.cast;
  const id = newId();
  await sql(
    `INSERT INTO data_job (id, status, dataset_id, dataset_version_id, grant_id, organisation_id, owner_id, person_id, title, purpose,
       wants, kind, file_name, bytes, sha256)
     SELECT $1, $2, d.id, v.id, g.id, g.organisation_id, d.owner_id, $4, 't', 'p', 'w', 'bundle', 'job.zip', 1, $5
     FROM dataset d JOIN dataset_version v ON v.dataset_id = d.id JOIN access_grant g ON g.dataset_id = d.id
     WHERE g.organisation_id = $3`,
    [id, status, vendor.organisationId, vendor.personId, sha256],
  );
  return id;
}
async function done(source: string): Promise<string> {
  const id = await bring(source);
  await inspectDataJob(desk, { thingId: id });
  expect((await job(id)).status).toBe('queued');
  await runDataJob(desk, { thingId: id });
  return id;
}

describe('a data job in the real sandbox', () => {
  it('reads the open rows and nothing else, and what it writes is held with what was found in it', async () => {
    const id = await done(`
import json, os
rows = [json.loads(line) for line in open('/in/rows.jsonl')]
columns = json.load(open('/in/columns.json'))
json.dump({'rows': len(rows), 'columns': [c['name'] for c in columns], 'in': sorted(os.listdir('/in'))}, open('/out/summary.json', 'w'))
print('done')
`);
    const found = await job(id);
    expect(found).toMatchObject({ status: 'held', outcome: 'ok', rows: 200, progress: null });
    expect(found.left_at).not.toBeNull();
    const [summary, log] = await outputs(id);
    expect(summary).toMatchObject({
      kind: 'file',
      name: 'summary.json',
      decision: 'held',
      scan: { form: 'text', rowsCopied: 0, rowsLookedFor: 200 },
    });
    // What the log says leaks as a file does.
    expect(log).toMatchObject({ kind: 'log', name: 'log.txt', decision: 'held' });
    const [{ sha256 }] = await sql(
      'SELECT sha256 FROM data_job_output WHERE data_job_id = $1 AND number = 1',
      [id],
    );
    const text = await readFile(await pathOf(sha256), 'utf8');
    // The personal column was never among the rows, so it is not told of either.
    expect(JSON.parse(text)).toEqual({
      rows: 200,
      columns: ['meter', 'use', 'street'],
      in: ['columns.json', 'rows.jsonl'],
    });
    expect(await sql('SELECT kind, rows FROM data_use WHERE data_job_id = $1', [id])).toEqual([
      { kind: 'data_job', rows: 200 },
    ]);
  });

  it('tells the owner of rows that were copied out in disguise', async () => {
    const id = await done(`
import base64, gzip
open('/out/model.bin', 'wb').write(gzip.compress(base64.b64encode(open('/in/rows.jsonl', 'rb').read())))
open('/out/noise.bin', 'wb').write(bytes(b ^ 0xa5 for b in open('/in/rows.jsonl', 'rb').read()))
`);
    const [model, noise] = await outputs(id);
    expect(model.scan).toMatchObject({ form: 'unpacked', rowsCopied: 200 });
    expect(noise.scan).toMatchObject({ form: 'opaque' });
    expect(noise.scan.roomForRows).toBeGreaterThan(150);
  });

  it('keeps nothing but the log of a program that failed, linked or flooded', async () => {
    const failed = await done(`print('half'); raise SystemExit(3)`);
    expect(await job(failed)).toMatchObject({ status: 'held', outcome: 'runtime_error' });
    expect((await outputs(failed)).map(({ kind }) => kind)).toEqual(['log']);
    const linked = await done(`import os; os.symlink('/etc/passwd', '/out/summary.json')`);
    expect(await job(linked)).toMatchObject({ outcome: 'wrong_output', defect: 'not_a_regular_file' });
    expect((await outputs(linked)).map(({ kind }) => kind)).toEqual(['log']);
    const flooded = await done(`
with open('/out/big', 'wb') as out:
    for _ in range(64): out.write(b'x' * 1048576)
`);
    expect((await job(flooded)).outcome).not.toBe('ok');
    expect((await outputs(flooded)).map(({ kind }) => kind)).toEqual(['log']);
  });

  it('lets a worker that was taken over release nothing', async () => {
    const id = await done(`print('x')`);
    const as = (text: string) => desk.db.asSystem((tx) => tx.query(text, [id]));
    await expect(as(`UPDATE data_job SET status = 'released' WHERE id = $1`)).rejects.toThrow('not a step');
    await expect(as(`UPDATE data_job SET organisation_id = owner_id WHERE id = $1`)).rejects.toThrow(
      'not a step',
    );
    await expect(
      as(`UPDATE data_job_output SET decision = 'released' WHERE data_job_id = $1`),
    ).rejects.toThrow('permission denied');
    const add = `INSERT INTO data_job_output (data_job_id, number, kind, name, bytes, decision) VALUES ($1, 9, 'file', 'x', 1, 'released')`;
    await expect(as(add)).rejects.toThrow('row-level security');
  });

  it('refuses a package that cannot be run, with the reasons', async () => {
    const id = await bring('');
    await sql(`UPDATE data_job SET sha256 = $2 WHERE id = $1`, [id, rowsSha]);
    await inspectDataJob(desk, { thingId: id });
    const found = await job(id);
    expect(found.status).toBe('failed');
    expect(found.inspection.problems.length).toBeGreaterThan(0);
  });
});

describe('a job whose ground is taken away', () => {
  const sleeper = `import time; time.sleep(60); open('/out/late', 'w').write('x')`;

  it('is ended while it runs, and nothing of it is kept', async () => {
    const id = await bring(sleeper);
    await inspectDataJob(desk, { thingId: id });
    const running = runDataJob(desk, { thingId: id });
    await until(
      () => job(id),
      (seen) => seen.status === 'executing' && seen.progress?.stage === 'executing',
    );
    const began = Date.now();
    await sql(`UPDATE data_job SET status = 'revoked' WHERE id = $1`, [id]);
    await running;
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(await outputs(id)).toEqual([]);
    expect((await job(id)).left_at).not.toBeNull();
  });

  it('is revoked before it starts where its grant does not stand any more', async () => {
    const id = await bring(`open('/out/x', 'w')`, 'queued');
    await sql(
      `UPDATE access_grant SET status = 'revoked' WHERE id = (SELECT grant_id FROM data_job WHERE id = $1)`,
      [id],
    );
    await runDataJob(desk, { thingId: id });
    expect(await job(id)).toMatchObject({ status: 'revoked', started_at: null });
    await sql(`UPDATE access_grant SET status = 'active'`);
  });

  it('is begun again where an exam hid some of its rows meanwhile', async () => {
    const id = await bring(`open('/out/x', 'w').write('x')`);
    await inspectDataJob(desk, { thingId: id });
    const sealing: Sandbox = {
      ...soundSandbox,
      run: async (request, hooks) => {
        await sql('UPDATE dataset_download SET jsonl_sha256 = $1', ['0'.repeat(64)]);
        return sandbox.run(request, hooks);
      },
      discard: (result) => sandbox.discard(result),
    };
    await runDataJob({ ...desk, sandbox: sealing }, { thingId: id });
    expect(await job(id)).toMatchObject({ status: 'executing' });
    expect(await outputs(id)).toEqual([]);
    await sql('UPDATE dataset_download SET jsonl_sha256 = $1', [rowsSha]);
    await runDataJob(desk, { thingId: id });
    expect((await job(id)).status).toBe('held');
    expect(await sql('SELECT 1 FROM data_use WHERE data_job_id = $1', [id])).toHaveLength(1);
  });

  it('waits while a program of its own group, whose log is read, is at work on the host', async () => {
    const id = await bring(`open('/out/x', 'w')`, 'queued');
    const run = await lab.submit(lab.cast.vendor, 'sample');
    await sql(`UPDATE run SET status = 'executing' WHERE id = $1`, [run]);
    await sql(
      `INSERT INTO attempt (run_id, number, phase, worker, level, host) VALUES ($1, 1, 'execute', 'w', 'hardened', 'host-1')`,
      [run],
    );
    await runDataJob(desk, { thingId: id });
    expect((await job(id)).status).toBe('queued');
    await sql('UPDATE attempt SET left_at = now()');
  });
});
