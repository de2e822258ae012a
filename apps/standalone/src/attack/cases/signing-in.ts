import {
  changePassword,
  createToken,
  registerOrganisation,
  signOutEverywhere,
} from '@scenario-lab/contracts/accounts';
import { type Persona, signIn, visitor } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import type { World } from '../world.js';

const password = 'seven quiet herons';
let count = 0;

async function newcomer(world: World): Promise<Persona> {
  count += 1;
  const email = `owner@door-${count}.example`;
  await visitor(world.api).call(registerOrganisation, {
    body: {
      name: { zh: `门口${count}`, en: `Doors ${count}` },
      roles: ['supply'],
      region: '510100',
      owner: { name: 'Owner', email, password },
    },
  });
  return signIn(world.api, email, password);
}

/** One try from an address; @returns its status and the cookies it left. */
async function tryDoor(world: World, email: string, secret: string, from: string, cookie = '') {
  const answer = await raw(world, '/session', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': from,
      ...(cookie ? { cookie } : {}),
    },
    body: JSON.stringify({ email, password: secret }),
  });
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { status: answer.status, cookie: cookies.join('; ') };
}

/** Whether a token opens a list of its own person’s. */
const opens = async (world: World, secret: string) =>
  (await raw(world, '/tokens', { headers: { authorization: `Bearer ${secret}` } })).status;

export const cases: AttackCase[] = [
  {
    name: 'locking somebody else out',
    promise: 'nobody is kept out by others: the right password at a known browser always works',
    way: '42 wrong passwords from 21 addresses and from the victim’s own; then the victim at home and elsewhere',
    expected: 'at home 201, elsewhere 201, a stranger at the barred address 429',
    attack: async (world) => {
      const { email } = await newcomer(world);
      const from = '203.0.113.9';
      const home = await tryDoor(world, email, password, from);
      const elsewhereTried = Array.from({ length: 21 }, (_, n) =>
        tryDoor(world, email, 'not it at all', `192.0.2.${n}`),
      );
      const hereTried = Array.from({ length: 21 }, () => tryDoor(world, email, 'not it at all', from));
      await Promise.all([...elsewhereTried, ...hereTried]);
      const known = await tryDoor(world, email, password, from, home.cookie);
      const elsewhere = await tryDoor(world, email, password, '198.51.100.7');
      const stranger = await tryDoor(world, email, password, from);
      return `at home ${known.status}, elsewhere ${elsewhere.status}, a stranger at the barred address ${stranger.status}`;
    },
  },
  {
    name: 'who has an account',
    promise: 'nothing of another tenant in any answer',
    way: 'a wrong password of somebody known, and of somebody who is not there',
    expected: 'the same answer',
    attack: async (world) => {
      const { email } = await newcomer(world);
      const ask = async (who: string) => {
        const answer = await raw(world, '/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.80' },
          body: JSON.stringify({ email: who, password: 'not it at all' }),
        });
        const { code, title, detail } = JSON.parse(answer.text) as Record<string, string>;
        return `${answer.status} ${code} ${title} ${detail}`;
      };
      const [known, unknown] = [await ask(email), await ask('ghost@nowhere.example')];
      return known === unknown ? 'the same answer' : `${known} | ${unknown}`;
    },
  },
  {
    name: 'a token after its password’s change',
    promise: 'tokens end with the password and with signing out everywhere',
    way: 'a token made, used, the password changed; another, signed out everywhere',
    expected: '200 then 401; 200 then 401',
    attack: async (world) => {
      const one = await newcomer(world);
      const token = async () =>
        (await one.call(createToken, { body: { name: 'CLI', scope: 'full' } })).secret;
      const first = await token();
      const before = await opens(world, first);
      await one.call(changePassword, { body: { current: password, next: 'nine patient lanterns' } });
      const after = await opens(world, first);
      const again = await signIn(world.api, one.email, 'nine patient lanterns');
      const { secret } = await again.call(createToken, { body: { name: 'CLI', scope: 'full' } });
      const held = await opens(world, secret);
      await again.call(signOutEverywhere, {});
      return `${before} then ${after}; ${held} then ${await opens(world, secret)}`;
    },
  },
  {
    name: 'beyond a token’s scope',
    promise: 'a token does what it was made for',
    way: 'a token to read and one to submit: read a list, write a card, make a token of full scope',
    expected: 'read: 200 403 403; submit: 200 403 403',
    attack: async (world) => {
      const one = await newcomer(world);
      const tell = async (scope: 'read' | 'submit') => {
        const { secret } = await one.call(createToken, { body: { name: scope, scope } });
        const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
        const post = async (path: string, body: object) =>
          (await raw(world, path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
        const list = (await raw(world, '/runs', { headers })).status;
        const card = await post('/solutions', { title: { en: 'A card' } });
        return `${scope}: ${list} ${card} ${await post('/tokens', { name: 'more', scope: 'full' })}`;
      };
      return `${await tell('read')}; ${await tell('submit')}`;
    },
  },
  {
    name: 'the commonest passwords',
    promise: 'the passwords everybody tries first are refused',
    way: '1234567890, qwertyuiop, aaaaaaaaaaaa and one’s own address as a password',
    expected: '422 422 422 422',
    attack: async (world) => {
      const seen = [];
      for (const weak of ['1234567890', 'qwertyuiop', 'aaaaaaaaaaaa', 'weak.password']) {
        const body = {
          name: { en: 'Weak' },
          roles: ['supply'],
          region: '510100',
          owner: { name: 'Owner', email: 'weak.password@vendor.example', password: weak },
        };
        const headers = { 'content-type': 'application/json' };
        seen.push(
          (await raw(world, '/organisations', { method: 'POST', headers, body: JSON.stringify(body) }))
            .status,
        );
      }
      return seen.join(' ');
    },
  },
];
