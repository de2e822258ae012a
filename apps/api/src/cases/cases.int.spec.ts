import { ProblemError } from '@scenario-lab/contracts/call';
import { listCases, publishCase, readCase, writeCase } from '@scenario-lab/contracts/cases';
import type { Args } from '@scenario-lab/contracts/route';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];
type Words = Args<typeof writeCase>['body'];
const words = (more: Partial<Words> = {}): Words => ({
  title: { zh: '泵站预警', en: 'Pump <i>alarm</i>' },
  lesson: { zh: '先旁路运行' },
  reasonCode: null,
  ...more,
});
const write = (who: Who, id: string, body = words()) => app.as(who)(writeCase, { params: { id }, body });
const publish = (who: Who, id: string) => app.as(who)(publishCase, { params: { id } });
const read = (who: Who, id: string) => app.as(who)(readCase, { params: { id } });
const drafted = async (outcome: 'accepted' | 'failed' = 'accepted') => {
  const exam = await makeExam(app.database.owner, app.cast);
  return (await makeCase(app.database.owner, app.cast, exam, { outcome })).caseId;
};

describe('a case', () => {
  it('is written by its department, published by the lab and then read by everybody', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator } = app.cast;
    const id = await drafted();
    for (const who of [null, otherVendor, otherDepartment]) {
      expect(await code(read(who, id))).toBe('404 not_found');
      expect((await app.as(who)(listCases, { query: {} })).items.map((one) => one.id)).not.toContain(id);
    }
    expect((await read(vendor, id)).allowed).toEqual(['case.read']);
    expect((await read(department, id)).allowed).toEqual(['case.read', 'case.write']);
    expect(await code(publish(operator, id))).toBe('403 consent_missing');
    expect(await code(write(vendor, id))).toBe('403 role_missing');
    expect(await code(write(otherDepartment, id))).toBe('404 not_found');
    expect(await code(write(null, id))).toBe('401 sign_in_required');
    await write(department, id);
    // What the lab reworded the department has not agreed to.
    await write(operator, id, words({ lesson: { zh: '改写' } }));
    expect(await code(publish(operator, id))).toBe('403 consent_missing');
    await write(department, id);
    expect(await code(publish(department, id))).toBe('403 role_missing');
    await publish(operator, id);
    expect(await code(write(department, id))).toBe('409 wrong_status');
    expect(await code(publish(operator, id))).toBe('409 wrong_status');
    for (const who of [null, otherVendor]) {
      expect(await read(who, id)).toMatchObject({
        title: { en: 'Pump <i>alarm</i>' },
        department: { id: department.organisationId },
        scenario: { title: { en: 'Flooded underpasses' } },
        solution: { title: { en: 'Level forecast' } },
        pilotId: null,
        numbers: [{ criterion: 'mae', field: 11 }],
        allowed: ['case.read'],
      });
    }
    expect((await read(otherDepartment, id)).allowed).toContain('replication.request');
    expect((await read(department, id)).pilotId).not.toBeNull();
    // The case is public, so everybody sees how far its need has come; the engagement itself they do not see.
    const need = (await read(null, id)).scenario?.id ?? '';
    for (const who of [null, otherVendor]) {
      const { rail } = await app.as(who)(readScenario, { params: { id: need } });
      expect(rail.find(({ state }) => state === 'current')?.stage).toBe('enablement');
    }
    const found = await app.as(null)(listCases, { query: { q: '泵站', outcome: 'accepted' } });
    expect(found.items.map((one) => one.id)).toEqual([id]);
    expect((await app.as(null)(listCases, { query: { q: '%' } })).total).toBe(0);
  });

  it('that failed needs its reason, and may leave the names out', async () => {
    const { vendor, otherVendor, department, operator, observer } = app.cast;
    const id = await drafted('failed');
    expect(await code(write(department, id))).toBe('422 invalid_input');
    expect(await code(write(department, id, words({ title: { en: 'a\u0000b' } })))).toBe('422 invalid_input');
    await write(department, id, words({ reasonCode: 'integration', anonymous: true }));
    await publish(operator, id);
    for (const who of [null, otherVendor]) {
      expect(await read(who, id)).toMatchObject({
        outcome: 'failed',
        reasonCode: 'integration',
        department: null,
        vendor: null,
        scenario: null,
        solution: null,
        certificate: null,
      });
      const row = (await app.as(who)(listCases, { query: { outcome: 'failed' } })).items[0];
      expect(row).toMatchObject({ id, department: null, vendor: null });
    }
    // Its history would tell the names as well.
    for (const [who, events] of [
      [null, 0],
      [otherVendor, 0],
      [department, 2],
    ] as const) {
      const seen = await app.sqlAs(who, `SELECT 1 FROM event WHERE thing_id = $1`, [id]);
      expect(seen).toHaveLength(events);
    }
    for (const who of [vendor, department, operator, observer]) {
      expect((await read(who, id)).vendor?.id, who.roles[0]).toBe(vendor.organisationId);
    }
  });

  it('is kept from others by row-level security alone until it is published', async () => {
    const id = await drafted();
    for (const who of [app.cast.otherVendor, app.cast.otherDepartment, null]) {
      expect(await app.sqlAs(who, 'SELECT 1 FROM lab_case WHERE id = $1', [id])).toEqual([]);
    }
    await app.sqlAs(app.cast.otherDepartment, 'UPDATE lab_case SET published = true WHERE id = $1', [id]);
    expect((await read(app.cast.department, id)).published).toBe(false);
  });
});
