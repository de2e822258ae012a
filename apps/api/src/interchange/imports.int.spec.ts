import { requestAccess } from '@scenario-lab/contracts/access';
import {
  createImport,
  type ImportFile,
  listImports,
  previewImport,
  readImport,
  undoImport,
} from '@scenario-lab/contracts/catalogue-imports';
import { editDataset, listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ PUBLIC_URL: 'https://lab.example' });
});
afterAll(() => app?.close());

const found = (id: string, more: object = {}) => ({
  id,
  title: `${id} 公交线路`,
  notes: 'Lines and stops',
  license_title: 'CC BY 4.0',
  organization: { title: '交通局' },
  resources: [{ url: 'https://data.example/bus.csv', format: 'CSV' }],
  ...more,
});
const ckan = (...packages: object[]): ImportFile => ({
  kind: 'ckan',
  fileName: 'search.json',
  source: 'City portal',
  text: JSON.stringify({ success: true, result: { results: packages } }),
});
const titles = async () =>
  (await app.as(null)(listDatasets, { query: { limit: 100 } })).items
    .filter(({ harvestedFrom }) => harvestedFrom !== null)
    .map(({ title }) => title.zh ?? title.en)
    .sort();
const stored = async () =>
  Number((await app.database.owner.query('SELECT count(*) AS many FROM dataset')).rows[0].many);

