import {
  changePassword,
  createSession,
  createToken,
  listSessions,
  listTokens,
  type Me,
  readSession,
  registerOrganisation,
  resetPassword,
  signOutEverywhere,
} from '@scenario-lab/contracts/accounts';
import { listSecurityLog } from '@scenario-lab/contracts/security';
import { createSolution, listSolutions } from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { type Browser, browser, statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const password = 'seven quiet herons';
let count = 0;
async function newcomer(): Promise<Browser & { email: string; me: Me }> {
  count += 1;
  const email = `door-${count}@vendor.example`;
  const one = browser(app.baseUrl);
  const me = await one.do(registerOrganisation, {
    body: { name: { en: `Doors ${count}` }, roles: ['supply'], owner: { name: 'Owner', email, password } },
  });
  return Object.assign(one, { email, me });
}
const signIn = (one: Browser, email: string, secret: string, from?: string) =>
  statusOf(
    one.do(
      createSession,
      { body: { email, password: secret } },
      from ? { 'x-forwarded-for': from } : undefined,
    ),
  );

describe('nobody is kept out by others', () => {
  it('an account tried in vain from many addresses lets its owner in, at a known browser and at a new one', async () => {
    const one = await newcomer();
    const home = browser(app.baseUrl);
    expect(await signIn(home, one.email, password)).toBe('done');
    for (let n = 0; n < 13; n += 1)
      expect(await signIn(browser(app.baseUrl), one.email, 'not it at all', `192.0.2.${n}`)).toBe(
        '401 wrong_credentials',
      );
    expect(await signIn(home, one.email, password)).toBe('done');
    expect(await signIn(browser(app.baseUrl), one.email, password, '198.51.100.7')).toBe('done');
  });

  it('an address barred for its tries does not bar the browser that its person has used there', async () => {
    const one = await newcomer();
    const home = browser(app.baseUrl);
    const from = '203.0.113.9';
    expect(await signIn(home, one.email, password, from)).toBe('done');
    const stranger = browser(app.baseUrl);
    for (let n = 0; n < 8; n += 1) await signIn(stranger, one.email, 'not it at all', from);
    expect(await signIn(stranger, one.email, password, from)).toBe('429 too_many_requests');
    expect(await signIn(home, one.email, password, from)).toBe('done');
  });

  it('a browser that was known and guesses is forgotten', async () => {
    const one = await newcomer();
    const stolen = browser(app.baseUrl);
    expect(await signIn(stolen, one.email, password, '203.0.113.20')).toBe('done');
    for (let n = 0; n < 8; n += 1)
      expect(await signIn(stolen, one.email, 'not it at all', '203.0.113.20')).toBe('401 wrong_credentials');
    expect(await signIn(stolen, one.email, 'not it at all', '203.0.113.20')).toBe('429 too_many_requests');
    const { rows } = await app.database.owner.query('SELECT 1 FROM known_device WHERE person_id = $1', [
      one.me.person.id,
    ]);
    expect(rows).toHaveLength(0);
  });

  it('one person’s known browser knows no other person', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const shared = browser(app.baseUrl);
    expect(await signIn(shared, one.email, password, '203.0.113.30')).toBe('done');
    for (let n = 0; n < 8; n += 1) await signIn(shared, other.email, 'not it at all', '203.0.113.30');
    expect(await signIn(shared, other.email, password, '203.0.113.30')).toBe('429 too_many_requests');
  });
});

describe('passwords everybody tries first', () => {
  it('are refused wherever one is set, with the place', async () => {
    const one = await newcomer();
    const place = (work: Promise<unknown>) =>
      work.then(
        () => 'taken',
        (error: { problem?: { errors?: { path: string; code: string }[] } }) =>
          error.problem?.errors?.map(({ path, code }) => `${path} ${code}`).join(),
      );
    const register = (given: string) =>
      browser(app.baseUrl).do(registerOrganisation, {
        body: {
          name: { en: 'Weak' },
          roles: ['supply'],
          owner: { name: 'Owner', email: 'weak.password@vendor.example', password: given },
        },
      });
    for (const weak of ['1234567890', 'qwertyuiop', 'aaaaaaaaaaaa', '0123456789', 'weak.password'])
      expect(await place(register(weak))).toBe('owner.password common_password');
    const change = one.do(changePassword, { body: { current: password, next: 'Qwertyuiop' } });
    expect(await place(change)).toBe('next common_password');
    await app.database.owner.query(
      `INSERT INTO reset_link (id, token_hash, person_id, expires_at)
       VALUES (gen_random_uuid(), encode(sha256('a-link-of-twenty-letters'), 'hex'), $1, now() + interval '1 hour')`,
      [one.me.person.id],
    );
    const reset = (given: string) =>
      browser(app.baseUrl).do(resetPassword, {
        body: { token: 'a-link-of-twenty-letters', password: given },
      });
    expect(await place(reset('qwertyuiop'))).toBe('password common_password');
    // The link was not used up by the refusal.
    expect(await place(reset('eleven slow barges'))).toBe('taken');
  });
});

