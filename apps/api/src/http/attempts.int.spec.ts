import { createSession } from '@scenario-lab/contracts/accounts';
import { openDatabase } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Attempts, type Standing } from './attempts.js';
import { refusalOf, type TestApp, testApp } from './test-app.js';

let app: TestApp;
let doors: Awaited<ReturnType<typeof openDatabase>>[];
beforeAll(async () => {
  app = await testApp();
  const { api, public: open } = app.database.urls;
  doors = await Promise.all([openDatabase({ api, public: open }, 4), openDatabase({ api, public: open }, 4)]);
});
afterAll(async () => {
  await Promise.all((doors ?? []).map((door) => door.close()));
  await app?.close();
});

/** The same limit in two processes. */
const limits = (name: string, of: number) =>
  doors.map((door) => new Attempts(door, { name, of, seconds: 60 })) as [Attempts, Attempts];
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('attempts', () => {
  it('are counted across processes, and the refusal says for how long', async () => {
    const [one, other] = limits('across', 2);
    expect(await one.take('a')).toEqual({ name: 'across', of: 2, seconds: 60, left: 1, until: 60 });
    await other.take('a');
    const error = (await refused(one.take('a'))) as Refusal;
    expect(error).toBeInstanceOf(Refusal);
    expect(error.code).toBe('too_many_requests');
    expect(error.detail.retryAfter).toBeGreaterThan(50);
    expect((error.detail.rate as Standing).left).toBe(0);
    await one.take('b');
  });

  it('made at once do not slip through together', async () => {
    const both = limits('at-once', 5);
    const ends = await Promise.all(
      Array.from({ length: 20 }, (_, at) => refused((both[at % 2] as Attempts).take('a'))),
    );
    expect(ends.filter((end) => end === null)).toHaveLength(5);
  });

  it('are given back, forgiven, and forgotten when the window has passed', async () => {
    const [one, other] = limits('given', 1);
    await one.take('a');
    await other.giveBack('a');
    await one.take('a');
    await other.forgive('a');
    await one.take('a');
    expect(await refused(one.take('a'))).toBeInstanceOf(Refusal);
    await app.database.owner.query(`UPDATE rate_window SET until = now() - interval '1 second'`);
    await one.take('a');
  });

  it('keep no address and no e-mail in the clear', async () => {
    const [one] = limits('digest', 1);
    await one.take('somebody@example.org 192.0.2.7');
    const { rows } = await app.database.owner.query('SELECT key FROM rate_window');
    for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('signing in', () => {
  it('with wrong passwords says what is left and is barred after eight, whatever is typed then', async () => {
    const email = 'somebody@vendor.example';
    const send = () =>
      fetch(`${app.baseUrl}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'not the password' }),
      });
    const first = await send();
    expect([first.status, first.headers.get('ratelimit-policy'), first.headers.get('ratelimit')]).toEqual([
      401,
      '"sign_in";q=8;w=900',
      '"sign_in";r=7;t=900',
    ]);
    for (let time = 2; time <= 8; time += 1) expect((await send()).status).toBe(401);
    const barred = await send();
    expect([barred.status, barred.headers.get('ratelimit')?.slice(0, 13)]).toEqual([429, '"sign_in";r=0']);
    expect(Number(barred.headers.get('retry-after'))).toBeGreaterThan(800);
    const anyPassword = app.as(null)(createSession, { body: { email, password: 'whatever it is' } });
    expect(await refusalOf(anyPassword)).toBe('429 too_many_requests');
  });
});
