import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeRun } from '@scenario-lab/testing/evidence';
import { type Exam, makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

const built = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta name="description" content="built" />
    <title>built</title>
  </head>
  <body><div id="root"></div></body>
</html>`;
const hostile = `"><script>alert(1)</script>$& 't`;

let app: TestApp;
let exam: Exam;
let origin: string;
let number: string;
let hiddenCase: string;
const web = mkdtempSync(join(tmpdir(), 'sharing-web-'));
beforeAll(async () => {
  writeFileSync(join(web, 'index.html'), built);
  app = await testApp({ WEB_DIR: web, PUBLIC_URL: 'https://lab.example/' });
  origin = app.baseUrl.replace(/\/api$/, '');
  exam = await makeExam(app.database.owner, app.cast);
  await sql(
    `UPDATE scenario SET need = need || jsonb_build_object('title', jsonb_build_object('zh', $2::text),
       'problem', jsonb_build_object('zh', '**积水** [见图](https://a.example)' || chr(10) || $2::text)) WHERE id = $1`,
    [exam.scenarioId, hostile],
  );
  const runId = await makeRun(app.database.owner, { vendor: app.cast.vendor, ...exam });
  ({ number } = await makeCertificate(app.database.owner, runId));
  const made = await makeAlgorithm(app.database.owner, app.cast.vendor);
  ({ caseId: hiddenCase } = await makeCase(
    app.database.owner,
    app.cast,
    { ...exam, ...made },
    { outcome: 'failed', published: false },
  ));
});
afterAll(async () => {
  await app?.close();
  rmSync(web, { recursive: true });
});

const sql = (text: string, values: unknown[]) => app.database.owner.query(text, values);
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers: { accept: 'text/html', ...headers } });

describe('the head of a page', () => {
  it('says what a public thing is, every word of it escaped', async () => {
    const answer = await get(`/scenarios/${exam.scenarioId}`);
    const page = await answer.text();
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp; &#39;t · ');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain(
      `<link rel="canonical" href="https://lab.example/scenarios/${exam.scenarioId}" />`,
    );
    expect(page).toMatch(/property="og:description" content="积水 见图 &quot;/);
    expect(page.match(/<title>/g)).toHaveLength(1);
    expect(page.match(/name="description"/g)).toHaveLength(1);
    expect(page).toContain('<div id="root"></div>');
    expect(page).toContain('https://lab.example/api/feeds/scenarios?format=atom&amp;lang=zh');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is in the language asked for', async () => {
    const page = await (await get(`/certificates/${number}`, { 'accept-language': 'en' })).text();
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('content="en_GB"');
  });

  it('is the bare one for what is hidden, unknown, malformed or no thing, to the byte', async () => {
    await sql("UPDATE solution SET listed = NULL, status = 'draft' WHERE id = $1", [exam.solutionId]);
    const paths = [
      `/solutions/${exam.solutionId}`,
      `/cases/${hiddenCase}`,
      '/scenarios/0193a000-0000-7000-8000-00000000dead',
      "/scenarios/1' OR '1'='1",
      '/certificates/SL-0',
      '/scenarios',
      `/scenarios/${exam.scenarioId}/matches`,
      `/runs/${exam.scenarioId}`,
      '/constructor/x',
      '/',
    ];
    for (const path of paths) expect(await (await get(path)).text(), path).toBe(built);
  });
});

describe('what search engines are given', () => {
  it('lists public pages and no other', async () => {
    expect(await (await get('/robots.txt')).text()).toContain('Sitemap: https://lab.example/sitemap.xml');
    const answer = await get('/sitemap.xml');
    expect(answer.headers.get('content-type')).toContain('application/xml');
    const text = await answer.text();
    for (const path of [
      `scenarios/${exam.scenarioId}`,
      `certificates/${number}`,
      `benchmarks/${exam.benchmarkId}`,
    ])
      expect(text).toContain(`<loc>https://lab.example/${path}</loc>`);
    for (const secret of [exam.solutionId, hiddenCase]) expect(text).not.toContain(secret);
  });
});

describe('feeds', () => {
  it('hold what is public, in Atom and as JSON', async () => {
    const atom = await get('/api/feeds/scenarios');
    expect(atom.headers.get('content-type')).toContain('application/atom+xml');
    const xml = await atom.text();
    expect(xml).toContain(`https://lab.example/scenarios/${exam.scenarioId}`);
    expect(xml).not.toContain('<script>alert');
    const json = (await (await get('/api/feeds/scenarios?format=json')).json()) as {
      version: string;
      items: { url: string; title: string; content_html: string }[];
    };
    expect(json.version).toContain('jsonfeed.org');
    expect(json.items).toMatchObject([
      { url: `https://lab.example/scenarios/${exam.scenarioId}`, title: hostile },
    ]);
    expect(json.items[0]?.content_html).toContain('&quot;');
    expect(json.items[0]?.content_html).not.toMatch(/<|"/);
    for (const [kind, secret] of [
      ['solutions', exam.solutionId],
      ['cases', hiddenCase],
    ] as const)
      expect(await (await get(`/api/feeds/${kind}?format=json`)).text()).not.toContain(secret);
    expect((await get('/api/feeds/runs')).status).toBe(404);
  });
});

describe('what other sites show', () => {
  it('a list of open needs without a script, which a frame may hold', async () => {
    const answer = await get('/api/embed/scenarios?lang=en');
    const page = await answer.text();
    expect(page).toContain(`href="https://lab.example/scenarios/${exam.scenarioId}"`);
    expect(page).not.toContain('<script');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toContain("default-src 'none'");
    expect(answer.headers.get('x-frame-options')).toBeNull();
    const other = await (await get('/api/embed/scenarios?field=market_supervision')).text();
    expect(other).not.toContain(exam.scenarioId);
    expect((await get('/api/embed/scenarios?limit=1000')).status).toBe(422);
  });

  it('a certificate as it stands today', async () => {
    const read = async (one: string) => (await get(`/api/embed/certificates/${one}`)).text();
    expect(await read(number)).toContain('有效');
    await sql("UPDATE certificate SET status = 'revoked' WHERE number = $1", [number]);
    expect(await read(number)).toContain('已撤销');
    expect((await get(`/api/embed/certificates/${encodeURIComponent('"><script>')}`)).status).toBe(404);
  });
});
