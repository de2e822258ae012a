import {
  createSolution,
  listSolutions,
  type SaveSolution,
  solutionDeeds,
} from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

async function listed(zh: string, more: Partial<SaveSolution> = {}): Promise<string> {
  const { vendor, operator } = app.cast;
  const body = {
    title: { zh },
    summary: { zh: '按街道汇总。' },
    fields: [],
    trl: 6,
    ...more,
  } as unknown as SaveSolution;
  const { id } = await app.as(vendor)(createSolution, { body });
  await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
  return id;
}

const search = (q: string, more: object = {}) => app.as(null)(listSolutions, { query: { q, ...more } });
const found = async (q: string) => (await search(q)).items.map(({ id }) => id);
const counted = async (word: string) => {
  const { rows } = await app.database.owner.query<{ cards: number }>(
    "SELECT cards FROM search_word WHERE thing = 'solution' AND word = $1",
    [word],
  );
  return rows[0]?.cards ?? 0;
};

describe('the search for solutions', () => {
  it('puts what holds the rare word before what holds the common one, and the title before the text', async () => {
    const common = await listed('积水监测平台');
    for (const place of ['学校', '工地', '景区']) await listed(`${place}噪声监测平台`);
    const rare = await listed('下穿隧道', { summary: { zh: '在雨天识别车辆涉水，并与监测平台对接。' } });
    const titled = await listed('隧道涉水识别');
    expect((await found('隧道涉水监测')).slice(0, 2)).toEqual([titled, rare]);
    // A whole question, most of whose words stand nowhere.
    const answered = (await found('怎样才能监测隧道里的涉水情况？')).slice(0, 2);
    expect(answered.sort()).toEqual([rare, titled].sort());
    expect((await found('积水'))[0]).toBe(common);
  });

  it('says of every hit what of the question it holds', async () => {
    const title = await listed('隧道積水識別', {
      summary: { zh: '雨天识别车辆涉水。', en: 'Flooded tunnels' },
    });
    const matched = async (q: string) => (await search(q)).items.find(({ id }) => id === title)?.matched;
    expect(await matched('隧道积水识别和路灯')).toEqual(['隧道积水识别']);
    expect(await matched('涉水 flooding')).toEqual(['涉水', 'flooding']);
    expect((await app.as(null)(listSolutions, { query: {} })).items[0]?.matched).toBeUndefined();
  });

  it('counts in its facets what it lists, and pages through all of it once', async () => {
    const fields = ['public_services', 'economic_operation'] as const;
    for (let n = 0; n < 6; n += 1) await listed(`供热负荷预测 ${n}`, { fields: [fields[n % 2]!] });
    const { total, facets } = await search('供热负荷');
    expect(total).toBe(6);
    expect(facets.field).toEqual({ public_services: 3, economic_operation: 3 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search('供热负荷', { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  });

  it('finds cards by the name of their organisation', async () => {
    const id = await listed('电梯困人告警');
    const { rows } = await app.database.owner.query<{ name: { zh: string } }>(
      'SELECT o.name FROM solution s JOIN organisation o ON o.id = s.owner_id WHERE s.id = $1',
      [id],
    );
    expect(await found(`${rows[0]?.name.zh} 电梯`)).toContain(id);
    expect(await found(`"${rows[0]?.name.zh}"`)).toContain(id);
  });

  it('takes a word nobody uses for the one it is near to, says so, and searches literally when asked to', async () => {
    const id = await listed('径流预测', {
      summary: { zh: '按小时预测。', en: 'Streamflow forecasting of basins' },
    });
    const answer = await search('streemflow basns');
    expect(answer.corrected).toEqual([
      { typed: 'streemflow', taken: 'streamflow' },
      { typed: 'basns', taken: 'basins' },
    ]);
    expect(answer.items.map((one) => one.id)).toContain(id);
    expect(answer.items.find((one) => one.id === id)?.matched).toEqual(['streamflow', 'basins']);
    const literal = await search('streemflow', { literal: 'true' });
    expect([literal.total, literal.corrected]).toEqual([0, []]);
    // A word that is there is what was meant, in whatever form; quotes and codes are never touched.
    for (const q of ['streamflow', 'forecasts', '"streemflow"', 'streemflow7', '7788990'])
      expect((await search(q)).corrected, q).toEqual([]);
    // Traditional characters, widths and letters' case are no errors.
    expect((await found('徑流預測 ＳＴＲＥＡＭＦＬＯＷ'))[0]).toBe(id);
  });

  it('finds names by pinyin and initials, says which part of the name it was, and mends no pinyin', async () => {
    const id = await listed('桥梁挠度监测');
    const answer = await search('qiaoliang naodu');
    expect(answer.corrected).toEqual([]);
    expect(answer.items[0]?.id).toBe(id);
    expect(answer.items[0]?.matched).toEqual(expect.arrayContaining(['桥梁', '挠度']));
    expect(await found('qiaoliangnaodu')).toEqual([id]);
    expect((await search('qiaoliang', { literal: 'true' })).total).toBe(0);
    await app.database.owner.query(`UPDATE organisation SET name = '{"zh": "锦城市水务局"}' WHERE id = $1`, [
      app.cast.vendor.organisationId,
    ]);
    const water = await listed('渗漏巡查');
    for (const q of ['shuiwuju', 'swj', 'SWJ', 'shui wu ju', '水務局'])
      expect(await found(q), q).toContain(water);
    expect((await search('swj')).items.find((one) => one.id === water)?.matched).toEqual(['水务局']);
  });

  it('does not mend a word of the reader’s own draft, and learns no word from it for others', async () => {
    await listed('水库调度', { summary: { zh: '按小时。', en: 'Reservoir operation' } });
    const { vendor } = app.cast;
    const body = {
      title: { zh: '草稿', en: 'Reservior drafts zyzzyvation' },
      summary: { zh: '草稿' },
      fields: [],
      trl: 3,
    };
    const { id } = await app.as(vendor)(createSolution, { body: body as unknown as SaveSolution });
    const own = await app.as(vendor)(listSolutions, { query: { q: 'reservior', mine: 'true' } });
    expect([own.corrected, own.items.map((one) => one.id)]).toEqual([[], [id]]);
    expect((await search('reservior')).corrected).toEqual([{ typed: 'reservior', taken: 'reservoir' }]);
    expect((await search('zyzzyvatoin')).corrected).toEqual([]);
  });

  it('marks the cards of a renamed organisation for new words, and of no other', async () => {
    const id = await listed('改名前的方案');
    const sql = app.database.owner;
    await sql.query('UPDATE solution SET words_stale = false');
    const stale = async () =>
      (await sql.query<{ id: string }>('SELECT id FROM solution WHERE words_stale')).rows.map(
        (row) => row.id,
      );
    await sql.query(`UPDATE organisation SET name = name, address = 'x' WHERE id = $1`, [
      app.cast.vendor.organisationId,
    ]);
    expect(await stale()).toEqual([]);
    await sql.query(`UPDATE organisation SET name = '{"zh": "更名后"}' WHERE id = $1`, [
      app.cast.otherVendor.organisationId,
    ]);
    expect(await stale()).toEqual([]);
    await sql.query(`UPDATE organisation SET name = name || '{"en": "Renamed"}' WHERE id = $1`, [
      app.cast.vendor.organisationId,
    ]);
    expect(await stale()).toContain(id);
  });

  it('counts words of what is listed, and takes them back when it is delisted', async () => {
    const before = await counted('扬尘');
    const id = await listed('扬尘污染溯源');
    expect(await counted('扬尘')).toBe(before + 1);
    const { rows } = await app.database.owner.query<{ cards: number; listed: number }>(
      `SELECT (SELECT cards FROM search_word WHERE thing = 'solution' AND word = '') AS cards,
         (SELECT count(*)::int FROM solution WHERE listed IS NOT NULL AND status <> 'delisted') AS listed`,
    );
    expect(rows[0]?.cards).toBe(rows[0]?.listed);
    await app.as(app.cast.operator)(solutionDeeds.delist, { params: { id }, body: { remark: 'x' } });
    expect(await counted('扬尘')).toBe(before);
    expect(await found('扬尘')).not.toContain(id);
  });
});
