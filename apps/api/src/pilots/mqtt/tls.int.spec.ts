import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueSiteToken, listObservations } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../http/test-app.js';
import { dayOf, fieldOf } from '../test-field.js';

const folder = mkdtempSync(join(tmpdir(), 'scenario-lab-certificates-'));
const file = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function authority(name: string) {
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.crt`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
}
/** Signed by `by`; with a negative number of days it ran out yesterday. */
function certificate(name: string, by: string, days = 2) {
  openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  const signing = ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', String(days)];
  openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-out', `${name}.crt`);
}
const shown = (name: string) => ({
  key: readFileSync(file(`${name}.key`)),
  cert: readFileSync(file(`${name}.crt`)),
});

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  for (const name of ['lab', 'devices', 'strangers']) authority(name);
  certificate('localhost', 'lab');
  certificate('device', 'devices');
  certificate('expired', 'devices', -1);
  certificate('stranger', 'strangers');
  app = await testApp({
    MQTT_PORT: '0',
    MQTT_HOST: '127.0.0.1',
    MQTT_TLS_CERT: file('localhost.crt'),
    MQTT_TLS_KEY: file('localhost.key'),
    MQTT_CLIENT_CA: file('devices.crt'),
  });
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});
const { running, read } = fieldOf(
  () => app,
  () => score,
);

it('admits a device with a certificate of its authority and a token, and none of them without the other', async () => {
  const { department } = app.cast;
  const { id } = await running();
  const token = await app.as(department)(issueSiteToken, { params: { id }, body: { site: 'Shiling' } });
  const { mqtt } = await read(department, id);
  expect(mqtt).toMatchObject({ tls: true });
  const connect = (with_: object, password = token.secret): Promise<MqttClient> =>
    connectAsync(`mqtts://localhost:${mqtt?.port}`, {
      host: '127.0.0.1',
      servername: 'localhost',
      ca: readFileSync(file('lab.crt')),
      username: 'site',
      password,
      reconnectPeriod: 0,
      connectTimeout: 5_000,
      ...with_,
    });
  // A stranger's authority, one that has run out, none at all.
  for (const refused of [shown('stranger'), shown('expired'), {}])
    await expect(connect(refused)).rejects.toThrow();
  // The certificate is no token.
  await expect(connect(shown('device'), `sls_${'x'.repeat(32)}`)).rejects.toThrow();
  // A device that knows another authority does not take the lab for its own.
  await expect(connect({ ...shown('device'), ca: readFileSync(file('strangers.crt')) })).rejects.toThrow();
  // Without TLS there is nobody.
  await expect(
    connectAsync(`mqtt://127.0.0.1:${mqtt?.port}`, {
      username: 'site',
      password: token.secret,
      reconnectPeriod: 0,
      connectTimeout: 3_000,
    }),
  ).rejects.toThrow();
  const client = await connect(shown('device'));
  await client.publishAsync('kpi/mae', JSON.stringify({ at: dayOf(3), value: 10 }), { qos: 1 });
  await client.endAsync(true);
  const { items } = await app.as(department)(listObservations, { params: { id }, query: { limit: 10 } });
  expect(items).toMatchObject([{ value: 10, source: 'site_token', site: 'Shiling' }]);
});
