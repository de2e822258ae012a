import { ProblemError } from '@scenario-lab/contracts/call';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { linkNeed } from '@scenario-lab/contracts/ticket-rates';
import { createTicket, listTickets, readTicket } from '@scenario-lab/contracts/tickets';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      return `${error.problem.status} ${error.problem.code}`;
    },
  );
const draft = (who: Who) =>
  app.as(who)(createScenario, { body: { title: { zh: '金牛区道路积水' }, field: 'citizens_appeals' } });
const ticket = (who: Who, category = 'roads_traffic') =>
  app.as(who)(createTicket, {
    body: { title: { zh: '路面积水' }, words: { zh: '每逢下雨路口积水。' }, category, region: '510106' },
  });
const link = (who: Who, scenarioId: string) =>
  app.as(who)(linkNeed, {
    body: { scenarioId, category: 'roads_traffic', region: '510106', days: 30 },
  });

it('a need made of tickets knows them and they know it, each reader what it sees', async () => {
  const { department, otherDepartment, vendor, operator } = app.cast;
  const mine = [await ticket(department), await ticket(department)];
  await ticket(department, 'other');
  const theirs = await ticket(otherDepartment);
  const { id } = await draft(department);
  // The tickets of its own alone, and once each.
  expect(await link(department, id)).toEqual({ tickets: 2 });
  expect(await link(department, id)).toEqual({ tickets: 0 });
  const listed = await app.as(department)(listTickets, { query: { needId: id } });
  expect(listed.items.map((one) => one.id).sort()).toEqual(mine.map((one) => one.id).sort());
  const read = async (who: Who, of: string) => (await app.as(who)(readTicket, { params: { id: of } })).needs;
  expect(await read(department, mine[0]!.id)).toEqual([{ id, title: { zh: '金牛区道路积水' } }]);
  expect(await read(operator, mine[1]!.id)).toMatchObject([{ id }]);
  expect(await read(otherDepartment, theirs.id)).toEqual([]);
  expect((await app.as(otherDepartment)(listTickets, { query: { needId: id } })).total).toBe(0);
  // Another's draft, none at all, and one that is a draft no more answer alike.
  expect(await refusalOf(link(otherDepartment, id))).toBe('404 not_found');
  expect(await refusalOf(link(department, newId()))).toBe('404 not_found');
  await app.database.owner.query(`UPDATE scenario SET status = 'published' WHERE id = $1`, [id]);
  expect(await refusalOf(link(department, id))).toBe('404 not_found');
  expect(await refusalOf(link(vendor, id))).toMatch(/^403/);
  await expect(
    app.sqlAs(otherDepartment, 'INSERT INTO ticket_need (ticket_id, scenario_id) VALUES ($1, $2)', [
      theirs.id,
      id,
    ]),
  ).rejects.toThrow(/row-level security/);
});
