import type { Text } from '@scenario-lab/contracts/common';
import type { Entry } from './entry.js';
import { accessRights, licenceAddress, prefixes, themes } from './vocabulary.js';

/** JSON-LD with the prefixes of `vocabulary.ts`. */
export type Node = { [key: string]: unknown };

const ref = (iri: string): Node => ({ '@id': iri });
const typed = (type: string, value: string): Node => ({ '@type': type, '@value': value });
const moment = (at: Date) => typed('xsd:dateTime', at.toISOString());

/** A text in each of its languages; always a list, so that whoever reads the JSON alone finds one shape. */
const texts = (text: Text): Node[] =>
  (['zh', 'en'] as const).flatMap((language) =>
    text[language] === undefined ? [] : [{ '@language': language, '@value': text[language] }],
  );

export const catalogueAddress = (base: string) => `${base}/api/catalogue`;
export const entryAddress = (base: string, id: string) => `${base}/api/catalogue/datasets/${id}`;
const agent = (base: string, owner: Entry['owner']): Node => ({
  '@id': `${base}/api/organisations/${owner.id}#agent`,
  '@type': 'foaf:Agent',
  'foaf:name': texts(owner.name),
});

/** A page of the catalogue. `rest` is what its address says beyond the path. */
export function catalogueOf(
  base: string,
  page: {
    entries: readonly Entry[];
    total: number;
    publisher: Entry['owner'] | null;
    self: string;
    next: string | null;
  },
): Node {
  const address = catalogueAddress(base);
  const publisher = page.publisher ?? { id: 'lab', name: { zh: '场景实验室', en: 'Scenario Lab' } };
  return {
    '@context': prefixes,
    '@id': address,
    '@type': ['dcat:Catalog', 'hydra:Collection'],
    'dct:title': texts({ zh: '数据超市目录', en: 'Catalogue of the data supermarket' }),
    'dct:description': texts({
      zh: '本实验室已公开的数据集；不开放的数据可申请在沙箱内计算。',
      en: 'Data sets this lab has published; those that are not open can be asked for and computed on in its sandbox.',
    }),
    'dct:publisher': agent(base, publisher),
    'foaf:homepage': { '@id': `${base}/datasets`, '@type': 'foaf:Document' },
    'hydra:totalItems': page.total,
    'hydra:view': {
      '@id': page.self,
      '@type': 'hydra:PartialCollectionView',
      'hydra:first': ref(address),
      ...(page.next ? { 'hydra:next': ref(page.next) } : {}),
    },
    'dcat:dataset': page.entries.map((entry) => datasetOf(base, entry)),
  };
}

export const documentOf = (base: string, entry: Entry): Node => ({
  '@context': prefixes,
  ...datasetOf(base, entry),
});

function datasetOf(base: string, entry: Entry): Node {
  const { id, card, version, accessMode } = entry;
  const page = `${base}/datasets/${id}`;
  const coverage = version?.coverage ? period(version.coverage) : null;
  return {
    '@id': entryAddress(base, id),
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': texts(card.title),
    'dct:description': texts(card.summary),
    'dct:publisher': agent(base, entry.owner),
    'dct:issued': moment(entry.createdAt),
    'dct:modified': moment(entry.updatedAt),
    'dct:accessRights': { '@id': accessRights[accessMode], '@type': 'dct:RightsStatement' },
    'dcat:landingPage': { '@id': page, '@type': 'foaf:Document' },
    ...listed('dcat:keyword', card.technologies),
    ...listed('dcat:theme', [...new Set(card.fields.map((field) => themes[field]))].map(ref)),
    ...(card.region ? { 'dct:spatial': { '@type': 'dct:Location', 'dct:identifier': card.region } } : {}),
    ...(coverage ? { 'dct:temporal': coverage } : {}),
    ...(card.source
      ? { 'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'rdfs:label': card.source } }
      : {}),
    ...(version ? { 'dcat:version': version.label } : {}),
    ...(version ? { 'dcat:distribution': distributions(base, page, entry, version) } : {}),
  };
}

const listed = (key: string, values: readonly unknown[]): Node =>
  values.length > 0 ? { [key]: values } : {};

/** From day to day. What a file calls a time and is none is left out. */
function period({ from, to }: { from: string; to: string }): Node | null {
  const days = [from, to].map((end) => /^\d{4}-\d{2}-\d{2}/.exec(end)?.[0]);
  if (days.some((day) => day === undefined || Number.isNaN(Date.parse(day)))) return null;
  return {
    '@type': 'dct:PeriodOfTime',
    'dcat:startDate': typed('xsd:date', days[0] as string),
    'dcat:endDate': typed('xsd:date', days[1] as string),
  };
}

const formats = {
  csv: { media: 'text/csv', type: 'CSV' },
  jsonl: { media: 'application/jsonl', type: 'JSON' },
};

/** Of open data each file; of other data the one way in: the page where they are asked for. */
function distributions(
  base: string,
  page: string,
  { card }: Entry,
  version: NonNullable<Entry['version']>,
): Node[] {
  const address = licenceAddress(card.licence);
  const licence = card.licence
    ? {
        'dct:license': {
          ...(address ? ref(address) : { 'rdfs:label': card.licence }),
          '@type': 'dct:LicenseDocument',
        },
      }
    : {};
  const common = { '@type': 'dcat:Distribution', 'dcat:accessURL': ref(page), ...licence };
  if (version.files.length === 0) return [{ '@id': `${page}#access`, ...common }];
  return version.files.map(({ format, bytes, sha256 }) => ({
    '@id': `${page}#${format}`,
    ...common,
    'dct:title': texts({
      zh: `公开行（${formats[format].type}）`,
      en: `Open rows (${format.toUpperCase()})`,
    }),
    'dcat:downloadURL': ref(`${base}/api/dataset-versions/${version.id}/rows?format=${format}`),
    'dcat:mediaType': {
      '@id': `https://www.iana.org/assignments/media-types/${formats[format].media}`,
      '@type': 'dct:MediaType',
    },
    'dct:format': {
      '@id': `http://publications.europa.eu/resource/authority/file-type/${formats[format].type}`,
      '@type': 'dct:MediaTypeOrExtent',
    },
    'dcat:byteSize': typed('xsd:nonNegativeInteger', String(bytes)),
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': ref(`${prefixes.spdx}checksumAlgorithm_sha256`),
      'spdx:checksumValue': typed('xsd:hexBinary', sha256),
    },
  }));
}
