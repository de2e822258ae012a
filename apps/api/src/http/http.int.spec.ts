import { live, openapiDocument } from '@scenario-lab/contracts/health';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('the house over HTTP', () => {
  it('answers and says who asked what with an id', async () => {
    expect(await app.as(null)(live, {})).toEqual({ status: 'ok' });
    const response = await fetch(`${app.baseUrl}/nowhere`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as { requestId: string };
    expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  });

  it('keeps an idle line longer than a proxy does', async () => {
    const response = await fetch(`${app.baseUrl}/nowhere`);
    expect(response.headers.get('keep-alive')).toBe('timeout=75');
    await response.text();
  });

  it('publishes its rows as OpenAPI 3.1', async () => {
    const answer = await app.as(null)(openapiDocument, {});
    const document = (await answer.json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).length).toBeGreaterThan(60);
  });

  it('publishes them as pages too, in the reader’s language', async () => {
    const read = (path: string, language: string) =>
      fetch(`${app.baseUrl}${path}`, { headers: { 'accept-language': language } });
    const [zh, en] = [await read('/docs', 'zh-CN,zh;q=0.9'), await read('/docs', 'en-GB,en;q=0.9')];
    expect([zh.headers.get('content-language'), en.headers.get('content-language')]).toEqual(['zh-CN', 'en']);
    expect(zh.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await (await read('/docs/run?lang=en', 'zh-CN')).text()).toContain('Submit the run');
    expect((await read('/docs/nothing', 'en')).status).toBe(404);
    expect((await read('/docs/..%2f', 'en')).status).toBe(404);
  });

  it('refuses a body that is not JSON without a fault of its own', async () => {
    const response = await fetch(`${app.baseUrl}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email": ',
    });
    expect(response.status).toBe(400);
  });

  it('names the place of a text that could not be kept', async () => {
    const places = async (path: string, init: RequestInit) => {
      const headers = {
        authorization: `Bearer ${await app.tokenOf(app.cast.vendor)}`,
        'content-type': 'application/json',
      };
      const response = await fetch(`${app.baseUrl}${path}`, { ...init, headers });
      const { errors } = (await response.json()) as { errors?: { path: string; code: string }[] };
      return [response.status, ...(errors ?? []).map((one) => `${one.path} ${one.code}`)];
    };
    const post = (body: string) => places('/tokens', { method: 'POST', body });
    const refused = [422, 'name unstorable_text'];
    expect(await post('{"name":"a\\u0000b"}')).toEqual(refused);
    expect(await post('{"name":"a\\ud83d"}')).toEqual(refused);
    expect(await post('{"name":"\\udc00b"}')).toEqual(refused);
    expect(await places('/solutions?q=%00', {})).toEqual([422, 'query.q unstorable_text']);
    // A whole one is a text like any other: it is the token's own rights that are asked about next.
    expect((await post('{"name":"\\ud83d\\ude80 and 井盖"}'))[0]).toBe(401);
  });
});
