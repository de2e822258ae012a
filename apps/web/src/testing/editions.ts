import type { Edition, EditionRow } from '@scenario-lab/contracts/editions';
import type { ImportRow, ListImport } from '@scenario-lab/contracts/list-imports';
import { at, scenario } from './cards.js';
import { idOf } from './people.js';

/** A published list as the lab reads it. */
export const editionRow: EditionRow = {
  id: idOf(700),
  kind: 'opportunity',
  status: 'published',
  number: 2,
  title: { zh: '2026年第三季度机会清单', en: 'Scenario list, third quarter 2026' },
  entries: 1,
  publishedAt: at(5),
  updatedAt: at(5),
  allowed: ['edition.read', 'edition.create', 'edition.withdraw'],
};
export const edition: Edition = {
  ...editionRow,
  content: {
    kind: 'opportunity',
    title: editionRow.title,
    note: null,
    entries: [
      {
        id: scenario.id,
        cells: {
          name: scenario.title,
          field: { zh: '环境保护', en: 'Environmental protection' },
          owner: scenario.owner.name,
          problem: { zh: '数据靠人工汇总，发布滞后。', en: 'Figures are gathered by hand and come late.' },
          budget: 120,
          deadline: { zh: '2026-12-31', en: '2026-12-31' },
        },
      },
    ],
  },
  there: [scenario.id],
  digest: 'a'.repeat(64),
  contacts: false,
  difference: {
    id: idOf(701),
    number: 1,
    added: [scenario.id],
    changed: [],
    gone: [{ id: idOf(702), name: { zh: '井盖位移监测', en: 'Manhole covers' } }],
  },
  files: [
    { format: 'csv', language: 'zh', bytes: 2_048, sha256: 'b'.repeat(64) },
    { format: 'xlsx', language: 'zh', bytes: 9_216, sha256: 'c'.repeat(64) },
    { format: 'json', language: null, bytes: 4_096, sha256: 'd'.repeat(64) },
    { format: 'pdf', language: 'zh', bytes: 65_536, sha256: 'e'.repeat(64) },
  ],
  alone: false,
  remark: null,
};

/** A list that came as a file, with a line of every kind. */
export const importRow: ListImport = {
  id: idOf(710),
  fileName: '成都市场景机会清单.xlsx',
  state: 'read',
  problems: [],
  createdAt: at(20),
  rows: 3,
  imported: 1,
  allowed: [
    'list_import.list',
    'list_import.read',
    'list_import.edit',
    'list_import.apply',
    'list_import.undo',
  ],
};
const line = (number: number, over: Partial<ImportRow>): ImportRow => ({
  number,
  kind: 'opportunity',
  sheet: '机会清单',
  row: number + 2,
  values: { name: '下穿隧道积水预警', owner: '市水务局', budget: '120' },
  state: 'ready',
  faults: [],
  ownerKnown: true,
  thingId: null,
  ...over,
});
export const wholeImport = {
  ...importRow,
  lines: [
    line(1, { state: 'imported', thingId: scenario.id }),
    line(2, {
      state: 'faulty',
      values: { name: '井盖位移监测', owner: '市城管委', budget: '面议', field: '智慧市政' },
      faults: [
        { column: 'budget', code: 'not_an_amount', stops: true },
        { column: 'field', code: 'unknown_term', stops: false },
      ],
      ownerKnown: false,
    }),
    line(3, {}),
  ],
};
