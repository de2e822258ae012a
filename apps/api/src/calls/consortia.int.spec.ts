import type { SaveBid } from '@scenario-lab/contracts/calls';
import { listOwnBids, readCall } from '@scenario-lab/contracts/calls';
import {
  confirmPlace,
  dissolveConsortium,
  leaveConsortium,
  listConsortia,
  saveConsortium,
} from '@scenario-lab/contracts/consortia';
import { postMessage, proposeEngagement, readEngagement } from '@scenario-lab/contracts/engagements';
import { readInbox } from '@scenario-lab/contracts/lab';
import { readRoom } from '@scenario-lab/contracts/rooms';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { judgedBid, judgedTerms, panelsOf } from './test-panels.js';

let app: TestApp;
let desk: Awaited<ReturnType<typeof panelsOf>>;
let third: SignedIn;
let stranger: SignedIn;
type Who = Parameters<TestApp['as']>[0];
beforeAll(async () => {
  app = await testApp();
  desk = await panelsOf(app);
  third = await makeActor(app.database.owner, { name: 'Vendor C', roles: ['supply'] }, ['owner'], ['vendor']);
  stranger = await makeActor(
    app.database.owner,
    { name: 'Vendor D', roles: ['supply'] },
    ['owner'],
    ['vendor'],
  );
});
afterAll(() => app?.close());

const part = '雷达水位计与现场安装';
const plan = (share = 40, who = third) => ({
  part: '总体设计与集成',
  share: 100 - share,
  members: [{ organisationId: who.organisationId, part, share }],
});
const save = (who: SignedIn, id: string, body = plan()) =>
  app.as(who)(saveConsortium, { params: { id }, body });
const seen = async (who: SignedIn, id: string) =>
  (await app.as(who)(listConsortia, { params: { id } })).items;
const confirm = (who: SignedIn, id: string, said = { part, share: 40 }) =>
  app.as(who)(confirmPlace, { params: { id }, body: said });
const leave = (who: SignedIn, id: string) =>
  app.as(who)(leaveConsortium, { params: { id }, body: { reason: '人手另有安排。' } });
const together = (who: SignedIn, share = 40): NonNullable<SaveBid['consortium']> => [
  { organisationId: who.organisationId, role: 'lead', part: '总体设计与集成', share: 100 - share },
  { organisationId: third.organisationId, role: 'member', part, share },
];
const bid = (consortium?: SaveBid['consortium']) => ({
  ...judgedBid(700_000, '联合方案'),
  ...(consortium ? { consortium } : {}),
});
/** An open call of the department with the codes of both sides. */
async function opened() {
  const { department, operator } = app.cast;
  const { id } = await desk.create(department, judgedTerms);
  const ours = await desk.sealing(department, id);
  const theirs = await desk.opening(operator, id);
  return { id, ours: ours.code, theirs: theirs.code };
}
const states = async (who: SignedIn, id: string) =>
  (await app.as(who)(listOwnBids, { params: { id } })).items.map(({ state }) => state);

/** What the inbox says waits for whoever asks. */
const waits = async (who: SignedIn, id: string) =>
  (await app.as(who)(readInbox, { query: { thing: 'call', id } })).map(({ waitsFor }) => waitsFor);

