import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import type { Node } from './dcat.js';
import type { Entry } from './entry.js';
import { licenceAddress } from './vocabulary.js';

/** The terms this document uses, as Croissant 1.1 names them; texts stand under their languages. */
const context = {
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  isLiveDataset: 'cr:isLiveDataset',
  name: { '@container': '@language' },
  recordSet: 'cr:recordSet',
  sc: 'https://schema.org/',
  source: 'cr:source',
};

const dataTypes: Record<ColumnEntry['type'], string> = {
  number: 'sc:Float',
  string: 'sc:Text',
  boolean: 'sc:Boolean',
  timestamp: 'sc:DateTime',
  image: 'sc:ImageObject',
};

/** A data set in Croissant 1.1; without a version it has neither fields nor files. */
export function croissantOf(base: string, entry: Entry): Node {
  const { id, card, version } = entry;
  const csv = version?.files.find(({ format }) => format === 'csv');
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    '@id': `${base}/api/catalogue/datasets/${id}`,
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: card.title,
    description: card.summary,
    identifier: id,
    url: `${base}/datasets/${id}`,
    creator: { '@type': 'sc:Organization', name: entry.owner.name },
    publisher: { '@type': 'sc:Organization', name: entry.owner.name },
    ...(card.licence ? { license: licenceAddress(card.licence) ?? card.licence } : {}),
    datePublished: entry.createdAt.toISOString().slice(0, 10),
    dateModified: entry.updatedAt.toISOString(),
    isAccessibleForFree: entry.accessMode === 'open',
    ...(card.technologies.length > 0 ? { keywords: card.technologies } : {}),
    ...(version ? { version: version.label } : {}),
    ...(version && csv ? records(base, version, csv) : {}),
    ...(version && !csv ? { variableMeasured: version.columns.map(variable) } : {}),
  };
}

/** The file everybody who signs in may fetch, and its columns. Personal columns are not in it. */
function records(
  base: string,
  version: NonNullable<Entry['version']>,
  csv: NonNullable<Entry['version']>['files'][number],
): Node {
  const file = 'open-rows.csv';
  return {
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': file,
        name: file,
        description: {
          zh: '未被任何评测隐藏的行。凭本实验室的访问令牌（Bearer）下载。',
          en: 'The rows no exam hides. Fetched with a token of the lab as bearer.',
        },
        contentUrl: `${base}/api/dataset-versions/${version.id}/rows?format=csv`,
        contentSize: `${csv.bytes} B`,
        encodingFormat: 'text/csv',
        sha256: csv.sha256,
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'rows',
        name: 'rows',
        field: version.columns
          .filter(({ sensitivity }) => sensitivity !== 'personal')
          .map((column) => ({
            '@type': 'cr:Field',
            '@id': `rows/${encodeURIComponent(column.name)}`,
            name: column.name,
            ...described(column),
            dataType: dataTypes[column.type],
            source: { fileObject: { '@id': file }, extract: { column: column.name } },
          })),
      },
    ],
  };
}

const variable = (column: ColumnEntry): Node => ({
  '@type': 'sc:PropertyValue',
  name: column.name,
  ...described(column),
  ...(column.unit ? { unitText: column.unit } : {}),
});

/** Name, meaning and unit of a column in each language it has been described in. */
function described({ title, meaning, unit }: ColumnEntry): Node {
  const said = (language: 'zh' | 'en') =>
    [title?.[language], meaning?.[language]].filter((text) => text !== undefined);
  const description = (['zh', 'en'] as const).flatMap((language) => {
    const words = said(language);
    return words.length > 0 ? [[language, [...words, ...(unit ? [unit] : [])].join(' · ')] as const] : [];
  });
  return description.length > 0 ? { description: Object.fromEntries(description) } : {};
}
