import { createDataset, datasetDeeds } from '@scenario-lab/contracts/datasets';
import { browseCatalogue, readCatalogueEntry, readCroissant } from '@scenario-lab/contracts/interchange';
import { newId } from '@scenario-lab/db/ids';
import { Parser } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ PUBLIC_URL: 'https://lab.example/' });
});
afterAll(() => app?.close());

const card = (title: string, accessMode: 'open' | 'on_request' | 'sandbox_only' = 'open') => ({
  title: { en: title },
  summary: { zh: '每分钟液位与雨量' },
  fields: ['public_services' as const],
  accessMode,
  sourceKind: 'public' as const,
});
const columns = [
  { name: 'rain', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none' },
  { name: 'level', type: 'number', role: 'target', knownAt: 'always', sensitivity: 'none' },
];

async function listed(title: string, mode?: 'open' | 'on_request' | 'sandbox_only') {
  const { department, operator } = app.cast;
  const { id } = await app.as(department)(createDataset, { body: card(title, mode) });
  await app.as(department)(datasetDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(datasetDeeds.approve, { params: { id }, body: {} });
  const versionId = newId();
  await app.database.owner.query(
    `INSERT INTO dataset_version (id, dataset_id, status, label, file_name, bytes, sha256, columns, split, rows)
     VALUES ($1, $2, 'ready', '2024', 'levels.csv', 10, $3, $4, '{"by":"hash","sample":0.1,"validation":0.3,"hidden":0.6}', 1234)`,
    [versionId, id, 'c'.repeat(64), JSON.stringify(columns)],
  );
  await app.database.owner.query(
    `INSERT INTO dataset_download (dataset_version_id, rows, whole, csv_sha256, csv_bytes, jsonl_sha256, jsonl_bytes)
     VALUES ($1, 1234, true, $2, 20, $3, 30)`,
    [versionId, 'd'.repeat(64), 'e'.repeat(64)],
  );
  return { id, versionId };
}

type Page = {
  'dcat:dataset': { 'dct:identifier': string; 'dct:title': { '@value': string }[] }[];
  'hydra:totalItems': number;
  'hydra:view': { 'hydra:next'?: { '@id': string } };
};
const get = (path: string, accept: string) => fetch(`${app.baseUrl}${path}`, { headers: { accept } });

describe('the catalogue for other catalogues', () => {
  it('goes page by page through what is published, and holds nothing else for anybody', async () => {
    const { department, operator } = app.cast;
    const ids = [
      (await listed('First')).id,
      (await listed('Second', 'on_request')).id,
      (await listed('Third')).id,
    ];
    await app.as(department)(createDataset, { body: card('A secret draft') });
    const gone = await listed('Delisted');
    await app.as(operator)(datasetDeeds.delist, { params: { id: gone.id }, body: {} });
    const found: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 5; pages += 1) {
      // Its owner asks and is told what everybody is told.
      const answer = await app.as(department)(browseCatalogue, { query: { limit: 2, after } });
      const page = (await answer.json()) as Page;
      found.push(...page['dcat:dataset'].map((one) => one['dct:identifier']));
      expect(page['hydra:totalItems']).toBe(3);
      const next = page['hydra:view']['hydra:next']?.['@id'];
      expect(answer.headers.get('link')).toBe(next ? `<${next}>; rel="next"` : null);
      if (!next) break;
      expect(next).toMatch(/^https:\/\/lab\.example\/api\/catalogue\?/);
      after = new URL(next).searchParams.get('after') ?? undefined;
    }
    expect(found).toEqual(ids);
  });

  it('is written as asked, and not otherwise', async () => {
    await listed('Written');
    const typeOf = async (path: string, accept: string) => {
      const answer = await get(path, accept);
      return `${answer.status} ${answer.headers.get('content-type')?.split(';')[0]}`;
    };
    expect(await typeOf('/catalogue', '*/*')).toBe('200 application/ld+json');
    expect(await typeOf('/catalogue', 'text/turtle, application/ld+json;q=0.5')).toBe('200 text/turtle');
    expect(await typeOf('/catalogue?format=ttl', 'application/json')).toBe('200 text/turtle');
    expect(await typeOf('/catalogue', 'application/rdf+xml')).toBe('200 application/rdf+xml');
    expect(await typeOf('/catalogue?format=rdf', 'application/json')).toBe('200 application/rdf+xml');
    expect(await typeOf('/catalogue', 'application/n-quads')).toBe('406 application/problem+json');
    expect(await typeOf('/catalogue?format=nq', '*/*')).toBe('422 application/problem+json');
    expect(await typeOf('/catalogue?after=first', '*/*')).toBe('422 application/problem+json');
    const quads = new Parser().parse(await (await get('/catalogue?format=ttl', '*/*')).text());
    expect(quads.some(({ object }) => object.value === 'Written')).toBe(true);
  });

  it('names files and digests of open data alone', async () => {
    const read = async (id: string) =>
      (await (await app.as(null)(readCatalogueEntry, { params: { id } })).text()) +
      (await (await app.as(null)(readCroissant, { params: { id } })).text());
    const open = await listed('Open');
    expect(await read(open.id)).toContain('d'.repeat(64));
    expect(await read(open.id)).toContain(
      `https://lab.example/api/dataset-versions/${open.versionId}/rows?format=csv`,
    );
    for (const mode of ['on_request', 'sandbox_only'] as const) {
      const closed = await listed(mode, mode);
      const said = await read(closed.id);
      expect(said).not.toContain('d'.repeat(64));
      expect(said).not.toContain('/rows?');
      expect(said).toContain('variableMeasured');
      // The digest is not to be had past the catalogue, either.
      expect(await app.sqlAs(null, 'SELECT csv_sha256 FROM open_files($1)', [closed.versionId])).toEqual([]);
    }
  });

  it('does not tell a draft from nothing', async () => {
    const { id } = await app.as(app.cast.department)(createDataset, { body: card('Draft') });
    for (const one of [id, newId()]) {
      expect(await refusalOf(app.as(app.cast.department)(readCroissant, { params: { id: one } }))).toMatch(
        /^404 not_found/,
      );
      expect(await refusalOf(app.as(null)(readCatalogueEntry, { params: { id: one } }))).toMatch(
        /^404 not_found/,
      );
    }
  });
});
