import { describe, expect, it } from 'vitest';
import { buildCorpus } from './corpus.js';
import type { CertificateStatus, ScenarioFeatures, SolutionFeatures } from './features.js';
import { shippedGlossary } from './glossary.js';
import { rank, rankScenarios } from './rank.js';
import { matchScore } from './score.js';
import { buildNeedIndex, similarNeeds } from './similar.js';

const asOf = '2026-03-01';
const topics = [
  ['城市内涝积水预警', 'forecasting'],
  ['地铁客流短时预测', 'forecasting'],
  ['路面裂缝检测', 'binary'],
  ['热线工单自动分类派单', 'multiclass'],
  ['PM2.5 空气质量预报', 'forecasting'],
  ['共享单车需求量预测', 'regression'],
  ['餐饮企业信用风险识别', 'binary'],
  ['钢铁企业能耗监测', 'regression'],
  ['电梯故障预警', 'binary'],
  ['垃圾分类图像识别', 'multiclass'],
  ['河道水质异常监测', 'forecasting'],
  ['工地安全帽检测', 'binary'],
] as const;
const details = [
  '利用物联网传感器数据',
  '融合视频与遥感影像',
  '按街道统计上报',
  '支持边缘部署',
  '提前一小时给出结果',
  '每日更新模型',
  '面向网格员',
  '对接市级平台',
];

