import { callDeeds } from '@scenario-lab/contracts/calls';
import { noteLook, readFewBids, reopenCall, sayWhyNot, type WhyNot } from '@scenario-lab/contracts/few-bids';
import { follow } from '@scenario-lab/contracts/follows';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { callsOf, terms } from './test-calls.js';

let app: TestApp;
let vendors: SignedIn[];
beforeAll(async () => {
  app = await testApp();
  vendors = [];
  for (const name of ['C', 'D', 'E', 'F', 'G', 'H', 'I'])
    vendors.push(
      await makeActor(
        app.database.owner,
        { name: `Vendor ${name}`, roles: ['supply'] },
        ['owner'],
        ['vendor'],
      ),
    );
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
let desk: Awaited<ReturnType<typeof callsOf>>;
beforeEach(async () => {
  desk = await callsOf(app);
});
const look = (who: Who, id: string, started = false) =>
  app.as(who)(noteLook, { params: { id }, body: { started } });
const say = (who: Who, id: string, ...reasons: WhyNot[]) =>
  app.as(who)(sayWhyNot, { params: { id }, body: { reasons } });
const few = (who: Who, id: string) => app.as(who)(readFewBids, { params: { id } });
const fail = (id: string) =>
  app.as(app.cast.department)(callDeeds.fail, { params: { id }, body: { reason: '无人应征' } });

async function failed(before: (id: string) => Promise<void> = async () => undefined): Promise<string> {
  const { id } = await desk.opened();
  await before(id);
  await desk.passDeadline(id);
  await fail(id);
  return id;
}

it('tells the department and the lab what stood in the way, and nobody else', async () => {
  const { department, otherDepartment, operator, vendor, observer } = app.cast;
  const id = await failed(async (open) => {
    expect(await refusalOf(few(department, open))).toBe('409 wrong_status');
    await look(vendors[0]!, open);
    expect(await refusalOf(look(department, open))).toMatch(/^403/);
  });
  for (const who of [department, operator])
    expect(await few(who, id)).toMatchObject({
      counts: { looked: null, started: 0, followed: 0, asked: 0, withdrew: 0, bids: 0 },
      answers: 0,
      reasons: [],
    });
  const { findings } = await few(department, id);
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'must_untested', criterion: { zh: '误差' } }),
  );
  for (const who of [vendor, otherDepartment, observer])
    expect(await refusalOf(few(who, id))).toMatch(/^40[34]/);
  expect(await refusalOf(look(vendor, id))).toBe('409 wrong_status');
});

it('one or two are never told; answers are counted three at a time, so that nobody’s word stands alone', async () => {
  const { department } = app.cast;
  const id = await failed(async (open) => {
    for (const who of vendors) await look(who, open, true);
    await app.as(vendors[0]!)(follow, { params: { thing: 'scenario', id: desk.scenarioId } });
  });
  expect((await few(department, id)).counts).toMatchObject({ looked: 7, started: 7, followed: null });
  const told = async () => {
    const { answers, reasons } = await few(department, id);
    return [answers, Object.fromEntries(reasons.map(({ reason, count }) => [reason, count]))];
  };
  await say(vendors[0]!, id, 'budget', 'time');
  await say(vendors[1]!, id, 'budget');
  expect(await told()).toEqual([0, {}]);
  await say(vendors[2]!, id, 'budget');
  const three = await told();
  expect(three).toEqual([3, { budget: 3, time: null }]);
  // The fourth and the fifth change nothing that can be read; the sixth adds three at once.
  await say(vendors[3]!, id, 'data');
  await say(vendors[4]!, id, 'data');
  expect(await told()).toEqual(three);
  await say(vendors[5]!, id, 'data');
  expect(await told()).toEqual([6, { budget: 3, time: null, data: 3 }]);
  expect((await few(department, id)).findings.filter(({ code }) => code === 'said')).toHaveLength(2);
  // Below the pages as well: no row of another's is read, by the department as little as by the lab.
  for (const who of [department, app.cast.operator, vendors[6]!])
    expect(await app.sqlAs(who, 'SELECT 1 FROM call_interest WHERE organisation_id <> app_org()')).toEqual(
      [],
    );
  expect(await app.sqlAs(vendors[6]!, 'SELECT call_echo($1) AS echo', [id])).toEqual([{ echo: null }]);
});

it('asks whoever did not offer, once, and not whoever did', async () => {
  const { vendor, department } = app.cast;
  const id = await failed((open) => desk.handIn(vendor, open).then(() => undefined));
  expect((await desk.read(vendor, id)).allowed).not.toContain('call.say_why');
  expect(await refusalOf(say(vendor, id, 'time'))).toMatch(/duplicate/);
  expect(await refusalOf(say(department, id, 'time'))).toMatch(/^403/);
  expect((await desk.read(vendors[0]!, id)).allowed).toContain('call.say_why');
  await say(vendors[0]!, id, 'time', 'time');
  expect(await refusalOf(say(vendors[0]!, id, 'data'))).toMatch(/duplicate/);
  expect((await desk.read(vendors[0]!, id)).allowed).not.toContain('call.say_why');
  expect((await desk.read(vendors[1]!, id)).allowed).toContain('call.say_why');
  expect(await app.sqlAs(vendors[0]!, 'SELECT reasons FROM call_interest WHERE call_id = $1', [id])).toEqual([
    { reasons: ['time'] },
  ]);
});

it('has nothing to explain where two offered', async () => {
  const { vendor, otherVendor, department } = app.cast;
  const id = await failed(async (open) => {
    await desk.handIn(vendor, open);
    await desk.handIn(otherVendor, open);
  });
  expect(await refusalOf(few(department, id))).toBe('409 wrong_status');
  expect((await desk.read(vendors[0]!, id)).allowed).not.toContain('call.say_why');
});

it('a failed call begins anew as a draft with its terms, for its own department', async () => {
  const { department, otherDepartment, operator } = app.cast;
  const { id: open } = await desk.opened();
  expect(await refusalOf(app.as(department)(reopenCall, { params: { id: open }, body: {} }))).toBe(
    '409 wrong_status',
  );
  await desk.passDeadline(open);
  await fail(open);
  for (const who of [otherDepartment, operator])
    expect(await refusalOf(app.as(who)(reopenCall, { params: { id: open }, body: {} }))).toMatch(/^40[34]/);
  const { id } = await app.as(department)(reopenCall, { params: { id: open }, body: {} });
  const draft = await desk.read(department, id);
  expect(draft).toMatchObject({ status: 'draft', over: false, opening: null });
  expect({ ...draft.terms, deadline: terms.deadline }).toEqual(terms);
  expect(draft.allowed).toContain('call.edit');
});
