import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { campDeeds, createCamp, markAttendance, type SaveCamp, signUp } from '@scenario-lab/contracts/camps';
import type { World } from './engagements.js';
import { dayAfter } from './time.js';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

/** A camp one can sign up for, with a task on an exam of open data where there is one; and one that is over, with a certificate. */
export async function seedCamps({ cast, say }: World): Promise<void> {
  const operator = cast.lab('operator');
  const teacher = cast.of('guanlan');
  const { items } = await operator.call(listBenchmarks, { query: { status: 'open', limit: 100 } });
  const tasksOn = ({ title, versionId }: (typeof items)[number]): SaveCamp['tasks'] => [
    { id: 't1', title, benchmarkVersionId: versionId, tries: 10, goal: null },
  ];
  const coming: SaveCamp = {
    title: { zh: '数据到模型：评测基准实训营', en: 'From data to a measured model' },
    about: {
      zh: '面向企业和委办局的算法人员。第一讲读懂验收指标和评测方法，第二讲在真实评测基准的练习部分上调试算法。',
      en: 'For people who build algorithms at vendors and departments. First what is measured and how, then practice on the open part of a real benchmark.',
    },
    field: 'environmental_protection',
    seats: 24,
    signUpUntil: dayAfter(20),
    sessions: [
      {
        id: 's1',
        topic: { zh: '验收指标与评测方法', en: 'Criteria and how they are measured' },
        at: at(24 * 21),
        until: at(24 * 21 + 3),
        place: '高新区',
      },
      {
        id: 's2',
        topic: { zh: '在练习部分上调试', en: 'Practice' },
        at: at(24 * 22),
        until: at(24 * 22 + 3),
        place: '高新区',
      },
    ],
    tasks: [],
    rule: { sessions: 1, tasks: 0 },
    instructors: [teacher.email],
  };
  // Of the exams only those on open data can be practised on; which they are the lab says.
  let first: { id: string } | null = null;
  for (const exam of items) {
    const body = { ...coming, tasks: tasksOn(exam), rule: { sessions: 1, tasks: 1 } };
    first ??= await operator.call(createCamp, { body }).catch(() => null);
  }
  if (!first) say('no exam is open for a camp to practise on');
  first ??= await operator.call(createCamp, { body: coming });
  await operator.call(campDeeds.announce, { params: first, body: {} });

  const over: SaveCamp = {
    ...coming,
    title: { zh: '场景需求写作工作坊', en: 'Writing a need that can be tested' },
    about: { zh: '把痛点写成可以验收的指标。', en: 'From a complaint to criteria that can be measured.' },
    field: null,
    signUpUntil: dayAfter(1),
    sessions: [
      {
        id: 's1',
        topic: { zh: '从痛点到指标', en: 'From a problem to criteria' },
        at: at(-30),
        until: at(-27),
        place: '天府新区',
      },
    ],
    instructors: [],
  };
  const { id } = await operator.call(createCamp, { body: over });
  const params = { id };
  await operator.call(campDeeds.announce, { params, body: {} });
  const { id: place } = await cast
    .of('lunzi')
    .call(signUp, { params, body: { name: '周轮子', consent: true } });
  await operator.call(campDeeds.start, { params, body: {} });
  await operator.call(markAttendance, { params, body: { session: 's1', present: [place] } });
  await operator.call(campDeeds.finish, { params, body: {} });
}
