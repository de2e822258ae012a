import { readSession } from '@scenario-lab/contracts/accounts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ DEMONSTRATION: 'yes' });
});
afterAll(() => app?.close());

it('tells everybody how far the demonstration is, and nothing once it is whole', async () => {
  const tell = (value: unknown) =>
    app.database.owner.query(
      `INSERT INTO setting (key, value) VALUES ('demonstration.telling', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
      [JSON.stringify(value)],
    );
  const told = async () => (await app.as(null)(readSession, {})).lab.telling;
  expect(await told()).toBeNull();
  await tell({ step: 'engagements', done: 4, of: 12 });
  expect(await told()).toEqual({ step: 'engagements', done: 4, of: 12 });
  await tell(null);
  expect(await told()).toBeNull();
});
