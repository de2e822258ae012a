import type { Grant } from '@scenario-lab/contracts/grants';
import type { KeyMatch } from '@scenario-lab/contracts/key-matches';
import { at } from './cards.js';
import { dataset } from './data.js';
import { department, idOf, vendor } from './people.js';

const purpose = '按街道和月份训练需水预测模型。';
const original = {
  until: '2026-12-10',
  purposeKind: 'development',
  purpose,
  methods: ['compute', 'data_job', 'psi'],
  uses: 10,
} as const;
const grant: Grant = {
  id: idOf(601),
  dataset: { id: dataset.id, title: dataset.title },
  owner: department,
  grantee: vendor,
  status: 'active',
  ...original,
  methods: [...original.methods],
  terms: 0,
  used: 7,
  left: 10,
  side: 'grantee',
  versions: [
    {
      number: 1,
      ...original,
      until: '2027-06-30',
      methods: [...original.methods],
      uses: 20,
      state: 'proposed',
      proposedBy: department,
      proposedAt: at(27),
      reason: '试点延长到明年夏季，作业次数相应增加。',
      answeredAt: null,
      answer: null,
      taken: 0,
    },
    {
      number: 0,
      ...original,
      methods: [...original.methods],
      state: 'in_force',
      proposedBy: null,
      proposedAt: at(1),
      reason: null,
      answeredAt: at(1),
      answer: null,
      taken: 7,
    },
  ],
  stopped: [],
  allowed: ['grant.agree', 'grant.decline'],
};

const match: KeyMatch = {
  id: idOf(690),
  grantId: idOf(601),
  state: 'counted',
  version: { id: idOf(501), label: '2025-06' },
  owner: department,
  grantee: vendor,
  column: 'meter_id',
  list: '在网水表清单',
  askedAt: at(3),
  agreedAt: at(4),
  side: 'grantee',
  ownerIn: { first: true, second: true },
  granteeIn: { first: true, second: true },
  count: 1_230,
  countedAt: at(5),
  reason: null,
};

export const grantHandlers = {
  'grant.matches': () => ({
    items: [
      {
        ...match,
        id: idOf(691),
        state: 'agreed',
        version: { id: idOf(102), label: '2025-07' },
        count: null,
        countedAt: null,
        ownerIn: { first: true, second: false },
        granteeIn: { first: false, second: false },
      },
      match,
    ],
    versions: [{ id: idOf(103), label: '2025-08', columns: ['meter_id', 'street'] }],
    budget: { used: 2, of: 5 },
    mayAsk: true,
  }),
  'grant.browse': () => ({
    items: [
      {
        ...grant,
        purposeKind: grant.purposeKind,
        logged: 9,
        lastUsedAt: at(20),
        renewalUntil: '2027-06-30',
      },
      {
        ...grant,
        id: idOf(602),
        status: 'expired',
        left: null,
        uses: null,
        used: 132,
        logged: 132,
        lastUsedAt: at(30),
        renewalUntil: null,
      },
    ],
    next: null,
    total: 2,
  }),
  'grant.read': () => grant,
  'grant.propose': () => ({ number: 1 }),
  'grant.uses': () => ({
    items: [
      {
        id: idOf(611),
        at: at(26),
        organisation: vendor,
        kind: 'data_job',
        version: '2024',
        rows: 48_000,
        format: null,
        run: null,
        job: { id: idOf(650), title: '分区月均用水' },
        purpose,
        terms: 0,
      },
      {
        id: idOf(612),
        at: at(22),
        organisation: vendor,
        kind: 'run',
        version: '2024',
        rows: null,
        format: null,
        run: { id: idOf(12), split: 'validation' },
        job: null,
        purpose,
        terms: 0,
      },
    ],
    next: null,
    total: 2,
  }),
};