describe('what a person holds', () => {
  it('ends with a new password, and with signing out everywhere', async () => {
    const one = await newcomer();
    const token = async () => (await one.do(createToken, { body: { name: 'CLI' } })).secret;
    const works = async (secret: string) =>
      statusOf(browser(app.baseUrl).do(listTokens, {}, { authorization: `Bearer ${secret}` }));
    const first = await token();
    expect(await works(first)).toBe('done');
    await one.do(changePassword, { body: { current: password, next: 'nine patient lanterns' } });
    expect(await works(first)).toBe('401 sign_in_required');
    const second = await token();
    await one.do(signOutEverywhere, {});
    expect(await works(second)).toBe('401 sign_in_required');
  });

  it('a token does what it was made for', async () => {
    const one = await newcomer();
    const as = async (scope: 'read' | 'submit' | 'full') => {
      const { secret } = await one.do(createToken, { body: { name: scope, scope } });
      const bearer = { authorization: `Bearer ${secret}` };
      const call = browser(app.baseUrl);
      const card = { title: { en: 'A card' } } as never;
      return [
        await statusOf(call.do(listSolutions, { query: {} }, bearer)),
        (await statusOf(call.do(createSolution, { body: card }, bearer))).split(' ')[1],
      ];
    };
    expect(await as('read')).toEqual(['done', 'token_scope']);
    expect(await as('submit')).toEqual(['done', 'token_scope']);
    expect(await as('full')).toEqual(['done', 'invalid_input']);
  });

  it('a session ends unused, and in any case after its days', async () => {
    const one = await newcomer();
    const id = (await one.do(listSessions, {})).find((session) => session.current)?.id;
    const ends = async () => {
      const { rows } = await app.database.owner.query(
        `SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM session WHERE id = $1`,
        [id],
      );
      return rows[0].hours;
    };
    expect(await ends()).toBe(12);
    await app.database.owner.query(
      `UPDATE session SET created_at = now() - interval '13 days 20 hours', last_seen_at = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await one.do(readSession, {});
    expect(await ends()).toBe(4);
  });

  it('is kept by nobody on the way', async () => {
    const token = await app.tokenOf(app.cast.vendor);
    const headers = { authorization: `Bearer ${token}` };
    for (const at of ['/solutions', '/runs', '/session', '/tokens'])
      expect((await fetch(`${app.baseUrl}${at}`, { headers })).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the security log', () => {
  it('tells the lab’s admin who failed, from where, and what was refused, and nobody else', async () => {
    const one = await newcomer();
    await signIn(browser(app.baseUrl), one.email, 'not it at all', '198.18.9.77');
    await signIn(browser(app.baseUrl), 'ghost@nowhere.example', 'not it at all', '198.18.9.78');
    await statusOf(one.do(listSecurityLog, { query: {} }));
    const found = async (q: string) => {
      const { items } = await app.as(app.cast.admin)(listSecurityLog, { query: { q } });
      return items.map(({ kind, email, address, code, route }) => ({ kind, email, address, code, route }));
    };
    await expect
      .poll(() => found('198.18.9.'))
      .toEqual([
        {
          kind: 'sign_in_failed',
          email: 'ghost@nowhere.example',
          address: '198.18.9.78',
          code: null,
          route: null,
        },
        { kind: 'sign_in_failed', email: one.email, address: '198.18.9.77', code: null, route: null },
      ]);
    await expect
      .poll(async () => (await found(one.email)).find(({ kind }) => kind === 'refused'))
      .toMatchObject({ code: 'role_missing', route: 'security.list' });
    for (const who of [app.cast.vendor, app.cast.operator, app.cast.observer])
      expect(await statusOf(app.as(who)(listSecurityLog, { query: {} }))).toBe('403 role_missing');
    expect(await app.sqlAs(app.cast.vendor, 'SELECT id FROM security_entry')).toEqual([]);
    const log = JSON.stringify((await app.database.owner.query('SELECT * FROM security_entry')).rows);
    expect(log).not.toContain('not it at all');
  });
});

describe('over TLS', () => {
  it('cookies belong to this very host, and browsers are told to stay on TLS', async () => {
    const far = await testApp({ PUBLIC_URL: 'https://lab.example.org' });
    try {
      const one = browser(far.baseUrl);
      await one.do(registerOrganisation, {
        body: {
          name: { en: 'Far' },
          roles: ['supply'],
          owner: { name: 'Owner', email: 'far@vendor.example', password },
        },
      });
      const [line = ''] = one.seen;
      expect(line).toMatch(/^__Host-scenario_lab_session=/);
      for (const part of ['Secure', 'HttpOnly', 'Path=/', 'SameSite=Lax']) expect(line).toContain(part);
      expect(line).not.toContain('Domain');
      expect((await one.do(readSession, {})).me).not.toBeNull();
      const answer = await fetch(`${far.baseUrl}/solutions`);
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000');
    } finally {
      await far.close();
    }
  });
});