describe('another catalogue', () => {
  it('is shown as it would be taken over, and nothing is kept', async () => {
    const { operator } = app.cast;
    const before = await stored();
    const preview = await app.as(operator)(previewImport, {
      body: ckan(
        found('p1'),
        found('p1'),
        found('p2', { title: '', name: '' }),
        found('p3', { license_title: null, url: 'javascript:alert(1)' }),
      ),
    });
    expect(preview.fault).toBeNull();
    expect(preview.counts).toEqual({ added: 2, changed: 0, vanished: 0, same: 0, refused: 2 });
    expect(
      preview.lines.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)]),
    ).toEqual([
      ['added'],
      ['refused', 'identifier_twice'],
      ['refused', 'title_missing'],
      ['added', 'licence_missing', 'address_left_out'],
    ]);
    expect(await stored()).toBe(before);
    const broken = await app.as(operator)(previewImport, { body: { ...ckan(), text: '{"result": [' } });
    expect(broken).toMatchObject({ lines: [], fault: { code: 'not_json', place: 'line 1, column 13' } });
    expect(await refusalOf(app.as(operator)(createImport, { body: { ...ckan(), text: '[' } }))).toBe(
      '422 invalid_input body.text',
    );
  });

  it('becomes listed cards with source and licence; again, it changes what changed', async () => {
    const { operator } = app.cast;
    const first = await app.as(operator)(createImport, { body: ckan(found('a'), found('b'), found('', {})) });
    expect(first.counts).toEqual({ added: 2, changed: 0, vanished: 0, same: 0, refused: 1 });
    expect(await titles()).toEqual(['a 公交线路', 'b 公交线路']);
    const { lines } = await app.as(operator)(readImport, { params: { id: first.id } });
    const id = lines[0]?.datasetId as string;
    const card = await app.as(null)(readDataset, { params: { id } });
    expect(card).toMatchObject({
      status: 'listed',
      licence: 'CC BY 4.0',
      harvest: { source: 'City portal', identifier: 'a', publisher: '交通局', files: [{ mediaType: 'CSV' }] },
    });
    const again = await app.as(operator)(createImport, {
      body: ckan(found('a', { title: '新名' }), found('b'), found('c')),
    });
    expect(again.counts).toEqual({ added: 1, changed: 1, vanished: 0, same: 1, refused: 0 });
    expect(await titles()).toEqual(['b 公交线路', 'c 公交线路', '新名']);
    const events = await app.database.owner.query(
      `SELECT event FROM event WHERE thing = 'dataset' AND thing_id = $1 ORDER BY id`,
      [id],
    );
    expect(events.rows.map(({ event }) => event)).toEqual(['dataset.harvested', 'dataset.harvested_again']);
    // Held elsewhere: nobody is asked for it here.
    await app.database.owner.query(`UPDATE dataset SET access_mode = 'on_request' WHERE id = $1`, [id]);
    expect((await app.as(app.cast.vendor)(readDataset, { params: { id } })).allowed).not.toContain(
      'access_request.create',
    );
    const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    expect(
      await refusalOf(
        app.as(app.cast.vendor)(requestAccess, {
          params: { id },
          body: { purpose: 'to plan a bus line', until },
        }),
      ),
    ).toBe('403 data_not_readable');
    await app.database.owner.query(`UPDATE dataset SET access_mode = 'open' WHERE id = $1`, [id]);
    const undone = await app.as(operator)(undoImport, { params: { id: again.id }, body: {} });
    expect(undone).toEqual({ undone: 2, kept: 0 });
    expect(await titles()).toEqual(['a 公交线路', 'b 公交线路']);
    expect(await refusalOf(app.as(operator)(undoImport, { params: { id: again.id }, body: {} }))).toBe(
      '409 wrong_status',
    );
    // What was taken back comes in again as the same entry.
    const third = await app.as(operator)(createImport, { body: ckan(found('c')) });
    expect(third.counts).toMatchObject({ added: 0, changed: 1 });
    expect(await titles()).toContain('c 公交线路');
  });

  it('leaves what somebody has changed since when it is undone', async () => {
    const { operator } = app.cast;
    const { id } = await app.as(operator)(createImport, { body: ckan(found('x'), found('y')) });
    const { lines } = await app.as(operator)(readImport, { params: { id } });
    const changed = lines[0]?.datasetId as string;
    const card = await app.as(operator)(readDataset, { params: { id: changed } });
    await app.as(operator)(editDataset, {
      params: { id: changed },
      body: { ...card, title: { zh: '改过' }, fields: ['public_services'] },
    });
    expect(await app.as(operator)(undoImport, { params: { id }, body: {} })).toEqual({ undone: 1, kept: 1 });
    expect(await titles()).toContain('x 公交线路');
    expect(await titles()).not.toContain('y 公交线路');
    // The field the lab has given it stays when it is taken over once more.
    await app.as(operator)(createImport, { body: ckan(found('x')) });
    expect((await app.as(null)(readDataset, { params: { id: changed } })).fields).toEqual([
      'public_services',
    ]);
  });

  it('is the lab’s to take over, read and take back', async () => {
    const { operator, vendor, department } = app.cast;
    const { id } = await app.as(operator)(createImport, { body: ckan(found('z')) });
    for (const who of [vendor, department]) {
      expect(await refusalOf(app.as(who)(createImport, { body: ckan(found('q')) }))).toBe('403 role_missing');
      expect(await refusalOf(app.as(who)(previewImport, { body: ckan(found('q')) }))).toBe(
        '403 role_missing',
      );
      expect(await refusalOf(app.as(who)(readImport, { params: { id } }))).toBe('403 role_missing');
      expect(await refusalOf(app.as(who)(undoImport, { params: { id }, body: {} }))).toBe('403 role_missing');
      expect(await app.sqlAs(who, 'SELECT id FROM catalogue_import')).toEqual([]);
    }
    expect(await refusalOf(app.as(null)(listImports, {}))).toMatch(/^401/);
    const list = await app.as(operator)(listImports, {});
    expect(list.items[0]).toMatchObject({ id, source: 'City portal', counts: { added: 1 }, undoneAt: null });
  });

  it('outlives a file whose entities grow beyond all memory', async () => {
    const { operator } = app.cast;
    const entity = 'x'.repeat(100_000);
    const text = `<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY e "${entity}">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/"><dcat:Dataset><dct:title>${'&e;'.repeat(500_000)}</dct:title></dcat:Dataset></rdf:RDF>`;
    const preview = await app.as(operator)(previewImport, { body: { ...ckan(), kind: 'dcat', text } });
    expect(preview.fault).not.toBeNull();
    expect((await app.as(operator)(previewImport, { body: ckan(found('ok')) })).counts.added).toBe(1);
  }, 60_000);
});
