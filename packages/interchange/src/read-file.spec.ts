import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';

type Kind = Parameters<typeof readFile>[0]['kind'];
const read = (kind: Kind, text: string, fileName = 'file') => readFile({ kind, text, fileName });
const good = async (kind: Kind, text: string, fileName?: string) => {
  const reading = await read(kind, text, fileName);
  if (!reading.ok) throw new Error(`${reading.problem.code} ${reading.problem.place}`);
  return reading;
};
const fault = async (kind: Kind, text: string, fileName?: string) => {
  const reading = await read(kind, text, fileName);
  return reading.ok ? 'read' : `${reading.problem.code} @ ${reading.problem.place}`;
};

const found = {
  id: 'f1b0b5c2-7c3c-4b5e-9a61-2f9f0f7a3f10',
  title: '公交线路',
  notes: 'Lines and stops',
  license_title: 'CC BY 4.0',
  organization: { title: '交通局' },
  tags: [{ name: 'bus' }],
  resources: [{ url: 'https://data.example/bus.csv', format: 'CSV' }],
  metadata_modified: '2026-03-01',
};

describe('an answer of CKAN', () => {
  it('is read from a search, a package, and a bare list', async () => {
    const search = await good(
      'ckan',
      JSON.stringify({ success: true, result: { count: 1, results: [found] } }),
    );
    expect(search.entries[0]).toMatchObject({
      place: 'result.results[0]',
      identifier: found.id,
      title: { zh: '公交线路' },
      summary: { en: 'Lines and stops' },
      publisher: '交通局',
      keywords: ['bus'],
      files: [{ address: 'https://data.example/bus.csv', mediaType: 'CSV' }],
    });
    expect((await good('ckan', JSON.stringify({ success: true, result: found }))).entries[0]?.place).toBe(
      'result',
    );
    expect((await good('ckan', JSON.stringify([found, found]))).entries.map(({ place }) => place)).toEqual([
      '[0]',
      '[1]',
    ]);
  });

  it('says what is wrong and where', async () => {
    expect(await fault('ckan', '{\n "result": [\n  {"id": 1,,}\n]}')).toBe('not_json @ line 3, column 12');
    expect(await fault('ckan', '{"success": false, "error": {"message": "no"}}')).toBe('not_ckan @ success');
    expect(await fault('ckan', '{"help": "x"}')).toBe('not_ckan @ file');
    const odd = await good(
      'ckan',
      JSON.stringify({
        result: { results: [7, { ...found, state: 'deleted' }, { ...found, private: true }] },
      }),
    );
    expect(
      odd.entries.map(({ problems }) => problems.map(({ code, place }) => `${code} @ ${place}`)),
    ).toEqual([
      ['not_an_object @ result.results[0]'],
      ['not_active @ result.results[1].state'],
      ['private @ result.results[2].private'],
    ]);
  });
});

