import { createConnection } from 'node:net';
import { type AttackCase, raw } from '../attack-case.js';
import type { World } from '../world.js';

const clear = 'bad input is refused with its place, never a fault of the lab’s, and nothing is half written';
const open = 'no request holds the lab’s door against others';

/** A body as it stands, to the row that makes a token; @returns status and code, or what was made. */
async function post(world: World, body: string, type = 'application/json'): Promise<string> {
  const { vendor } = (await world.exam('requests')).people;
  const answer = await raw(world, '/tokens', {
    as: vendor,
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  const said = JSON.parse(answer.text) as Record<string, unknown> & { errors?: { path: string }[] };
  if (answer.status < 300) return `made ${said.name} with scope ${said.scope}`;
  return [answer.status, said.code, ...new Set(said.errors?.map(({ path }) => path) ?? [])].join(' ');
}

const json = (name: string, way: string, expected: string, body: string): AttackCase => ({
  name: `a body: ${name}`,
  promise: clear,
  way,
  expected,
  attack: (world) => post(world, body),
});

/** Milliseconds until the lab answers that it lives. */
async function pulse(world: World): Promise<number> {
  const began = performance.now();
  await raw(world, '/health/live');
  return performance.now() - began;
}

/** Keeps asking whether the lab lives while something is done to it; @returns the longest answer in ms. */
async function worstPulse(world: World, work: () => Promise<unknown>): Promise<number> {
  let over = false;
  let worst = 0;
  const asking = (async () => {
    while (!over) worst = Math.max(worst, await pulse(world));
  })();
  await work().finally(() => {
    over = true;
  });
  await asking;
  return worst;
}

const quick = (milliseconds: number) =>
  milliseconds < 2_000 ? 'others answered within 2 s' : `others waited ${Math.round(milliseconds)} ms`;

export const cases: AttackCase[] = [
  json('two keys of one name', 'name twice', 'made two with scope submit', '{"name":"one","name":"two"}'),
  json(
    'a key __proto__',
    'a scope in the prototype',
    'made plain with scope submit',
    '{"name":"plain","__proto__":{"scope":"full"}}',
  ),
  json(
    'constructor.prototype',
    'a scope in the prototype of all objects; then an honest body',
    'made plain with scope submit',
    '{"name":"plain","constructor":{"prototype":{"scope":"full"}}}',
  ),
  json('after prototypes', 'an honest body once more', 'made honest with scope submit', '{"name":"honest"}'),
  json(
    'fields nobody asked for',
    'roles and an organisation beside the name',
    'made extra with scope submit',
    '{"name":"extra","roles":["admin"],"organisationId":"00000000-0000-4000-8000-000000000000"}',
  ),
  json('1e400', 'days: 1e400', '422 invalid_input days', '{"name":"x","days":1e400}'),
  json('2^53+1', 'days: 9007199254740993', '422 invalid_input days', '{"name":"x","days":9007199254740993}'),
  json('a number as text', 'days: "90"', '422 invalid_input days', '{"name":"x","days":"90"}'),
  json('NUL', 'a NUL in the name', '422 invalid_input name', '{"name":"a\\u0000b"}'),
  json('half a character', 'a lone surrogate in the name', '422 invalid_input name', '{"name":"a\\ud83d"}'),
  json('cut off', 'JSON that ends too early', '400 bad_request', '{"name":'),
  json('an array', 'a list in place of an object', '422 invalid_input ', '[]'),
  {
    name: 'a body: another type',
    promise: clear,
    way: 'a form in place of JSON',
    expected: '422 invalid_input name',
    attack: (world) => post(world, 'name=form', 'application/x-www-form-urlencoded'),
  },
  {
    name: '4 MB of brackets',
    promise: open,
    way: '2 million brackets opened and closed, from a visitor, ten at once; others ask meanwhile',
    expected: '413 too_large ten times; others answered within 2 s',
    attack: async (world) => {
      const body = `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`;
      const answers: string[] = [];
      const one = async () => {
        const answer = await raw(world, '/solutions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        answers.push(`${answer.status} ${(JSON.parse(answer.text) as { code: string }).code}`);
      };
      const worst = await worstPulse(world, () => Promise.all(Array.from({ length: 10 }, one)));
      return `${[...new Set(answers)].join(', ')} ${answers.length === 10 ? 'ten' : answers.length} times; ${quick(worst)}`;
    },
  },
  {
    name: 'deep within the limit',
    promise: open,
    way: '60,000 brackets from a visitor; 40 levels of objects from a vendor',
    expected: '400 bad_request; 400 bad_request',
    attack: async (world) => {
      const visitor = await raw(world, '/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '['.repeat(60_000),
      });
      const { code } = JSON.parse(visitor.text) as { code: string };
      return `${visitor.status} ${code}; ${await post(world, `{"name":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`)}`;
    },
  },
  {
    name: 'bodies that never come',
    promise: open,
    way: '200 requests announce a body and send one byte of it; others ask meanwhile',
    expected: 'others answered within 2 s, none of the 200 took a place',
    attack: async (world) => {
      const { hostname, port } = new URL(world.lab.local);
      const held = Array.from({ length: 200 }, () => {
        const socket = createConnection({ host: hostname, port: Number(port) });
        socket.on('error', () => {});
        socket.write(
          `POST /api/session HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
        );
        return socket;
      });
      try {
        let answered = 0;
        const worst = await worstPulse(world, async () => {
          for (let turn = 0; turn < 20; turn += 1) {
            const { status } = await raw(world, '/solutions');
            if (status === 200) answered += 1;
          }
        });
        return `${quick(worst)}, ${answered === 20 ? 'none' : 20 - answered} of the 200 took a place`;
      } finally {
        for (const socket of held) socket.destroy();
      }
    },
  },
];
