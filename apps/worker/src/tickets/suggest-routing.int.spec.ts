import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskFile } from '@scenario-lab/contracts/exam';
import { newId } from '@scenario-lab/db/ids';
import { tarFolder } from '@scenario-lab/evaluation/tar';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import type { Sandbox } from '@scenario-lab/sandbox/types';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ExecuteDesk } from '../desk.js';
import { type Lab, openLab } from '../lifecycle/lab.js';
import { suggestRouting } from './suggest-routing.js';

let lab: Lab;
let sandbox: Sandbox;
let desk: ExecuteDesk;
let certificateId: string;
let program: string;
let water: string;

const sql = async (text: string, values: unknown[] = []) =>
  (await lab.database.owner.query(text, values)).rows;
const task: TaskFile = {
  schema: 'scenario-lab/task/1',
  task: 'multiclass',
  id: 'id',
  inputs: 'inputs.csv',
  columns: [
    { name: 'street', type: 'string', known_at: 'always' },
    { name: 'text', type: 'string', known_at: 'always' },
    { name: 'length', type: 'number', known_at: 'always' },
  ],
  target: { name: 'desk', type: 'string', classes: ['traffic', 'water'] },
  output: { file: 'predictions.csv', columns: ['id', 'prediction', 'score:traffic', 'score:water'] },
};
/** Reads the words and knows water from lamps: by what it prints it can be told that it saw them and nothing of who reported. */
const honest = `import csv, os
rows = list(csv.DictReader(open('/in/inputs.csv', encoding='utf-8')))
with open('/out/predictions.csv', 'w', encoding='utf-8') as out:
    out.write('id,prediction,score:traffic,score:water\\n')
    for row in rows:
        wet = '积水' in row['text']
        assert row['street'] == '' and int(row['length']) == len(row['text'])
        assert '138' not in str(row)
        out.write(row['id'] + (',water,0.1,0.9\\n' if wet else ',traffic,0.7,0.3\\n'))
`;

beforeAll(async () => {
  lab = await openLab();
  await chmod(lab.folder, 0o711);
  sandbox = await openSandbox({ workDir: join(lab.folder, 'sandbox'), slots: 1, tools: 1 });
  expect(sandbox.status).toMatchObject({ available: true });
  desk = await lab.executeDesk({ sandbox });
  const { owner } = lab.database;
  const exam = await makeExam(owner, lab.cast, {
    plan: {
      task: 'multiclass',
      target: 'desk',
      features: ['street', 'text', 'length'],
      metrics: ['accuracy'],
      criteria: [],
      baseline: 'majority',
    },
  });
  program = exam.algorithmVersionId;
  const pack = join(lab.folder, 'pack');
  await mkdir(join(pack, 'cases', '0000'), { recursive: true });
  await writeFile(
    join(pack, 'pack.json'),
    JSON.stringify({ schema: 'scenario-lab/pack/1', cases: ['0000'] }),
  );
  await writeFile(join(pack, 'cases', '0000', 'task.json'), JSON.stringify(task));
  await writeFile(join(pack, 'cases', '0000', 'inputs.csv'), 'id,street,text,length\nsecret,x,exam row,8\n');
  await tarFolder(pack, join(lab.folder, 'routing-pack.tar'));
  const { sha256 } = await desk.blobs.put({ path: join(lab.folder, 'routing-pack.tar') });
  await sql('UPDATE pack SET sha256 = $2 WHERE benchmark_version_id = $1', [exam.benchmarkVersionId, sha256]);
  const runId = await makeRun(owner, { ...exam, vendor: lab.cast.vendor });
  certificateId = (await makeCertificate(owner, runId)).certificateId;
  water = lab.cast.department.organisationId;
}, 120_000);
afterAll(async () => {
  await sandbox?.close();
  await lab?.close();
});
beforeEach(async () => {
  await sql(`UPDATE ticket SET status = 'closed'`);
  await sql('UPDATE routing_choice SET active = false');
  await sql(`UPDATE certificate SET status = 'valid' WHERE id = $1`, [certificateId]);
});

