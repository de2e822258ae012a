import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, askedOf, evidence, type Frequencies, planSearch, wordsOf } from './ask.js';
import { strongly, vectorOf } from './vector.js';

const plan = (query: string, frequencies: Readonly<Record<string, number>> = { '': 100 }) =>
  planSearch(ask(query), new Map(Object.entries(frequencies)));

describe('what was typed', () => {
  it('is all optional, and counts as often as it was said', () => {
    const { terms, phrases, without } = ask('内涝 pumps 内涝');
    expect(Object.fromEntries(terms)).toEqual({ 内涝: 4, 内: 2, 涝: 2, pump: 1 });
    expect([phrases, without]).toEqual([[], []]);
  });

  it('may hold a phrase in any quotes, and words that are not wanted', () => {
    for (const quotes of ['""', '“”', '「」', '„“']) {
      const { phrases, terms } = ask(`${quotes[0]}積水點${quotes[1]} 预测`);
      expect(phrases.map(({ said }) => said)).toEqual(['积水点']);
      expect([...terms.keys()]).toEqual(expect.arrayContaining(['积水点', '预测']));
    }
    expect(ask('内涝 -泵站').without).toEqual([['泵站', '泵', '站']]);
    expect(ask('flood －"pump alarm"').without).toEqual([['pump', 'alarm']]);
    // A hyphen inside a word is none.
    expect(ask('yolov8-seg').without).toEqual([]);
  });

  it('is not numbers and units, unless there is nothing else', () => {
    expect([...ask('24 小时 内涝 2025 年').terms.keys()]).not.toEqual(
      expect.arrayContaining(['24', '小时', '2025']),
    );
    expect([...ask('小时').terms.keys()]).toContain('小时');
  });
});

describe('a search', () => {
  it('is found by whatever is not much commoner than its rarest word', () => {
    const { found, likely, ranked } = plan('内涝 预测', {
      '': 100,
      内涝: 2,
      预测: 60,
      内: 30,
      涝: 2,
      预: 70,
      测: 80,
    });
    expect(found).toBe("('内涝')");
    expect(likely).toBe("('内涝')");
    expect(ranked[0]?.term).toBe('内涝');
    expect(ranked.map(({ term }) => term)).toContain('预测');
  });

  it('asks for words nobody has published as well', () => {
    expect(plan('zeppelin 内涝', { '': 100, 内涝: 2 }).found).toBe("('zeppelin' | '内涝')");
  });

  it('must hold what is in quotes and must not hold what follows a minus', () => {
    const { found, said } = plan('“积水点” 预测 -泵站');
    expect(found).toBe("('积水' & '积水点' & '积' & '水' & '点' & '水点') & !('泵站' & '泵' & '站')");
    expect(said).toEqual(['积水点']);
  });

  it('of stop words alone looks for them as they stand', () => {
    expect(plan('the')).toMatchObject({ found: null, said: ['the'], likely: null });
  });

  it('of a common word looks for the best in circles about those that are strong in it', () => {
    const common = { '': 100_000, 识别: 30_000, '^识别': 9_000, '^^识别': 900, '^^^识别': 3 };
    expect(plan('识别', common)).toMatchObject({
      likely: "('识别')",
      circles: ["('^^^识别')", "('^^识别')", "('^识别')", "('识别')", "('识别')"],
    });
    expect(plan('识别 -泵', common).circles.every((one) => one.endsWith(" & !('泵')"))).toBe(true);
    expect(plan('识别', { ...common, 识别: 600 }).circles).toEqual([]);
    // What nobody has published may stand in a draft of one's own, and leaves the rest to be ranked.
    expect(plan('zeppelin 识别', common)).toMatchObject({
      likely: "('zeppelin' | '识别')",
      circles: expect.arrayContaining(["('zeppelin' | '^^识别')"]),
    });
    expect(strongly('识别').slice(-3)).toEqual(['^^^识别', '^^识别', '^识别']);
  });

  it('is a query and never a fault of its grammar, whatever is typed', () => {
    const frequencies: Frequencies = new Map([['', 10]]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { found, likely, ranked, circles } = planSearch(ask(text), frequencies);
        const term = "'[\\p{L}\\p{N}\\p{M}]+'";
        const group = `\\(${term}(?: [|&] ${term})*\\)`;
        const query = new RegExp(`^!?${group}(?: & !?${group})*$`, 'u');
        for (const one of [found, likely]) if (one) expect(one).toMatch(query);
        expect(circles).toEqual([]);
        for (const one of ranked) expect(`'${one.term}'`).toMatch(new RegExp(`^${term}$`, 'u'));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('asks for the frequencies of all it plans with', () => {
    expect(askedOf(ask('水'))).toEqual(['', '水', ...strongly('水')]);
  });
});

describe('the vector of a card', () => {
  const card = (more: object) => ({ title: [], organisation: [], summary: [], body: [], ...more });
  const worth = (vector: string, term: string) => new RegExp(`'${term}':(\\S+)`, 'u').exec(vector)?.[1];

  it('says more of a word in the title than of one in the text, and more of a short text', () => {
    const filler = '按街道与社区逐级汇总并提供开放接口'.repeat(8);
    const vector = vectorOf(card({ title: ['内涝'], body: [`${filler}泵站`] }));
    expect(worth(vector, '内涝')?.localeCompare(worth(vector, '泵站') ?? '')).toBeLessThan(0);
    expect(worth(vectorOf(card({ body: ['泵站'] })), '泵站')).not.toBe(worth(vector, '泵站'));
  });

  it('names the words a card is strong in once more', () => {
    expect(vectorOf(card({ title: ['内涝'] }))).toContain("'^内涝':1");
    expect(vectorOf(card({ body: [`${'平台'.repeat(400)}内涝`] }))).not.toContain("'^内涝'");
  });
});

describe('why a card was found', () => {
  const why = (query: string, ...held: string[]) => evidence(ask(query), new Set(held));

  it('is said in the longest pieces of what was typed', () => {
    expect(why('泵站故障预警', '泵站', '站故', '故障')).toEqual(['泵站故障']);
    expect(why('泵站故障预警', '泵站', '预警')).toEqual(['泵站', '预警']);
    expect(why('泵站故障预警')).toEqual([]);
  });

  it('is said in whole words where a stem was held', () => {
    expect(why('flooding tunnels', 'flood')).toEqual(['flooding']);
  });

  it('names every word that could be held, and none of what is not wanted', () => {
    expect(wordsOf(ask('泵站故障 -路灯')).sort()).toEqual(['故障', '泵站', '站故'].sort());
    expect(wordsOf(ask('水'))).toEqual(['水']);
    expect(wordsOf(ask('"泵站故障"'))).toEqual(expect.arrayContaining(['泵站', '故障']));
  });

  it('is made of what was typed, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const asked = ask(text);
        for (const piece of evidence(asked, new Set(wordsOf(asked)))) expect(asked.text).toContain(piece);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