describe('a consortium', () => {
  it('hands in once every member has confirmed its part and share, and as they confirmed it', async () => {
    const { vendor } = app.cast;
    const { id } = await opened();
    const { id: consortium } = await save(vendor, id);
    expect(await refusalOf(desk.handIn(vendor, id, bid(together(vendor))))).toBe(
      '409 consortium_unconfirmed',
    );
    expect(await refusalOf(confirm(third, consortium, { part, share: 30 }))).toMatch(
      /^409 conflict|412 conflict/,
    );
    expect((await seen(third, id))[0]).toMatchObject({
      role: 'member',
      ready: false,
      members: [
        { role: 'lead', share: 60 },
        { role: 'member', share: 40, confirmedAt: null },
      ],
      allowed: ['consortium.confirm', 'consortium.leave'],
    });
    await confirm(third, consortium);
    expect((await seen(vendor, id))[0]).toMatchObject({ ready: true, allowed: ['consortium.dissolve'] });
    for (const wrong of [
      undefined,
      together(vendor, 39),
      together(vendor).reverse(),
      together(vendor).slice(0, 1),
    ])
      expect(await refusalOf(desk.handIn(vendor, id, bid(wrong)))).toBe('422 invalid_input consortium');
    const receipt = await desk.handIn(vendor, id, bid(together(vendor)));
    for (const who of [vendor, third])
      expect((await seen(who, id))[0]?.bids).toMatchObject([
        { state: 'standing', contentDigest: receipt.contentDigest },
      ]);
    // Whoever has given its word offers nothing alone and in no other one.
    expect(await refusalOf(desk.handIn(third, id, bid()))).toBe('409 in_consortium');
    expect(await refusalOf(save(third, id, plan(40, app.cast.otherVendor)))).toBe('409 duplicate');
  });

  it('is known to nobody else before the opening: no answer and no row tells of it', async () => {
    const { vendor, otherVendor, department, operator, admin, observer } = app.cast;
    const { id } = await opened();
    const { id: consortium } = await save(vendor, id);
    await confirm(third, consortium);
    await desk.handIn(vendor, id, bid(together(vendor)));
    for (const who of [otherVendor, department, operator, admin, observer]) {
      expect(await seen(who, id), who.roles[0]).toEqual([]);
      for (const table of ['consortium', 'consortium_member', 'bid_member'])
        expect(await app.sqlAs(who, `SELECT * FROM ${table}`), `${who.roles[0]} ${table}`).toEqual([]);
      expect(await app.sqlAs(who, 'SELECT * FROM consortium_bids($1)', [consortium])).toEqual([]);
      const call = JSON.stringify(await app.as(who)(readCall, { params: { id } }));
      expect(call).not.toContain(third.organisationId);
      for (const deed of [confirm, leave]) expect(await refusalOf(deed(who, consortium))).toMatch(/^40[34] /);
    }
    const { rows } = await app.database.owner.query(
      `SELECT count(*)::int AS told FROM event WHERE thing_id = $1 OR organisation_id = $2`,
      [consortium, third.organisationId],
    );
    expect(rows).toEqual([{ told: 0 }]);
  });

  it('loses its bid when a member leaves or the plan changes; the lead reads who and why', async () => {
    const { vendor, otherVendor } = app.cast;
    const { id } = await opened();
    const { id: consortium } = await save(vendor, id);
    await confirm(third, consortium);
    await desk.handIn(vendor, id, bid(together(vendor)));
    expect(await waits(third, id)).toEqual([]);
    await leave(third, consortium);
    expect(await waits(vendor, id)).toEqual(['consortium.save']);
    expect(await states(vendor, id)).toEqual(['withdrawn']);
    expect(await seen(third, id)).toEqual([]);
    expect((await seen(vendor, id))[0]).toMatchObject({
      ready: false,
      left: [{ organisation: { id: third.organisationId }, reason: '人手另有安排。' }],
    });
    expect(await refusalOf(confirm(third, consortium))).toBe('404 not_found');
    await save(vendor, id);
    expect(await waits(vendor, id)).toEqual([]);
    expect(await waits(third, id)).toEqual(['consortium.confirm']);
    for (const who of [app.cast.department, app.cast.operator])
      expect((await waits(who, id)).filter((deed) => deed.startsWith('consortium'))).toEqual([]);
    // Asked again, it confirms again; the same plan saved twice leaves the bid alone, another one does not.
    await save(vendor, id);
    await confirm(third, consortium);
    await desk.handIn(vendor, id, bid(together(vendor)));
    await save(vendor, id);
    expect((await states(vendor, id))[0]).toBe('standing');
    await save(vendor, id, plan(30));
    expect((await states(vendor, id))[0]).toBe('withdrawn');
    expect((await seen(third, id))[0]?.members[1]?.confirmedAt).toBeNull();
    await save(vendor, id, plan(30, otherVendor));
    expect(await seen(third, id)).toEqual([]);
    await app.as(vendor)(dissolveConsortium, { params: { id: consortium } });
    expect(await seen(otherVendor, id)).toEqual([]);
    await desk.handIn(vendor, id, bid());
    expect((await states(vendor, id))[0]).toBe('standing');
  });

  it('is of verified vendors that are not the department nor owned with it, with shares of 100', async () => {
    const { vendor, department, otherDepartment } = app.cast;
    const { owner } = app.database;
    const { id } = await opened();
    const refused = (body: ReturnType<typeof plan>, who = vendor) => refusalOf(save(who, id, body));
    expect(await refused({ ...plan(), share: 50 })).toBe('422 invalid_input share');
    expect(await refused(plan(40, otherDepartment))).toBe('422 invalid_input members.0.organisationId');
    expect(await refused(plan(40, vendor))).toBe('422 invalid_input members.0.organisationId');
    expect(await refused({ ...plan(), members: [] })).toMatch(/^422 invalid_input/);
    const group = crypto.randomUUID();
    await owner
      .query('INSERT INTO control_group (id, name) VALUES ($1, $2)', [group, 'G'])
      .catch(() => undefined);
    const kin = await makeActor(owner, { name: 'Vendor K', roles: ['supply'] }, ['owner'], ['vendor']);
    await owner.query('UPDATE organisation SET control_group_id = $1 WHERE id = ANY($2)', [
      group,
      [department.organisationId, kin.organisationId],
    ]);
    expect(await refused(plan(40, kin))).toBe('422 invalid_input members.0.organisationId');
    await owner.query('UPDATE organisation SET control_group_id = NULL WHERE control_group_id = $1', [group]);
    expect(await refusalOf(save(department, id))).toMatch(/^403 /);
    await desk.passDeadline(id);
    expect(await refused(plan())).toBe('409 too_late');
  });

  it('cannot be left once the deadline is over, whatever SQL says', async () => {
    const { vendor } = app.cast;
    const { id } = await opened();
    const { id: consortium } = await save(vendor, id);
    await confirm(third, consortium);
    await desk.handIn(vendor, id, bid(together(vendor)));
    await desk.passDeadline(id);
    expect(await refusalOf(leave(third, consortium))).toBe('409 too_late');
    expect(await app.sqlAs(third, `SELECT leave_consortium($1, 'x') AS left`, [consortium])).toEqual([
      { left: false },
    ]);
    expect(await states(vendor, id)).toEqual(['standing']);
  });
});

