import type { SampleRow } from '@scenario-lab/contracts/dispatch';
import type { RateRow } from '@scenario-lab/contracts/ticket-rates';
import type { DispatchRule, Ticket } from '@scenario-lab/contracts/tickets';
import { at } from './cards.js';
import { department, idOf, vendor } from './people.js';

export const dispatchRule: DispatchRule = {
  id: idOf(820),
  category: 'water_drainage',
  region: null,
  pilotId: null,
  department,
  coHandlers: [],
  respondHours: 4,
  resolveHours: 24,
  note: null,
};

/** A ticket as the lab's desk reads it before it is assigned. */
export const ticket: Ticket = {
  id: idOf(800),
  number: 'GD-2026-000012',
  status: 'open',
  source: 'web',
  title: { zh: '下穿隧道雨后积水', en: 'Water stands in the underpass after rain' },
  words: {
    zh: '每次下大雨，一环路下穿隧道积水很深，车辆绕行要半小时。\n希望尽快疏通。',
    en: 'After every heavy rain the underpass of the first ring road is flooded.',
  },
  category: 'water_drainage',
  region: '510104',
  place: '一环路下穿隧道',
  pilotId: null,
  site: null,
  department: null,
  reportedAt: at(22),
  respondBy: null,
  resolveBy: null,
  respondedAt: null,
  answeredAt: null,
  closedAt: null,
  returns: 0,
  reopened: 0,
  escalation: 0,
  excluded: null,
  mergedInto: null,
  firstDepartment: null,
  coHandlers: [],
  vendor: null,
  answer: null,
  evidence: [],
  excludedBecause: null,
  said: null,
  followUps: [],
  hasReporter: true,
  needs: [],
  merged: [{ id: idOf(802), number: 'GD-2026-000014' }],
  suggestion: { rule: dispatchRule, because: ['category'] },
  allowed: ['ticket.read', 'ticket.assign', 'ticket.merge', 'ticket.exclude', 'ticket.read_reporter'],
};

/** One that was answered and found wanting. */
export const otherTicket: Ticket = {
  ...ticket,
  id: idOf(801),
  number: 'GD-2026-000009',
  status: 'assigned',
  source: 'csv',
  title: { zh: '路灯夜间不亮', en: 'Street lights stay dark' },
  category: 'roads_traffic',
  department,
  firstDepartment: department,
  vendor,
  respondBy: at(23),
  resolveBy: at(24),
  respondedAt: at(22),
  answeredAt: at(22),
  reopened: 1,
  escalation: 2,
  answer: '已更换灯头。',
  evidence: [
    {
      id: idOf(830),
      note: '更换灯头两只，现场照片见附件。',
      file: { name: '现场照片.jpg', bytes: 482_113 },
      organisation: department,
      at: at(22),
    },
  ],
  followUps: [
    {
      id: idOf(840),
      at: at(23),
      by: '赵工',
      reached: true,
      resolved: false,
      satisfied: false,
      note: '灯仍不亮。',
      falseClosure: true,
    },
  ],
  needs: [],
  merged: [],
  suggestion: null,
  allowed: ['ticket.read', 'ticket.return', 'ticket.add_evidence', 'ticket.answer'],
};

const sample: SampleRow = {
  id: idOf(850),
  from: '2026-11-01',
  until: '2026-11-30',
  share: 0.2,
  seed: '2026-11',
  drawn: 2,
  of: 9,
  called: 1,
  createdAt: at(28),
};

const behind = ({ id, number, title, status }: Ticket) => ({ id, number, title, status });
const rateRow: RateRow = {
  key: department.id,
  name: department.name,
  tickets: 24,
  response: { share: 0.9, met: 18, facts: 20 },
  resolution: { share: 0.75, met: 15, facts: 20 },
  satisfaction: { share: null, met: 3, facts: 4 },
  excluded: { duplicate: 2, unreasonable: 1 },
  falseClosures: 1,
  returns: 2,
};

export const ticketHandlers = {
  'lab.read_working_days': () => ({ own: { off: [], on: [] }, missing: [2027] }),
  'ticket.read_rates': () => ({ rows: [rateRow], total: { ...rateRow, key: '', name: null } }),
  'ticket.read_hot_spots': () => [
    {
      category: 'water_drainage',
      region: '510104',
      tickets: 14,
      before: 6,
      reopened: 2,
      examples: [behind(ticket), behind(otherTicket)].map(({ status: _, ...one }) => one),
    },
    { category: 'roads_traffic', region: 'gaoxin', tickets: 5, before: 7, reopened: 0, examples: [] },
  ],
  'ticket.read_behind_rate': () => [
    { ...behind(ticket), counts: 'met', weight: 1, excluded: null },
    { ...behind(otherTicket), counts: 'missed', weight: 2, excluded: null },
    {
      ...behind({ ...ticket, id: idOf(802), number: 'GD-2026-000014' }),
      counts: 'excluded',
      weight: 0,
      excluded: 'duplicate',
    },
  ],
  'ticket.browse': () => ({
    items: [ticket, otherTicket],
    next: null,
    total: 2,
    facets: {
      status: { open: 1, assigned: 1 },
      category: { water_drainage: 1, roads_traffic: 1 },
      region: { '510104': 2 },
    },
  }),
  'ticket.read': ({ params }: { params: Record<string, string> }) =>
    [ticket, otherTicket].find(({ id }) => id === params.id) ?? null,
  'ticket.read_reporter': () => ({ name: '王女士', phone: '138 0013 8000' }),
  'ticket.report': () => ({ number: 'GD-2026-000015', receipt: 'K7QM-2RXT-9HBD-W4PN' }),
  'ticket.look_up': () => ({
    number: 'GD-2026-000009',
    status: 'answered',
    title: otherTicket.title,
    reportedAt: at(20),
    department,
    resolveBy: at(24),
    answer: '已更换灯头，夜间照明恢复正常。',
    answeredAt: at(22),
    closedAt: null,
    said: null,
    maySay: true,
  }),
  'ticket.import': ({ body }: { body: Record<string, unknown> }) => ({
    lines: [
      {
        row: 2,
        state: body.apply ? 'made' : 'ready',
        externalId: '20261102001',
        title: '水压不足',
        faults: [{ column: '所属区域', code: 'unknown_region', stops: false }],
      },
      { row: 3, state: 'double', externalId: '20261102002', title: '路灯夜间不亮', faults: [] },
      {
        row: 4,
        state: 'faulty',
        externalId: '20261102003',
        title: '井盖松动',
        faults: [{ column: '来电时间', code: 'bad_time', stops: true }],
      },
    ],
    unread: ['满意度'],
  }),
  'ticket.read_rules': () => [dispatchRule, { ...dispatchRule, id: idOf(821), category: null }],
  'ticket.save_rule': () => ({ id: idOf(822) }),
  'ticket.read_samples': () => [sample],
  'ticket.draw_sample': () => ({ id: sample.id }),
  'ticket.read_sample': () => ({
    ...sample,
    tickets: [
      { ticket: { ...otherTicket, status: 'closed' }, called: true },
      { ticket, called: false },
    ],
  }),
};
