import type { PilotLive } from '@scenario-lab/contracts/pilot-live';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import { at, scenario, solution } from './cards.js';
import { department, idOf, vendor } from './people.js';

const kpiId = idOf(910);
/** A running pilot as its department reads it. */
export const pilot: Pilot = {
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
  allowed: ['pilot.read', 'pilot.evaluate', 'pilot.tick'],
  about: { task: 'forecasting', subject: null },
  conditions: null,
  milestones: [
    { id: idOf(920), title: { zh: '设备联调', en: 'Devices connected' }, due: '2026-10-10', done: null },
  ],
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
    },
  ],
  tokens: [],
  window: { from: at(1), until: at(28) },
  timeZone: 'Asia/Shanghai',
  statement: null,
  caseId: null,
};

const live: PilotLive = {
  at: at(22),
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

export const pilotHandlers = {
  'pilot.read': ({ params }: { params: Record<string, string> }) => (params.id === pilot.id ? pilot : null),
  'pilot.read_live': () => live,
};
