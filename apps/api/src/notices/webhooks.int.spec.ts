import type { ProblemError } from '@scenario-lab/contracts/call';
import {
  type CreateWebhook,
  createWebhook,
  editWebhook,
  listDeliveries,
  listWebhooks,
  pauseWebhook,
  removeWebhook,
  replayDelivery,
  resumeWebhook,
  rotateWebhook,
  testWebhook,
} from '@scenario-lab/contracts/webhooks';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
beforeEach(() => app.database.owner.query('DELETE FROM webhook; DELETE FROM rate_window'));

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => (error as ProblemError).problem.code,
  );
const placesOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      (error as ProblemError).problem.errors?.map(({ path, code }) => `${path}: ${code}`) ?? 'no places',
  );
const key = 'access_token=0f3a9c0f3a9c0f3a9c9f3c';
const robot: CreateWebhook = {
  name: '项目群',
  format: 'dingtalk',
  address: `https://oapi.dingtalk.com/robot/send?${key}`,
  secret: 'SEC0123456789',
  kinds: ['decision', 'engagement'],
  language: 'zh',
  titled: false,
};
const standard: CreateWebhook = {
  ...robot,
  format: 'standard',
  address: 'https://ops.city.example/lab/notices',
  secret: null,
};
const add = (who: SignedIn, body: CreateWebhook = standard) => app.as(who)(createWebhook, { body });
const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows as Row[];
describe('an address for notices', () => {
  it('is made by an owner; its secret is shown once, itself never', async () => {
    const { vendor } = app.cast;
    const { id, secret } = await add(vendor);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await add(vendor, robot)).toMatchObject({ secret: null });
    const { items: listed } = await app.as(vendor)(listWebhooks, {});
    expect(listed).toMatchObject([
      { id, format: 'standard', shownAddress: 'ops.city.example/…ices', state: 'active', failures: 0 },
      { format: 'dingtalk', shownAddress: 'oapi.dingtalk.com/…9f3c' },
    ]);
    expect(JSON.stringify(listed)).not.toContain(key);
    expect(JSON.stringify(listed)).not.toContain('SEC0');
    for (const column of ['address', 'secret', 'previous_secret'])
      await expect(app.sqlAs(vendor, `SELECT ${column} FROM webhook`)).rejects.toThrow('permission denied');
    await expect(app.sqlAs(vendor, `UPDATE webhook SET address = 'https://x.example'`)).rejects.toThrow(
      'permission denied',
    );
    await expect(app.sqlAs(vendor, `UPDATE webhook SET secret = 'mine'`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('is nobody else’s: not another organisation’s, not the lab’s, not a member’s who leads nothing', async () => {
    const { vendor, otherVendor, operator, admin, observer } = app.cast;
    const { id } = await add(vendor);
    await app.as(vendor)(testWebhook, { params: { id } });
    const [sent] = await app.as(vendor)(listDeliveries, { params: { id } });
    for (const other of [otherVendor, admin]) {
      const call = app.as(other);
      expect(await codeOf(call(listDeliveries, { params: { id } }))).toBe('not_found');
      expect(await codeOf(call(rotateWebhook, { params: { id }, body: { secret: null } }))).toBe('not_found');
      expect(await codeOf(call(removeWebhook, { params: { id } }))).toBe('not_found');
      expect(await codeOf(call(pauseWebhook, { params: { id } }))).toBe('not_found');
      expect(await codeOf(call(testWebhook, { params: { id } }))).toBe('not_found');
      expect(await codeOf(call(replayDelivery, { params: { id: sent?.id ?? '' } }))).toBe('not_found');
      expect((await call(listWebhooks, {})).items).toEqual([]);
      expect(await app.sqlAs(other, 'SELECT id FROM webhook')).toEqual([]);
      expect(await app.sqlAs(other, 'SELECT id FROM webhook_delivery')).toEqual([]);
      expect(await app.sqlAs(other, `SELECT renew_webhook_secret('${id}', 'mine', 1) AS done`)).toEqual([
        { done: false },
      ]);
    }
    for (const other of [operator, observer]) expect(await codeOf(add(other))).toBe('owner_only');
    const firm = { name: 'Vendor A', roles: ['supply'], id: vendor.organisationId };
    const member = await makeActor(app.database.owner, firm, ['vendor'], ['vendor']);
    expect(await app.as(member)(listWebhooks, {})).toEqual({ items: [], refused: 'owner_only' });
    expect(await codeOf(app.as(member)(removeWebhook, { params: { id } }))).toBe('owner_only');
    expect(await codeOf(app.as(member)(listDeliveries, { params: { id } }))).toBe('owner_only');
    expect(await codeOf(app.as(member)(replayDelivery, { params: { id: sent?.id ?? '' } }))).toBe(
      'owner_only',
    );
    // What became true is the lab's own process to tell.
    await expect(
      app.sqlAs(
        vendor,
        `INSERT INTO webhook_delivery (id, webhook_id, event, at) VALUES (gen_random_uuid(), '${id}', 'run.approved', now())`,
      ),
    ).rejects.toThrow('row-level security');
  });

  it('needs a verified organisation', async () => {
    const { vendor } = app.cast;
    await sql('UPDATE organisation SET verified = false WHERE id = $1', [vendor.organisationId]);
    expect(await codeOf(add(vendor))).toBe('not_verified');
    expect(await app.as(vendor)(listWebhooks, {})).toEqual({ items: [], refused: 'not_verified' });
    await sql('UPDATE organisation SET verified = true WHERE id = $1', [vendor.organisationId]);
  });

  it('is refused at its place where it is none, and there are ten at most', async () => {
    const { vendor } = app.cast;
    for (const address of ['ops', 'ftp://ops.example/x', 'javascript:alert(1)', 'https://'])
      expect([address, await placesOf(add(vendor, { ...standard, address }))]).toEqual([
        address,
        [expect.stringMatching(/^address: /)],
      ]);
    for (const address of ['https://me:word@ops.example/x', 'https://ops.example/x#y'])
      expect(await placesOf(add(vendor, { ...standard, address }))).toEqual(['address: address_with_login']);
    expect(await placesOf(add(vendor, { ...robot, secret: null }))).toEqual(['secret: secret_missing']);
    expect(await placesOf(add(vendor, { ...standard, secret: 'mine' }))).toEqual([
      'secret: secret_not_taken',
    ]);
    expect(await placesOf(add(vendor, { ...standard, kinds: [] }))).toEqual(['kinds: too_small']);
    expect(
      await placesOf(add(vendor, { ...standard, kinds: ['followed'] as unknown as CreateWebhook['kinds'] })),
    ).toEqual(['kinds.0: invalid_value']);
    await Promise.all(Array.from({ length: 10 }, () => add(vendor)));
    expect(await placesOf(add(vendor))).toEqual(['address: webhooks_full']);
  });

  it('gets a new secret beside the one before, paused, changed, tested and removed', async () => {
    const { vendor } = app.cast;
    const { id, secret } = await add(vendor);
    const call = app.as(vendor);
    const params = { id };
    const renewed = await call(rotateWebhook, { params, body: { secret: null } });
    expect(renewed.secret).not.toBe(secret);
    const [kept] = await sql('SELECT secret, previous_secret FROM webhook WHERE id = $1', [id]);
    expect(kept).toEqual({ secret: renewed.secret, previous_secret: secret });
    await call(editWebhook, {
      params,
      body: { name: '值班群', kinds: ['run', 'run'], language: 'en', titled: true },
    });
    await call(pauseWebhook, { params });
    expect(await codeOf(call(testWebhook, { params }))).toBe('wrong_status');
    await sql('UPDATE webhook SET disabled_at = now(), failures = 15');
    expect((await call(listWebhooks, {})).items).toMatchObject([
      { name: '值班群', kinds: ['run'], state: 'disabled', overlapUntil: expect.any(String) },
    ]);
    await call(resumeWebhook, { params });
    await call(testWebhook, { params });
    expect(await codeOf(call(testWebhook, { params }))).toBe('too_many_requests');
    const [test] = await call(listDeliveries, { params });
    expect(test).toMatchObject({ event: 'webhook.test', state: 'waiting', tries: 0 });
    expect(await codeOf(call(replayDelivery, { params: { id: test?.id ?? '' } }))).toBe('wrong_status');
    await sql(`UPDATE webhook_delivery SET state = 'failed', tries = 8, fault = 'late'`);
    await call(replayDelivery, { params: { id: test?.id ?? '' } });
    expect(await call(listDeliveries, { params })).toMatchObject([
      { id: test?.id, state: 'waiting', tries: 0, fault: null },
    ]);
    await call(removeWebhook, { params });
    expect((await call(listWebhooks, {})).items).toEqual([]);
    expect(await sql('SELECT 1 FROM webhook_delivery')).toEqual([]);
    const wecom = await add(vendor, { ...robot, format: 'wecom', secret: null });
    expect(await codeOf(call(rotateWebhook, { params: { id: wecom.id }, body: { secret: null } }))).toBe(
      'wrong_status',
    );
  });
});
