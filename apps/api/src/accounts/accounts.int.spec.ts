import {
  changePassword,
  createResetLink,
  createSession,
  createToken,
  deleteSession,
  listPeople,
  listSessions,
  listTokens,
  readSession,
  registerOrganisation,
  resetPassword,
  revokeToken,
  signOutEverywhere,
  suspendPerson,
  switchOrganisation,
} from '@scenario-lab/contracts/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { browser as openBrowser, statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const browser = () => openBrowser(app.baseUrl);

let counter = 0;
const password = 'correct horse battery';
async function newcomer() {
  const one = browser();
  counter += 1;
  const email = `person-${counter}@vendor.example`;
  const me = await one.do(registerOrganisation, {
    body: {
      name: { zh: `企业${counter}` },
      roles: ['supply'],
      owner: { name: '张三', email, password },
    },
  });
  return { ...one, email, me };
}

describe('a session', () => {
  it('is opened with a cookie no script can read, slides, and says who one is', async () => {
    const one = await newcomer();
    expect(one.seen[0]).toMatch(
      /^scenario_lab_session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const { me, lab, demonstrationAccounts } = await one.do(readSession, {});
    expect(me).toEqual(one.me);
    expect(me?.roles).toEqual(['vendor']);
    expect(me?.allowed).toEqual(expect.arrayContaining(['solution.create', 'organisation.invite']));
    expect(me?.allowed).not.toContain('lab.read_console');
    expect(lab.name).toEqual({ en: 'Lab', zh: 'Lab' });
    expect(demonstrationAccounts).toEqual([]);
    await app.database.owner.query(
      `UPDATE session SET last_seen_at = now() - interval '2 days', expires_at = now() + interval '1 hour' WHERE person_id = $1`,
      [one.me.person.id],
    );
    await one.do(readSession, {});
    const { rows } = await app.database.owner.query(
      `SELECT expires_at > now() + interval '11 hours' AS slid FROM session WHERE person_id = $1`,
      [one.me.person.id],
    );
    expect(rows).toEqual([{ slid: true }]);
    expect(one.seen.at(-1)).toContain(one.cookie());
  });

  it('is a new one at every sign-in: a planted cookie is never taken over', async () => {
    const owner = await newcomer();
    const victim = browser();
    victim.plant('scenario_lab_session=planted-by-somebody-else-0123456789');
    await victim.do(createSession, { body: { email: owner.email.toUpperCase(), password } });
    expect(victim.cookie()).not.toContain('planted');
    const before = victim.cookie();
    await victim.do(createSession, { body: { email: owner.email, password } });
    expect(victim.cookie()).not.toBe(before);
    const thief = browser();
    thief.plant(before);
    expect((await thief.do(readSession, {})).me).toBeNull();
    expect(thief.seen.at(-1)).toContain('Max-Age=0');
  });

  it('ends by signing out, alone or everywhere', async () => {
    const one = await newcomer();
    const other = browser();
    await other.do(createSession, { body: { email: one.email, password } }, { 'user-agent': 'Tablet' });
    const list = await one.do(listSessions, {});
    expect(list.map((session) => session.current).sort()).toEqual([false, true]);
    expect(list.map((session) => session.agent)).toContain('Tablet');
    await other.do(deleteSession, {});
    expect((await other.do(readSession, {})).me).toBeNull();
    expect((await one.do(readSession, {})).me).not.toBeNull();
    await other.do(createSession, { body: { email: one.email, password } });
    await one.do(signOutEverywhere, {});
    expect((await other.do(readSession, {})).me).toBeNull();
    expect(await statusOf(one.do(listSessions, {}))).toBe('401 sign_in_required');
  });

  it('is refused to another site and used only with one’s own organisations', async () => {
    const one = await newcomer();
    expect(await statusOf(one.do(deleteSession, {}, { origin: 'https://evil.example' }))).toBe(
      '403 cross_origin',
    );
    const elsewhere = app.cast.otherVendor.organisationId;
    expect(await statusOf(one.do(switchOrganisation, { body: { organisationId: elsewhere } }))).toBe(
      '404 not_found',
    );
    await app.database.owner.query(
      `INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, '{member}')`,
      [one.me.person.id, elsewhere],
    );
    const me = await one.do(switchOrganisation, { body: { organisationId: elsewhere } });
    expect(me.organisation.id).toBe(elsewhere);
    expect((await one.do(readSession, {})).me?.organisation.id).toBe(elsewhere);
    // Who signs in again stands where it stood last.
    await one.do(createSession, { body: { email: one.email, password } });
    expect((await one.do(readSession, {})).me?.memberships).toHaveLength(2);
    await app.database.owner.query('DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2', [
      one.me.person.id,
      elsewhere,
    ]);
    await one.do(createSession, { body: { email: one.email, password } });
    expect((await one.do(readSession, {})).me?.organisation.id).toBe(one.me.organisation.id);
  });
});

describe('a password', () => {
  it('is kept as argon2id and guessed at only so often', async () => {
    const one = await newcomer();
    const { rows } = await app.database.owner.query('SELECT password_hash FROM person WHERE id = $1', [
      one.me.person.id,
    ]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const guess = (email: string) =>
      fetch(`${app.baseUrl}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'wrong password' }),
      });
    const answers: number[] = [];
    for (let round = 0; round < 9; round += 1) answers.push((await guess(one.email)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    const last = await guess(one.email);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await statusOf(one.do(createSession, { body: { email: one.email, password } }))).toBe(
      '429 too_many_requests',
    );
    expect((await guess('nobody@nowhere.example')).status).toBe(401);
  });

  it('takes as long to refuse for nobody as for somebody', async () => {
    const one = await newcomer();
    const time = async (email: string) => {
      const started = performance.now();
      await statusOf(browser().do(createSession, { body: { email, password: 'wrong password' } }));
      return performance.now() - started;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      known.push(await time(one.email));
      unknown.push(await time(`ghost-${round}@nowhere.example`));
    }
    // Without the hash for nobody the answer comes in a fraction of the time.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.5);
  });

  it('is changed by who knows it, which ends the other sessions', async () => {
    const one = await newcomer();
    const other = browser();
    await other.do(createSession, { body: { email: one.email, password } });
    const wrong = one.do(changePassword, { body: { current: 'not this one', next: 'another long one' } });
    await expect(wrong).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'current', code: 'wrong_credentials' }] },
    });
    await one.do(changePassword, { body: { current: password, next: 'another long one' } });
    expect((await one.do(readSession, {})).me).not.toBeNull();
    expect((await other.do(readSession, {})).me).toBeNull();
    expect(await statusOf(other.do(createSession, { body: { email: one.email, password } }))).toBe(
      '401 wrong_credentials',
    );
    await other.do(createSession, { body: { email: one.email, password: 'another long one' } });
  });

  it('is reset by a link of the lab’s admin, once, and everything old ends', async () => {
    const one = await newcomer();
    const { secret } = await one.do(createToken, { body: { name: 'CLI' } });
    const id = one.me.person.id;
    const stale = await app.as(app.cast.admin)(createResetLink, { params: { id } });
    const { link } = await app.as(app.cast.admin)(createResetLink, { params: { id } });
    const token = new URL(link).pathname.split('/').at(-1) ?? '';
    const reset = (given: string, next: string) =>
      statusOf(browser().do(resetPassword, { body: { token: given, password: next } }));
    expect(await reset(stale.link.split('/').at(-1) ?? '', 'new long password')).toBe('404 not_found');
    expect(await reset(token, 'short')).toBe('422 invalid_input');
    expect(await reset(token, 'new long password')).toBe('done');
    expect(await reset(token, 'third long password')).toBe('410 expired');
    expect((await one.do(readSession, {})).me).toBeNull();
    const asToken = browser().do(listTokens, {}, { authorization: `Bearer ${secret}` });
    expect(await statusOf(asToken)).toBe('401 sign_in_required');
    await one.do(createSession, { body: { email: one.email, password: 'new long password' } });
  });
});

describe('a token', () => {
  it('is shown once, speaks for its person, and dies revoked', async () => {
    const one = await newcomer();
    const made = await one.do(createToken, { body: { name: 'build', days: 7, scope: 'full' } });
    const bearer = { authorization: `Bearer ${made.secret}` };
    expect((await browser().do(readSession, {}, bearer)).me?.person.id).toBe(one.me.person.id);
    const list = await one.do(listTokens, {});
    expect(list).toMatchObject([{ id: made.id, name: 'build' }]);
    expect(JSON.stringify(list)).not.toContain(made.secret);
    const { rows } = await app.database.owner.query('SELECT token_hash FROM api_token WHERE id = $1', [
      made.id,
    ]);
    expect(rows[0].token_hash).not.toContain(made.secret);
    // A leaked token must not be able to renew itself or to change sides.
    expect(await statusOf(browser().do(createToken, { body: { name: 'heir' } }, bearer))).toBe(
      '401 sign_in_required',
    );
    const organisationId = one.me.organisation.id;
    expect(await statusOf(browser().do(switchOrganisation, { body: { organisationId } }, bearer))).toBe(
      '401 sign_in_required',
    );
    expect(await statusOf(app.as(app.cast.vendor)(revokeToken, { params: { id: made.id } }))).toBe(
      '404 not_found',
    );
    await one.do(revokeToken, { params: { id: made.id } });
    expect((await browser().do(readSession, {}, bearer)).me).toBeNull();
  });
});

describe('people, for the lab’s admin', () => {
  it('are listed page by page and found by a piece of the name, wildcards meaning themselves', async () => {
    const admin = app.as(app.cast.admin);
    const first = await admin(listPeople, { query: { limit: 3 } });
    const second = await admin(listPeople, { query: { limit: 3, cursor: first.next ?? '' } });
    expect(first.items).toHaveLength(3);
    expect(first.total).toBeGreaterThan(5);
    expect(second.items.some((one) => first.items.some((other) => other.id === one.id))).toBe(false);
    expect((await admin(listPeople, { query: { q: 'Vendor A' } })).items).toHaveLength(1);
    expect((await admin(listPeople, { query: { q: '%' } })).items).toHaveLength(0);
    expect(await statusOf(admin(listPeople, { query: { cursor: 'x' } }))).toBe('422 invalid_input');
    for (const who of [app.cast.vendor, app.cast.operator, app.cast.observer]) {
      expect(await statusOf(app.as(who)(listPeople, {}))).toBe('403 role_missing');
    }
    expect(await statusOf(app.as(null)(listPeople, {}))).toBe('401 sign_in_required');
  });

  it('are suspended at once and let in again, with nothing old coming back to life', async () => {
    const one = await newcomer();
    const { secret } = await one.do(createToken, { body: { name: 'CLI' } });
    const bearer = { authorization: `Bearer ${secret}` };
    const params = { id: one.me.person.id };
    const admin = app.as(app.cast.admin);
    expect(
      await statusOf(app.as(app.cast.operator)(suspendPerson, { params, body: { suspended: true } })),
    ).toBe('403 role_missing');
    const oneself = { params: { id: app.cast.admin.personId }, body: { suspended: true } };
    expect(await statusOf(admin(suspendPerson, oneself))).toBe('403 own_account');
    await admin(suspendPerson, { params, body: { suspended: true } });
    expect(await statusOf(one.do(listSessions, {}))).toBe('401 sign_in_required');
    expect(await statusOf(browser().do(listTokens, {}, bearer))).toBe('401 sign_in_required');
    expect(await statusOf(one.do(createSession, { body: { email: one.email, password } }))).toBe(
      '401 wrong_credentials',
    );
    await admin(suspendPerson, { params, body: { suspended: false } });
    expect(await statusOf(one.do(listSessions, {}))).toBe('401 sign_in_required');
    expect(await statusOf(one.do(createSession, { body: { email: one.email, password } }))).toBe('done');
    const { rows } = await app.database.owner.query(
      `SELECT event FROM event WHERE thing = 'person' AND thing_id = $1 AND person_id = $2 ORDER BY seq`,
      [one.me.person.id, app.cast.admin.personId],
    );
    expect(rows.map((row) => row.event)).toEqual(['person.suspended', 'person.reinstated']);
  });
});

describe('row-level security alone', () => {
  it('shows a vendor no person, wallet or upload of another organisation', async () => {
    const one = await newcomer();
    const { vendor } = app.cast;
    expect(await app.sqlAs(vendor, 'SELECT id FROM person')).toEqual([{ id: vendor.personId }]);
    expect(await app.sqlAs(vendor, 'SELECT organisation_id FROM wallet')).toEqual([
      { organisation_id: vendor.organisationId },
    ]);
    const theirs = 'SELECT 1 FROM event WHERE thing_id = $1';
    expect(await app.sqlAs(vendor, theirs, [one.me.organisation.id])).toEqual([]);
  });
});
