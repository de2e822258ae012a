import { listGaps, listIndustry } from '@scenario-lab/contracts/industry';
import { downloadChains, readChains } from '@scenario-lab/contracts/industry-chains';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { createSolution } from '@scenario-lab/contracts/solutions';
import { restoreTerm, saveTerm } from '@scenario-lab/contracts/taxonomies';
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
const need = (title: string, chainLinks: unknown, more: Record<string, unknown> = {}) =>
  put('scenario', {
    owner_id: app.cast.department.organisationId,
    status: 'published',
    need: JSON.stringify({ title: { zh: title }, criteria: [], ...(chainLinks ? { chainLinks } : {}) }),
    field: 'public_services',
    deadline: null,
    budget: null,
    ...more,
  });
const solution = (chainLinks: unknown, more: Record<string, unknown> = {}) =>
  put('solution', {
    owner_id: app.cast.vendor.organisationId,
    status: 'listed',
    card: '{}',
    listed: JSON.stringify({ title: { zh: '方案' }, chainLinks }),
    fields: ['public_services'],
    ...more,
  });
const aCase = (row: Record<string, unknown>) =>
  put('lab_case', {
    pilot_id: newId(),
    title: '{"zh": "案例"}',
    outcome: 'accepted',
    published: true,
    anonymous: false,
    numbers: '[]',
    department_id: app.cast.department.organisationId,
    vendor_id: app.cast.vendor.organisationId,
    ...row,
  });
const chains = async () => (await app.as(null)(readChains, {})).chains;
const water = async () => (await chains()).find(({ code }) => code === 'chain_water');
const linkOf = async (code: string) => (await water())?.links.find((link) => link.code === code);

describe('the industry view by chain', () => {
  it('shows each shipped chain from upstream to downstream, with nothing in it yet', async () => {
    const shown = await chains();
    expect(shown.length).toBeGreaterThan(4);
    for (const chain of shown) {
      expect(chain.links.length, chain.code).toBeGreaterThan(3);
      expect(chain).toMatchObject({ needs: 0, solutions: 0, gaps: 0, adopted: 0 });
    }
    expect((await water())?.links.map(({ name }) => name.zh)).toEqual([
      '监测设备',
      '数据采集与治理',
      '预测与模型',
      '调度与控制',
      '运维与处置',
    ]);
  });

  it('counts a thing in each link it names, and once in the chain', async () => {
    const both = await need('两处', ['water_forecasting', 'water_control'], { budget: 300_000 });
    await need('一处', ['water_control'], { budget: 100_000 });
    await need('未写明', null);
    await need('草稿', ['water_control'], { status: 'draft' });
    await need('坏值', 'water_control');
    const own = await solution(['water_forecasting']);
    await solution(['water_forecasting'], { status: 'delisted' });
    await solution(['no_such_link']);
    const told = await aCase({ scenario_id: both, solution_id: own });
    await put('replication', {
      case_id: told,
      status: 'adopted',
      adopter_id: app.cast.otherDepartment.organisationId,
      vendor_id: app.cast.vendor.organisationId,
      purpose: '推广',
    });
    // In which links one without names stands would say whose it is.
    await aCase({ scenario_id: both, solution_id: own, anonymous: true });

    expect(await water()).toMatchObject({
      ...{ needs: 2, open: 2, gaps: 2, solutions: 1, deployed: 1, adopted: 1, budget: 400_000 },
    });
    expect(await linkOf('water_forecasting')).toMatchObject({
      ...{ needs: 1, gaps: 1, solutions: 1, deployed: 1, budget: 300_000 },
    });
    expect(await linkOf('water_control')).toMatchObject({
      ...{ needs: 2, gaps: 2, solutions: 0, deployed: 1, budget: 400_000 },
    });
    const { unplaced } = await app.as(null)(readChains, {});
    expect(unplaced).toEqual({ needs: 2, solutions: 1 });
    for (const who of [app.cast.operator, app.cast.vendor])
      expect((await app.as(who)(readChains, {})).chains).toEqual(await chains());
  });

  it('opens behind each number the list it counts, of a link and of a chain', async () => {
    const total = async (of: 'needs' | 'solutions' | 'deployed', chain: string) =>
      (await app.as(null)(listIndustry, { query: { of, chain } })).total;
    for (const chain of await chains())
      for (const row of [chain, ...chain.links])
        for (const of of ['needs', 'solutions', 'deployed'] as const)
          expect(await total(of, row.code), `${of} of ${row.code}`).toBe(row[of]);
    const gaps = async (chain: string) =>
      (await app.as(null)(listGaps, { query: { chain } })).items.map(({ title }) => title.zh).sort();
    expect(await gaps('water_forecasting')).toEqual(['两处']);
    expect(await gaps('chain_water')).toEqual(['一处', '两处']);
    expect(await gaps('chain_ai')).toEqual([]);
    expect(await statusOf(app.as(null)(listGaps, { query: { chain: "x' OR true" } as never }))).toBe(
      '422 invalid_input',
    );
  });

  it('is given as CSV with definitions, in both languages', async () => {
    const lines = async (lang: 'zh' | 'en') =>
      (await (await app.as(null)(downloadChains, { query: { lang } })).text()).trimEnd().split('\r\n');
    const zh = await lines('zh');
    const rows = (await chains()).reduce((sum, { links }) => sum + 1 + links.length, 0);
    expect(zh).toHaveLength(1 + rows * 9 + 2);
    expect(zh.some((line) => line.startsWith('needs,需求,智慧水务与生态环境,调度与控制,2,'))).toBe(true);
    expect((await lines('en')).some((line) => line.startsWith('needs,Needs,no link named,,2,'))).toBe(true);
  });
});

