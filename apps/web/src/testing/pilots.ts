import type { Effect } from '@scenario-lab/contracts/pilot-design';
import type { PilotLive } from '@scenario-lab/contracts/pilot-live';
import type { readPilotPlan } from '@scenario-lab/contracts/pilot-plan';
import type { QuarantinedPoint } from '@scenario-lab/contracts/pilot-quarantine';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import type { Answer } from '@scenario-lab/contracts/route';
import { acceptance } from './acceptance.js';
import { at, scenario, solution } from './cards.js';
import { department, idOf, vendor } from './people.js';

const kpiId = idOf(910);
/** A running pilot as its department reads it. */
export /** Six weeks on either side, three of a unit better than the control site would have it. */
const effect: Effect = {
  method: 'difference_in_differences',
  from: '2026-10-29',
  effect: { value: -3.1, interval: { lower: -3.6, upper: -2.6 } },
  before: 6,
  after: 6,
  trendBefore: { value: 0.1, interval: { lower: -0.2, upper: 0.4 } },
  jump: null,
  slope: null,
  days: Array.from({ length: 84 }, (_, n) => {
    const wave = Math.sin(n / 3) + Math.sin(n * 2.3) / 2;
    const gap = n === 20 || n === 21;
    const after = n >= 42;
    return {
      day: new Date(Date.UTC(2026, 8, 17 + n)).toISOString().slice(0, 10),
      value: gap ? null : 14 + wave + Math.cos(n * 1.7) / 3 - (after ? 3 : 0),
      control: 12 + wave,
      expected: after ? 14 + wave : null,
    };
  }),
};

const pilot: Pilot = {
  id: idOf(900),
  engagementId: idOf(901),
  status: 'running',
  scenario: { id: scenario.id, title: scenario.title },
  solution: { id: solution.id, title: solution.title },
  vendor,
  department,
  from: '2026-10-01',
  until: '2026-12-31',
  sites: ['东门闸站', '沙河闸站', '北门闸站'],
  allowed: ['pilot.read', 'pilot.evaluate', 'pilot.tick', 'pilot.decide_points'],
  certificate: {
    number: 'SL-2026-000007',
    status: 'watch',
    since: at(20),
    algorithmVersionId: idOf(930),
    exam: { benchmarkId: idOf(931), number: 2 },
    run: null,
    renewal: null,
  },
  about: { task: 'forecasting', subject: null },
  conditions: null,
  milestones: [
    {
      id: idOf(920),
      title: { zh: '设备联调', en: 'Devices connected' },
      from: '2026-10-01',
      due: '2026-10-10',
      owner: 'vendor',
      done: { at: at(9), by: '陈工', organisation: vendor },
    },
    {
      id: idOf(921),
      title: { zh: '与人工巡检并行', en: 'Beside the rounds on foot' },
      from: '2026-10-11',
      due: '2026-11-30',
      owner: 'department',
      done: null,
    },
    {
      id: idOf(922),
      title: { zh: '中期评估', en: 'Mid-term review' },
      from: null,
      due: '2026-11-15',
      owner: 'department',
      done: null,
    },
  ],
  risks: [
    {
      what: '汛期停电，闸站数据中断',
      likelihood: 2,
      impact: 3,
      owner: 'vendor',
      measure: '加装备用电源，断电两小时内到场。',
    },
  ],
  updatedAt: at(20),
  kpis: [
    {
      id: kpiId,
      criterion: {
        id: 'c1',
        metric: 'mae',
        direction: 'at_most',
        threshold: 12,
        unit: 'cm',
        must: true,
        weight: 1,
      },
      name: { zh: '积水深度误差', en: 'Error of the depth' },
      unit: 'cm',
      baseline: 18,
      target: 12,
      observations: 60,
      plausible: { least: 0, most: 400 },
      series: [{ at: at(20), value: 9.4, source: 'site_token', site: '东门闸站' }],
      counted: 41,
      selfReported: 0,
      witnessed: 41,
      field: { value: 9.6, interval: { lower: 8.8, upper: 10.4 } },
      lab: {
        value: 8.9,
        interval: { lower: 8.1, upper: 9.7, level: 0.95, method: 'bca' },
        certificate: null,
      },
      gap: -0.7,
      insideLabInterval: true,
      reached: true,
      shadow: null,
      effect,
      drift: {
        bound: 9.7,
        limit: 8,
        days: Array.from({ length: 22 }, (_, i) => ({
          day: `2026-10-${String(i + 1).padStart(2, '0')}`,
          value: i < 17 ? 9.2 + (i % 3) / 4 : 12,
          sum: i < 17 ? (i % 3) / 3 : (i - 16) * 2.5,
        })),
        alarm: '2026-10-20',
      },
    },
  ],
  tokens: [
    {
      id: idOf(940),
      site: '沙河闸站',
      createdAt: at(2),
      lastUsedAt: at(22),
      clockAhead: 28_800,
      clockBehind: null,
      fault: { at: at(1), code: 'no_reading', topic: 'kpi/mae' },
      ended: false,
    },
  ],
  window: { from: at(1), until: at(28) },
  timeZone: 'Asia/Shanghai',
  safeguards: [
    { kind: 'permit', what: '占道作业许可', number: '成城管〔2026〕118 号', until: '2026-12-31' },
    { kind: 'insurance', what: '第三者责任险', number: 'PZ-2026-0017', until: null },
  ],
  design: {
    design: {
      kind: 'control_sites',
      from: '2026-10-29',
      controls: ['北门闸站'],
      assumption: '两站同属一条渠，来水走势一致；期间没有其他改造。',
    },
    changedAt: null,
  },
  mqtt: { port: 8883, tls: true },
  statement: null,
  caseId: null,
  members: [],
  quarantined: 3,
};

