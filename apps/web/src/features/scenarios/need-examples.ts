import type { Me } from '@scenario-lab/contracts/accounts';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';

/** A whole need to start from. Its words are an example's and say so; everything in it is to be written over. */
export interface NeedExample {
  id: 'pumps' | 'letters' | 'air';
  need: Omit<SaveScenario, 'contact' | 'budgetOwner' | 'decisionDate' | 'deadline' | 'datasetIds' | 'inList'>;
}

const shared = {
  region: null,
  cooperationMode: 'pilot',
  procurementRoute: 'competitive_negotiation',
} as const;

export const needExamples: readonly NeedExample[] = [
  {
    id: 'pumps',
    need: {
      ...shared,
      qualifications: [],
      title: { zh: '示例：排水泵站故障提前预警', en: 'Example: early warning of drainage pump faults' },
      field: 'public_services',
      problem: {
        zh: '泵站夜间无人值守，水泵停机往往到次日巡查才发现，汛期易造成下穿道路积水。希望根据运行记录，提前判断哪台水泵将出故障。',
        en: 'Pump stations are unmanned at night; a stopped pump is found on the next morning’s round, and underpasses flood in the rainy season. Faults are to be foreseen from the operating records.',
      },
      users: { zh: '排水调度值班人员和维修班组。', en: 'Drainage dispatchers and repair crews.' },
      today: {
        zh: '靠人工巡查，每 100 例故障约有 40 例在停机后才发现。',
        en: 'By manual rounds; of 100 faults about 40 are found only after the pump has stopped.',
      },
      task: 'binary',
      subject: { what: { zh: '故障', en: 'faults' } },
      criteria: [
        { id: 'c1', metric: 'recall', direction: 'at_least', threshold: 0.74, must: true, margin: 0.13 },
        { id: 'c2', metric: 'precision', direction: 'at_least', threshold: 0.7, must: true, margin: 0.15 },
        { id: 'c3', metric: 'wall_seconds_per_1k', direction: 'at_most', threshold: 5, must: false },
      ],
      conditions: {
        zh: '提供近三年运行记录和维修台账；可在两座泵站试点。',
        en: 'Three years of operating and repair records; two stations for a pilot.',
      },
      site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: false },
      budget: 600_000,
    },
  },
  {
    id: 'letters',
    need: {
      ...shared,
      qualifications: [],
      title: { zh: '示例：热线诉求自动分派', en: 'Example: sorting hotline requests to departments' },
      field: 'citizens_appeals',
      problem: {
        zh: '热线诉求由话务员逐件判断承办部门，错派后须退回重派，平均多用一个工作日。希望按诉求的要素判断应归哪一类。',
        en: 'Hotline staff decide for each request which department it goes to; a wrong one comes back and costs a working day. The kind of request is to be told from its particulars.',
      },
      users: { zh: '热线分派岗和各承办部门。', en: 'Hotline dispatchers and the departments.' },
      today: {
        zh: '人工分派，每 100 件约有 18 件错派。',
        en: 'By hand; of 100 requests about 18 go astray.',
      },
      task: 'multiclass',
      subject: { what: { zh: '诉求', en: 'requests' } },
      criteria: [
        { id: 'c1', metric: 'accuracy', direction: 'at_least', threshold: 0.85, must: true, margin: 0.05 },
        { id: 'c2', metric: 'balanced_accuracy', direction: 'at_least', threshold: 0.7, must: true },
        { id: 'c3', metric: 'wall_seconds_per_1k', direction: 'at_most', threshold: 10, must: false },
      ],
      conditions: {
        zh: '提供近一年已办结诉求的要素和承办部门（去除个人信息）。',
        en: 'One year of closed requests with their particulars and departments, without personal data.',
      },
      site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: true },
      budget: 400_000,
    },
  },
  {
    id: 'air',
    need: {
      ...shared,
      qualifications: [],
      title: { zh: '示例：次日逐时 PM2.5 预报', en: 'Example: tomorrow’s PM2.5 hour by hour' },
      field: 'environmental_protection',
      problem: {
        zh: '重污染天气应急须提前一天判断各时段浓度，现有会商难以逐时、逐站给出数值。',
        en: 'Emergency response has to know a day ahead when concentrations will be high; today’s consultation cannot tell hour by hour and station by station.',
      },
      users: { zh: '监测站值班人员和应急指挥。', en: 'Duty officers and emergency command.' },
      today: { zh: '人工会商平均相差约 20 µg/m³。', en: 'Manual consultation is off by about 20 µg/m³.' },
      task: 'forecasting',
      subject: { what: { zh: 'PM2.5 浓度', en: 'PM2.5' }, unit: 'µg/m³' },
      criteria: [
        { id: 'c1', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'µg/m³', must: true },
        { id: 'c2', metric: 'skill_persistence', direction: 'at_least', threshold: 0.2, must: true },
        { id: 'c3', metric: 'wall_seconds_per_1k', direction: 'at_most', threshold: 5, must: false },
      ],
      conditions: {
        zh: '提供各站点三年逐时监测和气象数据；可在应急值班室试用。',
        en: 'Three years of hourly readings and weather; a trial in the duty room.',
      },
      site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: true },
      budget: 480_000,
    },
  },
];

const dayAfter = (today: string, days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The example as a draft of one's own: nothing is missing at any gate but the exam, and the dates lie ahead of `today`, the
 * lab's day.
 */
export function draftOf({ need }: NeedExample, me: Me, today: string): SaveScenario {
  const owner = me.organisation.name;
  return {
    ...need,
    datasetIds: [],
    inList: null,
    budgetOwner: owner.zh ?? owner.en ?? null,
    deadline: dayAfter(today, 60),
    decisionDate: dayAfter(today, 120),
    contact: { name: me.person.name, phone: '' },
  };
}
