import type { CatalogueImport, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { CatalogueSource, Harvest } from '@scenario-lab/contracts/catalogue-sources';
import { at } from './cards.js';
import { dataset } from './data.js';
import { idOf } from './people.js';

const counts = { added: 3, changed: 12, vanished: 1, same: 471, refused: 2 };
const harvest: Harvest = {
  id: idOf(951),
  trial: false,
  askedBy: null,
  askedAt: at(20),
  endedAt: at(20),
  begun: true,
  pages: 1,
  entries: 488,
  received: 1_803_211,
  counts,
  problem: null,
  importId: idOf(961),
  undoneAt: null,
};
const failed: Harvest = {
  ...harvest,
  id: idOf(952),
  askedAt: at(19),
  endedAt: at(19),
  counts: null,
  importId: null,
  problem: { fetch: { fault: 'status', code: 503, host: null, most: null }, reading: null, vanished: null },
};
const look: Harvest = {
  ...harvest,
  id: idOf(953),
  trial: true,
  askedBy: '王运营',
  counts: { added: 486, changed: 0, vanished: 0, same: 0, refused: 2 },
  importId: null,
};
const active: CatalogueSource = {
  id: idOf(941),
  name: '某市公共数据开放平台',
  address: 'https://data.example.cn/api/3/action/package_search?fq=organization:water',
  kind: 'ckan',
  licence: 'CC BY 4.0',
  mapping: null,
  every: 'day',
  status: 'active',
  owner: '王运营',
  createdAt: at(1),
  nextAt: at(21),
  failures: 0,
  entries: 487,
  vanished: 4,
  last: harvest,
  allowed: ['edit', 'look', 'harvest', 'pause', 'remove'].map((deed) => `catalogue_source.${deed}`),
};
const held: Harvest = {
  ...failed,
  id: idOf(954),
  counts: { added: 120, changed: 0, vanished: 118, same: 2, refused: 0 },
  problem: { fetch: null, reading: null, vanished: { gone: 118, of: 120 } },
};
const failing: CatalogueSource = {
  ...active,
  id: idOf(942),
  name: 'European climate data',
  kind: 'dcat',
  address: 'https://climate.example.eu/catalogue.jsonld',
  every: 'week',
  status: 'failing',
  failures: 2,
  entries: 120,
  vanished: 0,
  last: held,
};
const trial: CatalogueSource = {
  ...active,
  id: idOf(943),
  name: '省级数据目录',
  status: 'trial',
  nextAt: null,
  entries: 0,
  vanished: 0,
  last: look,
  allowed: ['edit', 'look', 'start', 'remove'].map((deed) => `catalogue_source.${deed}`),
};
const all = [trial, failing, active];
const harvestsOf: Record<string, Harvest[]> = {
  [active.id]: [harvest, failed, { ...harvest, id: idOf(955), undoneAt: at(18), askedBy: '王运营' }],
  [failing.id]: [held, failed],
  [trial.id]: [look],
};

const line: ImportLine = {
  place: 'result.results[0]',
  identifier: 'a',
  outcome: 'changed',
  title: dataset.title,
  publisher: '水务局',
  licence: 'CC BY 4.0',
  columns: 0,
  files: 2,
  datasetId: dataset.id,
  problems: [],
};
const lines: ImportLine[] = [
  line,
  { ...line, place: 'page 2 · result.results[7]', outcome: 'vanished', title: { zh: '泵站逐时水位（旧）' } },
  {
    ...line,
    place: 'result.results[31]',
    outcome: 'refused',
    title: null,
    datasetId: null,
    problems: [{ code: 'other_source', place: 'result.results[31]', detail: '省级数据目录' }],
  },
];
const taken: CatalogueImport = {
  id: idOf(961),
  kind: 'ckan',
  fileName: 'data.example.cn/api/3/action/package_search',
  source: active.name,
  sourceId: active.id,
  counts,
  at: at(20),
  undoneAt: null,
  kept: 0,
  allowed: ['catalogue_import.undo'],
};

type Params = { params: Record<string, string> };
export const harvestHandlers = {
  'catalogue_import.browse': () => ({ items: [taken], next: null, total: 1 }),
  'catalogue_import.read': () => ({ ...taken, lines }),
  'catalogue_source.browse': () => ({ items: all, next: null, total: all.length }),
  'catalogue_source.read': ({ params }: Params) => ({
    ...(all.find(({ id }) => id === params.id) ?? active),
    harvests: harvestsOf[params.id ?? ''] ?? [harvest],
  }),
  'catalogue_source.read_harvest': ({ params }: Params) => ({
    ...(params.id === look.id ? look : harvest),
    lines,
    mapping: null,
    paths: [],
  }),
  'catalogue_source.create': () => ({ id: trial.id }),
};
