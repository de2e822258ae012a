import {
  type FollowedThing,
  follow,
  listFollows,
  listSearches,
  lookAtSearch,
  removeSearch,
  saveSearch,
  unfollow,
} from '@scenario-lab/contracts/follows';
import { listNotices, saveNoticeChoice, usualChoice } from '@scenario-lab/contracts/notices';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeCase } from '@scenario-lab/testing/cases';
import { type Exam, makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let system: SystemDatabase;
let exam: Exam;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});
beforeEach(async () => {
  for (const table of ['notice', 'follow', 'saved_search', 'notice_choice'])
    await app.database.owner.query(`DELETE FROM ${table}`);
});

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const follows = (who: SignedIn, thing: FollowedThing, id: string) =>
  app.as(who)(follow, { params: { thing, id } });
const listOf = (who: SignedIn) => app.as(who)(listFollows, {});
const told = async (who: SignedIn) =>
  (await app.as(who)(listNotices, { query: { kind: 'followed' } })).items.map(({ event }) => event);
const happens = async (thing: string, id: string, event: string, by?: SignedIn) => {
  await system.asSystem((tx) => recordEvent(tx, { thing, id, event, ...(by ? { by } : {}) } as never));
  while ((await system.asSystem(makeNotices)) > 0);
};

describe('what is followed', () => {
  it('is one’s own to see, to add to and to take from', async () => {
    const { otherVendor, vendor, department } = app.cast;
    await follows(otherVendor, 'scenario', exam.scenarioId);
    await follows(otherVendor, 'scenario', exam.scenarioId);
    await follows(otherVendor, 'organisation', department.organisationId);
    expect(await listOf(otherVendor)).toMatchObject([
      { thing: 'organisation', title: { en: 'Department A' } },
      { thing: 'scenario', thingId: exam.scenarioId, title: { zh: '下穿隧道积水' } },
    ]);
    expect(await listOf(vendor)).toEqual([]);
    const params = { thing: 'scenario' as const, id: exam.scenarioId };
    await app.as(vendor)(unfollow, { params });
    expect(await listOf(otherVendor)).toHaveLength(2);
    // Not even SQL with another's settings reaches the rows.
    expect(await app.sqlAs(vendor, 'SELECT * FROM follow')).toEqual([]);
    await expect(
      app.sqlAs(vendor, `INSERT INTO follow VALUES ($1, $2, 'scenario', $3)`, [
        otherVendor.personId,
        otherVendor.organisationId,
        exam.benchmarkId,
      ]),
    ).rejects.toThrow(/row-level security/);
    await app.as(otherVendor)(unfollow, { params });
    expect(await listOf(otherVendor)).toHaveLength(1);
    expect(await statusOf(app.as(null)(listFollows, {}))).toBe('401 sign_in_required');
  });

  it('is only what one may see, and says no name of what is gone', async () => {
    const { otherVendor, vendor } = app.cast;
    const { algorithmId } = await makeAlgorithm(app.database.owner, vendor);
    await follows(otherVendor, 'algorithm', algorithmId);
    await sql(`UPDATE algorithm SET listed = NULL, status = 'draft' WHERE id = $1`, [algorithmId]);
    expect(await listOf(otherVendor)).toMatchObject([{ thingId: algorithmId, title: null }]);
    expect(await statusOf(follows(otherVendor, 'algorithm', algorithmId))).toBe('404 not_found');
    expect(await statusOf(follows(otherVendor, 'scenario', algorithmId))).toBe('404 not_found');
    expect(await statusOf(follows(otherVendor, 'run' as never, algorithmId))).toMatch(/^4/);
    await sql('UPDATE organisation SET verified = false WHERE id = $1', [vendor.organisationId]);
    expect(await statusOf(follows(otherVendor, 'organisation', vendor.organisationId))).toBe('404 not_found');
    await sql('UPDATE organisation SET verified = true WHERE id = $1', [vendor.organisationId]);
  });

  it('is told of to who follows, once, and to nobody else', async () => {
    const { otherVendor, department, operator, observer } = app.cast;
    await follows(otherVendor, 'scenario', exam.scenarioId);
    await follows(otherVendor, 'organisation', department.organisationId);
    await happens('scenario', exam.scenarioId, 'scenario.extended', department);
    expect(await told(otherVendor)).toEqual(['scenario.extended']);
    for (const who of [operator, observer, department]) expect(await told(who)).toEqual([]);
    await happens('benchmark_version', exam.benchmarkVersionId, 'benchmark_version.open');
    expect(await told(otherVendor)).toEqual(['benchmark_version.open', 'scenario.extended']);
    // Nothing is told of one's own doing, nor of steps that are not public.
    await happens('scenario', exam.scenarioId, 'scenario.closed', otherVendor);
    await happens('scenario', exam.scenarioId, 'scenario.submitted', department);
    expect(await told(otherVendor)).toHaveLength(2);
  });

  it('tells nothing of what is not public: drafts, delisted cards, cases without names', async () => {
    const { otherVendor, vendor, department } = app.cast;
    const made = await makeAlgorithm(app.database.owner, vendor);
    for (const side of [vendor, department]) await follows(otherVendor, 'organisation', side.organisationId);
    await sql(`UPDATE algorithm SET status = 'delisted' WHERE id = $1`, [made.algorithmId]);
    await happens('algorithm', made.algorithmId, 'algorithm.listed');
    await sql(
      `UPDATE algorithm SET status = 'listed', card = jsonb_set(card, '{title}', '{"zh": "新草稿"}') WHERE id = $1`,
      [made.algorithmId],
    );
    const { caseId } = await makeCase(
      app.database.owner,
      app.cast,
      { ...exam, ...made },
      { published: true },
    );
    await sql('UPDATE lab_case SET anonymous = true WHERE id = $1', [caseId]);
    await happens('case', caseId, 'case.published');
    expect(await told(otherVendor)).toEqual([]);
    await happens('algorithm', made.algorithmId, 'algorithm.listed');
    const { items } = await app.as(otherVendor)(listNotices, {});
    expect(items.map(({ title }) => title.zh)).toEqual(['液位预测']);
    await sql('UPDATE lab_case SET anonymous = false WHERE id = $1', [caseId]);
    await happens('case', caseId, 'case.published');
    expect(await told(otherVendor)).toEqual(['case.published', 'algorithm.listed']);
  });

  it('respects who wants none of the kind, who has left, and who is suspended', async () => {
    const { otherVendor, department } = app.cast;
    const here = { name: 'Vendor B', roles: ['supply'], id: otherVendor.organisationId };
    const gone = await makeActor(app.database.owner, here, ['member'], ['vendor']);
    const suspended = await makeActor(app.database.owner, here, ['member'], ['vendor']);
    for (const who of [otherVendor, gone, suspended]) await follows(who, 'scenario', exam.scenarioId);
    await app.as(otherVendor)(saveNoticeChoice, { body: { ...usualChoice, muted: ['followed'] } });
    await sql('DELETE FROM membership WHERE person_id = $1', [gone.personId]);
    await sql('UPDATE person SET suspended = true WHERE id = $1', [suspended.personId]);
    await happens('scenario', exam.scenarioId, 'scenario.published', department);
    const { rows } = await sql(`SELECT count(*)::int AS count FROM notice WHERE kind = 'followed'`);
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('a saved search', () => {
  const body = { name: '水务', list: 'scenarios' as const, filters: { q: '水', field: 'public_services' } };

  it('is kept, looked at and removed by its person alone', async () => {
    const { vendor, otherVendor } = app.cast;
    const { id } = await app.as(vendor)(saveSearch, { body });
    const [first] = await app.as(vendor)(listSearches, {});
    expect(first).toMatchObject({ id, ...body });
    const params = { id };
    expect(await app.as(otherVendor)(listSearches, {})).toEqual([]);
    expect(await statusOf(app.as(otherVendor)(lookAtSearch, { params }))).toBe('404 not_found');
    expect(await statusOf(app.as(otherVendor)(removeSearch, { params }))).toBe('404 not_found');
    await app.as(vendor)(lookAtSearch, { params });
    const [seen] = await app.as(vendor)(listSearches, {});
    expect(Date.parse(seen?.seenAt ?? '')).toBeGreaterThan(Date.parse(first?.seenAt ?? ''));
    await app.as(vendor)(removeSearch, { params });
    expect(await app.as(vendor)(listSearches, {})).toEqual([]);
  });

  it('is refused with the place of what is wrong, and beyond twenty', async () => {
    const { vendor } = app.cast;
    const save = (more: object) =>
      statusOf(app.as(vendor)(saveSearch, { body: { ...body, ...more } as never }));
    expect(await save({ list: 'people' })).toBe('422 invalid_input');
    expect(await save({ name: ' ' })).toBe('422 invalid_input');
    expect(await save({ filters: { 'q"; --': 'x' } })).toBe('422 invalid_input');
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`k${'a'.repeat(at + 1)}`, 'x']));
    expect(await save({ filters: many })).toBe('422 invalid_input');
    const answers = await Promise.all(Array.from({ length: 24 }, () => save({})));
    expect(
      answers.filter((answer) => answer.startsWith('429') || answer.endsWith('quota_exhausted')),
    ).toHaveLength(4);
    expect(await app.as(vendor)(listSearches, {})).toHaveLength(20);
  });
});
