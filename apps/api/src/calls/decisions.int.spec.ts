import { callDeeds } from '@scenario-lab/contracts/calls';
import { readInbox } from '@scenario-lab/contracts/lab';
import { listNotices } from '@scenario-lab/contracts/notices';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { panelsOf } from './test-panels.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
let desk: Awaited<ReturnType<typeof panelsOf>>;
beforeEach(async () => {
  desk = await panelsOf(app);
});
/** Points for both bids by both criteria. */
const sheet = (first: [number, number], second: [number, number], note = '理由') =>
  [
    [1, 'plan', first[0], note],
    [1, 'team', first[1], note],
    [2, 'plan', second[0], note],
    [2, 'team', second[1], note],
  ] as [number, string, number, string][];

describe('what follows', () => {
  async function conferred() {
    const { otherDepartment, reviewer } = app.cast;
    const had = await desk.openedBids({}, [otherDepartment, reviewer]);
    for (const who of [otherDepartment, reviewer]) await desk.declare(who, had.id);
    const best: [number, number] = [90, 90];
    const good: [number, number] = [60, 60];
    const points = had.mine === 1 ? sheet(good, best, '评语') : sheet(best, good, '评语');
    for (const who of [otherDepartment, reviewer]) {
      await desk.save(who, had.id, points);
      await desk.handInPoints(who, had.id);
    }
    return had;
  }

  async function engage(who: SignedIn, status: string): Promise<string> {
    const { owner } = app.database;
    const { department } = app.cast;
    const solution = await owner.query(
      `INSERT INTO solution (id, owner_id, status, card) VALUES (gen_random_uuid(), $1, 'listed', '{}') RETURNING id`,
      [who.organisationId],
    );
    const row = await owner.query(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) RETURNING id`,
      [status, desk.scenarioId, solution.rows[0].id, who.organisationId, department.organisationId],
    );
    for (const [organisation, right] of [
      [who.organisationId, 'own'],
      [department.organisationId, 'act'],
    ])
      await owner.query(
        'INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ($1, $2, $3, $4)',
        ['engagement', row.rows[0].id, organisation, right],
      );
    return row.rows[0].id as string;
  }

  it('is a recommendation from the first tier, an announcement, a standstill and an award, each by whose it is', async () => {
    const { otherDepartment, reviewer, department, vendor, otherVendor, operator } = app.cast;
    const { id, mine, theirs } = await conferred();
    await desk.change(reviewer, id, mine, 'plan', 62);
    const { given } = await desk.scores(department, id);
    expect(
      given.find(({ seat, number, criterion }) => seat === 2 && number === mine && criterion === 'plan'),
    ).toMatchObject({
      points: 60,
      now: 62,
      changes: [{ points: 62, reason: '听取说明后更正。' }],
    });
    expect(await refusalOf(desk.recommend(reviewer, id, theirs))).toBe('403 seat_missing');
    expect(await refusalOf(desk.recommend(department, id, theirs))).toBe('403 seat_missing');
    expect(await refusalOf(desk.recommend(otherDepartment, id, mine))).toBe('422 invalid_input number');
    expect(await refusalOf(desk.announce(department, id))).toBe('409 wrong_status');
    await desk.recommend(otherDepartment, id, theirs);
    for (const who of [vendor, null]) expect((await desk.panel(who, id)).recommendation).toBeNull();
    expect((await desk.read(null, id)).award).toBeNull();
    expect(await desk.outcome(vendor, id)).toBeNull();
    expect(await refusalOf(desk.announce(otherDepartment, id))).toBe('404 not_found');
    await desk.announce(department, id);

    const shown = await desk.read(null, id);
    expect(shown).toMatchObject({
      status: 'standstill',
      award: { number: theirs, price: 400_000, bidders: 2, excluded: 0, procurementNumber: 'CG-2026-17' },
    });
    expect(await refusalOf(desk.award(department, id))).toBe('409 standstill_running');
    await expect(
      app.sqlAs(department, `UPDATE open_call SET status = 'awarded' WHERE id = $1`, [id]),
    ).rejects.toThrow(/stands still/);
    // A loser reads its own and nothing of the winner's beyond what is public.
    const own = await desk.outcome(vendor, id);
    expect(own).toMatchObject({ number: mine, rank: 2, bidders: 2, row: { number: mine } });
    expect(own?.notes.map(({ note }) => note).sort()).toEqual(['听取说明后更正。', '评语', '评语', '评语']);
    expect(JSON.stringify([own, shown])).not.toContain('乙方案');
    expect(JSON.stringify(own)).not.toMatch(/seat"/);
    expect((await desk.outcome(otherVendor, id))?.number).toBe(theirs);
    expect(await desk.outcome(operator, id)).toBeNull();
    expect(await app.sqlAs(vendor, 'SELECT 1 FROM bid_outcome WHERE vendor_id <> app_org()')).toEqual([]);

    const { id: objection } = await desk.object(vendor, id, '乙公司的报价低于成本。');
    for (const who of [otherVendor, null]) {
      const panel = await desk.panel(who, id);
      expect(panel).toMatchObject({ objections: [], objectionCount: 1, objectionsOpen: 1 });
    }
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM objection')).toEqual([]);
    expect(
      await app.sqlAs(
        otherVendor,
        `SELECT 1 FROM event WHERE event = 'call.objected' AND organisation_id IS NOT NULL`,
      ),
    ).toEqual([]);
    expect(await refusalOf(desk.object(department, id))).toBe('403 role_missing');
    const waits = async (who: Who) =>
      (await app.as(who)(readInbox, {})).filter((one) => one.id === id).map(({ waitsFor }) => waitsFor);
    expect(await waits(department)).toEqual(['objection.reject']);
    await desk.passStandstill(id);
    expect(await refusalOf(desk.object(vendor, id))).toBe('409 too_late');
    expect(await refusalOf(desk.award(department, id))).toBe('409 objection_open');
    expect(await refusalOf(desk.reply(operator, objection, 'reject'))).toBe('403 role_missing');
    expect(await refusalOf(desk.reply(vendor, objection, 'reject'))).toBe('403 role_missing');
    expect(await refusalOf(desk.reply(otherDepartment, objection, 'reject'))).toBe('404 not_found');
    await desk.reply(department, objection, 'reject');
    expect(await refusalOf(desk.reply(department, objection, 'uphold'))).toBe('409 duplicate');
    expect((await desk.panel(vendor, id)).objections).toMatchObject([
      { upheld: false, answer: '经核对，答复如下。' },
    ]);
    expect(await waits(department)).toEqual(['call.award']);
    await desk.award(department, id);
    expect((await desk.read(null, id)).status).toBe('awarded');
    expect(await refusalOf(desk.award(department, id))).toBe('409 wrong_status');

    while ((await system.asSystem(makeNotices)) > 0);
    const told = async (who: Who) =>
      (await app.as(who)(listNotices, { query: {} })).items
        .filter(({ thingId }) => thingId === id)
        .map(({ event }) => event);
    expect(await told(vendor)).toEqual(
      expect.arrayContaining(['call.award_announced', 'call.objection_rejected', 'call.awarded']),
    );
    expect(await told(otherDepartment)).toEqual(
      expect.arrayContaining(['call.opened', 'call.round_closed', 'call.award_announced', 'call.awarded']),
    );
    expect(await told(operator)).toEqual(expect.arrayContaining(['call.objected', 'call.recommended']));
    expect(await told(otherVendor)).not.toContain('call.recommended');
    await expect(system.asSystem((tx) => tx.query('SELECT points FROM seat_score'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('goes back to the panel where an objection is right, and may end without an award', async () => {
    const { otherDepartment, department, vendor } = app.cast;
    const { id, theirs, mine } = await conferred();
    await desk.recommend(otherDepartment, id, theirs);
    await desk.announce(department, id);
    const { id: objection } = await desk.object(vendor, id);
    await desk.reply(department, objection, 'uphold');
    expect(await desk.read(null, id)).toMatchObject({ status: 'consensus', award: null });
    expect(await desk.outcome(vendor, id)).toBeNull();
    expect(await refusalOf(desk.award(department, id))).toBe('409 wrong_status');
    await desk.change(otherDepartment, id, mine, 'plan', 100);
    await desk.recommend(otherDepartment, id, null);
    expect(await refusalOf(desk.announce(department, id))).toBe('409 wrong_status');
    await app.as(department)(callDeeds.fail, { params: { id }, body: { reason: '均不满足要求。' } });
    expect(await desk.outcome(vendor, id)).toMatchObject({ number: mine });
  });

  it('takes the engagements of the bidders along', async () => {
    const { otherDepartment, department, vendor, otherVendor } = app.cast;
    const { id, theirs } = await conferred();
    const { owner } = app.database;
    const lost = await engage(vendor, 'shortlisted');
    const won = await engage(otherVendor, 'validated');
    await desk.recommend(otherDepartment, id, theirs);
    await desk.announce(department, id);
    await desk.passStandstill(id);
    // The need's own gate holds here as well.
    expect(await refusalOf(desk.award(department, id))).toBe('409 gate_incomplete');
    await owner.query(
      `UPDATE scenario SET need = need || '{"budgetOwner": "财务处", "procurementRoute": "公开招标", "decisionDate": "2099-01-01"}' WHERE id = $1`,
      [desk.scenarioId],
    );
    await desk.award(department, id);
    const { rows } = await owner.query(
      'SELECT id, status, procurement_number, end_reason FROM engagement WHERE id = ANY($1)',
      [[lost, won]],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    expect(byId.get(won)).toMatchObject({ status: 'awarded', procurement_number: 'CG-2026-17' });
    expect(byId.get(lost)).toMatchObject({
      status: 'not_selected',
      end_reason: expect.stringContaining('未中选'),
    });
  });

  it.each([
    ['accepted', 'shortlisted', ['engagement.shortlisted', 'engagement.call_won']],
    ['shortlisted', 'shortlisted', ['engagement.call_won']],
    ['validating', 'validating', ['engagement.call_won']],
    ['proposed', 'shortlisted', ['engagement.accepted', 'engagement.shortlisted', 'engagement.call_won']],
    ['invited', 'invited', ['engagement.call_won']],
  ])('carries a winner that is %s on under the number of the call', async (before, after, told) => {
    const { otherDepartment, department, otherVendor, operator } = app.cast;
    const { id, theirs } = await conferred();
    const won = await engage(otherVendor, before);
    await desk.recommend(otherDepartment, id, theirs);
    await desk.announce(department, id);
    await desk.passStandstill(id);
    await desk.award(department, id);
    const { owner } = app.database;
    const { rows } = await owner.query('SELECT status, procurement_number FROM engagement WHERE id = $1', [
      won,
    ]);
    expect(rows).toEqual([{ status: after, procurement_number: 'CG-2026-17' }]);
    const history = await owner.query('SELECT event FROM event WHERE thing_id = $1 ORDER BY seq', [won]);
    expect(history.rows.map(({ event }) => event)).toEqual(told);
    while ((await system.asSystem(makeNotices)) > 0);
    for (const who of [otherVendor, operator])
      expect(
        (await app.as(who)(listNotices, { query: {} })).items
          .filter(({ thingId }) => thingId === won)
          .map(({ event }) => event),
      ).toContain('engagement.call_won');
  });

  it('invites a winner that is not engaged on the need with the solution its bid named', async () => {
    const { otherDepartment, department, otherVendor } = app.cast;
    const { owner } = app.database;
    const { id, theirs } = await conferred();
    const solution = await owner.query(
      `INSERT INTO solution (id, owner_id, status, card, listed)
       VALUES (gen_random_uuid(), $1, 'listed', '{"title": {"zh": "乙"}}', '{"title": {"zh": "乙"}}') RETURNING id`,
      [otherVendor.organisationId],
    );
    await owner.query(
      `UPDATE bid SET content = jsonb_set(content, '{solutionId}', to_jsonb($3::text)) WHERE call_id = $1 AND number = $2`,
      [id, theirs, solution.rows[0].id],
    );
    await desk.recommend(otherDepartment, id, theirs);
    await desk.announce(department, id);
    await desk.passStandstill(id);
    await desk.award(department, id);
    const { rows } = await owner.query(
      'SELECT id, status, procurement_number, vendor_id FROM engagement WHERE solution_id = $1',
      [solution.rows[0].id],
    );
    expect(rows).toMatchObject([
      { status: 'invited', procurement_number: 'CG-2026-17', vendor_id: otherVendor.organisationId },
    ]);
    const { rows: parties } = await owner.query(
      'SELECT "right" FROM party WHERE thing_id = $1 AND organisation_id = ANY($2) ORDER BY "right"',
      [rows[0].id, [department.organisationId, otherVendor.organisationId]],
    );
    expect(parties.map((one) => one.right)).toEqual(['act', 'own']);
  });

  it('names bids of one control group in the record, and puts them out where the terms say so', async () => {
    const { vendor, otherVendor, department } = app.cast;
    const { owner } = app.database;
    const group = await owner.query(
      `INSERT INTO control_group (id, name) VALUES (gen_random_uuid(), 'k') RETURNING id`,
    );
    const bind = (to: string | null) =>
      owner.query('UPDATE organisation SET control_group_id = $2 WHERE id = ANY($1)', [
        [vendor.organisationId, otherVendor.organisationId],
        to,
      ]);
    try {
      await bind(group.rows[0].id);
      const out = await desk.openedBids();
      expect((await desk.read(null, out.id)).opening?.related).toEqual([[1, 2]]);
      expect((await desk.bids(department, out.id)).map(({ excludedBy }) => excludedBy)).toEqual([
        ['common_control'],
        ['common_control'],
      ]);
      const flagged = await desk.openedBids({ commonControl: 'flag' });
      expect((await desk.read(null, flagged.id)).opening?.related).toEqual([[1, 2]]);
      expect((await desk.bids(department, flagged.id)).map(({ excludedBy }) => excludedBy)).toEqual([[], []]);
    } finally {
      await bind(null);
    }
  });

  it('leaves the weights as they were declared, past the API either', async () => {
    const { department, operator, otherDepartment } = app.cast;
    const { id } = await desk.openedBids({}, [otherDepartment]);
    for (const who of [department, operator])
      await expect(
        app.sqlAs(who, `UPDATE open_call SET terms = jsonb_set(terms, '{priceWeight}', '99') WHERE id = $1`, [
          id,
        ]),
      ).rejects.toThrow(/frozen/);
    // A seat that has not declared moves nothing of the call, whatever it asks.
    expect(
      await app.sqlAs(
        otherDepartment,
        `UPDATE open_call SET status = 'consensus' WHERE id = $1 RETURNING id`,
        [id],
      ),
    ).toEqual([[], 0]);
  });
});
