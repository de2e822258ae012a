import { answerClarification, askClarification } from '@scenario-lab/contracts/clarifications';
import { offerFavour, readFairness, recordFavour } from '@scenario-lab/contracts/fairness';
import { listNotices } from '@scenario-lab/contracts/notices';
import { amendScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { giveParty, makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
const text = { zh: '踏勘泵站。' };

let scenarioId: string;
async function engage(vendor: SignedIn): Promise<string> {
  const { owner } = app.database;
  const { solutionId } = await makeAlgorithm(owner, vendor);
  const id = newId();
  await giveParty(owner, 'engagement', id, vendor.organisationId, 'own');
  await giveParty(owner, 'engagement', id, app.cast.department.organisationId, 'act');
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, 'accepted', $2, $3, $4, $5)`,
    [id, scenarioId, solutionId, vendor.organisationId, app.cast.department.organisationId],
  );
  return id;
}
beforeEach(async () => {
  ({ scenarioId } = await makeExam(app.database.owner, app.cast));
  await engage(app.cast.vendor);
});

const record = (who: Who, over: object = {}) =>
  app.as(who)(recordFavour, {
    params: { id: scenarioId },
    body: { kind: 'visit', vendorId: app.cast.vendor.organisationId, day: today, text, ...over },
  });
const read = (who: Who) => app.as(who)(readFairness, { params: { id: scenarioId } });
const offer = (who: Who, id: string) => app.as(who)(offerFavour, { params: { id }, body: {} });

describe('the fairness ledger of a need', () => {
  it('holds what was given to one and whether the others were offered the same, whoever joins later too', async () => {
    const { department, vendor, otherVendor, operator } = app.cast;
    const { id } = await record(department);
    // Alone in it, nobody else is owed anything.
    expect((await read(null)).favours[0]?.offeredAt).not.toBeNull();
    await engage(otherVendor);
    const [line] = (await read(department)).favours;
    expect(line).toMatchObject({
      offeredAt: null,
      given: { id: vendor.organisationId },
      owed: [{ id: otherVendor.organisationId }],
      allowed: ['favour.offer'],
    });
    await offer(operator, id);
    expect((await read(null)).favours[0]?.offeredAt).not.toBeNull();
    expect((await read(department)).favours[0]).toMatchObject({ owed: [], allowed: [] });
    expect(await refusalOf(offer(department, id))).toBe('409 wrong_status');
    while ((await system.asSystem(makeNotices)) > 0);
    const told = (await app.as(otherVendor)(listNotices, { query: {} })).items.filter(
      ({ thingId }) => thingId === scenarioId,
    );
    expect(told.map(({ event }) => event).sort()).toEqual([
      'scenario.favour_offered',
      'scenario.favour_recorded',
    ]);
  });

  it('takes over what the need’s own record tells was given to all', async () => {
    const { department, vendor } = app.cast;
    const { id } = await app.as(vendor)(askClarification, {
      params: { id: scenarioId },
      body: { question: { zh: '数据几点更新？' } },
    });
    await app.as(department)(answerClarification, { params: { id }, body: { answer: { zh: '每小时。' } } });
    await app.as(department)(amendScenario, {
      params: { id: scenarioId },
      body: { text: { zh: '补充说明。' }, changes: {} },
    });
    expect((await read(null)).facts).toEqual([
      { what: 'amended', day: today, number: 1 },
      { what: 'answered', day: today, number: 1 },
    ]);
  });

  it('names nobody in public: not who got it, not who takes part', async () => {
    const { department, vendor, otherVendor, otherDepartment } = app.cast;
    await engage(otherVendor);
    await record(department);
    for (const who of [null, otherVendor, otherDepartment]) {
      const seen = await read(who);
      const said = JSON.stringify(seen);
      expect(seen.favours).toHaveLength(1);
      for (const word of [vendor.organisationId, vendor.personId, 'Vendor A'])
        expect(said).not.toContain(word);
      expect(seen).toMatchObject({
        participants: [],
        allowed: [],
        favours: [{ given: null, owed: [], mine: false }],
      });
    }
    expect((await read(vendor)).favours[0]).toMatchObject({ mine: true, given: null });
    expect(
      await app.sqlAs(otherVendor, 'SELECT 1 FROM favour_receiver WHERE vendor_id <> app_org()'),
    ).toEqual([]);
    expect(
      await app.sqlAs(otherVendor, 'SELECT 1 FROM favour_offer WHERE organisation_id <> app_org()'),
    ).toEqual([]);
    await expect(app.sqlAs(null, 'SELECT * FROM favour_receiver')).rejects.toThrow(/permission denied/);
  });

  it('is written by department and lab alone, about who takes part, never about tomorrow, and never changed', async () => {
    const { department, otherDepartment, vendor, otherVendor, reviewer, observer } = app.cast;
    expect(await refusalOf(record(null))).toBe('401 sign_in_required');
    for (const who of [vendor, reviewer, observer])
      expect(await refusalOf(record(who))).toBe('403 role_missing');
    expect(await refusalOf(record(otherDepartment))).toBe('404 not_found');
    expect(await refusalOf(record(department, { vendorId: otherVendor.organisationId }))).toBe(
      '422 invalid_input vendorId',
    );
    expect(await refusalOf(record(department, { day: '2099-01-01' }))).toBe('422 invalid_input day');
    expect(await refusalOf(record(department, { text: {} }))).toMatch(/^422 invalid_input text/);
    expect((await read(department)).favours).toEqual([]);
    const { id } = await record(department);
    expect(await refusalOf(offer(otherDepartment, id))).toBe('404 not_found');
    for (const sql of [`UPDATE favour SET text = '{}'`, 'DELETE FROM favour', 'DELETE FROM favour_receiver'])
      await expect(app.sqlAs(department, sql)).rejects.toThrow(/permission denied/);
    await expect(
      app.sqlAs(
        vendor,
        `INSERT INTO favour (id, scenario_id, kind, day, text) VALUES (gen_random_uuid(), '${scenarioId}', 'other', now(), '{}')`,
      ),
    ).rejects.toThrow(/row-level security/);
    await app.as(department)(scenarioDeeds.withdraw, {
      params: { id: scenarioId },
      body: { reason: '不再需要。' },
    });
    expect(await refusalOf(record(department))).toBe('409 wrong_status');
  });
});