async function handIn(source: string): Promise<void> {
  const dir = join(lab.folder, newId());
  const manifest = {
    schema: 'scenario-lab/1',
    runtime: 'python',
    mode: 'batch',
    command: ['python3', 'main.py'],
  };
  await mkdir(dir);
  await writeFile(join(dir, 'scenario-lab.json'), JSON.stringify(manifest));
  await writeFile(join(dir, 'main.py'), source);
  await tarFolder(dir, `${dir}.tar`);
  const { sha256 } = await desk.blobs.put({ path: `${dir}.tar` });
  await sql(
    `UPDATE algorithm_version SET kind = 'bundle', unpacked_sha256 = $2, inspection = $3 WHERE id = $1`,
    [program, sha256, JSON.stringify({ ok: true, manifest })],
  );
}
async function choose(): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO routing_choice (id, certificate_id, text_column, classes, chosen_by) VALUES ($1, $2, 'text', $3, $4)`,
    [
      id,
      certificateId,
      JSON.stringify([
        { class: 'water', departmentId: water },
        { class: 'traffic', departmentId: null },
      ]),
      lab.cast.operator.personId,
    ],
  );
  return id;
}
async function report(words: string): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO ticket (id, status, number, source, title, words, category, reported_at) VALUES ($1, 'open', $2, 'web', '{"zh":"反映问题"}', $3, 'roads_traffic', now())`,
    [id, `GD-${id.slice(-8)}`, JSON.stringify({ zh: words })],
  );
  await sql(`INSERT INTO ticket_reporter (ticket_id, name, phone) VALUES ($1, '王女士', '138 0013 8000')`, [
    id,
  ]);
  return id;
}
const said = (id: string) =>
  sql('SELECT class, department_id, confidence, problem FROM ticket_suggestion WHERE ticket_id = $1', [id]);

it('asks the chosen program in the sandbox, all that wait at once, and keeps what it says beside each ticket', async () => {
  await handIn(honest);
  const before = await report('路口积水很深。');
  await choose();
  const [wet, dark] = [await report('下穿隧道积水，\n车辆绕行。'), await report('路灯夜里不亮。')];
  await suggestRouting(desk, { thingId: wet });
  expect(await said(wet)).toEqual([{ class: 'water', department_id: water, confidence: 0.9, problem: null }]);
  // A class nobody was named for is said as it is.
  expect(await said(dark)).toEqual([
    { class: 'traffic', department_id: null, confidence: 0.7, problem: null },
  ]);
  // What came before it was chosen is not asked about; what was answered is not asked again.
  expect(await said(before)).toEqual([]);
  await handIn('raise SystemExit(3)');
  await suggestRouting(desk, { thingId: wet });
  expect(await said(wet)).toHaveLength(1);
});

it('takes no word that is not one of its exam’s classes, and a program that breaks leaves none, once', async () => {
  await choose();
  for (const [source, problem] of [
    [honest.replace(',water,', ',mayor,'), 'wrong_output'],
    ['raise SystemExit(3)', 'runtime_error'],
  ] as const) {
    await handIn(source);
    const id = await report('积水。');
    await suggestRouting(desk, { thingId: id });
    expect(await said(id), source).toEqual([{ class: null, department_id: null, confidence: null, problem }]);
  }
});

it('is silent when its certificate does not stand, and when nothing is chosen', async () => {
  await handIn(honest);
  const none = await report('积水。');
  await suggestRouting(desk, { thingId: none });
  await choose();
  for (const status of ['suspended', 'revoked']) {
    await sql('UPDATE certificate SET status = $2 WHERE id = $1', [certificateId, status]);
    const id = await report('积水。');
    await suggestRouting(desk, { thingId: id });
    expect(await said(id), status).toEqual([]);
  }
  expect(await said(none)).toEqual([]);
  // It speaks again once the certificate is reinstated.
  await sql(`UPDATE certificate SET status = 'valid' WHERE id = $1`, [certificateId]);
  const id = await report('积水。');
  await suggestRouting(desk, { thingId: id });
  expect(await said(id)).toHaveLength(1);
});

it('reads no more of a ticket than its words: the role that runs programs sees no ticket and no reporter', async () => {
  for (const table of ['ticket', 'ticket_reporter', 'ticket_suggestion', 'routing_choice'])
    await expect(
      desk.db.asSystem((tx) => tx.query(`SELECT * FROM ${table}`)),
      table,
    ).rejects.toThrow(/denied/);
});
