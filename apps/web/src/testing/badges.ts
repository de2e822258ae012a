import { badgeKinds } from '@scenario-lab/contracts/badges';
import { campHandlers } from './camps.js';
import { at } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const rules = [
  { rule: 'certificates_in_force', bound: 'at_least', threshold: 1, value: 2, holds: true },
  { rule: 'pilots_accepted', bound: 'at_least', threshold: 1, value: 1, holds: true },
  { rule: 'certificates_lost', bound: 'at_most', threshold: 0, value: 1, holds: false },
  { rule: 'field_estimate', bound: 'at_least', threshold: 0.5, value: 0.583, holds: true },
  { rule: 'kept_estimate', bound: 'at_least', threshold: 0.5, value: null, holds: false },
];
const row = {
  id: idOf(70),
  number: 'SB-2026-0003',
  kind: 'service_provider',
  status: 'watch',
  holder: vendor,
  thing: 'organisation',
  thingId: vendor.id,
  title: vendor.name,
  issuedAt: at(2),
  expiresAt: '2027-10-02T15:59:59.000Z',
};
const applied = {
  ...row,
  id: idOf(71),
  number: null,
  kind: 'data_partner',
  status: 'applied',
  holder: department,
  thingId: department.id,
  title: department.name,
  issuedAt: null,
  expiresAt: null,
};
const rows = [row, applied];

/** Of camps too, whose certificates stand beside badges. */
export const badgeHandlers: Record<string, Handler> = {
  ...campHandlers,
  'badge.browse': ({ query }) => {
    const items = rows.filter(({ thingId }) => !query.get('thingId') || query.get('thingId') === thingId);
    return {
      items,
      next: null,
      total: items.length,
      facets: { kind: { service_provider: 1, data_partner: 1 }, status: { watch: 1, applied: 1 } },
    };
  },
  'badge.read': ({ params }) => {
    const found = rows.find(({ id, number }) => id === params.key || number === params.key) ?? row;
    return {
      ...found,
      rules,
      measuredAt: at(22),
      mendBy: found === row ? '2026-11-20T02:00:00.000Z' : null,
      reason: found === row ? 'certificates_lost,kept_estimate' : null,
      words: found === applied ? '三年来持续提供排水与客流数据。' : null,
      digest: found === row ? 'ab'.repeat(32) : null,
      keyId: found === row ? 'ed25519-0011223344556677' : null,
      paper: found === row,
      appliedAt: at(1),
      allowed: found === row ? ['badge.read', 'badge.revoke'] : ['badge.recommend', 'badge.decline'],
    };
  },
  'badge.read_thresholds': () => ({
    number: 2,
    kinds: badgeKinds.map((kind) => ({
      kind,
      rules: [
        { rule: 'pilots_accepted', bound: 'at_least', threshold: 2, usual: 1 },
        { rule: 'certificates_lost', bound: 'at_most', threshold: 0, usual: 0 },
        { rule: 'field_estimate', bound: 'at_least', threshold: 0.5, usual: 0.5 },
        { rule: 'listed', bound: 'at_least', threshold: 1, usual: 1 },
      ],
    })),
    history: [
      {
        number: 2,
        at: at(20),
        note: '一次验收不足以说明稳定，经第三季度评审会议讨论提高。',
        changes: [{ kind: 'service_provider', rule: 'pilots_accepted', from: 1, to: 2 }],
      },
    ],
    allowed: ['badge.set_thresholds'],
  }),
  'badge.try_thresholds': () => ({
    changes: [{ kind: 'service_provider', rule: 'pilots_accepted', from: 2, to: 3 }],
    standing: 4,
    short: [{ ...row, rules: ['pilots_accepted'] }],
  }),
  'badge.read_rules': () => ({ title: vendor.name, holder: vendor, rules }),
};
