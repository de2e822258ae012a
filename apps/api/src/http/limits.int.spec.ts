import { openapiDocument } from '@scenario-lab/contracts/health';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from './test-app.js';

const problem = async (response: Response) =>
  [response.status, ((await response.json()) as { code: string }).code] as const;

describe('a body', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app?.close());

  const post = async (path: string, body: string, signed = true) =>
    fetch(`${app.baseUrl}${path}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        ...(signed ? { authorization: `Bearer ${await app.tokenOf(app.cast.vendor)}` } : {}),
      },
    });

  it('that is all brackets is not parsed', async () => {
    const nested = `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`;
    expect(await problem(await post('/solutions', nested, false))).toEqual([413, 'too_large']);
    expect(await problem(await post('/session', '['.repeat(60_000), false))).toEqual([400, 'bad_request']);
    const deep = `{"title":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`;
    expect(await problem(await post('/solutions', deep))).toEqual([400, 'bad_request']);
  });

  it('of 64 KiB at most is taken, and more where its row says so', async () => {
    const of = (bytes: number) => JSON.stringify({ email: 'x'.repeat(bytes), password: 'x' });
    expect((await post('/session', of(60_000))).status).toBe(422);
    expect(await problem(await post('/session', of(70_000)))).toEqual([413, 'too_large']);
    expect((await post('/solutions', of(200_000))).status).toBe(422);
    expect(await problem(await post('/solutions', of(200_000), false))).toEqual([413, 'too_large']);
    expect(await problem(await post('/solutions', of(600_000)))).toEqual([413, 'too_large']);
  });

  it('of the reference is made once', async () => {
    const first = await fetch(`${app.baseUrl}/openapi.json`);
    const tag = first.headers.get('etag') ?? '';
    expect(((await first.json()) as { openapi: string }).openapi).toBe('3.1.0');
    const again = await fetch(`${app.baseUrl}/openapi.json`, { headers: { 'if-none-match': tag } });
    expect([again.status, tag.length > 10]).toEqual([304, true]);
    expect(openapiDocument.access).toBe('public');
  });

  it('waits for no statement for ever', async () => {
    const [row] = (await app.sqlAs(
      app.cast.vendor,
      `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`,
    )) as { statement: string; lock: string }[];
    expect(row).toEqual({ statement: '30s', lock: '15s' });
  });
});

describe('requests', () => {
  it('are limited by person, by visitor and by kind, with the time to wait', async () => {
    const app = await testApp({ READS_PER_MINUTE: '10', WRITES_PER_MINUTE: '3' });
    try {
      const list = (who: Parameters<TestApp['as']>[0], q?: string) =>
        app.as(who)(listSolutions, { query: q ? { q } : {} });
      for (let n = 0; n < 10; n += 1) await list(app.cast.vendor);
      expect(await refusalOf(list(app.cast.vendor))).toBe('429 too_many_requests');
      const token = await app.tokenOf(app.cast.vendor);
      const held = await fetch(`${app.baseUrl}/solutions`, { headers: { authorization: `Bearer ${token}` } });
      expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(held.headers.get('retry-after'))).toBeLessThanOrEqual(60);
      expect(held.headers.get('ratelimit-policy')).toBe('"read";q=10;w=60');
      // Another person, a visitor and another kind of route have counts of their own.
      await list(app.cast.otherVendor);
      await list(null);
      await list(app.cast.otherVendor, '井盖');
      await list(app.cast.otherVendor, '井盖');
      expect(await refusalOf(list(app.cast.otherVendor, '井盖'))).toBe('429 too_many_requests');
      const write = () =>
        fetch(`${app.baseUrl}/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await write()).status);
      expect(statuses).toEqual([204, 204, 204, 429]);
    } finally {
      await app.close();
    }
  });

  it('beyond what can be answered at once are told to come again', async () => {
    const app = await testApp({ MAX_IN_FLIGHT: '2' });
    try {
      const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${app.baseUrl}/solutions`)));
      const statuses = answers.map((answer) => answer.status);
      expect(new Set(statuses)).toEqual(new Set([200, 503]));
      const busy = answers.find((answer) => answer.status === 503)!;
      expect(busy.headers.get('retry-after')).toBe('2');
      expect((await problem(busy))[1]).toBe('busy');
      expect((await fetch(`${app.baseUrl}/solutions`)).status).toBe(200);
    } finally {
      await app.close();
    }
  });
});
