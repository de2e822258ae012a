import { downloadMoney, listMoney, readMoney } from '@scenario-lab/contracts/industry-money';
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
  status?: string;
  field?: string | null;
  region?: string | null;
  budget?: number | null;
  on?: string;
}
async function need({ on = '2026-03-01', ...of }: Need): Promise<string> {
  const id = await put('scenario', {
    owner_id: app.cast.department.organisationId,
    status: 'published',
    need: '{"title": {"zh": "需求"}, "criteria": []}',
    field: 'public_services',
    region: '510104',
    budget: null,
    created_at: `${on}T12:00:00Z`,
    ...of,
  });
  return id;
}
const award = (scenarioId: string, price: number, on: string, more: Record<string, unknown> = {}) =>
  put('open_call', {
    scenario_id: scenarioId,
    department_id: app.cast.department.organisationId,
    status: 'awarded',
    published_at: '2025-01-01T00:00:00Z',
    terms: '{"title": {"zh": "征集"}}',
    award: JSON.stringify({
      vendor: { id: app.cast.vendor.organisationId, name: { zh: '某' } },
      price,
      at: `${on}T04:00:00.000Z`,
    }),
    ...more,
  });
const read = () => app.as(null)(readMoney, {});

describe('public amounts', () => {
  it('are nought of an empty lab', async () => {
    const { total, byField, byRegion, byYear, definitions } = await read();
    expect(total).toEqual({ awards: 0, awarded: 0, budgets: 0, invested: 0 });
    expect(byField.map(({ field }) => field)).toEqual(fields);
    expect([byRegion, byYear]).toEqual([[], []]);
    expect(definitions.map(({ figure }) => figure)).toContain('rule');
  });

  it('add up what was announced and what public needs state, by field, district and year', async () => {
    const one = await need({ budget: 500_000 });
    const other = await need({
      field: 'market_supervision',
      region: null,
      budget: 80_000.5,
      on: '2025-05-05',
    });
    await need({ status: 'draft', budget: 9_000_000 });
    await need({ status: 'withdrawn', budget: 9_000_000 });
    const kept = await need({ status: 'archived', budget: 20_000, region: '510107' });
    await award(one, 420_000, '2026-06-01');
    await award(other, 70_000, '2025-12-31');
    await award(kept, 15_000, '2026-02-02');
    // An announcement that objections may still end, one that did end, and one of a need that is not public any more.
    await award(one, 1, '2026-06-01', { status: 'standstill' });
    await award(one, 1, '2026-06-01', { status: 'failed' });
    await award(await need({ status: 'withdrawn' }), 1, '2026-06-01');

    const money = await read();
    expect(money.total).toEqual({ awards: 3, awarded: 505_000, budgets: 3, invested: 600_000.5 });
    expect(money.byYear).toEqual([
      { year: 2026, awards: 2, awarded: 435_000, budgets: 2, invested: 520_000 },
      { year: 2025, awards: 1, awarded: 70_000, budgets: 1, invested: 80_000.5 },
    ]);
    expect(money.byRegion).toEqual([
      { region: '510104', awards: 1, awarded: 420_000, budgets: 1, invested: 500_000 },
      { region: '510107', awards: 1, awarded: 15_000, budgets: 1, invested: 20_000 },
      { region: null, awards: 1, awarded: 70_000, budgets: 1, invested: 80_000.5 },
    ]);
    expect(money.byField.find(({ field }) => field === 'market_supervision')).toMatchObject({
      awarded: 70_000,
    });
    for (const who of [app.cast.vendor, app.cast.operator, app.cast.department])
      expect((await app.as(who)(readMoney, {})).total).toEqual(money.total);
  });

  it('are dated by the first publication of the need', async () => {
    const before = (await read()).byYear.find(({ year }) => year === 2024)?.invested;
    expect(before).toBeUndefined();
    const id = await need({ budget: 7, on: '2023-01-01' });
    for (const at of ['2024-12-31T12:00:00Z', '2026-01-01T12:00:00Z'])
      await put('event', {
        id: newId(),
        at,
        thing: 'scenario',
        thing_id: id,
        event: 'scenario.published',
      });
    expect((await read()).byYear.find(({ year }) => year === 2024)?.invested).toBe(7);
  });

  it('are listed, each with its page, as they are summed', async () => {
    const { total, byYear, byField } = await read();
    const list = (query: object) => app.as(null)(listMoney, { query: { limit: 100, ...query } });
    const sum = async (query: object) =>
      (await list(query)).items.reduce((all, { amount }) => all + amount, 0);
    expect(await sum({ kind: 'award' })).toBe(total.awarded);
    expect(await sum({ kind: 'budget' })).toBe(total.invested);
    for (const { year, awarded } of byYear) expect(await sum({ kind: 'award', year })).toBe(awarded);
    for (const { field, invested } of byField)
      if (field) expect(await sum({ kind: 'budget', field })).toBe(invested);
    const { items } = await list({ kind: 'award', year: 2025 });
    expect(items).toMatchObject([
      { kind: 'award', amount: 70_000, on: '2025-12-31', vendor: { id: app.cast.vendor.organisationId } },
    ]);
    const first = await list({ limit: 2 });
    const rest = await list({ cursor: first.next ?? '' });
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(first.total);
    for (const query of [{ kind: 'bid' }, { year: 'x' }, { field: "' OR true" }, { cursor: '-1' }])
      expect(await statusOf(list(query))).toBe('422 invalid_input');
  });

  it('are given as CSV', async () => {
    const text = await (await app.as(null)(downloadMoney, { query: { lang: 'zh' } })).text();
    expect(text).toContain('awarded,中选金额,,,2025,70000,');
    expect(text).toContain('invested,拟投资,,none,,');
  });
});