describe('the chains as the lab keeps them', () => {
  const admin = () => app.as(app.cast.admin);
  const save = (code: string, zh: string, parent?: string | null, retired = false) =>
    admin()(saveTerm, {
      params: { kind: 'chain', code },
      body: { name: { zh, en: `${code} in English` }, retired, ...(parent === undefined ? {} : { parent }) },
    });

  it('get a chain and its links, each under the chain it is of', async () => {
    await save('chain_rail', '轨道交通', null);
    await save('rail_cars', '车辆制造', 'chain_rail');
    const rail = (await chains()).find(({ code }) => code === 'chain_rail');
    expect(rail?.links.map(({ code }) => code)).toEqual(['rail_cars']);
    for (const parent of ['nothing', 'rail_cars', 'water_control'])
      await expect(save('rail_signals', '信号', parent)).rejects.toMatchObject({
        problem: { errors: [{ path: 'parent', code: 'unknown_chain' }] },
      });
    // One name within a chain, and the same name in another.
    await expect(save('rail_cars_too', '车辆制造', 'chain_rail')).rejects.toMatchObject({
      problem: { errors: [{ path: 'name.zh', code: 'term_name_taken' }] },
    });
    await save('rail_models', '预测与模型', 'chain_rail');
    await expect(
      admin()(restoreTerm, { params: { kind: 'chain', code: 'chain_rail' } }),
    ).rejects.toMatchObject({ problem: { errors: [{ code: 'term_in_use' }] } });
    await save('rail_models', '预测与模型', undefined, true);
    expect((await chains()).find(({ code }) => code === 'chain_rail')?.links.map(({ code }) => code)).toEqual(
      ['rail_cars'],
    );
  });

  it('give cards their places: a link of a chain, once', async () => {
    const card = (chainLinks: string[]) => ({
      body: {
        title: { zh: '调度' },
        summary: { zh: '一句话' },
        fields: ['public_services'],
        technologies: [],
        trl: 6,
        chainLinks,
      } as never,
    });
    const asVendor = app.as(app.cast.vendor);
    for (const [links, path, code] of [
      [['chain_water'], 'chainLinks.0', 'unknown_link'],
      [['water_control', 'gone'], 'chainLinks.1', 'unknown_link'],
      [['water_control', 'water_control'], 'chainLinks.1', 'duplicate'],
    ] as const)
      await expect(asVendor(createSolution, card([...links]))).rejects.toMatchObject({
        problem: { errors: [{ path, code }] },
      });
    await asVendor(createSolution, card(['water_control']));
    await expect(
      app.as(app.cast.department)(createScenario, {
        body: { title: { zh: '需求' }, chainLinks: ['chain_ai'] } as never,
      }),
    ).rejects.toMatchObject({ problem: { errors: [{ path: 'chainLinks.0', code: 'unknown_link' }] } });
    await app.as(app.cast.department)(createScenario, {
      body: { title: { zh: '需求' }, chainLinks: ['ai_models'] } as never,
    });
  });
});
