import { confirmPlace, saveConsortium } from '@scenario-lab/contracts/consortia';
import { readTimeline } from '@scenario-lab/contracts/lab';
import { routes } from '@scenario-lab/contracts/routes';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { judgedBid, judgedTerms, panelsOf } from './test-panels.js';

let app: TestApp;
let desk: Awaited<ReturnType<typeof panelsOf>>;
beforeAll(async () => {
  app = await testApp();
  desk = await panelsOf(app);
});
afterAll(() => app?.close());

const names = { lead: '独山仪表有限公司', third: '灵溪数据科技', card: '独山液位一体机' };

/** Every answer about a call somebody may read, by its row; and what the rows refuse. */
async function answersTo(who: SignedIn, id: string): Promise<Map<string, string>> {
  const token = await app.tokenOf(who);
  const rows = routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/calls/:id'));
  const paths = [...rows.map(({ path }) => path), readTimeline.path.replace(':thing', 'call')];
  const told = new Map<string, string>();
  for (const path of paths) {
    const answer = await fetch(`${app.baseUrl}${path.replace(':id', id)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    told.set(path, `${answer.status} ${await answer.text()}`);
  }
  return told;
}

/** A bid of two about a card of the lead's, and one of another vendor's alone, opened before a declared panel. */
async function judged() {
  const { department, operator, otherDepartment, otherVendor, reviewer } = app.cast;
  const { owner } = app.database;
  const lead = await makeActor(owner, { name: names.lead, roles: ['supply'] }, ['owner'], ['vendor']);
  const third = await makeActor(owner, { name: names.third, roles: ['supply'] }, ['owner'], ['vendor']);
  const solutionId = newId();
  await owner.query(
    `INSERT INTO solution (id, owner_id, status, card, listed) VALUES ($1, $2, 'listed', $3, $3)`,
    [solutionId, lead.organisationId, JSON.stringify({ title: { zh: names.card } })],
  );
  const { id } = await desk.create(department, judgedTerms);
  const ours = await desk.sealing(department, id);
  const theirs = await desk.opening(operator, id);
  for (const [at, who] of [otherDepartment, reviewer].entries())
    await desk.take(who, id, (await desk.give(department, id, at + 1)).code);
  const consortium = [
    { organisationId: lead.organisationId, role: 'lead' as const, part: '总体设计', share: 60 },
    { organisationId: third.organisationId, role: 'member' as const, part: '现场安装', share: 40 },
  ];
  const { id: together } = await app.as(lead)(saveConsortium, {
    params: { id },
    body: {
      part: '总体设计',
      share: 60,
      members: [{ organisationId: third.organisationId, part: '现场安装', share: 40 }],
    },
  });
  await app.as(third)(confirmPlace, { params: { id: together }, body: { part: '现场安装', share: 40 } });
  const offered = { ...judgedBid(700_000, '联合方案'), solutionId, consortium };
  const alone = judgedBid(500_000, '单独方案');
  const receipts = [await desk.handIn(lead, id, offered), await desk.handIn(otherVendor, id, alone)];
  await desk.passDeadline(id);
  await desk.bring(operator, id, theirs.code);
  await desk.bring(department, id, ours.code);
  for (const who of [otherDepartment, reviewer]) await desk.declare(who, id);
  const naming = [
    ...Object.values(names),
    'Vendor B',
    ...[lead, third, otherVendor].flatMap(({ organisationId, personId }) => [organisationId, personId]),
    solutionId,
    together,
    // With these a guess at the card or the members is proved by the digest of the opening's record.
    offered.salt,
    alone.salt,
    ...receipts.map((receipt) => receipt.id),
  ];
  return { id, naming, lead };
}

describe('a judge', () => {
  it('reads nothing that names who offers in any answer about the call, until the panel has recommended', async () => {
    const { department, otherDepartment, reviewer } = app.cast;
    const { id, naming, lead } = await judged();
    const namedTo = async (who: SignedIn) => {
      const told = await answersTo(who, id);
      expect(told.get('/calls/:id/scores')).toMatch(/^200 .*联合方案/);
      return [...told].flatMap(([path, answer]) =>
        naming.filter((one) => answer.includes(one)).map((one) => `${path} ${one}`),
      );
    };
    for (const who of [otherDepartment, reviewer]) expect(await namedTo(who)).toEqual([]);
    expect(await refusalOf(desk.bids(reviewer, id))).toBe('409 judges_blind');
    // Past the API what is told by the function says as little, but for the keys points are kept by.
    const rows = await app.sqlAs(otherDepartment, 'SELECT content, measured FROM panel_bids($1)', [id]);
    expect(naming.filter((one) => JSON.stringify(rows).includes(one))).toEqual([]);
    expect(Object.keys((await desk.scores(reviewer, id)).bids[0]?.content ?? {}).sort()).toEqual(
      ['answers', 'files', 'price', 'text'].sort(),
    );
    // The office without a seat reads names, so the words above are there to be found.
    const office = (await answersTo(department, id)).get('/calls/:id/bids') ?? '';
    expect(naming.filter((one) => office.includes(one))).toEqual(
      expect.arrayContaining([names.lead, names.third, lead.organisationId]),
    );
    for (const who of [otherDepartment, reviewer]) {
      await desk.save(
        who,
        id,
        [1, 2].flatMap((number) =>
          ['plan', 'team'].map((criterion): [number, string, number] => [number, criterion, number * 40]),
        ),
      );
      await desk.handInPoints(who, id);
    }
    for (const who of [otherDepartment, reviewer]) expect(await namedTo(who)).toEqual([]);
    expect(await refusalOf(desk.bids(reviewer, id))).toBe('409 judges_blind');
    await desk.recommend(otherDepartment, id, 2);
    expect(await desk.bids(reviewer, id)).toHaveLength(2);
  });
});
