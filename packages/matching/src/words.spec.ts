import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from './corpus.js';
import { explain } from './explain.js';
import { glossaryOf, shippedSynonyms } from './glossary.js';
import { rank } from './rank.js';
import { evidence, scenario, solution } from './samples.js';
import { matchScore } from './score.js';
import { buildNeedIndex, similarNeeds } from './similar.js';

const asOf = '2026-03-01';
/** Words alone: nothing else is known of either side. */
const bare = {
  field: null,
  technologies: [],
  region: null,
  regions: [],
  cooperationModes: [],
  budget: null,
  priceFrom: null,
  site: null,
  deployment: null,
  qualifications: [],
  task: null,
  columns: [],
  datasetLineageIds: [],
  benchmarkVersionIds: [],
  criteria: [],
  algorithms: [],
  trl: null,
};
const need = (title: string, text = '') => scenario({ ...bare, title: { zh: title }, text: { zh: text } });
const card = (id: string, title: string, text = '') =>
  solution({ ...bare, id, title: { zh: title }, text: { zh: text } });
const shownFor = (asked: ReturnType<typeof need>, cards: ReturnType<typeof card>[]) =>
  rank(asked, buildCorpus(cards), { asOf }).flatMap(({ reasons }) =>
    reasons.flatMap(({ code, params }) => (code === 'words_shared' ? (params.terms as string[]) : [])),
  );

describe('shared words', () => {
  const market = [
    card('camera', '基于摄像头的积水识别', '从道路监控视频中识别路面积水，估计深度。'),
    card('pump', '泵站水泵故障报警', '监测水泵电流与振动，24小时报警。'),
    card('parking', '智慧停车平台', '面向全市开放，20个区县每年部署。'),
    card('garbage', '垃圾满溢识别', '摄像头识别垃圾桶满溢。'),
    card('noise', '工地噪声监测', '全天监测工地噪声。'),
  ];

  it('put flood detection by camera before pump alarms for a need about flooded tunnels', () => {
    for (const asked of [
      need('下穿隧道积水及时发现', '暴雨时隧道被淹，希望24小时内开放20个点位，自动发现积水并报警。'),
      need('Flooded tunnels', 'Detect flooding of underpasses on camera images.'),
    ]) {
      const order = rank(asked, buildCorpus(market), { asOf }).map(({ solutionId }) => solutionId);
      expect(order[0]).toBe('camera');
      expect(order.indexOf('camera')).toBeLessThan(order.indexOf('pump'));
    }
  });

  it('are never numbers, units or what stands in every card', () => {
    const empty = ['年', '开放', '20', '24', '小时', '24小时', '平台', '系统', '城市'];
    fc.assert(
      fc.property(fc.shuffledSubarray([...empty, '积水', '摄像头', '噪声'], { minLength: 1 }), (words) => {
        const shown = shownFor(need(words.join('，'), words.join('、')), market);
        for (const word of shown) expect(empty).not.toContain(word);
      }),
      { seed: 3, numRuns: 60 },
    );
    expect(shownFor(need('每年24小时开放20个系统平台'), market)).toEqual([]);
  });

  it('are words: two characters and more, or a word of another script', () => {
    for (const word of shownFor(need('摄像头积水识别与水泵报警'), market)) {
      expect(word.startsWith('~') || [...word].length > 1, word).toBe(true);
    }
  });

  it('never weigh as much as a pass measured on the need’s own benchmark', () => {
    const words = fc.array(fc.constantFrom('内涝', '积水点', '预测', '降雨', '液位', '预警', '传感器'), {
      minLength: 1,
      maxLength: 40,
    });
    const status = fc.constantFrom('valid', 'watch', 'expired', null);
    fc.assert(
      fc.property(words, status, (list, certificateStatus) => {
        const criteria = [{ metric: 'mae', direction: 'at_most', threshold: 12, must: true } as const];
        const asked = { ...need(list.join('，'), list.join('')), criteria, benchmarkVersionIds: ['b1'] };
        const wordy = card('wordy', list.join('，'), list.join(''));
        const proven = { ...card('proven', '甲', '乙'), evidence: [evidence({ certificateStatus })] };
        const corpus = buildCorpus([wordy, proven, ...market]);
        const score = (one: typeof wordy) => matchScore(asked, one, corpus, asOf).score;
        expect(score(proven)).toBeGreaterThan(score(wordy));
      }),
      { seed: 9, numRuns: 40 },
    );
  });
});

describe('the hint at needs that are there already', () => {
  it('puts the near-duplicate first, whatever words of offices surround it', () => {
    const topics = ['下穿隧道积水预警', '电梯困人告警', '渣土车识别', '食堂食品安全巡查', '河道漂浮物识别'];
    const index = buildNeedIndex(
      topics.map((title, at) => ({
        id: `s${at}`,
        title: { zh: title },
        text: { zh: '我市现面向企业开放应用场景，要求24小时运行，每年评估。' },
      })),
    );
    fc.assert(
      fc.property(fc.nat(topics.length - 1), (at) => {
        const [first, second] = similarNeeds(
          {
            title: { zh: `关于${topics[at]}的需求` },
            text: { zh: '面向全市开放场景，24小时内响应，20个区县。' },
          },
          index,
          { floor: 0 },
        );
        expect(first?.id).toBe(`s${at}`);
        expect(first!.likeness).toBeGreaterThan(2 * (second?.likeness ?? 0));
      }),
      { seed: 4, numRuns: 20 },
    );
  });
});

describe('the lab’s synonyms', () => {
  const asked = need('窨井冒水告知');
  const cards = [
    card('overflow', '管网溢流感知'),
    ...['甲', '乙', '丙', '丁'].map((name) => card(`other-${name}`, `${name}类停车引导`)),
  ];

  it('bring need and card together, and are named by the first word of each language', () => {
    const own = glossaryOf([...shippedSynonyms, { key: 'own', zh: ['溢流', '冒水'], en: ['overflow'] }]);
    const [before] = rank(asked, buildCorpus(cards), { asOf, limit: 1 });
    const corpus = buildCorpus(cards, own);
    const [after] = rank(asked, corpus, { asOf, limit: 1 });
    expect(after?.solutionId).toBe('overflow');
    expect(after!.score).toBeGreaterThan(before!.score);
    const shared = after!.reasons.find(({ code }) => code === 'words_shared')!;
    expect(explain(shared, 'zh', own)).toContain('“溢流”');
    expect(explain(shared, 'en', own)).toContain('“overflow”');
  });

  it('know words the dictionary cuts apart, and forget what the lab has switched off', () => {
    const own = glossaryOf([{ key: 'own', zh: ['冒水井盖', '溢流井'], en: ['manhole overflow'] }]);
    expect(own.others('manhole overflows').map(({ surface }) => surface)).toEqual(['冒水井盖', '溢流井']);
    const less = glossaryOf(shippedSynonyms.filter(({ key }) => key !== 'waterlogging'));
    expect(less.conceptFor('内涝')).toBeUndefined();
    expect(less.others('内涝')).toEqual([]);
  });
});
