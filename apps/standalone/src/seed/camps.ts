import {
  campDeeds,
  createCamp,
  markAttendance,
  type SaveCamp,
  signUp,
  tryTask,
} from '@scenario-lab/contracts/camps';
import { readRun } from '@scenario-lab/contracts/runs';
import type { World } from './engagements.js';
import { until } from './persona.js';
import { dayAfter } from './time.js';

/** A morning of the demonstration's city, half past nine to half past twelve. */
const morning = (days: number) => ({
  at: `${dayAfter(days)}T01:30:00.000Z`,
  until: `${dayAfter(days)}T04:30:00.000Z`,
});

/** A camp one can sign up for, one in which two people practise on an exam of open data, and one that is over, with a certificate. */
export async function seedCamps(world: World): Promise<void> {
  const { cast, exams } = world;
  const operator = cast.lab('operator');
  const teacher = cast.of('guanlan');
  const practice = exams.get('appeals-class');
  if (!practice) throw new Error('no exam is open for a camp to practise on');
  const coming: SaveCamp = {
    title: { zh: '数据到模型：评测基准实训营', en: 'From data to a measured model' },
    about: {
      zh: '面向企业和委办局的算法人员。第一讲读懂验收指标和评测方法，第二讲在真实评测基准的练习部分上调试算法。',
      en: 'For people who build algorithms at vendors and departments. First what is measured and how, then practice on the open part of a real benchmark.',
    },
    field: 'citizens_appeals',
    seats: 24,
    signUpUntil: dayAfter(20),
    sessions: [
      {
        id: 's1',
        topic: { zh: '验收指标与评测方法', en: 'Criteria and how they are measured' },
        ...morning(21),
        place: '高新区',
      },
      {
        id: 's2',
        topic: { zh: '在练习部分上调试', en: 'Practice' },
        ...morning(22),
        place: '高新区',
      },
    ],
    tasks: [
      {
        id: 't1',
        title: { zh: '诉求派单', en: 'Dispatch of appeals' },
        benchmarkVersionId: practice,
        tries: 10,
        goal: 0.9,
      },
    ],
    rule: { sessions: 1, tasks: 1 },
    instructors: [teacher.email],
  };
  const { id: first } = await operator.call(createCamp, { body: coming });
  await operator.call(campDeeds.announce, { params: { id: first }, body: {} });
  const practised = practising(world, coming);

  const over: SaveCamp = {
    ...coming,
    title: { zh: '场景需求写作工作坊', en: 'Writing a need that can be tested' },
    about: { zh: '把痛点写成可以验收的指标。', en: 'From a complaint to criteria that can be measured.' },
    field: null,
    tasks: [],
    rule: { sessions: 1, tasks: 0 },
    signUpUntil: dayAfter(1),
    sessions: [
      {
        id: 's1',
        topic: { zh: '从痛点到指标', en: 'From a problem to criteria' },
        ...morning(-1),
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
  await practised;
}

/** Under way, with its first session over: who takes part have really been run and stand on the class's own board. */
async function practising({ cast, algorithms, say }: World, like: SaveCamp): Promise<void> {
  const operator = cast.lab('operator');
  const { id } = await operator.call(createCamp, {
    body: {
      ...like,
      title: { zh: '文本分类实战班', en: 'Text classification, hands on' },
      about: {
        zh: '以市民诉求派单为题，从关键词规则做到统计模型，每人十次试算。',
        en: 'The dispatch of appeals, from word lists to a statistical model; ten tries each.',
      },
      seats: 12,
      signUpUntil: dayAfter(1),
      sessions: like.sessions.map((session, place) => ({
        ...session,
        ...morning(place === 0 ? -1 : 1),
      })),
    },
  });
  const params = { id };
  await operator.call(campDeeds.announce, { params, body: {} });
  const learners = [
    { who: cast.of('shuyan'), name: '岑小岩', with: 'appeals-keywords' },
    { who: cast.of('paiyan'), name: '言序', with: 'appeals-bayes' },
  ];
  const places: { id: string }[] = [];
  for (const { who, name } of learners)
    places.push(await who.call(signUp, { params, body: { name, consent: true } }));
  await operator.call(campDeeds.start, { params, body: {} });
  await operator.call(markAttendance, {
    params,
    body: { session: 's1', present: places.map((place) => place.id) },
  });
  await Promise.all(
    learners.map(async (learner, which) => {
      const { runId } = await learner.who.call(tryTask, {
        params: { id: places[which]?.id ?? '' },
        body: { task: 't1', algorithmVersionId: algorithms.get(learner.with) ?? '' },
      });
      const run = await until(
        `a class's try of ${learner.with}`,
        () => learner.who.call(readRun, { params: { id: runId } }),
        ({ status }) => ['finished', 'algorithm_fault', 'platform_fault', 'cancelled'].includes(status),
        180,
      );
      if (run.status !== 'finished') say(`a class's try of ${learner.with} ended as ${run.status}`);
    }),
  );
}