const turtle = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://a.example/cat> a dcat:Catalog ; dct:title "A city"@en ; dcat:dataset <https://a.example/d/1> .
<https://a.example/d/1> a dcat:Dataset ; dct:title "Air"@en, "空气质量"@zh-Hans ; dct:description "Hourly"@en ;
  dct:publisher [ a foaf:Agent ; foaf:name "Bureau" ] ; dcat:keyword "pm25" ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED> ;
  dcat:distribution [ a dcat:Distribution ; dct:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcat:accessURL <https://a.example/d/1.csv> ; dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ] .
[] a dcat:Dataset ; dct:title "Nameless" .`;
const rdfxml = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
<dcat:Dataset rdf:about="https://a.example/d/1"><dct:title xml:lang="en">Air</dct:title><dct:description>Hourly</dct:description></dcat:Dataset></rdf:RDF>`;
const jsonld = {
  '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
  '@id': 'https://a.example/d/1',
  '@type': 'dcat:Dataset',
  'dct:title': { '@value': 'Air', '@language': 'en' },
};

describe('a catalogue in DCAT', () => {
  it('is read in each of its three syntaxes', async () => {
    const reading = await good('dcat', turtle);
    expect(reading.source).toEqual({ name: 'A city', address: 'https://a.example/cat' });
    expect(reading.entries).toMatchObject([
      {
        identifier: 'https://a.example/d/1',
        title: { zh: '空气质量', en: 'Air' },
        publisher: 'Bureau',
        licence: 'https://creativecommons.org/licenses/by/4.0/',
        restricted: true,
        files: [{ address: 'https://a.example/d/1.csv', mediaType: 'text/csv' }],
      },
      { identifier: null, place: 'dataset 2' },
    ]);
    for (const text of [rdfxml, JSON.stringify(jsonld)]) {
      expect((await good('dcat', text)).entries).toMatchObject([
        { identifier: 'https://a.example/d/1', title: { en: 'Air' } },
      ]);
    }
  });

  it('says where it is broken, and fetches nothing', async () => {
    expect(await fault('dcat', `${turtle}\n<a> <b> .`)).toBe('not_turtle @ line 9');
    expect(await fault('dcat', rdfxml.replace('</dct:title>', '</dct:titel>'))).toMatch(
      /^not_rdfxml @ line 2/,
    );
    expect(await fault('dcat', '{"@context": "https://evil.example/context"}')).toBe(
      'context_elsewhere @ @context',
    );
    expect(await fault('dcat', '{"@context": {"@import": "http://169.254.169.254/"}, "@id": "x:y"}')).toBe(
      'context_elsewhere @ @context',
    );
    expect(await fault('dcat', '{"@context": {"a": 7}, "a": 1}')).toMatch(/^not_jsonld/);
    expect(await fault('dcat', '<https://a.example/x> <https://a.example/y> 1 .')).toBe('no_datasets @ file');
  });
});

describe('a graph without an end', () => {
  it('is given up', async () => {
    const numbers = Array.from({ length: 420_000 }, (_, at) => at).join(',');
    expect(await fault('dcat', `<https://a.example/x> <https://a.example/y> ${numbers} .`)).toBe(
      'too_much @ file',
    );
  });
});

describe('a description in Croissant', () => {
  const croissant = {
    '@context': {
      '@language': 'en',
      '@vocab': 'https://schema.org/',
      cr: 'http://mlcommons.org/croissant/',
      dct: 'http://purl.org/dc/terms/',
      sc: 'https://schema.org/',
      conformsTo: 'dct:conformsTo',
      recordSet: 'cr:recordSet',
      field: 'cr:field',
      dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
    },
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: '天气',
    url: 'https://a.example/weather',
    license: 'https://creativecommons.org/licenses/by/4.0/',
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'r',
        name: 'r',
        field: [{ '@type': 'cr:Field', '@id': 'r/t', name: 't', dataType: 'sc:Float' }],
      },
    ],
  };
  it('gives its fields, and a name of its own', async () => {
    const reading = await good('croissant', JSON.stringify(croissant));
    expect(reading.entries).toMatchObject([
      {
        identifier: `https://a.example/weather#${encodeURIComponent('天气')}`,
        // Tagged English by the default of its context, and Chinese by what it says.
        title: { zh: '天气' },
        columns: [{ name: 't', type: 'Float' }],
        problems: [],
      },
    ]);
  });
  it('is told from any other data set of schema.org', async () => {
    const { conformsTo: _, ...other } = croissant;
    const reading = await good('croissant', JSON.stringify(other));
    expect(reading.entries[0]?.problems).toMatchObject([{ code: 'not_croissant', place: 'conformsTo' }]);
    expect(await fault('croissant', '{}')).toBe('no_datasets @ file');
  });
});

describe('a list of records', () => {
  it('is read from JSON, lines, YAML and CSV by the names it uses', async () => {
    const json = await good(
      'records',
      JSON.stringify({
        items: [{ id: 'a', name: { zh: '甲', en: 'A' }, tags: ['x'], url: 'https://a.example' }],
      }),
    );
    expect(json.entries).toMatchObject([
      { place: 'items[0]', identifier: 'a', title: { zh: '甲', en: 'A' }, landingPage: 'https://a.example' },
    ]);
    const lines = await good(
      'records',
      '{"id": 1, "title": "One"}\n\n{"id": 2, "title": "Two"}\n',
      'x.jsonl',
    );
    expect(lines.entries.map(({ place, identifier }) => `${place} ${identifier}`)).toEqual([
      'line 1 1',
      'line 3 2',
    ]);
    const yaml = await good('records', 'id: a\nname: One\n---\nid: b\nname: Two\n', 'x.yaml');
    expect(yaml.entries.map(({ place }) => place)).toEqual(['document 1', 'document 2']);
    const csv = await good('records', '编号,名称,关键词\n7,"路灯,一",灯；路\n', 'x.csv');
    expect(csv.entries).toMatchObject([
      { identifier: '7', title: { zh: '路灯,一' }, keywords: ['灯', '路'] },
    ]);
  });
  it('follows the mapping it is given', async () => {
    const text = JSON.stringify([{ code: 'a', 'label.long': 'Long', inner: { __proto__: null, name: 'N' } }]);
    const reading = await readFile({
      kind: 'records',
      text,
      fileName: 'x.json',
      mapping: { identifier: 'inner.name', titleEn: 'label.long', titleZh: 'constructor.name' },
    });
    expect(reading.ok && reading.entries).toMatchObject([{ identifier: 'N', title: { en: 'Long' } }]);
  });
  it('says where it is broken', async () => {
    expect(await fault('records', '{"id": 1}\n{"id": }\n', 'x.jsonl')).toBe('not_json @ line 2, column 8');
    expect(await fault('records', 'id,name\n1,a,b\n', 'x.csv')).toBe('not_table @ line 2');
    expect(await fault('records', 'a: [1\nb: 2', 'x.yaml')).toMatch(/^not_yaml @ line 2/);
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(', ')}]`).join('\n')}`;
    expect(await fault('records', bomb, 'x.yaml')).toBe('too_much @ file');
    expect(await fault('records', '[]')).toBe('no_datasets @ file');
    expect(await fault('records', JSON.stringify(Array.from({ length: 2_001 }, (_, id) => ({ id }))))).toBe(
      'too_many @ file',
    );
  });
});
