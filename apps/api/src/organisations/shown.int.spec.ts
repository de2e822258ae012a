import { listShownOrganisations, readShownOrganisation } from '@scenario-lab/contracts/shown-organisations';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeCase } from '@scenario-lab/testing/cases';
import { type Exam, makeAlgorithm, makeBenchmark, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let exam: Exam;
let vendor: string;
let department: string;
beforeAll(async () => {
  app = await testApp();
  exam = await makeExam(app.database.owner, app.cast);
  vendor = app.cast.vendor.organisationId;
  department = app.cast.department.organisationId;
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
const read = (who: Who, id: string) => app.as(who)(readShownOrganisation, { params: { id } });
const find = (q: string) => app.as(null)(listShownOrganisations, { query: { q } });
const sql = (text: string, values: unknown[]) => app.database.owner.query(text, values);
const everybody = () => [null, ...Object.values(app.cast)];

describe('the public page of an organisation', () => {
  it('says the same to its owner, a rival, the lab and a visitor', async () => {
    const pages = await Promise.all(everybody().map((who) => read(who, vendor)));
    for (const page of pages) expect(page).toEqual(pages[0]);
    expect(pages[0]).toMatchObject({
      id: vendor,
      roles: ['supply'],
      solutions: { total: 1, items: [{ id: exam.solutionId, trl: 7, certificates: 0, testedOn: 0 }] },
      algorithms: { total: 1, items: [{ id: exam.algorithmId, task: 'regression' }] },
      scenarios: { total: 0, items: [] },
      record: { certificates: { valid: 0, revoked: 0 }, results: { pass: 0, fail: 0, inconclusive: 0 } },
    });
    expect(await read(null, department)).toMatchObject({
      scenarios: { total: 1, items: [{ id: exam.scenarioId, status: 'published' }] },
      benchmarks: { total: 1, items: [{ id: exam.benchmarkId, status: 'open' }] },
    });
  });

  it('tells nothing of drafts, of what was taken down, of code, address, people or money', async () => {
    const { solutionId, algorithmId } = await makeAlgorithm(app.database.owner, app.cast.vendor);
    await sql("UPDATE solution SET listed = NULL, status = 'draft' WHERE id = $1", [solutionId]);
    await sql("UPDATE algorithm SET status = 'delisted' WHERE id = $1", [algorithmId]);
    await sql("UPDATE organisation SET credit_code = 'SECRETCODE', address = 'SECRETROAD' WHERE id = $1", [
      vendor,
    ]);
    const unseen = await makeBenchmark(app.database.owner, app.cast.department, { listed: false });
    await sql("UPDATE scenario SET status = 'draft' WHERE id = $1", [unseen.scenarioId]);
    await sql("UPDATE benchmark_version SET status = 'draft' WHERE id = $1", [unseen.benchmarkVersionId]);
    for (const who of everybody()) {
      const supply = await read(who, vendor);
      expect([supply.solutions.total, supply.algorithms.total]).toEqual([1, 1]);
      const demand = await read(who, department);
      expect([demand.scenarios.total, demand.benchmarks.total]).toEqual([1, 1]);
      const said = JSON.stringify([supply, demand]);
      for (const secret of [solutionId, algorithmId, unseen.scenarioId, unseen.benchmarkId, unseen.datasetId])
        expect(said).not.toContain(secret);
      expect(said).not.toMatch(/SECRET|example\.org|wallet|balance/);
    }
  });

  it('keeps away from a case without names, in the list and in every count', async () => {
    const another = async (outcome: 'accepted' | 'failed', published: boolean) => {
      const made = await makeAlgorithm(app.database.owner, app.cast.vendor);
      return makeCase(app.database.owner, app.cast, { ...exam, ...made }, { outcome, published });
    };
    const open = await another('accepted', true);
    const { caseId } = await another('failed', true);
    const unwritten = await another('accepted', false);
    await sql('UPDATE lab_case SET anonymous = true WHERE id = $1', [caseId]);
    for (const id of [vendor, department]) {
      for (const who of everybody()) {
        const { cases, record } = await read(who, id);
        expect(cases).toMatchObject({
          total: 1,
          items: [{ id: open.caseId, other: { id: id === vendor ? department : vendor } }],
        });
        expect(record.cases).toEqual({ accepted: 1, failed: 0 });
      }
    }
    const listed = (await find('Vendor A')).items[0];
    expect(listed).toMatchObject({ id: vendor, cases: 1 });
    expect(JSON.stringify(await read(null, vendor))).not.toContain(unwritten.caseId);
  });

  it('is not there for one that is not verified, for anybody, nor for odd ids', async () => {
    const owner = await makeActor(
      app.database.owner,
      { name: 'Not yet verified', roles: ['supply'] },
      ['owner'],
      ['vendor'],
    );
    await sql('UPDATE organisation SET verified = false WHERE id = $1', [owner.organisationId]);
    for (const who of [...everybody(), owner])
      expect(await statusOf(read(who, owner.organisationId))).toBe('404 not_found');
    expect((await find('Not yet')).items).toEqual([]);
    expect(await statusOf(read(null, '018f0000-0000-7000-8000-000000000000'))).toBe('404 not_found');
    expect(await statusOf(read(null, "x' OR 1=1"))).toBe('404 not_found');
  });
});

describe('the list of organisations', () => {
  it('finds a name in either language, a short one too, and reads wildcards as text', async () => {
    const bureau = await makeActor(
      app.database.owner,
      { name: 'x', roles: ['demand'] },
      ['owner'],
      ['department'],
    );
    await sql('UPDATE organisation SET name = $2 WHERE id = $1', [
      bureau.organisationId,
      JSON.stringify({ zh: '成都市气象局', en: 'Chengdu Weather Office' }),
    ]);
    for (const words of ['气象局', '市气象局', '成都气象局', 'weather', 'CHENGDU weather']) {
      expect((await find(words)).items.map(({ id }) => id)).toEqual([bureau.organisationId]);
    }
    for (const words of ['%', '_', "'; DROP TABLE organisation; --", '局象气']) {
      expect((await find(words)).items).toEqual([]);
    }
  });

  it('pages through all, each once, and counts the sides', async () => {
    const list = app.as(null);
    const seen: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await list(listShownOrganisations, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    }
    const whole = await list(listShownOrganisations, { query: { limit: 100 } });
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    expect(seen).toContain(vendor);
    const supply = await list(listShownOrganisations, { query: { role: 'supply' } });
    expect(supply.total).toBe(whole.facets.role.supply);
    expect(supply.items.every(({ roles }) => roles.includes('supply'))).toBe(true);
    expect(await statusOf(list(listShownOrganisations, { query: { cursor: 'nonsense' } }))).toBe(
      '422 invalid_input',
    );
  });
});
