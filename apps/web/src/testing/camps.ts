import type { Camp, Skill, TraineeRow } from '@scenario-lab/contracts/camps';
import { at } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const lab = { id: idOf(900), name: { zh: '场景实验室', en: 'Scenario Lab' } };
const progress: TraineeRow['progress'] = {
  attended: ['s1'],
  tasks: [{ id: 't1', used: 2, best: 10.62, runId: idOf(911), solved: true }],
  complete: true,
};
const camp: Camp = {
  id: idOf(90),
  status: 'running',
  title: { zh: '数据到模型：评测基准实训营', en: 'From data to a measured model' },
  field: 'environmental_protection',
  seats: 24,
  taken: 23,
  waiting: 2,
  certified: 0,
  signUpUntil: '2026-12-20',
  from: at(20),
  until: at(28),
  about: { zh: '两讲，在真实评测基准的练习部分上调试算法。', en: 'Two sessions on a real benchmark.' },
  organisation: lab,
  sessions: [
    { id: 's1', topic: { zh: '验收指标', en: 'Criteria' }, at: at(20), until: at(21), place: '高新区' },
    { id: 's2', topic: { zh: '在练习部分上调试', en: 'Practice' }, at: at(27), until: at(28), place: '' },
  ],
  tasks: [
    {
      id: 't1',
      title: { zh: '出水氨氮预测', en: 'Ammonia of the outflow' },
      benchmarkVersionId: idOf(60),
      benchmark: { id: idOf(50), title: { zh: '出水水质评测', en: 'Outflow quality' } },
      ...{ tries: 10, goal: 12, task: 'forecasting', metric: 'mae', split: 'validation' },
    },
  ],
  rule: { sessions: 1, tasks: 1 },
  instructors: [{ name: '陈讲师', organisation: vendor }],
  instructorEmails: ['teacher@example.org'],
  reason: null,
  updatedAt: at(19),
  mine: {
    id: idOf(92),
    status: 'seated',
    number: 3,
    name: '周轮子',
    ahead: null,
    certificate: null,
    progress,
    allowed: ['trainee.withdraw'],
  },
  board: [
    {
      task: 't1',
      rows: [
        { number: 7, mine: false, best: 9.81, tries: 4, solved: true },
        { number: 3, mine: true, best: 10.62, tries: 2, solved: true },
        { number: 11, mine: false, best: 14.2, tries: 1, solved: false },
      ],
    },
  ],
  allowed: ['camp.read', 'camp.finish', 'camp.cancel', 'camp.read_trainees', 'camp.mark_attendance'],
};
const trainees: TraineeRow[] = [1, 2, 3].map((number) => ({
  id: idOf(920 + number),
  number,
  name: ['王小明', '李四', '周轮子'][number - 1] ?? '',
  organisation: number === 2 ? department : vendor,
  status: number === 2 ? 'waiting' : 'seated',
  certificate: null,
  signedUpAt: at(10),
  progress: number === 3 ? progress : { ...progress, attended: [], tasks: [], complete: false },
  allowed: [],
}));
const skills: Skill[] = [
  { field: 'environmental_protection', task: 'forecasting', needs: 6, gaps: 4, vendors: 2, camps: 1 },
  { field: 'public_services', task: null, needs: 3, gaps: 3, vendors: 0, camps: 0 },
];

/** What the examples answer for training camps. */
export const campHandlers: Record<string, Handler> = {
  'camp.browse': () => ({
    items: [{ ...camp, tasks: 1 }],
    next: null,
    total: 1,
    facets: { status: { running: 1 }, field: { environmental_protection: 1 } },
  }),
  'camp.read': () => camp,
  'camp.read_trainees': () => trainees,
  'camp.skills': () => skills,
  'training.read': () => ({
    id: idOf(92),
    number: 'ST-2026-0001',
    status: 'certified',
    name: '周**',
    camp: { id: camp.id, title: camp.title },
    organisation: lab,
    issuedAt: at(28),
    reason: null,
    digest: 'ab'.repeat(32),
    keyId: 'ed25519-0011223344556677',
    paper: true,
    file: false,
  }),
};
