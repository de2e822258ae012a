import { readSession, registerOrganisation } from '@scenario-lab/contracts/accounts';
import type { Args, Route } from '@scenario-lab/contracts/route';
import {
  createSolution,
  listSolutions,
  readSolution,
  type SaveSolution,
  solutionDeeds,
} from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from './test-app.js';
import { browser, statusOf } from './test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

/** Often enough that every connection keeps the statements prepared. */
const many = 60;
async function often(work: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < many; n += 1) await work();
}

const card: SaveSolution = {
  title: { zh: '井盖位移监测' },
  summary: { zh: '倾角传感器' },
  fields: ['public_services'],
  trl: 6,
} as SaveSolution;

async function listed(): Promise<string> {
  const { vendor, operator } = app.cast;
  const { id } = await app.as(vendor)(createSolution, { body: card });
  await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
  return id;
}

describe('however warm the API is', () => {
  it('an ended session is nobody’s with the next request, on every connection', async () => {
    const one = browser(app.baseUrl);
    const { person } = await one.do(registerOrganisation, {
      body: {
        name: { zh: '企业' },
        roles: ['supply'],
        owner: { name: '张三', email: 'warm@vendor.example', password: 'correct horse battery' },
      },
    });
    await often(() => one.do(readSession, {}));
    expect((await one.do(readSession, {})).me?.person.id).toBe(person.id);
    await app.database.owner.query('DELETE FROM session WHERE person_id = $1', [person.id]);
    const answers = await Promise.all(Array.from({ length: 12 }, () => one.do(readSession, {})));
    expect(answers.map(({ me }) => me)).toEqual(answers.map(() => null));
  });

  it('a changed role holds from the next request', async () => {
    const { vendor } = app.cast;
    const create = () => refusalOf(app.as(vendor)(createSolution, { body: card }));
    await often(() => app.as(vendor)(listSolutions, { query: { mine: 'true' } }));
    const { rows } = await app.database.owner.query<{ roles: string[] }>(
      'SELECT roles FROM membership WHERE person_id = $1 AND organisation_id = $2',
      [vendor.personId, vendor.organisationId],
    );
    await app.database.owner.query("UPDATE organisation SET roles = '{demand}' WHERE id = $1", [
      vendor.organisationId,
    ]);
    expect(await create()).toBe('403 role_missing');
    await app.database.owner.query("UPDATE organisation SET roles = '{supply}' WHERE id = $1", [
      vendor.organisationId,
    ]);
    await app.database.owner.query('DELETE FROM membership WHERE person_id = $1', [vendor.personId]);
    expect(await create()).toBe('401 sign_in_required');
    await app.database.owner.query(
      'INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, $3)',
      [vendor.personId, vendor.organisationId, rows[0]?.roles],
    );
    expect(await statusOf(app.as(vendor)(createSolution, { body: card }))).toBe('done');
  });

  it('what is delisted is gone from lists, counts and its own address at once', async () => {
    const { operator, otherVendor } = app.cast;
    const id = await listed();
    const list = (who: typeof operator | null, args: Args<Route> = {}) =>
      app.as(who)(listSolutions, { query: {}, ...args } as Args<typeof listSolutions>);
    for (const who of [null, otherVendor]) {
      await often(() => list(who));
      await often(() => app.as(who)(readSolution, { params: { id } }));
      expect(await list(who)).toMatchObject({ total: 1, facets: { field: { public_services: 1 } } });
    }
    await app.as(operator)(solutionDeeds.delist, { params: { id }, body: { remark: 'withdrawn' } });
    for (const who of [null, otherVendor]) {
      expect(await list(who)).toMatchObject({ total: 0, items: [], facets: { field: {} } });
      expect(await refusalOf(app.as(who)(readSolution, { params: { id } }))).toBe('404 not_found');
    }
  });

  it('a migration under way costs one answer at most, not every answer from then on', async () => {
    const { vendor } = app.cast;
    const ask = () => app.sqlAs(vendor, 'SELECT * FROM organisation WHERE id = $1', [vendor.organisationId]);
    await often(ask);
    await app.database.owner.query('ALTER TABLE organisation ADD later text');
    const tries: boolean[] = [];
    for (let n = 0; n < 8; n += 1)
      tries.push(
        await ask().then(
          () => true,
          () => false,
        ),
      );
    await app.database.owner.query('ALTER TABLE organisation DROP later');
    expect(tries.filter((worked) => !worked).length).toBeLessThanOrEqual(1);
    expect(tries.at(-1)).toBe(true);
  });
});

describe('counts of what is listed', () => {
  it('are what a count would find, whatever happens to the cards', async () => {
    const { owner } = app.database;
    const { operator } = app.cast;
    const ids = [await listed(), await listed(), await listed(), await listed()];
    const [first, second, third] = ids;
    // As the database is told, whoever tells it: several cards in one statement, fields of published and of delisted ones.
    await owner.query(
      "UPDATE solution SET fields = '{citizens_appeals,public_services}' WHERE id = ANY($1)",
      [[first, second]],
    );
    await app.as(operator)(solutionDeeds.delist, { params: { id: third ?? '' }, body: { remark: 'x' } });
    await owner.query("UPDATE solution SET fields = '{market_supervision}' WHERE id = ANY($1)", [
      [second, third],
    ]);
    await owner.query('DELETE FROM solution WHERE id = $1', [ids[3]]);
    const stand = await owner.query(
      "SELECT facet, value, cards FROM listed_count WHERE thing = 'solution' AND cards <> 0 ORDER BY 1, 2",
    );
    const counted = await owner.query(
      `SELECT '' AS facet, '' AS value, count(*)::int AS cards FROM solution WHERE listed IS NOT NULL AND status <> 'delisted'
       UNION ALL SELECT 'fields', unnest(fields), count(*)::int FROM solution
         WHERE listed IS NOT NULL AND status <> 'delisted' GROUP BY 2 ORDER BY 1, 2`,
    );
    expect(stand.rows).toEqual(counted.rows);
    const { facets, total } = await app.as(null)(listSolutions, { query: {} });
    expect({ facets, total }).toEqual({
      facets: { field: { citizens_appeals: 1, market_supervision: 1, public_services: 1 } },
      total: 2,
    });
    const narrowed = await app.as(null)(listSolutions, { query: { field: 'market_supervision' } });
    expect(narrowed).toMatchObject({ total: 1, facets });
    expect(narrowed.items.map(({ id }) => id)).toEqual([second]);
  });

  it('are written by nobody but the cards', async () => {
    for (const who of [app.cast.operator, app.cast.vendor, null])
      await expect(app.sqlAs(who, 'UPDATE listed_count SET cards = 9')).rejects.toThrow('permission denied');
  });
});