const live: PilotLive = {
  at: at(22),
  quarantined: 3,
  kpis: [
    {
      id: kpiId,
      last: { at: at(22), value: 9.2, site: '东门闸站' },
      days: [16, 17, 18, 19, 20, 21, 22].map((day) => ({
        day: `2026-10-${day}`,
        value: day === 19 ? null : 8 + (day % 5) / 2,
        points: day === 19 ? 0 : 24,
      })),
    },
  ],
  sites: [
    { site: '东门闸站', light: 'fine', lastAt: at(22), because: [], tickets: 1 },
    { site: '沙河闸站', light: 'off_target', lastAt: at(22), because: [kpiId], tickets: 0 },
    { site: '北门闸站', light: 'silent', lastAt: at(18), because: [kpiId], tickets: 0 },
  ],
};

const { kpis, milestones, risks, safeguards, from, until, sites, conditions } = pilot;
const before = {
  from,
  until,
  sites,
  conditions,
  risks,
  safeguards,
  design: null,
  milestones: milestones.map(({ done: _ticked, ...one }) => one),
  kpis: kpis.map(({ criterion, name, unit, baseline, target, observations, plausible }) => ({
    criterion: { id: criterion.id },
    name,
    unit,
    baseline,
    target,
    observations,
    plausible,
  })),
};
/** A change waits for the department's word; a paper waits for it too. */
const plan: Answer<typeof readPilotPlan> = {
  changes: [
    {
      id: idOf(940),
      reason: '北门闸站改造停电两周，试点顺延，并增加西门闸站。',
      by: '陈工',
      organisation: vendor,
      at: at(21),
      before,
      after: { ...before, until: '2027-01-15', sites: [...sites, '西门闸站'] },
      decision: null,
      decided: null,
      may: ['agree', 'decline'],
    },
  ],
  documents: [
    {
      id: idOf(941),
      name: '现场安全与保险责任书',
      fileName: '责任书.pdf',
      sha256: 'ab'.repeat(32),
      bytes: 482_113,
      by: '陈工',
      organisation: vendor,
      at: at(2),
      confirmed: { vendor: { by: '陈工', at: at(2) }, department: null },
      mayConfirm: true,
    },
  ],
  allowed: ['pilot.read', 'pilot.propose_change', 'pilot.decide_change', 'pilot.add_document'],
};

const apart: QuarantinedPoint[] = (
  [
    ['out_of_range', '400', 812, null],
    ['clock_ahead', '28800', 9.1, null],
    ['other_site', '西门闸站', 8.7, null],
    ['out_of_range', '0', -3, { how: 'dropped', at: at(21), by: '李敏', reason: '传感器断线，已更换' }],
  ] as const
).map(([reason, detail, value, decided], index) => ({
  id: idOf(960 + index),
  criterion: 'c1',
  at: at(22),
  value,
  site: '沙河闸站',
  source: 'site_token',
  reason,
  detail,
  receivedAt: at(22),
  by: '',
  decided,
}));

export const pilotHandlers = {
  'pilot.read_acceptance': () => acceptance,
  'pilot.read_plan': () => plan,
  'survey.look_up': () => ({
    audience: 'staff',
    scenario: scenario.title,
    department: department.name,
    until: '2026-12-20',
  }),
  'survey.answer': () => null,
  'survey.invite': () => ({ links: [] }),
  'survey.remind': () => null,
  'survey.withdraw_address': () => null,
  'pilot.read': ({ params }: { params: Record<string, string> }) => (params.id === pilot.id ? pilot : null),
  'pilot.read_live': () => live,
  'pilot.quarantine': ({ query }: { query: URLSearchParams }) => ({
    items: apart.filter(({ decided }) => (query.get('state') === 'decided') === (decided !== null)),
    next: null,
    total: 3,
  }),
};
