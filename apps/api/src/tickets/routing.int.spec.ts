import { chooseRouting, endRouting, readRouting } from '@scenario-lab/contracts/ticket-routing';
import { assignTicket, listTickets, readTicket, reportTicket } from '@scenario-lab/contracts/tickets';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let number: string;
let certificateId: string;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
  const { owner } = app.database;
  const exam = await makeExam(owner, app.cast, {
    plan: { task: 'multiclass', target: 'desk', features: ['text', 'rain', 'street'] },
  });
  await owner.query(`UPDATE benchmark_version SET columns = $2 WHERE id = $1`, [
    exam.benchmarkVersionId,
    JSON.stringify([
      { name: 'text', type: 'string', role: 'feature' },
      { name: 'rain', type: 'number', role: 'feature' },
      { name: 'note', type: 'string', role: 'ignored' },
      { name: 'street', type: 'string', role: 'group' },
    ]),
  ]);
  const runId = await makeRun(owner, { ...exam, vendor: app.cast.vendor });
  await owner.query(`INSERT INTO result (run_id, edition, body, digest) VALUES ($1, 'owner', $2, 'd')`, [
    runId,
    JSON.stringify({ plots: { confusion: { classes: ['traffic', 'water'], counts: [] } } }),
  ]);
  const certificate = await makeCertificate(owner, runId);
  ({ number, certificateId } = certificate);
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const read = (who: Who = app.cast.operator) => app.as(who)(readRouting, {});
const choose = (over: object = {}, who: Who = app.cast.operator) =>
  app.as(who)(chooseRouting, {
    body: {
      certificate: number,
      textColumn: 'text',
      classes: [
        { class: 'water', departmentId: app.cast.department.organisationId },
        { class: 'traffic', departmentId: null },
      ],
      ...over,
    },
  });
async function reported(): Promise<string> {
  const made = await app.as(null)(reportTicket, {
    body: { title: { zh: '积水' }, words: { zh: '隧道积水。' }, category: 'roads_traffic' },
  });
  return (await app.as(app.cast.operator)(listTickets, { query: { q: made.number } })).items[0]?.id ?? '';
}
/** What the worker leaves beside a ticket. */
const told = (ticketId: string, departmentId: string | null) =>
  app.database.owner.query(
    `INSERT INTO ticket_suggestion (ticket_id, choice_id, class, department_id, confidence)
     SELECT $1, id, 'water', $2, 0.83 FROM routing_choice WHERE active`,
    [ticketId, departmentId],
  );

it('offers certificates on telling texts apart, with the columns and classes of their exam', async () => {
  const { choice, candidates } = await read();
  expect(choice).toBeNull();
  expect(candidates).toMatchObject([
    {
      certificate: number,
      algorithm: { zh: '液位预测' },
      textColumns: ['text'],
      classes: ['traffic', 'water'],
    },
  ]);
  // A program that looks at pictures can tell nothing of a ticket's words, whatever stands beside its pictures.
  const type = (rain: string) =>
    app.database.owner.query(
      `UPDATE benchmark_version SET columns = jsonb_set(columns, '{1,type}', to_jsonb($1::text))`,
      [rain],
    );
  await type('image');
  expect((await read()).candidates).toEqual([]);
  await type('number');
});

it('is chosen by the lab’s desk, at the place of what is wrong or not at all', async () => {
  const { department, vendor, observer, otherVendor } = app.cast;
  for (const who of [department, vendor]) {
    expect(await refusalOf(choose({}, who))).toMatch(/^403/);
    expect(await refusalOf(read(who))).toMatch(/^403/);
  }
  expect(await refusalOf(choose({}, observer))).toMatch(/^403/);
  expect(await refusalOf(choose({ certificate: 'SL-2026-999999' }))).toBe('422 invalid_input certificate');
  expect(await refusalOf(choose({ textColumn: 'rain' }))).toBe('422 invalid_input textColumn');
  for (const textColumn of ['note', 'street'])
    expect(await refusalOf(choose({ textColumn }))).toBe('422 invalid_input textColumn');
  const of = (...classes: object[]) => refusalOf(choose({ classes }));
  const { organisationId: departmentId } = department;
  expect(await of({ class: 'mayor', departmentId })).toBe('422 invalid_input classes.0.class');
  expect(await of({ class: 'water', departmentId }, { class: 'water', departmentId })).toBe(
    '422 invalid_input classes.1.class',
  );
  expect(await of({ class: 'water', departmentId: otherVendor.organisationId })).toBe(
    '422 invalid_input classes.0.departmentId',
  );
  expect(await of({ class: 'water', departmentId: null })).toBe('422 invalid_input classes');
  expect((await read()).choice).toBeNull();
});

it('stands beside the dispatcher’s choice for the lab alone, is counted, and falls silent with its certificate', async () => {
  const { operator, department, otherDepartment, observer } = app.cast;
  await choose();
  const [followed, other, unnamed] = [await reported(), await reported(), await reported()];
  const { rows: wakes } = await app.database.owner.query(
    `SELECT 1 FROM delivery WHERE job = 'suggest-routing' AND thing_id = $1`,
    [followed],
  );
  expect(wakes).toHaveLength(1);
  await told(followed, department.organisationId);
  await told(other, department.organisationId);
  await told(unnamed, null);
  const ticket = await app.as(operator)(readTicket, { params: { id: followed } });
  expect(ticket.routing).toMatchObject({
    certificate: number,
    class: 'water',
    confidence: 0.83,
    department: { id: department.organisationId },
  });
  // Nothing is done by it.
  expect(ticket).toMatchObject({ status: 'open', department: null });
  expect((await read()).choice).toMatchObject({ speaks: true, decided: 0, followed: 0 });
  const assign = (id: string, departmentId: string) =>
    app.as(operator)(assignTicket, { params: { id }, body: { departmentId } });
  await assign(followed, department.organisationId);
  await assign(other, otherDepartment.organisationId);
  await assign(unnamed, department.organisationId);
  expect((await read()).choice).toMatchObject({ decided: 2, followed: 1, failed: 0 });
  for (const who of [department])
    expect((await app.as(who)(readTicket, { params: { id: followed } })).routing).toBeNull();
  expect(await app.sqlAs(department, 'SELECT * FROM ticket_suggestion')).toEqual([]);
  expect((await app.as(observer)(readTicket, { params: { id: followed } })).number).not.toBe('');

  await app.database.owner.query(`UPDATE certificate SET status = 'suspended' WHERE id = $1`, [
    certificateId,
  ]);
  expect((await app.as(operator)(readTicket, { params: { id: followed } })).routing).toBeNull();
  const silent = await read();
  expect(silent.choice).toMatchObject({ speaks: false, decided: 2, followed: 1 });
  expect(silent.candidates).toEqual([]);
  expect(await refusalOf(choose())).toBe('422 invalid_input certificate');
  await app.database.owner.query(`UPDATE certificate SET status = 'valid' WHERE id = $1`, [certificateId]);
  expect((await app.as(operator)(readTicket, { params: { id: followed } })).routing).not.toBeNull();

  // Chosen anew it is counted anew; ended it is asked no more.
  await choose();
  expect((await read()).choice).toMatchObject({ decided: 0 });
  await app.as(operator)(endRouting, {});
  expect((await read()).choice).toBeNull();
  expect(await refusalOf(app.as(operator)(endRouting, {}))).toMatch(/^404/);
  expect((await app.as(operator)(readTicket, { params: { id: followed } })).routing).toBeNull();
});
