import { createSession, readSession } from '@scenario-lab/contracts/accounts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFirstLab } from './first-lab.js';
import { type TestApp, testApp } from './http/test-app.js';
import { browser } from './http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const first = {
  name: { zh: '成都市场景实验室', en: 'Chengdu Scenario Lab' },
  adminName: '管理员',
  email: 'admin@lab.example',
  password: 'a long first password',
};

describe('the first lab', () => {
  it('is not made where there is one', async () => {
    expect(await makeFirstLab(app.database.owner, first)).toBeNull();
  });

  it('is made once, and its admin can sign in and lead it', async () => {
    await app.database.owner.query(`UPDATE organisation SET roles = '{demand}' WHERE 'operate' = ANY(roles)`);
    const second = new pg.Client({ connectionString: app.database.urls.owner });
    await second.connect();
    const made = await Promise.all([makeFirstLab(app.database.owner, first), makeFirstLab(second, first)]);
    await second.end();
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    const one = browser(app.baseUrl);
    const me = await one.do(createSession, { body: { email: first.email, password: first.password } });
    expect(me).toMatchObject({
      organisation: { name: first.name, roles: ['operate'], verified: true },
      roles: ['admin'],
    });
    expect(me.allowed).toEqual(
      expect.arrayContaining(['person.list', 'organisation.invite', 'organisation.verify']),
    );
    expect((await one.do(readSession, {})).lab.name).toEqual(first.name);
  });
});
