import { ProblemError } from '@scenario-lab/contracts/call';
import { listCases, publishCase, readCase, similarCases, writeCase } from '@scenario-lab/contracts/cases';
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
const publish = (who: Who, id: string) => app.as(who)(publishCase, { params: { id }, body: {} });
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

  it('without names is looked through before it is published, and says where they are left', async () => {
    const { department, operator, otherDepartment, vendor } = app.cast;
    const id = await drafted('failed');
    const told = {
      title: { zh: '泵站案例', en: 'A pump station' },
      lesson: {
        zh: '在 Shiling 试点，耗资 25 万元。',
        en: 'Department A called 13800001111 about Flooded underpasses.',
      },
      reasonCode: 'integration' as const,
    };
    await write(department, id, { ...told, anonymous: false });
    expect(await read(operator, id)).toMatchObject({ anonymous: false, leaks: [] });
    await write(department, id, { ...told, anonymous: true });
    for (const who of [department, operator]) {
      const { leaks } = await read(who, id);
      expect(leaks.map(({ kind, text }) => [kind, text])).toEqual([
        ['site', 'Shiling'],
        ['amount', '25 万元'],
        ['organisation', 'Department A'],
        ['contact', '13800001111'],
        ['title', 'Flooded underpasses'],
      ]);
      expect(leaks[0]).toMatchObject({ field: 'lesson', language: 'zh', start: 2 });
    }
    expect((await read(vendor, id)).leaks).toEqual([]);
    expect(await code(read(otherDepartment, id))).toBe('404 not_found');
    expect(await code(publish(operator, id))).toBe('409 names_left');
    expect((await read(department, id)).published).toBe(false);
    await app.as(operator)(publishCase, { params: { id }, body: { remark: '单位同意保留' } });
    const open = await read(null, id);
    expect(open).toMatchObject({ published: true, department: null, leaks: [] });
  });

  it('without names passes once they are masked', async () => {
    const { department, operator } = app.cast;
    const id = await drafted('failed');
    const lesson = { zh: '在某点位试点。', en: 'An organisation tried it.' };
    await write(department, id, { title: { zh: '案例' }, lesson, reasonCode: 'data', anonymous: true });
    expect((await read(operator, id)).leaks).toEqual([]);
    await publish(operator, id);
    expect((await read(null, id)).published).toBe(true);
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

describe('what failed before', () => {
  const published = async (
    outcome: 'accepted' | 'failed',
    body: Words,
    field = 'environmental_protection',
  ) => {
    const { department, operator } = app.cast;
    const id = await drafted(outcome);
    await app.database.owner.query('UPDATE lab_case SET field = $2 WHERE id = $1', [id, field]);
    await write(department, id, body);
    await publish(operator, id);
    return id;
  };

  it('is found by its reason and by the words of its lesson', async () => {
    const id = await published(
      'failed',
      words({ title: { zh: '内涝预警试点' }, lesson: { zh: '雨量计停机检修两个月' }, reasonCode: 'data' }),
    );
    const ids = async (query: Args<typeof listCases>['query']) =>
      (await app.as(null)(listCases, { query })).items.map((one) => one.id);
    expect(await ids({ reasonCode: 'data' })).toContain(id);
    expect(await ids({ reasonCode: 'cost' })).not.toContain(id);
    expect(await ids({ q: '停机检修' })).toEqual([id]);
    expect(await code(ids({ reasonCode: 'luck' as 'data' }))).toBe('422 invalid_input');
  });

  it('stands first where a department is about to ask for the same, and drafts are not told', async () => {
    const { otherDepartment } = app.cast;
    const near = (text: string, field: 'social_management' | null = null) =>
      app.as(otherDepartment)(similarCases, { body: { text, field } });
    const failed = await published(
      'failed',
      words({ title: { zh: '电梯故障预警' }, lesson: { zh: '电梯传感器数据缺失' }, reasonCode: 'data' }),
    );
    const accepted = await published(
      'accepted',
      words({ title: { zh: '电梯故障预警系统' }, lesson: { zh: '电梯' } }),
    );
    const draft = await drafted('failed');
    await write(app.cast.department, draft, words({ title: { zh: '电梯故障预警' }, reasonCode: 'data' }));
    const found = await near('老旧小区电梯故障预警');
    expect(found.map(({ id }) => id)).toEqual([failed, accepted]);
    expect(found[0]).toMatchObject({
      outcome: 'failed',
      reasonCode: 'data',
      lesson: { zh: '电梯传感器数据缺失' },
    });
    expect(found[0]?.likeness).toBeGreaterThan(0.3);
    expect(await near('无人机巡检河道漂浮物')).toEqual([]);
    expect(await code(app.as(null)(similarCases, { body: { text: '电梯' } }))).toBe('401 sign_in_required');
  });

  it('is told of the same field where words are few, its lesson from the beginning only', async () => {
    const { otherDepartment } = app.cast;
    const id = await published(
      'failed',
      words({
        title: { zh: '网格事件' },
        lesson: { zh: `${'长'.repeat(159)}😀尾` },
        reasonCode: 'organisation',
      }),
      'social_management',
    );
    const [first] = await app.as(otherDepartment)(similarCases, {
      body: { text: '', field: 'social_management' },
    });
    expect(first).toMatchObject({ id, likeness: null });
    expect(first?.lesson?.zh).toBe('长'.repeat(159));
  });

  it('does not lead from the words of a need to a case without names', async () => {
    const { otherDepartment } = app.cast;
    const id = await published(
      'failed',
      words({
        title: { zh: '某单位试点' },
        lesson: { zh: '组织协调不足' },
        reasonCode: 'organisation',
        anonymous: true,
      }),
    );
    await app.database.owner.query(
      `UPDATE scenario SET need = jsonb_set(need, '{problem}', '{"zh": "磁悬浮轨道沉降监测"}')
       WHERE id = (SELECT scenario_id FROM lab_case WHERE id = $1)`,
      [id],
    );
    expect(await app.as(otherDepartment)(similarCases, { body: { text: '磁悬浮轨道沉降监测' } })).toEqual([]);
  });
});
