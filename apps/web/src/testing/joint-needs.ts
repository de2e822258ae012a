import type { JointNeed } from '@scenario-lab/contracts/joint-needs';
import { at, scenario } from './cards.js';
import { department, idOf } from './people.js';

const other = {
  id: idOf(931),
  name: { zh: '成都市城市管理委员会', en: 'Chengdu Urban Management Commission' },
};
const joint: JointNeed = {
  id: idOf(930),
  title: { zh: '下穿隧道与低洼路段积水预警', en: 'Flood warnings for underpasses and low roads' },
  status: 'proposed',
  month: '2026-11',
  lead: department,
  members: 2,
  answered: 1,
  createdAt: at(3),
  note: '两家单位的需求都依赖液位和雨量，建议合成一题；请于本月二十五日前答复。',
  likeness: 0.62,
  reason: null,
  shares: [
    {
      organisation: department,
      scenario: { id: scenario.id, title: scenario.title },
      state: 'asked',
      duties: { data: '', site: '', acceptance: '' },
      budget: null,
      reason: null,
      answeredAt: null,
    },
    {
      organisation: other,
      scenario: { id: idOf(932), title: { zh: '低洼路段积水提前提示', en: 'Early notice of flooded roads' } },
      state: 'agreed',
      duties: { data: '道路视频与积水记录', site: '人民南路下穿隧道', acceptance: '' },
      budget: 600_000,
      reason: null,
      answeredAt: at(5),
    },
  ],
  criteria: scenario.criteria.slice(0, 2).map((criterion, place) => ({
    criterion,
    asked: [
      { organisationId: department.id, threshold: criterion.threshold, must: criterion.must },
      {
        organisationId: other.id,
        threshold: place === 0 ? criterion.threshold : null,
        must: place === 0 ? criterion.must : null,
      },
    ],
    differs: place === 0 ? ('same' as const) : ('not_all' as const),
  })),
  budget: 600_000,
  scenario: null,
  allowed: ['joint_need.read', 'joint_need.agree', 'joint_need.decline', 'joint_need.dissolve'],
};

export const jointNeedHandlers = {
  'joint_need.browse': () => ({ items: [joint], next: null, total: 1 }),
  'joint_need.read': ({ params }: { params: Record<string, string> }) =>
    params.id === joint.id ? joint : null,
  'joint_need.of_scenario': () => ({ of: null }),
  'joint_need.groups': () => ({
    month: '2026-11',
    least: 0.5,
    compared: 24,
    groups: [
      {
        needs: joint.shares.map(({ organisation, scenario: need }) => ({ ...need, owner: organisation })),
        least: 0.62,
        most: 0.62,
        words: ['积水', '液位', '下穿隧道'],
      },
    ],
  }),
  'joint_need.propose': () => ({ id: joint.id }),
};
