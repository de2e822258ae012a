import { readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { createDataset } from '@scenario-lab/contracts/datasets';
import {
  compileScenario,
  createScenario,
  editScenario,
  listScenarios,
  readScenario,
  reopenScenario,
  scenarioDeeds,
  similarScenarios,
} from '@scenario-lab/contracts/scenarios';
import { gates } from '@scenario-lab/domain/scenarios/gates';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const recall = {
  id: 'recall',
  metric: 'recall',
  direction: 'at_least' as const,
  threshold: 0.8,
  must: true,
};
const full = (more = {}) => ({
  title: { zh: '雨水泵站故障预警', en: 'Alarm for storm-water pumps' },
  field: 'public_services' as const,
  region: '510104',
  problem: { zh: '水泵在暴雨中停机，下穿道路积水' },
  task: 'binary' as const,
  criteria: [recall],
  budget: 1_800_000,
  deadline: '2030-06-01',
  contact: { name: '罗一禾', phone: '028-0000-0101' },
  ...more,
});

async function published(more = {}) {
  const { department, operator } = app.cast;
  const { id } = await app.as(department)(createScenario, { body: full(more) });
  await app.as(department)(scenarioDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(scenarioDeeds.approve, { params: { id }, body: {} });
  return id;
}

describe('scenarios', () => {
  it('are saved half-written and say at each gate what is missing', async () => {
    const { department, operator } = app.cast;
    const { id } = await app.as(department)(createScenario, { body: { title: { zh: '泵站' } } });
    const draft = await app.as(department)(readScenario, { params: { id } });
    expect(draft.gates.map(({ open, missing }) => ({ open, missing }))).toEqual([
      { open: false, missing: ['problem', 'contact'] },
      { open: false, missing: ['criteria', 'open_benchmark'] },
      { open: false, missing: ['budget_owner', 'procurement_route', 'decision_date'] },
    ]);
    expect(draft.rail.map(({ state }) => state)).toEqual(['current', 'ahead', 'ahead', 'ahead', 'ahead']);
    const submit = () => app.as(department)(scenarioDeeds.submit, { params: { id }, body: {} });
    expect(await refusalOf(submit())).toBe('409 gate_incomplete');
    await app.as(department)(editScenario, { params: { id }, body: full({ deadline: '2020-01-01' }) });
    expect(await refusalOf(submit())).toBe('422 invalid_input deadline');
    await app.as(department)(editScenario, { params: { id }, body: full() });
    await submit();
    await app.as(operator)(scenarioDeeds.return, { params: { id }, body: { reason: 'whose budget?' } });
    expect((await app.as(department)(readScenario, { params: { id } })).remark).toBe('whose budget?');
    await submit();
    await app.as(operator)(scenarioDeeds.approve, { params: { id }, body: {} });
    const seen = await app.as(null)(readScenario, { params: { id } });
    expect(seen).toMatchObject({
      status: 'published',
      contact: null,
      remark: null,
      allowed: ['scenario.read'],
    });
    expect((await app.as(app.cast.vendor)(readScenario, { params: { id } })).contact?.name).toBe('罗一禾');
  });

  it('keep the words of what they are about, and refuse a threshold that decides nothing', async () => {
    const { department } = app.cast;
    const subject = { what: { zh: '故障', en: 'faults' } };
    const { id } = await app.as(department)(createScenario, { body: full({ subject }) });
    expect((await app.as(department)(readScenario, { params: { id } })).subject).toEqual(subject);
    const save = (criterion: object) =>
      refusalOf(
        app.as(department)(editScenario, {
          params: { id },
          body: full({ criteria: [{ ...recall, ...criterion }] }),
        }),
      );
    expect(await save({ threshold: 90 })).toBe('422 invalid_input criteria.0.threshold');
    expect(await save({ threshold: 0 })).toBe('422 invalid_input criteria.0.threshold');
    expect(await save({ threshold: 1 })).toBe('went through');
    expect(await save({ metric: 'skill_persistence', threshold: 0 })).toBe('went through');
  });

  it('name data by the card their owner has written, before it is listed', async () => {
    const { department, vendor } = app.cast;
    const title = { zh: '泵站运行记录', en: 'Pump stations' };
    const card = {
      title,
      summary: { zh: '读数' },
      fields: [],
      accessMode: 'open' as const,
      sourceKind: 'public' as const,
    };
    const dataset = await app.as(department)(createDataset, { body: card });
    const id = await published({ datasetIds: [dataset.id] });
    const seen = async (actor: Parameters<typeof app.as>[0]) =>
      (await app.as(actor)(readScenario, { params: { id } })).datasets.map((one) => one.title);
    expect(await seen(department)).toEqual([title]);
    expect(await seen(vendor)).toEqual([]);
    expect(await seen(null)).toEqual([]);
  });

  it('never let one editor overwrite another silently', async () => {
    const { department } = app.cast;
    const { id } = await app.as(department)(createScenario, { body: full() });
    const { updatedAt } = await app.as(department)(readScenario, { params: { id } });
    const save = (title: string, at?: string) =>
      app.as(department, at === undefined ? {} : { 'if-match': `"${at}"` })(editScenario, {
        params: { id },
        body: full({ title: { en: title } }),
      });
    const first = await save('first', updatedAt);
    expect(await refusalOf(save('second', updatedAt))).toBe('412 changed_meanwhile');
    await save('third', first.updatedAt);
    const now = await app.as(department)(readScenario, { params: { id } });
    const both = await Promise.all([
      refusalOf(save('a', now.updatedAt)),
      refusalOf(save('b', now.updatedAt)),
    ]);
    expect(both.sort()).toEqual(['412 changed_meanwhile', 'went through']);
  });

  it('close, open again, and are archived only when nothing of them lives', async () => {
    const { department, vendor, operator } = app.cast;
    const id = await published();
    const at = { params: { id }, body: {} };
    expect(await refusalOf(app.as(department)(editScenario, { params: { id }, body: full() }))).toBe(
      '409 wrong_status',
    );
    await app.as(department)(scenarioDeeds.close, at);
    await app.as(department)(reopenScenario, at);
    await app.as(operator)(scenarioDeeds.close, at);
    // An extension of a need whose deadline has passed says until when.
    await app.database.owner.query(
      `UPDATE scenario SET deadline = '2020-01-01', need = need || '{"deadline": "2020-01-01"}' WHERE id = $1`,
      [id],
    );
    expect(await refusalOf(app.as(department)(reopenScenario, at))).toBe('422 invalid_input deadline');
    await app.as(department)(reopenScenario, { params: { id }, body: { deadline: '2099-12-31' } });
    expect(await app.as(null)(readScenario, { params: { id } })).toMatchObject({
      status: 'published',
      deadline: '2099-12-31',
    });
    await app.as(operator)(scenarioDeeds.close, at);
    const solution = await app.database.owner.query(
      `INSERT INTO solution (id, owner_id, card) VALUES (gen_random_uuid(), $1, '{}') RETURNING id`,
      [vendor.organisationId],
    );
    const { rows } = await app.database.owner.query(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
       VALUES (gen_random_uuid(), 'validating', $1, $2, $3, $4) RETURNING id`,
      [id, solution.rows[0].id, vendor.organisationId, department.organisationId],
    );
    await app.database.owner.query(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('engagement', $1, $2, 'act')`,
      [rows[0].id, department.organisationId],
    );
    expect(await refusalOf(app.as(department)(scenarioDeeds.archive, at))).toBe('409 engagement_live');
    const seen = await app.as(department)(readScenario, { params: { id } });
    expect(seen.engagements).toBe(1);
    // What is between two parties does not move the need's own stage: all read the same one.
    expect(seen.rail.map(({ state }) => state)).toEqual(['done', 'current', 'ahead', 'ahead', 'ahead']);
    expect((await app.as(null)(readScenario, { params: { id } })).rail).toEqual(seen.rail);
    await app.database.owner.query("UPDATE engagement SET status = 'declined'");
    await app.as(department)(scenarioDeeds.archive, at);
    const other = await published();
    await app.as(department)(scenarioDeeds.withdraw, {
      params: { id: other },
      body: { reason: 'budget cut' },
    });
    expect(await refusalOf(app.as(null)(readScenario, { params: { id: other } }))).toBe('404 not_found');
  });

  it('are listed by words, gate, deadline and budget; the gates in SQL are the gates of the domain', async () => {
    const { department } = app.cast;
    const { scenarioId } = await makeBenchmark(app.database.owner, department);
    await app.database.owner.query('UPDATE scenario SET need = need || $2 WHERE id = $1', [
      scenarioId,
      JSON.stringify(awarding),
    ]);
    const cheap = await published({ title: { en: 'Cheap' }, budget: 10, deadline: '2029-01-01' });
    const plain = await published({ title: { en: 'No criteria' }, criteria: [], deadline: null });
    const everything = await app.as(null)(listScenarios, { query: { limit: 100 } });
    for (const gate of gates) {
      const listed = await app.as(null)(listScenarios, { query: { gate, limit: 100 } });
      const expected = everything.items.filter((row) => row.gates.find((one) => one.gate === gate)?.open);
      expect(listed.items.map(({ id }) => id).sort(), gate).toEqual(expected.map(({ id }) => id).sort());
      expect(listed.total).toBeGreaterThan(0);
    }
    const order = async (sort: 'deadline' | 'budget') =>
      (await app.as(null)(listScenarios, { query: { sort, limit: 100 } })).items.map(({ id }) => id);
    expect((await order('deadline'))[0]).toBe(cheap);
    const byBudget = await order('budget');
    expect(byBudget.indexOf(cheap)).toBeGreaterThan(byBudget.indexOf(plain));
    const found = await app.as(null)(listScenarios, { query: { q: '水泵', region: '510104' } });
    expect(found.total).toBeGreaterThan(0);
    expect(found.facets.region['510104']).toBe(found.total);
  });

  it('answer by who asks', async () => {
    const { vendor, department, otherDepartment, operator } = app.cast;
    expect(await refusalOf(app.as(null)(createScenario, { body: full() }))).toBe('401 sign_in_required');
    expect(await refusalOf(app.as(vendor)(createScenario, { body: full() }))).toBe('403 role_missing');
    const { id } = await app.as(department)(createScenario, { body: full() });
    for (const who of [null, vendor, otherDepartment]) {
      expect(await refusalOf(app.as(who)(readScenario, { params: { id } }))).toBe('404 not_found');
    }
    const theirs = app.as(otherDepartment)(editScenario, { params: { id }, body: full() });
    expect(await refusalOf(theirs)).toBe('404 not_found');
    expect(await refusalOf(app.as(operator)(scenarioDeeds.approve, { params: { id }, body: {} }))).toBe(
      '409 wrong_status',
    );
    expect(
      await refusalOf(app.as(department)(createScenario, { body: full({ criteria: [recall, recall] }) })),
    ).toBe('422 invalid_input criteria.1.id');
    expect(
      await refusalOf(
        app.as(department)(createScenario, {
          body: full({ datasetIds: ['0190d9a0-0000-7000-8000-000000000000'] }),
        }),
      ),
    ).toBe('422 invalid_input datasetIds.0');
    expect(await app.sqlAs(otherDepartment, 'SELECT need FROM scenario WHERE id = $1', [id])).toEqual([]);
  });

  it('are pointed out while somebody types the same need again', async () => {
    const { otherDepartment } = app.cast;
    const id = await published({ title: { zh: '井盖位移与丢失监测', en: 'Lost manhole covers' } });
    const near = (text: string, except?: string) =>
      app.as(otherDepartment)(similarScenarios, { body: { text, except } });
    expect((await near('监测井盖丢失和位移'))[0]).toMatchObject({ id, title: { en: 'Lost manhole covers' } });
    expect(await near('监测井盖丢失和位移', id)).toEqual([]);
    expect(await near('食堂菜谱')).toEqual([]);
    await app.as(app.cast.department)(scenarioDeeds.withdraw, { params: { id }, body: { reason: 'x' } });
    expect(await near('监测井盖丢失和位移')).toEqual([]);
  });
});

describe('need to test', () => {
  it('becomes a draft benchmark of the department, whoever compiles it', async () => {
    const { department, operator, vendor, otherDepartment } = app.cast;
    const { owner } = app.database;
    const id = await published();
    const { datasetId } = await makeBenchmark(owner, department, { accessMode: 'on_request' });
    const columns = [
      { name: 'current', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none' },
      { name: 'state', type: 'string', role: 'target', knownAt: 'always', sensitivity: 'none' },
    ];
    const { rows } = await owner.query(
      'UPDATE dataset_version SET columns = $2 WHERE dataset_id = $1 RETURNING id',
      [datasetId, JSON.stringify(columns)],
    );
    const body = { datasetVersionId: rows[0].id as string };
    const draft = await app.as(operator)(compileScenario, { params: { id }, body });
    const benchmark = await app.as(department)(readBenchmark, { params: { id: draft.benchmarkId } });
    expect(benchmark).toMatchObject({ owner: { id: department.organisationId }, status: 'draft' });
    expect(benchmark.versions[0]?.plan).toMatchObject({
      target: 'state',
      features: ['current'],
      criteria: [recall],
      looks: 3,
    });
    expect(await refusalOf(app.as(vendor)(compileScenario, { params: { id }, body }))).toBe(
      '403 role_missing',
    );
    expect(await refusalOf(app.as(otherDepartment)(compileScenario, { params: { id }, body }))).toBe(
      '404 not_found',
    );
    // Somebody else's data need a grant first.
    const foreign = await makeBenchmark(owner, otherDepartment, { accessMode: 'sandbox_only' });
    const theirs = await owner.query('SELECT id FROM dataset_version WHERE dataset_id = $1', [
      foreign.datasetId,
    ]);
    const compile = (datasetVersionId: string) =>
      refusalOf(app.as(department)(compileScenario, { params: { id }, body: { datasetVersionId } }));
    expect(await compile(theirs.rows[0].id)).toBe('403 grant_missing');
    await owner.query("UPDATE dataset_version SET columns = '[]' WHERE dataset_id = $1", [datasetId]);
    expect(await compile(rows[0].id)).toBe('422 invalid_input datasetVersionId');
  });
});

const awarding = {
  budgetOwner: '排水处',
  procurementRoute: 'open_tender',
  decisionDate: '2030-01-01',
};
