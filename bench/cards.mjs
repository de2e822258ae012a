import { newId } from '@scenario-lab/db/ids';
import { fold } from '@scenario-lab/matching/han-fold';
import { vectorOf } from '@scenario-lab/matching/vector';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';

const places = [
  '地铁站',
  '下穿隧道',
  '老旧小区',
  '农贸市场',
  '河道',
  '工地',
  '公交枢纽',
  '学校周边',
  '景区',
  '产业园区',
  '高架桥',
  '地下管廊',
];
const things = [
  '井盖位移',
  '内涝积水',
  '垃圾满溢',
  '占道经营',
  '渣土运输',
  '空气质量',
  '管网泄漏',
  '客流拥挤',
  '违章停车',
  '噪声扰民',
  '电梯困人',
  '扬尘污染',
  '水质异常',
  '供热负荷',
  '工单派发',
  '燃气浓度',
];
const means = [
  '图像识别',
  '时间序列预测',
  '知识图谱',
  '大模型',
  '语音识别',
  '边缘计算',
  '数字孪生',
  '联邦学习',
  '异常检测',
  '运筹优化',
];
const verbs = ['监测', '预警', '识别', '预测', '研判', '调度', '溯源'];
const ends = ['平台', '系统', '引擎', '终端', '服务'];
const fillers = [
  '支持国产化环境部署',
  '已在多个区县试点',
  '接入现有摄像头与传感器',
  '误报率低',
  '按街道与社区逐级汇总',
  '提供开放接口',
  '数据不出域',
  '可与城市运行管理平台对接',
  '结果可追溯',
  '支持离线运行',
];
const fields = [
  'economic_operation',
  'market_supervision',
  'social_management',
  'public_services',
  'environmental_protection',
  'citizens_appeals',
];
const modes = ['purchase', 'pilot', 'open_call', 'joint_research'];
/** A word few cards hold. */
export const rareWord = '量子重力梯度';

/** A solution's card, as a vendor would have written it; the same seed gives the same cards. */
export function* cards(count, seed = 7) {
  const dice = makeDice(seed);
  for (let n = 0; n < count; n += 1) {
    const [place, thing, mean, verb] = [
      dice.pick(places),
      dice.pick(things),
      dice.pick(means),
      dice.pick(verbs),
    ];
    const lines = Array.from({ length: 2 + dice.below(4) }, () => dice.pick(fillers));
    const rare = n % 5_003 === 17 ? `采用${rareWord}方法。` : '';
    yield {
      title: { zh: `${place}${thing}${verb}${dice.pick(ends)} ${n}`, en: `Card ${n}` },
      summary: {
        zh: `面向${place}的${thing}${verb}，基于${mean}与${dice.pick(means)}。${lines.join('，')}。${rare}`,
      },
      fields: [...new Set([dice.pick(fields), dice.pick(fields)])],
      technologies: [mean],
      trl: 1 + dice.below(9),
      claims: [{ metric: 'mae', value: dice.below(100) / 10 }],
      deployment: { gpu: dice.chance(0.3), sites: ['on_premises'], xinchuang: dice.chance(0.5) },
      qualifications: [],
      cases: [{ title: `${dice.pick(places)}试点`, text: `${lines[0]}，${dice.pick(fillers)}。` }],
      cooperationModes: [dice.pick(modes)],
      regions: ['510100'],
      priceFrom: 10_000 * (1 + dice.below(200)),
      sharedCapacity: null,
    };
  }
}

/** As `solutions.service.ts` has it. */
export const textOfCard = (card) => ({
  title: [card.title.zh, card.title.en].filter(Boolean),
  organisation: [],
  summary: [card.summary.zh, card.summary.en, ...card.technologies].filter(Boolean),
  body: card.cases.flatMap(({ title, text }) => [title, text]),
});

/** Puts listed solutions straight into a database, shared out among owners made for them. Answers their ids. */
export async function listCards(owner, made) {
  const owners = Array.from({ length: 50 }, newId);
  await owner.query(
    `INSERT INTO organisation (id, name, roles, verified)
     SELECT id, jsonb_build_object('zh', '示例企业' || n, 'en', 'Vendor ' || n), '{supply}', true FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n)`,
    [owners],
  );
  const ids = [];
  let batch = [];
  const flush = async () => {
    await owner.query(insertSql, [JSON.stringify(batch)]);
    batch = [];
  };
  for (const card of made) {
    const id = newId();
    ids.push(id);
    const text = textOfCard(card);
    batch.push({
      id,
      owner: owners[ids.length % owners.length],
      card,
      said: fold(Object.values(text).flat().join('\n')),
      words: vectorOf(text),
      n: ids.length,
    });
    if (batch.length === 1_000) await flush();
  }
  if (batch.length > 0) await flush();
  await owner.query('ANALYZE solution, party, organisation');
  return ids;
}

const insertSql = `
  WITH made AS (
    SELECT (j->>'id')::uuid AS id, (j->>'owner')::uuid AS owner_id, j->'card' AS card, j->>'said' AS said, (j->>'words')::tsvector AS words,
      ARRAY(SELECT jsonb_array_elements_text(j->'card'->'fields')) AS fields, (j->>'n')::int AS n
    FROM jsonb_array_elements($1::jsonb) AS j),
  shared AS (
    INSERT INTO party (thing, thing_id, organisation_id, "right") SELECT 'solution', id, owner_id, 'own' FROM made)
  INSERT INTO solution (id, owner_id, status, card, listed, fields, said, words, updated_at)
  SELECT id, owner_id, 'listed', card, card, fields, said, words, now() - make_interval(secs => n) FROM made`;
