import { issueSiteToken, listObservations } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { PbfWriter } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeMetrics } from '../http/otlp-body.js';
import { type TestApp, testApp } from '../http/test-app.js';
import { dayOf, fieldOf } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running } = fieldOf(
  () => app,
  () => score,
);

const nanos = (day: number) => `${Date.parse(dayOf(day))}000000`;
const gauge = (name: string, dataPoints: object[]) => ({ name, gauge: { dataPoints } });
const point = (day: number, asDouble: number) => ({ timeUnixNano: nanos(day), asDouble });
const exported = (...metrics: object[]) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });

/** The same in protobuf, as a collector writes it: fields the lab does not read lie between. */
function encode(metrics: { name: string; points: [number, number][] }[]): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(
    1,
    (_, resource) => {
      resource.writeMessage(
        2,
        (__, scope) => {
          scope.writeMessage(1, (___, inner) => inner.writeStringField(1, 'meter'), null);
          for (const { name, points } of metrics)
            scope.writeMessage(
              2,
              (___, metric) => {
                metric.writeStringField(1, name);
                metric.writeStringField(3, 'cm');
                metric.writeMessage(
                  5,
                  (____, list) => {
                    for (const [day, value] of points)
                      list.writeMessage(
                        1,
                        (_____, one) => {
                          one.writeFixed64Field(2, 1);
                          one.writeFixed64Field(3, Date.parse(dayOf(day)) * 1e6);
                          one.writeDoubleField(4, value);
                        },
                        null,
                      );
                  },
                  null,
                );
              },
              null,
            );
          scope.writeStringField(3, 'https://opentelemetry.io/schemas/1.40.0');
        },
        null,
      );
    },
    null,
  );
  return writer.finish();
}

async function site() {
  const { department } = app.cast;
  const { id } = await running();
  const { secret } = await app.as(department)(issueSiteToken, { params: { id }, body: { site: 'Shiling' } });
  const send = async (body: string | Uint8Array, type: string, authorization = `Bearer ${secret}`) => {
    const answer = await fetch(`${app.baseUrl}/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': type, authorization },
      body: typeof body === 'string' ? body : Buffer.from(body),
    });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const values = async () =>
    (await app.as(department)(listObservations, { params: { id }, query: { limit: 100 } })).items
      .map(({ value, source, site: at }) => `${value} ${source} ${at}`)
      .sort();
  return { id, send, values };
}
const json = 'application/json';
const protobuf = 'application/x-protobuf';

it('a collector’s gauges become points of its site, in JSON and in protobuf, the same twice once', async () => {
  const { send, values } = await site();
  const one = await send(JSON.stringify(exported(gauge('mae', [point(0, 10), point(1, 11)]))), json);
  expect([one.status, JSON.parse(one.bytes.toString())]).toEqual([200, {}]);
  const two = await send(
    encode([
      {
        name: 'mae',
        points: [
          [1, 11],
          [2, 12.5],
        ],
      },
    ]),
    protobuf,
  );
  expect([two.status, two.type, two.bytes.length]).toEqual([200, protobuf, 0]);
  expect(await values()).toEqual([
    '10 site_token Shiling',
    '11 site_token Shiling',
    '12.5 site_token Shiling',
  ]);
});

it('leaves out what is no point and says how many and why, in the form it was asked in', async () => {
  const { send, values } = await site();
  const sent = exported(gauge('mae', [point(0, 10), point(400, 11)]), gauge('cpu', [point(0, 1)]));
  const said = JSON.parse((await send(JSON.stringify(sent), json)).bytes.toString());
  expect(said).toEqual({
    partialSuccess: {
      rejectedDataPoints: '2',
      errorMessage: 'cpu: no criterion of the pilot; after_the_pilot',
    },
  });
  const answer = await send(encode([{ name: 'cpu', points: [[0, 1]] }]), protobuf);
  expect([answer.status, answer.bytes.toString().includes('cpu: no criterion of the pilot')]).toEqual([
    200,
    true,
  ]);
  expect(await values()).toEqual(['10 site_token Shiling']);
});

it('is opened by a site’s token alone, and is not undone by what is no export', async () => {
  const { send, values } = await site();
  const body = JSON.stringify(exported(gauge('mae', [point(0, 10)])));
  expect((await send(body, json, 'Bearer sls_nobody')).status).toBe(401);
  expect((await send(body, json, `Bearer ${await app.tokenOf(app.cast.department)}`)).status).toBe(401);
  const good = encode([{ name: 'mae', points: [[0, 10]] }]);
  const long = Uint8Array.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]);
  for (const [name, bytes] of [
    ['cut off', good.slice(0, -3)],
    ['a length beyond the end', long],
    ['a group', Uint8Array.from([0x0b, 0x0c])],
    ['a text', Buffer.from('{"resourceMetrics":[]}')],
    ['very many empty messages', new Uint8Array(400_000).map((_, at) => (at % 2 === 0 ? 0x0a : 0))],
  ] as const)
    expect((await send(bytes, protobuf)).status, name).toBe(400);
  expect((await send('{"resourceMetrics": "no"}', json)).status).toBe(422);
  expect((await send('[[', json)).status).toBe(400);
  expect(await values()).toEqual([]);
  expect((await send(new Uint8Array(), protobuf)).status).toBe(200);
});

it('reads any bytes to an end', () => {
  let state = 7;
  for (let round = 0; round < 3_000; round += 1) {
    const bytes = Uint8Array.from({ length: 1 + (round % 40) }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    try {
      expect(decodeMetrics(bytes)).toBeTypeOf('object');
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});
