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
});