/** A linear congruential generator: the same cards on every machine (constants of Numerical Recipes). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function market(size: number): SolutionFeatures[] {
  const roll = dice(42);
  const statuses: (CertificateStatus | null)[] = ['valid', null, 'expired', 'revoked'];
  return Array.from({ length: size }, (_, index) => {
    const [title, task] = topics[roll(topics.length)]!;
    const lineage = `d${roll(40)}`;
    const measured = roll(4) === 0;
    return {
      id: `v${String(index).padStart(6, '0')}`,
      title: { zh: `${title}方案 ${index}` },
      text: {
        zh:
          Array.from({ length: 4 }, () => details[roll(details.length)]).join('，') +
          topics[roll(topics.length)]![0],
      },
      field: null,
      technologies: [],
      regions: roll(2) ? ['510100'] : ['110000'],
      cooperationModes: ['pilot'],
      priceFrom: 100_000 * roll(20),
      deployment: { gpu: roll(3) === 0, network: false, sites: ['edge'], xinchuang: false },
      qualifications: [],
      algorithms: [{ id: `a${index}`, task, inputs: [{ column: 'value', type: 'number', required: true }] }],
      evidence: measured
        ? [
            {
              benchmarkVersionId: `b${lineage}`,
              datasetLineageId: lineage,
              taskKind: task,
              metric: 'mae',
              value: roll(20),
              lower: null,
              upper: null,
              verdict: null,
              certificateStatus: statuses[roll(4)]!,
              demonstration: false,
            },
          ]
        : [],
      claims: [{ metric: 'mae', value: roll(20) }],
      trl: 1 + roll(9),
    };
  });
}

function need(index: number): ScenarioFeatures {
  const [title, task] = topics[index % topics.length]!;
  return {
    id: `s${String(index).padStart(4, '0')}`,
    title: { zh: title },
    text: { zh: `${details[index % 8]}，${details[(index * 3 + 1) % 8]}` },
    field: null,
    technologies: [],
    region: '510104',
    cooperationModes: ['pilot'],
    budget: 900_000,
    site: { gpu: false, network: true, deployment: ['edge'], xinchuang: false },
    qualifications: [],
    task,
    columns: [{ name: 'value', type: 'number' }],
    datasetLineageIds: [`d${index % 40}`],
    benchmarkVersionIds: [`bd${index % 40}`],
    criteria: [{ metric: 'mae', direction: 'at_most', threshold: 10, must: true }],
  };
}

describe('rank', () => {
  const cards = market(3_000);
  const corpus = buildCorpus(cards);

  it('gives what weighing every card would give', () => {
    let kept = 0;
    for (let index = 0; index < topics.length; index += 1) {
      const scenario = need(index);
      const all = cards
        .map((card) => ({ id: card.id, ...matchScore(scenario, card, corpus, asOf) }))
        .sort((one, other) => other.score - one.score || other.raw - one.raw || (one.id < other.id ? -1 : 1));
      const ranked = rank(scenario, corpus, { asOf, limit: 20 });
      const wanted = new Set(all.slice(0, 20).map(({ id }) => id));
      expect(ranked[0]?.solutionId).toBe(all[0]?.id);
      kept += ranked.filter(({ solutionId }) => wanted.has(solutionId)).length;
    }
    expect(kept / (20 * topics.length)).toBeGreaterThan(0.97);
  });

  it('does not depend on the order of the cards', () => {
    const turned = buildCorpus([...cards].reverse());
    const ids = (from: typeof corpus) => rank(need(3), from, { asOf }).map(({ solutionId }) => solutionId);
    expect(ids(turned)).toEqual(ids(corpus));
  });

  it('breaks ties by id and refuses a doubled card', () => {
    const twins = ['b', 'a', 'c'].map((id) => ({ ...cards[0]!, id }));
    expect(rank(need(0), buildCorpus(twins), { asOf }).map(({ solutionId }) => solutionId)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(() => buildCorpus([cards[0]!, cards[0]!])).toThrow('twice');
  });

  it('ranks needs for a vendor with the same scores', () => {
    const scenarios = topics.map((_, index) => need(index));
    const seen = rankScenarios(cards[5]!, scenarios, corpus, { asOf });
    expect(seen).toHaveLength(topics.length);
    for (const { scenarioId, score } of seen) {
      const scenario = scenarios.find(({ id }) => id === scenarioId)!;
      expect(score).toBe(matchScore(scenario, cards[5]!, corpus, asOf).score);
    }
    expect(seen.map(({ score }) => score)).toEqual(
      seen.map(({ score }) => score).sort((one, other) => other - one),
    );
  });

  it('gives nothing for an empty market', () => {
    expect(rank(need(0), buildCorpus([]), { asOf })).toEqual([]);
  });
});

describe('similar needs', () => {
  const index = buildNeedIndex(
    topics.map(([title], at) => ({
      id: `s${at}`,
      title: { zh: title },
      text: { zh: details.slice(at % 4, (at % 4) + 3).join('，') },
    })),
  );

  it('finds the same need in other words and in the other language', () => {
    expect(similarNeeds('积水点内涝的提前预警', index)[0]?.id).toBe('s0');
    expect(similarNeeds('Detecting cracks in road pavements', index)[0]?.id).toBe('s2');
    expect(similarNeeds({ title: { zh: '单车需求预测' }, text: {} }, index)[0]?.id).toBe('s5');
  });

  it('leaves out itself and what is far away, and is sorted', () => {
    expect(similarNeeds('城市内涝积水预警', index, { except: 's0' }).map(({ id }) => id)).not.toContain('s0');
    expect(similarNeeds('博物馆讲解员排班', index)).toEqual([]);
    expect(similarNeeds('', index)).toEqual([]);
    const likeness = similarNeeds('预警', index, { floor: 0 }).map((it) => it.likeness);
    expect(likeness).toEqual([...likeness].sort((one, other) => other - one));
    for (const value of likeness) expect(value).toBeLessThanOrEqual(1);
  });
});

it('knows ideas by word and by phrase, and names them in both languages', () => {
  expect(shippedGlossary.conceptFor('内涝')).toBe('~waterlogging');
  expect(shippedGlossary.conceptFor('flood')).toBe('~waterlogging');
  expect(shippedGlossary.conceptFor('remot sens')).toBe('~remote sensing');
  expect(shippedGlossary.conceptFor('remot')).toBeUndefined();
  expect(shippedGlossary.conceptName('~remote sensing')).toEqual({ zh: '遥感', en: 'remote sensing' });
});
