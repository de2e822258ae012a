import { listSolutions } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import { ask, askedOf, enough, mostRanked, planSearch } from '@scenario-lab/matching/ask';
import { fold } from '@scenario-lab/matching/han-fold';
import { vectorOf } from '@scenario-lab/matching/vector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

const places = ['地铁站', '隧道', '小区', '河道', '工地', '景区', '园区'];
const verbs = ['监测', '预警', '识别', '预测', '调度'];
const means = ['图像识别', '知识图谱', '语音识别'];
const fields = ['public_services', 'market_supervision', 'environmental_protection'];
const fillers = ['支持离线运行', '误报率低', '数据不出域', '接入现有摄像头', '结果可追溯'];
const cards = 3_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await list(cards, () => 'listed');
  // What is not listed is found by nobody's search, and no count tells of it.
  await list(50, () => 'draft');
  await app.database.owner.query('VACUUM ANALYZE solution');
});
afterAll(() => app?.close());

/** The same cards in each run, of lengths and words that differ, so that no rank is another's. */
async function list(count: number, status: () => string): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const at = <T>(from: readonly T[], step: number): T => from[Math.floor(n / step) % from.length] as T;
    const card = {
      title: { zh: `${at(places, 1)}${at(verbs, 7)}平台 ${n}` },
      summary: {
        zh: `面向${at(places, 3)}的${at(verbs, 11)}，基于${at(means, 5)}与${at(means, 13)}。${fillers.slice(0, n % 6).join('，')}`,
      },
      fields: [at(fields, 2)],
      technologies: [at(means, 5)],
      trl: 5,
      claims: [],
      deployment: { gpu: false, sites: [], xinchuang: false },
      qualifications: [],
      cases: [],
      cooperationModes: [],
      regions: [],
      priceFrom: null,
      sharedCapacity: null,
    };
    const text = {
      title: [card.title.zh],
      organisation: [],
      summary: [card.summary.zh, ...card.technologies],
      body: [],
    };
    const state = status();
    return {
      id: newId(),
      card,
      state,
      listed: state === 'listed' ? card : null,
      said: fold(Object.values(text).flat().join('\n')),
      words: vectorOf(text),
    };
  });
  await app.database.owner.query(
    `WITH made AS (SELECT * FROM jsonb_to_recordset($1::jsonb)
       AS j (id uuid, card jsonb, state text, listed jsonb, said text, words text)),
     shared AS (INSERT INTO party (thing, thing_id, organisation_id, "right") SELECT 'solution', id, $2, 'own' FROM made)
     INSERT INTO solution (id, owner_id, status, card, listed, fields, said, words)
     SELECT id, $2, state, card, nullif(listed, 'null'::jsonb), ARRAY(SELECT jsonb_array_elements_text(card->'fields')), said, words::tsvector FROM made`,
    [JSON.stringify(rows), app.cast.vendor.organisationId],
  );
}

/** Every card that is found, ranked, without any shortcut. */
async function ranked(q: string): Promise<{ id: string; score: number }[]> {
  const { owner } = app.database;
  const asked = ask(q);
  const counts = await owner.query<{ word: string; cards: number }>(
    "SELECT word, cards FROM search_word WHERE thing = 'solution' AND word = ANY($1)",
    [askedOf(asked)],
  );
  const plan = planSearch(asked, new Map(counts.rows.map((row) => [row.word, row.cards])));
  const { rows } = await owner.query<{ id: string; score: number }>(
    `SELECT id, score::float8 AS score FROM solution_ranked(NULL, $1::tsquery, $2::text[]::tsquery[], $3::real[], 100000)
     WHERE id IN (SELECT id FROM solution WHERE listed IS NOT NULL) ORDER BY score DESC`,
    [plan.found, plan.ranked.map(({ term }) => `'${term}'`), plan.ranked.map(({ rarity }) => rarity)],
  );
  return rows;
}

describe('a search of words that many cards hold', () => {
  it.each(['图像识别', '预警', '隧道 预警 图像识别', '语音识别监测', '误报率低的识别'])(
    'shows the best of all first: %s',
    async (q) => {
      const all = await ranked(q);
      expect(all.length).toBeGreaterThan(mostRanked);
      const bar = all[19]?.score ?? 0;
      const best = new Set(all.filter(({ score }) => score >= bar - 1e-6).map(({ id }) => id));
      const { items } = await app.as(null)(listSolutions, { query: { q, limit: 20 } });
      expect(items).toHaveLength(20);
      expect(items.filter(({ id }) => best.has(id)).length).toBeGreaterThanOrEqual(18);
    },
  );

  it('counts the same however it is ordered and narrowed, for whoever asks', async () => {
    for (const who of [null, app.cast.vendor, app.cast.otherVendor, app.cast.operator])
      for (const field of [undefined, 'public_services'] as const) {
        const query = { q: '图像识别', limit: 5, field };
        const byRank = await app.as(who)(listSolutions, { query });
        const byDate = await app.as(who)(listSolutions, { query: { ...query, sort: 'newest' } });
        expect(byRank.total).toBeGreaterThan(300);
        expect([byRank.total, byRank.facets]).toEqual([byDate.total, byDate.facets]);
        expect(byRank.items.every((item) => item.status === 'listed')).toBe(true);
      }
  });

  it('asks of listed cards alone whether a circle is full, and what is found openly', async () => {
    await app.database.owner.query(
      "UPDATE solution SET words = words || '''zeppelin'':1'::tsvector WHERE status = 'draft'",
    );
    for (const who of [null, app.cast.vendor, app.cast.operator]) {
      expect(await app.sqlAs(who, "SELECT solution_fills('zeppelin', 1) AS full")).toEqual([{ full: false }]);
      expect(await app.sqlAs(who, "SELECT id FROM solution_openly_found('zeppelin')")).toEqual([]);
    }
    expect(await app.sqlAs(null, `SELECT solution_fills('识别', ${enough}) AS full`)).toEqual([
      { full: true },
    ]);
  });

  it('goes on from page to page, none twice', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 12; page += 1) {
      const answer = await app.as(null)(listSolutions, { query: { q: '预警', limit: 100, cursor } });
      ids.push(...answer.items.map(({ id }) => id));
      if (answer.next === null) break;
      cursor = answer.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe((await ranked('预警')).length);
  });
});
