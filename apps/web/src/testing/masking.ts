import type { ColumnEntry, DatasetVersion } from '@scenario-lab/contracts/datasets';
import type { Masking } from '@scenario-lab/contracts/masking';
import type { Handler } from './mock-notices.js';

const text = (name: string, zh: string, en: string, more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name,
  title: { zh, en },
  type: 'string',
  role: 'feature',
  knownAt: 'always',
  sensitivity: 'none',
  ...more,
});
const columns = [
  text('caller', '来电人', 'Caller'),
  text('card', '证件号', 'Identity number', { role: 'id' }),
  text('says', '诉求', 'What was said'),
  text('street', '地址', 'Address'),
  text('answered', '接听时间', 'Answered', { type: 'timestamp', role: 'time' }),
  text('minutes', '通话时长', 'Length', { type: 'number', unit: 'min', role: 'target' }),
];
const found: Record<string, Record<string, number>> = {
  caller: { person_name: 2_140 },
  card: { id_card: 2_188 },
  says: { mobile: 311, address: 96 },
  street: { address: 2_030 },
};

/** A version that came with personal data, of the one that is shown. */
export const personalVersion = (of: DatasetVersion): DatasetVersion => ({
  ...of,
  id: of.id.replace(/.$/, '9'),
  label: '2026-08',
  status: 'refused',
  fileName: '来电记录-2026-08.xlsx',
  bytes: 812_400,
  rows: null,
  columns,
  split: { by: 'hash', sample: 0.1, validation: 0.3, hidden: 0.6 },
  profile: {
    rows: 2_188,
    duplicates: 0,
    files: 0,
    timeCoverage: { from: '2026-08-01', to: '2026-08-31' },
    columns: columns.map(({ name, type }) => ({
      name,
      type,
      count: 2_188,
      nulls: 0,
      distinct: 1_900,
      min: null,
      max: null,
      mean: null,
      deviation: null,
      quantiles: [],
      histogram: [],
      top: [],
      personal: found[name] ?? {},
    })),
  },
  problems: Object.entries(found).map(([place, kinds]) => ({
    code: 'personal_data',
    place,
    detail: Object.entries(kinds)
      .map(([kind, cells]) => `${kind}: ${cells}`)
      .join(', '),
  })),
  quality: null,
  sample: [],
  sealed: false,
  allowed: ['dataset.mask_version', 'dataset.read_again'],
});

const masking: Masking = {
  state: 'shown',
  askedAt: '2026-09-02T02:00:00.000Z',
  masks: [
    { column: 'caller', method: 'truncate', keep: 1 },
    { column: 'card', method: 'token' },
    { column: 'says', method: 'redact' },
    { column: 'street', method: 'district' },
  ],
  problems: [],
  columns,
  preview: {
    rows: 2_188,
    left: [{ column: 'says', kind: 'plate', cells: 2 }],
    columns: [
      {
        name: 'caller',
        method: 'truncate',
        changed: 2_188,
        emptied: 0,
        distinctBefore: 1_904,
        distinctAfter: 96,
        examples: [
          { before: '欧阳静', after: '欧*' },
          { before: '王芳', after: '王*' },
        ],
      },
      {
        name: 'card',
        method: 'token',
        changed: 2_188,
        emptied: 0,
        distinctBefore: 1_911,
        distinctAfter: 1_911,
        examples: [{ before: '110101199003077571', after: 'tk-q7c5m2ypd4kx3ahw6tne' }],
      },
      {
        name: 'says',
        method: 'redact',
        changed: 402,
        emptied: 0,
        distinctBefore: 2_050,
        distinctAfter: 2_031,
        examples: [{ before: '停水了，请回电13800138001', after: '停水了，请回电[手机号]' }],
      },
      {
        name: 'street',
        method: 'district',
        changed: 2_188,
        emptied: 158,
        distinctBefore: 1_702,
        distinctAfter: 11,
        examples: [{ before: '浙江省杭州市西湖区文三路100号3栋201室', after: '浙江省杭州市西湖区' }],
      },
    ],
  },
};

export const maskingHandlers: Record<string, Handler> = {
  'dataset.read_masking': () => masking,
  'dataset.ask_masking': () => undefined,
  'dataset.take_masking': () => ({ id: '00000000-0000-4000-8000-000000000599' }),
};
