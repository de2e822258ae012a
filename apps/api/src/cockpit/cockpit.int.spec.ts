import {
  createKiosk,
  dataUseKinds,
  downloadStatistics,
  endKiosk,
  listKiosks,
  publishCockpit,
  readBehind,
  readCockpit,
  readKiosk,
  readStatistics,
} from '@scenario-lab/contracts/cockpit';
import { keepRollups } from '@scenario-lab/db/cockpit/keep-rollups';
import { makeSnapshot } from '@scenario-lab/db/cockpit/make-snapshot';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test', 2, 'Asia/Shanghai');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const look = async () => {
  while ((await system.asSystem(keepRollups)) > 0);
  await system.asSystem(makeSnapshot);
};

/** Vendor A proposes to department A, `ago` days before now; it answers after so many days, or not at all. */
async function proposal(ago: number, answer: number | null): Promise<string> {
  const { vendor, department } = app.cast;
  const [scenario, solution, engagement] = [newId(), newId(), newId()];
  await sql(
    `INSERT INTO scenario (id, owner_id, status, need, field) VALUES ($1, $2, 'published', '{"title": {"en": "=cmd|need"}, "criteria": []}', 'public_services')`,
    [scenario, department.organisationId],
  );
  await sql(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'draft', '{}')`, [
    solution,
    vendor.organisationId,
  ]);
  await sql(
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, $2, $3, $4, $5)`,
    [engagement, scenario, solution, vendor.organisationId, department.organisationId],
  );
  const at = async (event: 'propose' | 'accept', by: typeof vendor, days: number) => {
    const { eventId } = await system.asSystem((tx) =>
      transition(tx, 'engagement', engagement, event, { by }),
    );
    await sql(`UPDATE event SET at = now() - make_interval(days => $2) WHERE id = $1`, [eventId, days]);
  };
  await at('propose', vendor, ago);
  if (answer !== null) await at('accept', department, ago - answer);
  return engagement;
}

it('has nothing to show before the figures were first made', async () => {
  expect(await statusOf(app.as(app.cast.admin)(readCockpit, {}))).toBe('404 not_found');
});

describe('who may see it', () => {
  it('is the lab alone, until its admin opens the public edition', async () => {
    const { vendor, department, operator, admin, observer } = app.cast;
    for (const answer of [2, 9, 25, null, null, 3]) await proposal(40, answer);
    await proposal(3, null);
    await look();
    for (const who of [vendor, department, null]) {
      expect(await statusOf(app.as(who)(readCockpit, {}))).toBe('404 not_found');
      expect(await statusOf(app.as(who)(readStatistics, {}))).toBe('404 not_found');
    }
    for (const who of [operator, observer, admin])
      expect((await app.as(who)(readCockpit, {})).edition).toBe('lab');
    for (const who of [operator, observer, vendor])
      expect(await statusOf(app.as(who)(publishCockpit, { body: { public: true } }))).toBe(
        '403 role_missing',
      );

    await app.as(admin)(publishCockpit, { body: { public: true } });
    await app.as(admin)(publishCockpit, { body: { public: true } });
    for (const who of [vendor, department, null]) {
      const seen = await app.as(who)(readCockpit, {});
      expect(seen.edition).toBe('public');
      expect(seen.buyers).toMatchObject({
        departments: [],
        all: { response: { facts: 6, met: 3, share: 0.5 } },
      });
      expect(JSON.stringify(seen)).not.toContain('Department A');
    }
    const { rows } = await sql(`SELECT event FROM event WHERE event LIKE 'lab.cockpit%'`);
    expect(rows).toEqual([{ event: 'lab.cockpit_opened' }]);
    await app.as(admin)(publishCockpit, { body: { public: false } });
    expect(await statusOf(app.as(vendor)(readCockpit, {}))).toBe('404 not_found');
  });

  it('is held by the database, too', async () => {
    const { vendor, admin } = app.cast;
    for (const table of ['chain_stay', 'buyer_fact', 'run_tally', 'public_happening', 'cockpit_snapshot'])
      expect(await app.sqlAs(vendor, `SELECT 1 FROM ${table}`)).toEqual([]);
    expect(await app.sqlAs(vendor, 'SELECT id FROM kiosk')).toEqual([]);
    expect(await app.sqlAs(null, 'SELECT 1 FROM cockpit_snapshot')).toEqual([]);
    for (const [who, statement] of [
      [null, 'SELECT 1 FROM buyer_fact'],
      [admin, 'SELECT token_hash FROM kiosk'],
      [admin, `UPDATE cockpit_snapshot SET body = '{}'`],
      [admin, 'UPDATE kiosk SET expires_at = now()'],
      [admin, 'DELETE FROM rollup_due'],
    ] as const)
      await expect(app.sqlAs(who, statement), statement).rejects.toThrow(/permission denied/);
  });
});

