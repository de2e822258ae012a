import { connect as dial } from 'node:net';
import { issueSiteToken, listObservations, revokeSiteToken } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../http/test-app.js';
import { dayOf, fieldOf } from '../test-field.js';

let app: TestApp;
let score: SystemDatabase;
const clients: MqttClient[] = [];
beforeAll(async () => {
  app = await testApp({ MQTT_PORT: '0', MQTT_HOST: '127.0.0.1' });
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running, read, deed } = fieldOf(
  () => app,
  () => score,
);

async function site(observations?: number) {
  const { id } = await running(observations);
  const token = await app.as(app.cast.department)(issueSiteToken, {
    params: { id },
    body: { site: 'Shiling' },
  });
  const { mqtt } = await read(app.cast.department, id);
  if (!mqtt) throw new Error('the lab does not listen');
  return { id, token, port: mqtt.port };
}
const connect = async (port: number, password: string | undefined, more: object = {}) => {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: 'site',
    password,
    reconnectPeriod: 0,
    connectTimeout: 5_000,
    ...more,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
};
const say = (client: MqttClient, topic: string, body: unknown, qos: 0 | 1 | 2 = 1) =>
  client.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos });
const points = async (id: string) =>
  (await app.as(app.cast.department)(listObservations, { params: { id }, query: { limit: 100 } })).items;
const closed = (client: MqttClient) =>
  new Promise<void>((resolve) => (client.connected ? client.once('close', () => resolve()) : resolve()));

it('writes what a device says before it is acknowledged, twice as once and corrected as corrected', async () => {
  const { id, token, port } = await site();
  const client = await connect(port, token.secret);
  await say(client, 'kpi/mae', { at: dayOf(3), value: 10 });
  expect(await points(id)).toMatchObject([{ value: 10, source: 'site_token', site: 'Shiling', by: '' }]);
  await say(client, 'kpi/mae', { at: dayOf(3), value: 10 });
  await say(client, 'kpi/mae', [
    { at: dayOf(1), value: 9 },
    { at: dayOf(2), value: 8 },
  ]);
  await say(client, 'kpi/mae', { at: dayOf(3), value: 11 }, 2);
  const states = (await points(id)).map(({ at, value, state }) => [at.slice(0, 10), value, state]);
  expect(states.sort()).toEqual([
    ['2026-01-02', 9, 'stands'],
    ['2026-01-03', 8, 'stands'],
    ['2026-01-04', 10, 'replaced'],
    ['2026-01-04', 11, 'stands'],
  ]);
  expect((await read(app.cast.department, id)).kpis[0]).toMatchObject({ counted: 3, witnessed: 3 });
});

it('takes many messages at once in few transactions, and two values of a moment in their order', async () => {
  const { id, token, port } = await site();
  const client = await connect(port, token.secret);
  const before = await app.database.owner.query(`SELECT count(*)::int AS n FROM event WHERE thing_id = $1`, [
    id,
  ]);
  await Promise.all([
    ...Array.from({ length: 60 }, (_, n) => say(client, 'kpi/mae', { at: dayOf(n), value: n })),
    say(client, 'kpi/mae', { at: dayOf(5), value: 500 }),
  ]);
  const { kpis } = await read(app.cast.department, id);
  expect(kpis[0]?.counted).toBe(60);
  expect(
    (await points(id))
      .filter(({ at }) => at === dayOf(5))
      .map(({ value, state }) => [value, state])
      .sort(),
  ).toEqual([
    [5, 'replaced'],
    [500, 'stands'],
  ]);
  const after = await app.database.owner.query(`SELECT count(*)::int AS n FROM event WHERE thing_id = $1`, [
    id,
  ]);
  expect(after.rows[0].n - before.rows[0].n).toBeLessThan(40);
});

