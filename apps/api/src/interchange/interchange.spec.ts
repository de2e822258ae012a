import type { DatasetCore, Term } from '@rdfjs/types';
import { webAddress } from '@scenario-lab/interchange/web-address';
import { Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { describe, expect, it } from 'vitest';
import { croissantOf } from './croissant.js';
import { catalogueOf, documentOf } from './dcat.js';
import type { Entry } from './entry.js';
import { rdfXmlOf } from './rdf-xml.js';
import { turtleOf } from './turtle.js';
import { licenceAddress } from './vocabulary.js';

const base = 'https://lab.example';
const lineOf = (property: string, object: Term) =>
  object.termType === 'Literal'
    ? `${property} ${JSON.stringify([object.value, object.language, object.datatype.value])}`
    : `${property} ${object.termType === 'BlankNode' ? 'node' : object.value}`;
const id = (digit: number) => `0190f0a0-0000-7000-8000-00000000000${digit}`;
const entry: Entry = {
  id: id(1),
  owner: { id: id(9), name: { zh: '水务局', en: 'Water authority' } },
  card: {
    title: { zh: '积水点液位', en: 'Water "levels"\n2024' },
    summary: { zh: '每分钟液位与雨量' },
    fields: ['public_services', 'citizens_appeals'],
    technologies: ['forecasting', '<b>'],
    accessMode: 'open',
    sourceKind: 'public',
    region: '510104',
    licence: 'CC BY 4.0',
    source: 'https://water.example/a b',
    truthPublic: false,
  },
  accessMode: 'open',
  createdAt: new Date('2026-01-02T03:04:05Z'),
  updatedAt: new Date('2026-02-02T03:04:05Z'),
  version: {
    id: id(2),
    label: '2024',
    createdAt: new Date('2026-01-02T03:04:05Z'),
    rows: 120,
    columns: [
      { name: 'time', type: 'timestamp', role: 'time', knownAt: 'always', sensitivity: 'none' },
      {
        name: 'level (cm)',
        title: { zh: '液位', en: 'Level' },
        unit: 'cm',
        type: 'number',
        role: 'target',
        knownAt: 'always',
        sensitivity: 'none',
      },
      { name: 'phone', type: 'string', role: 'ignored', knownAt: 'always', sensitivity: 'personal' },
    ],
    coverage: { from: '2024-01-01T00:00:00+08:00', to: '2024-12-31' },
    files: [
      { format: 'csv', bytes: 2048, sha256: 'a'.repeat(64) },
      { format: 'jsonl', bytes: 4096, sha256: 'b'.repeat(64) },
    ],
  },
};
const closed: Entry = {
  ...entry,
  id: id(3),
  accessMode: 'sandbox_only',
  card: { ...entry.card, licence: '仅限在沙箱内计算', region: null, fields: [], source: '' },
  version: {
    ...(entry.version as NonNullable<Entry['version']>),
    files: [],
    coverage: { from: 'soon', to: '' },
  },
};
const page = {
  entries: [entry, closed],
  total: 7,
  publisher: { id: id(8), name: { zh: '城市实验室' } },
  self: `${base}/api/catalogue?limit=2`,
  next: `${base}/api/catalogue?limit=2&after=${id(3)}`,
};

/** What DCAT-AP 3 makes mandatory, and the ranges of what we write beyond it. */
const shapes = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
  sh:property [ sh:path foaf:homepage ; sh:maxCount 1 ; sh:class foaf:Document ] ;
  sh:property [ sh:path dcat:dataset ; sh:class dcat:Dataset ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ;
  sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path dct:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
  sh:property [ sh:path dct:accessRights ; sh:maxCount 1 ; sh:class dct:RightsStatement ] ;
  sh:property [ sh:path dct:issued ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ;
  sh:property [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ;
  sh:property [ sh:path dcat:keyword ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path dcat:theme ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dct:spatial ; sh:class dct:Location ] ;
  sh:property [ sh:path dct:provenance ; sh:class dct:ProvenanceStatement ] ;
  sh:property [ sh:path dct:temporal ; sh:class dct:PeriodOfTime ] ;
  sh:property [ sh:path dcat:landingPage ; sh:class foaf:Document ] ;
  sh:property [ sh:path dcat:distribution ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ;
  sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] ;
  sh:property [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] ;
  sh:property [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
  sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
[] a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
[] a sh:NodeShape ; sh:targetClass dct:PeriodOfTime ;
  sh:property [ sh:path dcat:startDate ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path dcat:endDate ; sh:maxCount 1 ; sh:datatype xsd:date ] .
`;
const graph = (turtle: string) => new Store(new Parser().parse(turtle));
async function faultsOf(turtle: string) {
  const report = await new Validator(graph(shapes) as unknown as DatasetCore).validate(
    graph(turtle) as unknown as DatasetCore,
  );
  return report.results.map(({ path, focusNode }) => `${focusNode?.value} ${path?.value}`);
}
const dcat = (term: string) => `http://www.w3.org/ns/dcat#${term}`;
const dct = (term: string) => `http://purl.org/dc/terms/${term}`;

describe('the catalogue as DCAT-AP', () => {
  it('fits the shapes, and the shapes notice what is missing', async () => {
    const turtle = await turtleOf(catalogueOf(base, page));
    expect(await faultsOf(turtle)).toEqual([]);
    const { 'dct:title': _, ...untitled } = documentOf(base, entry);
    expect(await faultsOf(await turtleOf(untitled))).toEqual([
      `${base}/api/catalogue/datasets/${id(1)} ${dct('title')}`,
    ]);
  });

  it('says in Turtle what it says in JSON-LD, languages, quotes and line ends kept', async () => {
    const store = graph(await turtleOf(catalogueOf(base, page)));
    const about = `${base}/api/catalogue/datasets/${id(1)}`;
    const titles = store.getObjects(about, dct('title'), null).map((term) => JSON.stringify(term.value));
    expect(titles.sort()).toEqual(['"Water \\"levels\\"\\n2024"', '"积水点液位"']);
    expect(store.getObjects(`${base}/api/catalogue`, dcat('dataset'), null)).toHaveLength(2);
    expect(store.getObjects(about, dcat('keyword'), null).map(({ value }) => value)).toContain('<b>');
  });

  it('says in RDF/XML exactly what it says in Turtle', async () => {
    const parser = new RdfXmlParser();
    const found: string[] = [];
    parser.on('data', ({ predicate, object }) => found.push(lineOf(predicate.value, object)));
    const ended = new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
    parser.end(await rdfXmlOf(catalogueOf(base, page)));
    await ended;
    const said = graph(await turtleOf(catalogueOf(base, page))).getQuads(null, null, null, null);
    // Nodes without a name are called otherwise in each; what is said of them is not.
    expect(found.sort()).toEqual(said.map(({ predicate, object }) => lineOf(predicate.value, object)).sort());
    expect(found.length).toBeGreaterThan(80);
  });
  it('names files of open data alone, and of a text no date', async () => {
    const store = graph(await turtleOf(catalogueOf(base, page)));
    const files = store.getObjects(null, dcat('downloadURL'), null).map(({ value }) => value);
    expect(files).toEqual([
      `${base}/api/dataset-versions/${id(2)}/rows?format=csv`,
      `${base}/api/dataset-versions/${id(2)}/rows?format=jsonl`,
    ]);
    expect(store.getObjects(`${base}/api/catalogue/datasets/${id(3)}`, dct('temporal'), null)).toEqual([]);
    expect(store.getObjects(`${base}/datasets/${id(3)}#access`, dcat('accessURL'), null)).toHaveLength(1);
  });
});

describe('a data set in Croissant', () => {
  it('names each column the file holds, and where in it', () => {
    const document = croissantOf(base, entry) as {
      distribution: { sha256: string }[];
      recordSet: { field: { name: string; dataType: string; source: unknown }[] }[];
    };
    expect(document.distribution.map(({ sha256 }) => sha256)).toEqual(['a'.repeat(64)]);
    expect(document.recordSet[0]?.field.map(({ name }) => name)).toEqual(['time', 'level (cm)']);
    expect(document.recordSet[0]?.field[1]).toMatchObject({
      '@id': 'rows/level%20(cm)',
      dataType: 'sc:Float',
      description: { zh: '液位 · cm', en: 'Level · cm' },
      source: { fileObject: { '@id': 'open-rows.csv' }, extract: { column: 'level (cm)' } },
    });
    expect(document).toMatchObject({ license: 'https://creativecommons.org/licenses/by/4.0/' });
  });

  it('is read as what it says by a JSON-LD parser', async () => {
    const store = graph(await turtleOf(croissantOf(base, entry)));
    const about = `${base}/api/catalogue/datasets/${id(1)}`;
    const names = store.getObjects(about, 'https://schema.org/name', null);
    expect(names.map((name) => 'language' in name && `${name.language} ${name.value}`).sort()).toEqual([
      'en Water "levels"\n2024',
      'zh 积水点液位',
    ]);
    expect(store.getObjects(null, 'http://mlcommons.org/croissant/column', null)).toHaveLength(2);
    expect(store.getObjects(about, dct('conformsTo'), null)[0]?.value).toBe(
      'http://mlcommons.org/croissant/1.1',
    );
  });

  it('has variables and no file where rows are not to be had', () => {
    const document = croissantOf(base, closed);
    expect(document).toMatchObject({ isAccessibleForFree: false, license: '仅限在沙箱内计算' });
    expect(document).not.toHaveProperty('distribution');
    expect(document).not.toHaveProperty('recordSet');
    expect(document).toMatchObject({ variableMeasured: [{ name: 'time' }, { unitText: 'cm' }, {}] });
  });
});

describe('addresses', () => {
  it('are made of texts that are some, and stand as IRIs', () => {
    expect(webAddress(' https://a.example/x?y=|z ')).toBe('https://a.example/x?y=%7Cz');
    expect(webAddress('https://a.example/a b')).toBeNull();
    expect(webAddress('javascript:alert(1)')).toBeNull();
    expect(licenceAddress('CC-BY-4.0')).toBe('https://creativecommons.org/licenses/by/4.0/');
    expect(licenceAddress('CC BY-NC 4.0')).toBe('https://creativecommons.org/licenses/by-nc/4.0/');
    expect(licenceAddress('by arrangement')).toBeNull();
  });
});