describe('the figures', () => {
  it('are the same in every form, each with its definition', async () => {
    const { operator } = app.cast;
    const cockpit = await app.as(operator)(readCockpit, {});
    expect(cockpit.buyers.departments).toMatchObject([
      { department: { name: { en: 'Department A' } }, rates: { response: { facts: 6, met: 3, share: 0.5 } } },
    ]);
    const statistics = await app.as(operator)(readStatistics, {});
    const response = statistics.figures.filter(({ figure }) => figure === 'buyer.response');
    expect(response).toMatchObject([
      { slice: null, value: 0.5, facts: 6 },
      { slice: app.cast.department.organisationId, value: 0.5, facts: 6 },
    ]);
    const csv = await (await app.as(operator)(downloadStatistics, { query: { lang: 'en' } })).text();
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(statistics.figures.length + 1);
    expect(csv).toContain('buyer.response,Response rate,,0.5,share,6,,');
    const zh = await (await app.as(operator)(downloadStatistics, { query: { lang: 'zh' } })).text();
    expect(zh).toContain('响应率');
  });

  it('open the list behind them, which is as long as they say', async () => {
    const { operator, vendor, department } = app.cast;
    const cockpit = await app.as(operator)(readCockpit, {});
    const behind = (query: object) => app.as(operator)(readBehind, { query: query as { of: 'here' } });
    for (const { stage, here, overdue, ended } of cockpit.funnel) {
      expect((await behind({ of: 'here', stage })).total).toBe(here);
      expect((await behind({ of: 'overdue', stage })).total).toBe(overdue);
      expect((await behind({ of: 'ended', stage })).total).toBe(ended);
    }
    const facts = await behind({ of: 'response', departmentId: department.organisationId, limit: 4 });
    expect(facts.total).toBe(6);
    const rest = await behind({ of: 'response', limit: 4, cursor: facts.next });
    const all = [...facts.items, ...rest.items];
    expect(all.map(({ result }) => result).sort()).toEqual([
      'met',
      'met',
      'met',
      'missed',
      'missed',
      'missed',
    ]);
    expect(all.every(({ thing, title }) => thing === 'engagement' && title.en === '=cmd|need')).toBe(true);
    await sql(
      `UPDATE scenario SET status = 'published' WHERE id IN (SELECT id FROM scenario ORDER BY id LIMIT 2)`,
    );
    const open = (await sql('SELECT id FROM scenario ORDER BY id LIMIT 2')).rows;
    await sql(`DELETE FROM public_happening`);
    for (const { id } of open)
      await system.asSystem((tx) => recordEvent(tx, { thing: 'scenario', id, event: 'scenario.published' }));
    await look();
    const { today } = await app.as(operator)(readCockpit, {});
    expect(today.counts).toEqual([{ event: 'scenario.published', count: 2 }]);
    expect((await behind({ of: 'today', event: 'scenario.published' })).total).toBe(2);
    expect((await behind({ of: 'today', event: 'certificate.issued' })).total).toBe(0);
    for (const use of dataUseKinds)
      expect((await behind({ of: 'data_uses', use })).total).toBe(cockpit.data.uses[use]);
    for (const of of ['runs', 'data_uses', 'today', 'decision', 'conversion'])
      expect((await behind({ of })).items).toBeInstanceOf(Array);
    for (const who of [vendor, department])
      expect(await statusOf(app.as(who)(readBehind, { query: { of: 'runs' } }))).toBe('403 role_missing');
  });

  it('say where a question about them is wrong', async () => {
    const { operator } = app.cast;
    for (const query of [
      { of: 'here' },
      { of: 'nothing' },
      { of: 'runs', cursor: '-1' },
      { of: 'runs', cursor: '1; DROP TABLE run' },
      { of: 'response', departmentId: 'x' },
      { of: 'here', stage: "matching' OR true" },
      { of: 'data_uses', use: 'anything' },
      { of: 'today', event: 'x'.repeat(61) },
    ])
      expect(await statusOf(app.as(operator)(readBehind, { query: query as { of: 'here' } }))).toBe(
        '422 invalid_input',
      );
  });
});

describe('a screen of its own', () => {
  it('is made and ended by the admin, and its secret opens this page alone', async () => {
    const { admin, operator, observer } = app.cast;
    const body = { name: '一楼大厅', edition: 'lab' as const, days: 30 };
    for (const who of [operator, observer])
      expect(await statusOf(app.as(who)(createKiosk, { body }))).toBe('403 role_missing');
    const { id, token } = await app.as(admin)(createKiosk, { body });
    expect(token).toMatch(/^slk_[\w-]{43}$/);
    const seen = await app.as(null)(readKiosk, { body: { token } });
    expect(seen).toMatchObject({ edition: 'lab', buyers: { departments: [{}] } });
    const asBearer = await fetch(`${app.baseUrl}${listKiosks.path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asBearer.status).toBe(401);
    const [listed] = (await app.as(admin)(listKiosks, {})).kiosks;
    expect(listed).toMatchObject({ id, name: '一楼大厅', endedAt: null });
    expect(listed?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain(token);

    const open = await app.as(admin)(createKiosk, { body: { ...body, edition: 'public' } });
    expect(await app.as(null)(readKiosk, { body: { token: open.token } })).toMatchObject({
      edition: 'public',
      buyers: { departments: [] },
    });

    expect(await statusOf(app.as(operator)(endKiosk, { params: { id } }))).toBe('403 role_missing');
    await app.as(admin)(endKiosk, { params: { id } });
    await app.as(admin)(endKiosk, { params: { id } });
    expect(await statusOf(app.as(null)(readKiosk, { body: { token } }))).toBe('404 not_found');
    expect(await statusOf(app.as(admin)(endKiosk, { params: { id: newId() } }))).toBe('404 not_found');
  });

  it('ends on its last day, and a guess opens nothing', async () => {
    const { admin } = app.cast;
    const { id, token } = await app.as(admin)(createKiosk, {
      body: { name: 'Lobby', edition: 'public', days: 1 },
    });
    await sql(`UPDATE kiosk SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    for (const guess of [token, `slk_${'x'.repeat(43)}`, "' OR true --' OR true --"])
      expect(await statusOf(app.as(null)(readKiosk, { body: { token: guess } }))).toBe('404 not_found');
    for (const body of [
      { name: '', edition: 'lab', days: 1 },
      { name: 'x', edition: 'all', days: 1 },
      { name: 'x', edition: 'lab', days: 0 },
      { name: 'x', edition: 'lab', days: 367 },
    ])
      expect(await statusOf(app.as(admin)(createKiosk, { body: body as never }))).toBe('422 invalid_input');
  });
});