it('keeps apart what cannot be right, and tells the department what was no point', async () => {
  const { id, token, port } = await site();
  const client = await connect(port, token.secret);
  await say(client, 'kpi/mae', { at: dayOf(4), value: 3, site: 'Yingmenkou' });
  expect((await read(app.cast.department, id)).quarantined).toBe(1);
  const told = async () => (await read(app.cast.department, id)).tokens[0]?.fault;
  for (const [topic, body, code] of [
    ['kpi/mae', 'kaputt', 'no_reading'],
    ['kpi/other', '1', 'unknown_criterion'],
    ['temperature', '1', 'no_topic'],
    ['kpi/mae', { at: '2024-01-01T00:00:00Z', value: 1 }, 'before_the_pilot'],
  ] as const) {
    await app.database.owner.query('UPDATE site_token SET fault = NULL');
    await say(client, topic, body);
    expect(await told()).toMatchObject({ code, topic });
  }
  // A good one beside a bad one is taken.
  await Promise.all([say(client, 'kpi/mae', 'x'), say(client, 'kpi/mae', { at: dayOf(9), value: 4 })]);
  expect((await points(id)).map(({ value }) => value)).toEqual([4]);
  expect(client.connected).toBe(true);
});

it('admits a token of a site and nothing else, and no longer than it stands', async () => {
  const { id, token, port } = await site();
  const api = await app.tokenOf(app.cast.department);
  for (const password of [undefined, '', 'sls_guess', `sls_${'x'.repeat(32)}`, api, `${token.secret} `])
    await expect(connect(port, password)).rejects.toThrow();
  const client = await connect(port, token.secret);
  await app.as(app.cast.department)(revokeSiteToken, { params: { id, tokenId: token.id } });
  const ended = closed(client);
  let acknowledged = false;
  // Not acknowledged, it is the device's to say again.
  say(client, 'kpi/mae', { at: dayOf(1), value: 1 }).then(
    () => {
      acknowledged = true;
    },
    () => undefined,
  );
  await ended;
  expect(acknowledged).toBe(false);
  expect(await points(id)).toEqual([]);
});

it('measures nothing while the pilot rests, and says so where the token stands', async () => {
  const { id, token, port } = await site();
  const client = await connect(port, token.secret);
  await deed(app.cast.department, 'terminate', id);
  await say(client, 'kpi/mae', { at: dayOf(1), value: 1 });
  expect(await points(id)).toEqual([]);
  expect((await read(app.cast.department, id)).tokens[0]?.fault).toMatchObject({ code: 'not_measuring' });
});

it('forwards and keeps nothing: no subscription, no retained message, no will, no name taken from another', async () => {
  const mine = await site();
  const theirs = await site();
  const heard: string[] = [];
  const spy = await connect(theirs.port, theirs.token.secret, { clientId: 'same', clean: false });
  spy.on('message', (topic) => heard.push(topic));
  await spy.subscribeAsync(['#', '$SYS/#', 'kpi/#']).catch(() => undefined);
  const client = await connect(mine.port, mine.token.secret, {
    clientId: 'same',
    will: { topic: 'kpi/mae', payload: Buffer.from('{"value": 7}'), qos: 1, retain: true },
  });
  await client.publishAsync('kpi/mae', JSON.stringify({ at: dayOf(2), value: 5 }), { qos: 1, retain: true });
  client.stream.destroy();
  const later = await connect(theirs.port, theirs.token.secret);
  await later.subscribeAsync('#').catch(() => undefined);
  await say(later, 'kpi/mae', { at: dayOf(2), value: 6 });
  await say(spy, 'kpi/mae', { at: dayOf(3), value: 6 });
  expect(heard).toEqual([]);
  expect((await points(mine.id)).map(({ value }) => value)).toEqual([5]);
  expect((await points(theirs.id)).map(({ value }) => value)).toEqual([6, 6]);
});

it('ends a line that is no MQTT or announces too much, before and after it is known', async () => {
  const { id, token, port } = await site();
  const ends = (bytes: Buffer) =>
    new Promise<string>((resolve) => {
      const socket = dial(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve('closed'));
    });
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]),
    Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff]),
    // Somebody unknown may say 4 KiB.
    Buffer.from([0x10, 0x81, 0x20]),
    // A point before a word of who it is.
    Buffer.from([0x30, 0x0a, 0x00, 0x07, ...Buffer.from('kpi/mae'), 0x31]),
  ])
    expect(await ends(bytes)).toBe('closed');
  const client = await connect(port, token.secret);
  await say(client, 'kpi/mae', ' '.repeat(1_100_000), 0).catch(() => undefined);
  await closed(client);
  const again = await connect(port, token.secret);
  await say(again, 'kpi/mae', { at: dayOf(2), value: 5 });
  expect((await points(id)).map(({ value }) => value)).toEqual([5]);
});
