import {
  createSolution,
  editSolution,
  listSolutions,
  readSolution,
  type SaveSolution,
  solutionDeeds,
} from '@scenario-lab/contracts/solutions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const card = (more: Partial<SaveSolution> = {}) => ({
  title: { zh: '内涝积水点预警', en: 'Waterlogging warning' },
  summary: { zh: '用降雨和液位数据预测积水' },
  fields: ['public_services' as const],
  trl: 7,
  ...more,
});

async function listed(more: Partial<SaveSolution> = {}) {
  const { vendor, operator } = app.cast;
  const { id } = await app.as(vendor)(createSolution, { body: card(more) });
  await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
  return id;
}

describe('solutions', () => {
  it('go from draft to the public list, and keep their reviewed revision while a new one is drafted', async () => {
    const { vendor, operator, otherVendor } = app.cast;
    const { id } = await app.as(vendor)(createSolution, { body: card() });
    const draft = await app.as(vendor)(readSolution, { params: { id } });
    expect(draft.status).toBe('draft');
    expect(draft.allowed).toEqual(['solution.read', 'solution.edit', 'solution.submit']);

    await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
    expect(await refusalOf(app.as(vendor)(editSolution, { params: { id }, body: card() }))).toBe(
      '409 wrong_status',
    );
    await app.as(operator)(solutionDeeds.return, { params: { id }, body: { remark: 'say more' } });
    expect((await app.as(vendor)(readSolution, { params: { id } })).remark).toBe('say more');
    await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
    await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
    expect((await app.as(null)(readSolution, { params: { id } })).title.en).toBe('Waterlogging warning');

    await app.as(vendor)(editSolution, {
      params: { id },
      body: card({ title: { en: 'Secret successor' } }),
    });
    expect(await app.as(vendor)(readSolution, { params: { id } })).toMatchObject({
      status: 'draft',
      title: { en: 'Secret successor' },
    });
    for (const who of [null, otherVendor]) {
      const seen = await app.as(who)(readSolution, { params: { id } });
      expect(seen).toMatchObject({ status: 'listed', title: { en: 'Waterlogging warning' }, remark: null });
      expect(seen.allowed).toEqual(['solution.read']);
      const found = await app.as(who)(listSolutions, { query: { q: 'successor' } });
      expect(found.total).toBe(0);
    }
    const events = await app.database.owner.query(
      'SELECT event FROM event WHERE thing_id = $1 ORDER BY seq',
      [id],
    );
    expect(events.rows.map(({ event }) => event)).toEqual([
      'solution.created',
      'solution.submitted',
      'solution.returned',
      'solution.submitted',
      'solution.listed',
      'solution.revised',
    ]);
  });

  it('are found by Chinese and English words, a lone character, and never by wildcards', async () => {
    const id = await listed({ title: { zh: '井盖位移监测', en: 'Manhole cover displacement' } });
    const ids = async (q: string) =>
      (await app.as(null)(listSolutions, { query: { q, sort: 'relevance' } })).items.map((item) => item.id);
    for (const q of ['井盖', '盖', '位移监测', 'manhole', 'covers', '井盖 displacement', '井盖 天气']) {
      expect(await ids(q), q).toContain(id);
    }
    for (const q of [
      '天气',
      '“井盖 天气”',
      '井盖 -位移',
      '“位移井盖”',
      '%',
      '_',
      "'); DROP TABLE solution; --",
      'the',
    ]) {
      expect(await ids(q), q).not.toContain(id);
    }
  });

  it('are paged without doubles or gaps, with facets, and refuse a forged cursor', async () => {
    for (let n = 0; n < 5; n += 1)
      await listed({ fields: ['market_supervision'], title: { en: `Card ${n}` } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await app.as(null)(listSolutions, {
        query: { field: 'market_supervision', limit: 2, sort: 'newest', cursor },
      });
      expect(page.total).toBe(5);
      expect(page.facets.field.market_supervision).toBe(5);
      seen.push(...page.items.map((item) => item.title.en!));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['Card 4', 'Card 3', 'Card 2', 'Card 1', 'Card 0']);
    for (const forged of ['x', Buffer.from('["not a date","x"]').toString('base64url')]) {
      const query = { cursor: forged, sort: 'newest' as const };
      expect(await refusalOf(app.as(null)(listSolutions, { query }))).toBe('422 invalid_input query.cursor');
    }
  });

  it('answer by who asks: visitor, wrong role, other tenant', async () => {
    const { vendor, otherVendor, department, operator, reviewer, observer } = app.cast;
    expect(await refusalOf(app.as(null)(createSolution, { body: card() }))).toBe('401 sign_in_required');
    expect(await refusalOf(app.as(department)(createSolution, { body: card() }))).toBe('403 role_missing');
    const { id } = await app.as(vendor)(createSolution, { body: card() });
    const at = { params: { id } };
    for (const who of [null, otherVendor, department]) {
      expect(await refusalOf(app.as(who)(readSolution, at))).toBe('404 not_found');
    }
    expect(await refusalOf(app.as(otherVendor)(editSolution, { ...at, body: card() }))).toBe('404 not_found');
    expect(await refusalOf(app.as(otherVendor)(solutionDeeds.submit, { ...at, body: {} }))).toBe(
      '404 not_found',
    );
    expect(await refusalOf(app.as(reviewer)(solutionDeeds.approve, { ...at, body: {} }))).toBe(
      '403 role_missing',
    );
    expect(await refusalOf(app.as(operator)(solutionDeeds.approve, { ...at, body: {} }))).toBe(
      '409 wrong_status',
    );
    expect((await app.as(observer)(readSolution, at)).allowed).toEqual(['solution.read']);
    const missing = { params: { id: '0190d9a0-0000-7000-8000-000000000000' } };
    expect(await refusalOf(app.as(vendor)(readSolution, missing))).toBe('404 not_found');
  });

  it('leave the public with their last trace when delisted, even once a new draft begins', async () => {
    const { vendor } = app.cast;
    const id = await listed();
    await app.as(vendor)(solutionDeeds.delist, { params: { id }, body: { remark: 'no longer sold' } });
    expect(await refusalOf(app.as(null)(readSolution, { params: { id } }))).toBe('404 not_found');
    await app.as(vendor)(editSolution, { params: { id }, body: card() });
    expect(await refusalOf(app.as(null)(readSolution, { params: { id } }))).toBe('404 not_found');
    const mine = await app.as(vendor)(listSolutions, { query: { mine: 'true', limit: 100 } });
    expect(mine.items.find((item) => item.id === id)?.status).toBe('draft');
  });

  it('store hostile text as text and name what is wrong with the rest', async () => {
    const { vendor } = app.cast;
    const title = { en: '<script>alert(1)</script> \u202e' };
    const { id } = await app.as(vendor)(createSolution, { body: card({ title }) });
    expect((await app.as(vendor)(readSolution, { params: { id } })).title).toEqual(title);
    expect(
      await refusalOf(app.as(vendor)(createSolution, { body: card({ title: { en: 'a\u0000b' } }) })),
    ).toBe('422 invalid_input title.en');
    const raw = await fetch(`${app.baseUrl}/solutions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await app.tokenOf(vendor)}`, 'content-type': 'application/json' },
      body: `{"__proto__": {"trl": 9}, "title": {"en": "x"}, "summary": {"en": "y"}, "fields": ["nowhere"]}`,
    });
    expect(raw.status).toBe(422);
    const { errors } = (await raw.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual(['fields.0', 'trl']);
  });

  it('are kept apart by row-level security alone', async () => {
    const { vendor, otherVendor } = app.cast;
    const { id } = await app.as(vendor)(createSolution, { body: card() });
    const seen = await app.sqlAs(otherVendor, 'SELECT card FROM solution WHERE id = $1', [id]);
    expect(seen).toEqual([]);
    await app.sqlAs(otherVendor, "UPDATE solution SET status = 'listed', listed = card WHERE id = $1", [id]);
    expect((await app.as(vendor)(readSolution, { params: { id } })).status).toBe('draft');
  });

  it('tell nobody the words of what is not theirs to see, even past the index', async () => {
    const { vendor, otherVendor, observer } = app.cast;
    const { id } = await app.as(vendor)(createSolution, {
      body: card({ title: { en: 'Unannounced zeppelin' } }),
    });
    const found = async (who: Parameters<typeof app.sqlAs>[0]) =>
      (await app.sqlAs(who, "SELECT solution_found('zeppelin'::tsquery) AS id")) as { id: string }[];
    expect(await found(vendor)).toEqual([{ id }]);
    expect(await found(observer)).toEqual([{ id }]);
    expect(await found(otherVendor)).toEqual([]);
    expect(await found(null)).toEqual([]);
    const ranked = `SELECT id FROM solution_ranked(NULL, 'zeppelin', '{zeppelin}'::text[]::tsquery[], '{1}', 10)`;
    expect(await app.sqlAs(vendor, ranked)).toEqual([{ id }]);
    for (const who of [otherVendor, null]) expect(await app.sqlAs(who, ranked)).toEqual([]);
    // How rare a word is, is told of public cards alone: no order of a list gives a draft's words away.
    const counted = "SELECT word FROM search_word WHERE word = 'zeppelin'";
    for (const who of [vendor, otherVendor, null]) expect(await app.sqlAs(who, counted)).toEqual([]);
    const seen = await app.as(vendor)(listSolutions, { query: { q: 'zeppelins', mine: 'true' } });
    expect(seen.items.map((item) => item.id)).toEqual([id]);
  });
});