describe('once bids are opened', () => {
  /** The consortium's and another vendor's bid, opened, with a judge on the first seat and the member's own person on the second. */
  async function decided() {
    const { vendor, otherVendor, department, operator, otherDepartment } = app.cast;
    const { id, ours, theirs } = await opened();
    for (const [at, who] of [otherDepartment, third].entries())
      await desk.take(who, id, (await desk.give(department, id, at + 1)).code);
    const { id: consortium } = await save(vendor, id);
    await confirm(third, consortium);
    await desk.handIn(vendor, id, bid(together(vendor)));
    await desk.handIn(otherVendor, id, judgedBid(400_000, '乙方案'));
    await desk.passDeadline(id);
    await desk.bring(operator, id, theirs);
    await desk.bring(department, id, ours);
    const mine = (await desk.own(vendor, id)).items[0]?.number ?? 0;
    return { id, mine };
  }

  it('the department and the lab read who offers together; whoever is a member’s or tied to it does not judge', async () => {
    const { vendor, otherVendor, department, operator, otherDepartment } = app.cast;
    const { id, mine } = await decided();
    for (const who of [department, operator]) {
      const list = await desk.bids(who, id);
      expect(list.find(({ number }) => number === mine)?.members).toMatchObject([
        { organisation: { id: vendor.organisationId }, role: 'lead', share: 60 },
        { organisation: { id: third.organisationId }, role: 'member', part, share: 40 },
      ]);
      expect(list.find(({ number }) => number !== mine)?.members).toEqual([]);
    }
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM bid_member')).toEqual([]);
    const { seats } = await desk.panel(department, id);
    expect(seats.find(({ number }) => number === 2)).toMatchObject({ state: 'out' });
    await desk.declare(otherDepartment, id, [third.organisationId]);
    const { bids } = await desk.scores(otherDepartment, id);
    expect(bids.find(({ number }) => number === mine)).toMatchObject({ tied: true, content: null });
    expect(JSON.stringify(bids)).not.toContain(third.organisationId);
    expect(await refusalOf(desk.save(otherDepartment, id, [[mine, 'plan', 90]]))).toBe(
      '422 invalid_input scores.0.number',
    );
  });

  it('a control group that a member shares with another bid makes both related', async () => {
    const { otherVendor, operator } = app.cast;
    const { owner } = app.database;
    const group = (await owner.query('SELECT gen_random_uuid() AS id')).rows[0].id;
    await owner.query("INSERT INTO control_group (id, name) VALUES ($1, 'g')", [group]);
    await owner.query('UPDATE organisation SET control_group_id = $1 WHERE id = ANY($2)', [
      group,
      [third.organisationId, otherVendor.organisationId],
    ]);
    const { id } = await decided();
    expect((await desk.read(operator, id)).opening?.related).toEqual([[1, 2]]);
    await owner.query('UPDATE organisation SET control_group_id = NULL WHERE control_group_id = $1', [group]);
  });

  it('the award names all, each reads the same letter, and the record counts each by its role', async () => {
    const { vendor, otherVendor, department, otherDepartment } = app.cast;
    const { id, mine } = await decided();
    await desk.declare(otherDepartment, id);
    await desk.save(
      otherDepartment,
      id,
      [1, 2].flatMap((number) =>
        ['plan', 'team'].map((criterion): [number, string, number] => [
          number,
          criterion,
          number === mine ? 95 : 20,
        ]),
      ),
    );
    await desk.handInPoints(otherDepartment, id);
    expect(await desk.outcome(third, id)).toBeNull();
    await desk.recommend(otherDepartment, id, mine);
    expect(await desk.outcome(third, id)).toBeNull();
    await desk.announce(department, id);
    expect((await desk.read(null, id)).award).toMatchObject({
      vendor: { id: vendor.organisationId },
      members: [
        { organisation: { id: vendor.organisationId }, role: 'lead', share: 60 },
        { organisation: { id: third.organisationId }, role: 'member', share: 40 },
      ],
    });
    const letter = await desk.outcome(third, id);
    expect(letter).toMatchObject({ number: mine });
    expect(letter).toEqual(await desk.outcome(vendor, id));
    expect((await desk.outcome(otherVendor, id))?.number).not.toBe(mine);
    // What was predicted is everybody's; what was measured will be the lead's.
    await app.database.owner.query(
      `UPDATE bid SET content = jsonb_set(content, '{answers,0,value}', '9.5') WHERE call_id = $1 AND number = $2`,
      [id, mine],
    );
    const { rows } = await app.database.owner.query(
      'SELECT vendor_id, lead_id, role, predicted FROM bid_predictions() WHERE call_id = $1 ORDER BY role',
      [id],
    );
    expect(rows).toEqual([
      { vendor_id: vendor.organisationId, lead_id: vendor.organisationId, role: 'lead', predicted: 9.5 },
      { vendor_id: third.organisationId, lead_id: vendor.organisationId, role: 'member', predicted: 9.5 },
    ]);
  });

  it('members object by themselves, carry on in the engagement that follows, and nobody else is let in', async () => {
    const { vendor, otherVendor, department, otherDepartment } = app.cast;
    const { id, mine } = await decided();
    const [solution] = (
      await app.database.owner.query(
        `SELECT n.id FROM solution n WHERE n.owner_id = $1 AND n.listed IS NOT NULL ORDER BY n.id DESC LIMIT 1`,
        [vendor.organisationId],
      )
    ).rows;
    const { id: engagementId } = await app.as(vendor)(proposeEngagement, {
      body: { scenarioId: desk.scenarioId, solutionId: solution.id },
    });
    const read = (who: Who) => app.as(who)(readEngagement, { params: { id: engagementId } });
    const room = (who: Who) => app.as(who)(readRoom, { params: { id: engagementId } });
    await desk.declare(otherDepartment, id);
    await desk.save(
      otherDepartment,
      id,
      [1, 2].flatMap((number) =>
        ['plan', 'team'].map((criterion): [number, string, number] => [
          number,
          criterion,
          number === mine ? 95 : 20,
        ]),
      ),
    );
    await desk.handInPoints(otherDepartment, id);
    await desk.recommend(otherDepartment, id, mine);
    await desk.announce(department, id);
    // A member objects in its own name; a stranger does not.
    const { id: objection } = await desk.object(third, id, '评分表第二项计算有误。');
    expect(await refusalOf(desk.object(stranger, id))).toMatch(/^40[34]/);
    expect((await desk.panel(department, id)).objections).toMatchObject([
      { vendor: { id: third.organisationId } },
    ]);
    await desk.reply(department, objection, 'reject');
    expect(await refusalOf(room(third))).toBe('404 not_found');
    await desk.passStandstill(id);
    await desk.award(department, id);
    for (const who of [vendor, department, third])
      expect((await read(who)).members).toMatchObject([
        { organisation: { id: vendor.organisationId }, role: 'lead', share: 60 },
        { organisation: { id: third.organisationId }, role: 'member', share: 40, part },
      ]);
    expect((await room(third)).side).toBe('vendor');
    await app.as(third)(postMessage, {
      params: { id: engagementId },
      body: { text: '现场部分由我们负责。' },
    });
    expect((await read(department)).messages.at(-1)?.organisation.id).toBe(third.organisationId);
    // Its own word binds itself: what both sides sign is the lead's to sign.
    expect((await read(third)).allowed).not.toContain('engagement.confirm_record');
    expect((await read(third)).allowed).not.toContain('engagement.withdraw');
    expect(await refusalOf(read(otherVendor))).toBe('404 not_found');
    // Past the API: nobody joins, and nobody lets anybody in but the department whose call it was.
    for (const who of [third, otherVendor, otherDepartment])
      expect(await app.sqlAs(who, 'SELECT join_consortium($1, $2) AS taken', [id, engagementId])).toEqual([
        { taken: 0 },
      ]);
    await expect(
      app.sqlAs(otherVendor, `INSERT INTO engagement_member VALUES ($1, $2, 'member', 'x', 1, 9, now())`, [
        engagementId,
        otherVendor.organisationId,
      ]),
    ).rejects.toThrow(/denied/);
  });
});
