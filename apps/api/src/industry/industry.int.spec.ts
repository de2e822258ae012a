import {
  downloadIndustry,
  industryFigures,
  listGaps,
  listIndustry,
  readIndustry,
} from '@scenario-lab/contracts/industry';
import { fields } from '@scenario-lab/contracts/taxonomies';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';
import { rowsOf } from './test-rows.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const put = (table: string, row: Record<string, unknown>) => rowsOf(app)(table, row);

interface Need {
  field?: string;
  region?: string;
  status?: string;
  deadline?: string | null;
  budget?: number | null;
  /** How far it got: an open exam, a public result, a certificate in force or one that was revoked. */
  reached?: 'exam' | 'withheld' | 'result' | 'certificate' | 'revoked';
}
async function need(title: string, of: Need = {}): Promise<string> {
  const { field = 'public_services', region = '510104', status = 'published', reached } = of;
  const { department, vendor } = app.cast;
  const id = await put('scenario', {
    owner_id: department.organisationId,
    status,
    need: JSON.stringify({ title: { zh: title }, criteria: [] }),
    field,
    region,
    deadline: of.deadline ?? null,
    budget: of.budget ?? null,
  });
  if (!reached) return id;
  const benchmark = await put('benchmark', {
    owner_id: department.organisationId,
    scenario_id: id,
    title: '{"zh": "基准"}',
  });
  const version = await put('benchmark_version', {
    benchmark_id: benchmark,
    number: 1,
    status: 'open',
    dataset_version_id: newId(),
    plan: '{}',
  });
  if (reached === 'exam') return id;
  const algorithm = await put('algorithm', {
    owner_id: vendor.organisationId,
    status: 'listed',
    task: 'classification',
    card: '{}',
    listed: '{"title": {"zh": "算法"}}',
  });
  const program = await put('algorithm_version', {
    algorithm_id: algorithm,
    status: 'ready',
  });
  const run = await put('run', {
    status: 'approved',
    split: 'hidden',
    algorithm_version_id: program,
    benchmark_version_id: version,
    vendor_id: vendor.organisationId,
    submitted_by: vendor.personId,
  });
  if (reached === 'withheld' || reached === 'result')
    await put('report', { run_id: run, edition: 'vendor', published: reached === 'result' });
  else
    await put('certificate', {
      number: `SL-${newId()}`,
      status: reached === 'certificate' ? 'valid' : 'revoked',
      run_id: run,
      vendor_id: vendor.organisationId,
      algorithm_version_id: program,
      benchmark_version_id: version,
      expires_at: new Date(Date.now() + 86_400_000),
    });
  return id;
}
const aCase = (row: Record<string, unknown>) =>
  put('lab_case', {
    pilot_id: newId(),
    title: '{"zh": "案例"}',
    outcome: 'accepted',
    anonymous: false,
    published: true,
    numbers: '[]',
    scenario_id: newId(),
    solution_id: newId(),
    department_id: app.cast.department.organisationId,
    vendor_id: app.cast.vendor.organisationId,
    field: 'public_services',
    region: '510104',
    ...row,
  });
const replication = (caseId: string, status: string) =>
  put('replication', {
    case_id: caseId,
    status,
    adopter_id: app.cast.otherDepartment.organisationId,
    vendor_id: app.cast.vendor.organisationId,
    purpose: '推广',
  });

const read = () => app.as(null)(readIndustry, {});
const past = '2020-01-01';

