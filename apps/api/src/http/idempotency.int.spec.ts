import { createInvitation } from '@scenario-lab/contracts/accounts';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const card = (title: string) => ({
  title: { en: title },
  summary: { en: 'Predicts failures of pumps.' },
  fields: [],
  trl: 5,
  claims: [],
  deployment: { gpu: false, sites: [], xinchuang: false },
  qualifications: [],
  cases: [],
  cooperationModes: [],
  regions: [],
  priceFrom: null,
  sharedCapacity: null,
});
const create = (key: string, title: string, who: 'vendor' | 'otherVendor' = 'vendor') =>
  app.as(app.cast[who], { 'idempotency-key': key })(createSolution, { body: card(title) });
const named = async (title: string): Promise<number> => {
  const { rows } = await app.database.owner.query(
    `SELECT count(*)::int AS number FROM solution WHERE card->'title'->>'en' = $1`,
    [title],
  );
  return rows[0].number;
};

describe('a POST with an Idempotency-Key', () => {
  it('is done once, however often and however fast it is sent', async () => {
    const ends = await Promise.all(Array.from({ length: 8 }, () => create('at-once', 'at once')));
    expect(new Set(ends.map(({ id }) => id)).size).toBe(1);
    expect(await create('at-once', 'at once')).toEqual(ends[0]);
    expect(await named('at once')).toBe(1);
    await create('another', 'at once');
    expect(await named('at once')).toBe(2);
  });

  it('says that it is a repetition, with the status of the first', async () => {
    const send = async () =>
      fetch(`${app.baseUrl}/solutions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await app.tokenOf(app.cast.vendor)}`,
          'content-type': 'application/json',
          'idempotency-key': 'repeated',
        },
        body: JSON.stringify(card('repeated')),
      });
    const [first, second] = [await send(), await send()];
    const told = (response: Response) => [response.status, response.headers.get('idempotency-replayed')];
    expect([told(first), told(second)]).toEqual([
      [201, null],
      [201, 'true'],
    ]);
    expect(await second.json()).toEqual(await first.json());
  });

  it('with another body is refused, and the order of keys is no other body', async () => {
    const { id } = await create('body', 'one');
    expect(await refusalOf(create('body', 'two'))).toBe('422 key_reused');
    const turned = Object.fromEntries(Object.entries(card('one')).reverse()) as ReturnType<typeof card>;
    const again = app.as(app.cast.vendor, { 'idempotency-key': 'body' })(createSolution, { body: turned });
    expect(await again).toEqual({ id });
    expect(await named('two')).toBe(0);
  });

  it('is its caller’s alone, and its route’s', async () => {
    const mine = await create('shared', 'shared');
    const theirs = await create('shared', 'shared', 'otherVendor');
    expect(theirs.id).not.toBe(mine.id);
    const seen = await app.sqlAs(app.cast.otherVendor, 'SELECT person_id FROM idempotency_key');
    expect(seen).toEqual([{ person_id: app.cast.otherVendor.personId }]);
    const need = app.as(app.cast.department, { 'idempotency-key': 'shared' })(createScenario, {
      body: { title: { en: 'a need' } } as never,
    });
    expect(await refusalOf(need)).not.toContain('key_reused');
  });

  it('that was refused did nothing and may be sent again', async () => {
    expect(await refusalOf(create('refused', ''))).toContain('422 invalid_input');
    expect(await refusalOf(create('refused', 'now right'))).toBe('went through');
  });

  it('without a body to answer is not done twice either', async () => {
    const { vendor } = app.cast;
    const { id } = await create('deed', 'deed');
    const submit = (headers: Record<string, string>) =>
      refusalOf(app.as(vendor, headers)(solutionDeeds.submit, { params: { id }, body: {} }));
    expect(await submit({ 'idempotency-key': 'deed' })).toBe('went through');
    expect(await submit({})).toBe('409 wrong_status');
    expect(await submit({ 'idempotency-key': 'deed' })).toBe('went through');
  });

  it('whose first attempt was interrupted is not done a second time', async () => {
    const { vendor } = app.cast;
    await create('interrupted', 'interrupted');
    await app.database.owner.query(
      `UPDATE idempotency_key SET answered_at = NULL, reply = NULL, created_at = now() - interval '2 minutes'
       WHERE key = 'interrupted' AND person_id = $1`,
      [vendor.personId],
    );
    expect(await refusalOf(create('interrupted', 'interrupted'))).toBe('409 outcome_unknown');
    expect(await named('interrupted')).toBe(1);
  });

  it('is forgotten after a day', async () => {
    await create('old', 'old');
    await app.database.owner.query(
      `UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old'`,
    );
    await create('old', 'new');
    expect([await named('old'), await named('new')]).toEqual([1, 1]);
  });

  it('whose answer is a secret keeps nothing of it', async () => {
    const { vendor } = app.cast;
    const invite = () =>
      app.as(vendor, { 'idempotency-key': 'secret' })(createInvitation, {
        params: { id: vendor.organisationId },
        body: { email: 'new@vendor.example', roles: ['member'] },
      });
    const secret = (await invite()).link.split('/').at(-1);
    const { rows } = await app.database.owner.query(`SELECT * FROM idempotency_key WHERE key = 'secret'`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    await app.database.owner.query(
      `UPDATE idempotency_key SET created_at = now() - interval '2 minutes' WHERE key = 'secret'`,
    );
    expect(await refusalOf(invite())).toBe('409 outcome_unknown');
  });

  it.each(['', 'x'.repeat(256)])('of %j is no key', async (key) => {
    expect(await refusalOf(create(key, 'no key'))).toBe('422 invalid_input idempotency-key');
  });
});
