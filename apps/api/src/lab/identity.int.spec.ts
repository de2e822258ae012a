import { readSession } from '@scenario-lab/contracts/accounts';
import { editIdentity } from '@scenario-lab/contracts/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('the lab’s mark and colour', () => {
  const body = { accent: '#7a1f1f', mark: '蓉' };
  const seen = async () => (await app.as(null)(readSession, {})).lab.identity;

  it('are set by its admin alone and shown to everybody', async () => {
    expect(await seen()).toEqual({ accent: null, mark: null });
    for (const who of ['vendor', 'department', 'operator', 'reviewer', 'observer'] as const)
      expect(await statusOf(app.as(app.cast[who])(editIdentity, { body }))).toBe('403 role_missing');
    expect(await statusOf(app.as(null)(editIdentity, { body }))).toBe('401 sign_in_required');
    await app.as(app.cast.admin)(editIdentity, { body });
    expect(await seen()).toEqual(body);
    const { rows } = await app.database.owner.query(
      "SELECT count(*)::int AS count FROM event WHERE event = 'lab.identity_set'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('are refused with the place when they cannot be read or are no colour, and stay as they were', async () => {
    const save = (more: object) => app.as(app.cast.admin)(editIdentity, { body: { ...body, ...more } });
    for (const [accent, code] of [
      ['#ffcc00', 'too_little_contrast'],
      ['red;}body{display:none', 'invalid_format'],
    ]) {
      await expect(save({ accent })).rejects.toMatchObject({
        problem: { status: 422, errors: [{ path: 'accent', code }] },
      });
    }
    expect(await statusOf(save({ mark: '<b>' }))).toBe('422 invalid_input');
    expect(await seen()).toEqual(body);
    await save({ accent: null, mark: null });
    expect(await seen()).toEqual({ accent: null, mark: null });
  });

  it('that somebody wrote past the lab are not believed', async () => {
    await app.database.owner.query(
      `INSERT INTO setting (key, value) VALUES ('lab.identity', '{"accent": "url(//x)", "mark": "<i>"}')
       ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    );
    expect(await seen()).toEqual({ accent: null, mark: null });
  });
});
