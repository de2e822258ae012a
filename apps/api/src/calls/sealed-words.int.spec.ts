import { routes } from '@scenario-lab/contracts/routes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { callsOf, price, secret } from './test-calls.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const readable = routes.filter(({ method, reply }) => method === 'GET' && reply !== 'stream');

it('a sealed bid cannot be read by anybody before the opening: no answer of any route, no row of any table', async () => {
  const desk = await callsOf(app);
  const { vendor, otherVendor, department, otherDepartment, operator, reviewer, admin, observer } = app.cast;
  const { id, department: code } = await desk.opened();
  const { contentDigest } = await desk.handIn(vendor, id);
  const words = [secret, String(price), Buffer.from(secret).toString('base64')];
  const telling = [...words, contentDigest, vendor.personId];
  let read = 0;
  for (const who of [
    department,
    otherDepartment,
    otherVendor,
    operator,
    reviewer,
    admin,
    observer,
    null,
    vendor,
  ]) {
    const headers: Record<string, string> = who ? { authorization: `Bearer ${await app.tokenOf(who)}` } : {};
    await Promise.all(
      readable.map(async (row) => {
        const path = row.path.replace(/:(\w+)/g, (_, key) => (key === 'thing' ? 'call' : id));
        const reply = await fetch(app.baseUrl + path, { headers });
        const text = await reply.text();
        if (reply.ok) read += 1;
        // The lab's directory of people names everybody, and the vendor reads its own receipts.
        const looked = who === vendor || row.name.startsWith('person.') ? words : telling;
        for (const word of looked) expect([row.name, text.includes(word)]).toEqual([row.name, false]);
      }),
    );
    if (who !== null && who !== vendor) {
      expect(await app.sqlAs(who, 'SELECT id FROM bid WHERE call_id = $1', [id])).toEqual([]);
      expect(await refusalOf(desk.bids(who, id))).toMatch(/^(409 sealed|403 role_missing|404 not_found)/);
    }
  }
  expect(read).toBeGreaterThan(150);
  await expect(app.sqlAs(null, 'SELECT * FROM bid')).rejects.toThrow(/permission denied/);
  // Whoever has the whole database before them, after the first key was brought too.
  await desk.passDeadline(id);
  await desk.bring(department, id, code);
  const { owner } = app.database;
  const tables = (await owner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).rows;
  for (const { tablename } of tables) {
    const { rows } = await owner.query(`SELECT t::text AS line FROM "${tablename}" t`);
    const all = rows.map(({ line }) => line).join('\n');
    for (const word of words) expect([tablename, all.includes(word)]).toEqual([tablename, false]);
    for (const key of [code, code.replaceAll('-', '')])
      expect([tablename, all.includes(key)]).toEqual([tablename, false]);
    const bytes = Buffer.from(secret).toString('hex');
    expect([tablename, all.includes(bytes)]).toEqual([tablename, false]);
  }
}, 300_000);