describe('the industry view', () => {
  it('is nought of an empty lab, with every figure defined', async () => {
    const { total, byField, byRegion, definitions } = await read();
    for (const figure of industryFigures) expect(total[figure]).toBe(0);
    expect(total.budget).toBe(0);
    expect(byField.map(({ field }) => field)).toEqual(fields);
    expect(byRegion).toEqual([]);
    expect(definitions.map(({ figure }) => figure)).toEqual([...industryFigures, 'budget']);
  });

  it('counts what is public, by field and district, and nothing a tenant keeps to itself', async () => {
    await need('草稿', { status: 'draft', budget: 7_000_000 });
    await need('归档', { status: 'archived', reached: 'certificate' });
    await need('无基准', { budget: 100_000 });
    await need('已过期', { deadline: past, budget: 900_000 });
    await need('已截止', { status: 'closed', reached: 'exam' });
    await need('可测试', { reached: 'exam', budget: 200_000, deadline: '2999-01-01' });
    await need('未公开结果', { reached: 'withheld' });
    await need('未达标', { reached: 'result', field: 'environmental_protection', region: '510107' });
    await need('已持证', { reached: 'certificate', field: 'environmental_protection' });
    await need('已撤销', { reached: 'revoked' });
    const solution = (status: string, solutionFields: string[]) =>
      put('solution', {
        owner_id: app.cast.vendor.organisationId,
        status,
        card: '{}',
        listed: '{"title": {"zh": "方案"}}',
        fields: solutionFields,
      });
    await solution('listed', ['public_services', 'environmental_protection']);
    await solution('delisted', ['public_services']);
    const taken = await aCase({});
    await replication(taken, 'adopted');
    await replication(taken, 'adopted');
    const refused = await aCase({ anonymous: true, region: '510107' });
    await replication(refused, 'declined');
    await replication(await aCase({ published: false }), 'adopted');
    await aCase({ outcome: 'failed' });

    const { total, byField, byRegion } = await read();
    expect(total).toEqual({
      needs: 8,
      open: 6,
      gaps: 5,
      solutions: 1,
      tested: 3,
      certified: 1,
      deployed: 2,
      adopted: 1,
      budget: 300_000,
    });
    const field = (name: string) => byField.find((row) => row.field === name);
    expect(field('environmental_protection')).toMatchObject({
      needs: 2,
      tested: 2,
      certified: 1,
      gaps: 1,
      solutions: 1,
    });
    expect(field('public_services')).toMatchObject({
      needs: 6,
      solutions: 1,
      deployed: 2,
      adopted: 1,
      budget: 300_000,
    });
    expect(byRegion.map(({ region, needs, deployed }) => [region, needs, deployed])).toEqual([
      ['510104', 7, 1],
      ['510107', 1, 1],
    ]);
    const { operator, vendor } = app.cast;
    for (const who of [operator, vendor]) expect((await app.as(who)(readIndustry, {})).total).toEqual(total);
  });

  it('opens behind each number the list it counts', async () => {
    const { total, byField, byRegion } = await read();
    for (const of of industryFigures) {
      const listed = async (query: object) => {
        const page = await app.as(null)(listIndustry, { query: { of, ...query, limit: 100 } });
        expect(page.items).toHaveLength(page.total);
        return page.total;
      };
      expect(await listed({})).toBe(total[of]);
      for (const row of byField) expect(await listed({ field: row.field })).toBe(row[of]);
      for (const row of byRegion) expect(await listed({ region: row.region })).toBe(row[of]);
    }
    const { items } = await app.as(null)(listIndustry, { query: { of: 'deployed' } });
    expect(items.map(({ thing, organisation }) => [thing, organisation === null]).sort()).toEqual([
      ['case', false],
      ['case', true],
    ]);
    const first = await app.as(null)(listIndustry, { query: { of: 'needs', limit: 5 } });
    const rest = await app.as(null)(listIndustry, {
      query: { of: 'needs', limit: 5, cursor: first.next ?? '' },
    });
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(8);
    expect(rest.next).toBeNull();
  });

  it('shows a newcomer where to enter: what can be tried today first', async () => {
    const { items, total } = await app.as(null)(listGaps, { query: {} });
    expect(total).toBe(5);
    expect(items.map(({ title, state }) => [title.zh, state])).toEqual([
      ['可测试', 'untested'],
      ['未公开结果', 'untested'],
      ['未达标', 'unmet'],
      ['已撤销', 'unmet'],
      ['无基准', 'no_exam'],
    ]);
    expect(items[0]).toMatchObject({ budget: 200_000, deadline: '2999-01-01', solutions: 1 });
    expect(items[0]?.benchmarkId).not.toBeNull();
    expect(items.at(-1)?.benchmarkId).toBeNull();
    const some = async (query: object) =>
      (await app.as(null)(listGaps, { query })).items.map(({ title }) => title.zh);
    expect(await some({ state: 'no_exam' })).toEqual(['无基准']);
    expect(await some({ region: '510107' })).toEqual(['未达标']);
    expect(await some({ field: 'social_management' })).toEqual([]);
  });

  it('gives the same figures as CSV, in both languages', async () => {
    const lines = async (lang: 'zh' | 'en') =>
      (await (await app.as(null)(downloadIndustry, { query: { lang } })).text()).trimEnd().split('\r\n');
    const zh = await lines('zh');
    // Nine figures of the whole and of each field; a district has no solutions.
    expect(zh).toHaveLength(1 + 9 * (1 + fields.length) + 8 * 2);
    expect(zh.some((line) => line.startsWith('gaps,缺口,,,5,'))).toBe(true);
    expect((await lines('en')).some((line) => line.startsWith('needs,Needs,,510104,7,'))).toBe(true);
  });

  it('says where a question is wrong', async () => {
    for (const query of [
      { of: 'everything' },
      { of: 'needs', field: "x' OR true" },
      { of: 'needs', cursor: '-1' },
      { of: 'needs', cursor: '1;DROP' },
      { of: 'needs', limit: 1_000 },
    ])
      expect(await statusOf(app.as(null)(listIndustry, { query: query as never }))).toBe('422 invalid_input');
    expect(await statusOf(app.as(null)(listGaps, { query: { state: 'easy' } as never }))).toBe(
      '422 invalid_input',
    );
    expect((await app.as(null)(listGaps, { query: { region: "' OR true --" } })).total).toBe(0);
  });
});
