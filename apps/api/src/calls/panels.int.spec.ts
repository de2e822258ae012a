import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { panelsOf } from './test-panels.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(async () => {
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

describe('a seat', () => {
  it('is its holder’s by a code shown once, and taken back while nothing is opened', async () => {
    const { department, otherDepartment, reviewer, vendor, observer } = app.cast;
    const { id } = await desk.opened();
    for (const who of [vendor, reviewer])
      expect(await refusalOf(desk.give(who, id, 1))).toBe('403 role_missing');
    expect(await refusalOf(desk.give(otherDepartment, id, 1))).toBe('404 not_found');
    expect(await refusalOf(desk.give(department, id, 2))).toBe('404 not_found');
    const old = await desk.give(department, id, 1);
    const { code } = await desk.give(department, id, 1);
    expect(await refusalOf(desk.take(null, id, code))).toBe('401 sign_in_required');
    expect(await refusalOf(desk.take(observer, id, code))).toBe('403 role_missing');
    for (const wrong of [old.code, 'x', `${code}x`])
      expect(await refusalOf(desk.take(otherDepartment, id, wrong))).toBe('422 invalid_input code');
    expect(await desk.take(otherDepartment, id, code, '曾共同申报课题。')).toEqual({ number: 1 });
    expect(await refusalOf(desk.take(reviewer, id, code))).toBe('422 invalid_input code');
    expect(await refusalOf(desk.take(otherDepartment, id, code))).toBe('409 duplicate');
    expect(await refusalOf(desk.give(department, id, 1))).toBe('409 duplicate');
    // What it says of its ties is read by those who run the call.
    const said = async (who: Who) => (await desk.panel(who, id)).seats[0];
    expect(await said(department)).toMatchObject({ state: 'taken', said: '曾共同申报课题。', mine: false });
    expect(await said(otherDepartment)).toMatchObject({ said: '曾共同申报课题。', mine: true });
    for (const who of [null, vendor])
      expect(await said(who)).toMatchObject({
        state: 'taken',
        said: null,
        person: null,
        personOrganisation: null,
      });
    expect(await refusalOf(desk.vacate(otherDepartment, id, 1))).toBe('404 not_found');
    await desk.vacate(department, id, 1);
    expect((await desk.panel(null, id)).seats[0]).toMatchObject({ state: 'vacant' });
  });

  it('of whoever belongs to a bidder, or to its control group, judges nobody, by name of the rule', async () => {
    const { department, otherDepartment, otherVendor, operator, reviewer, vendor } = app.cast;
    const { owner } = app.database;
    // A vendor's person takes a seat before anybody knows who offers; the reviewer's lab shares owners with the other.
    const group = await owner.query(
      `INSERT INTO control_group (id, name) VALUES (gen_random_uuid(), 'g') RETURNING id`,
    );
    const bind = (ids: string[], to: string | null) =>
      owner.query('UPDATE organisation SET control_group_id = $2 WHERE id = ANY($1)', [ids, to]);
    const panel = [1, 2, 3].map((one) => ({ name: `评委${one}`, organisation: '大学', ties: '' }));
    try {
      await bind([otherVendor.organisationId, otherDepartment.organisationId], group.rows[0].id);
      const { id } = await desk.openedBids({ panel }, [vendor, otherDepartment]);
      const seats = (await desk.panel(operator, id)).seats;
      expect(seats.map(({ state, outBy }) => [state, outBy])).toEqual([
        ['out', 'bidder'],
        ['out', 'control_group'],
        ['vacant', null],
      ]);
      // Who is out, and why, would tell a rival who offers.
      expect((await desk.panel(vendor, id)).seats[1]).toMatchObject({ state: 'out', outBy: null });
      for (const who of [vendor, otherDepartment])
        expect(await refusalOf(desk.declare(who, id))).toBe('403 seat_missing');
      expect((await desk.panel(vendor, id)).bidders).toEqual([]);
      const { code } = await desk.give(department, id, 3);
      expect(await refusalOf(desk.take(otherVendor, id, code))).toBe('403 tied_to_bidder');
      // Department and lab could have read what is opened.
      for (const who of [reviewer, operator])
        expect(await refusalOf(desk.take(who, id, code))).toBe('409 too_late');
    } finally {
      await bind([otherVendor.organisationId, otherDepartment.organisationId], null);
    }
  });

  it('says what ties it to the bidders before it reads a bid, and does not judge those', async () => {
    const { otherDepartment, reviewer, vendor, otherVendor } = app.cast;
    const { id, mine, theirs } = await desk.openedBids({}, [otherDepartment, reviewer]);
    for (const who of [otherDepartment, reviewer]) {
      expect(await refusalOf(desk.scores(who, id))).toBe('409 ties_undeclared');
      expect(await refusalOf(desk.save(who, id, []))).toBe('409 ties_undeclared');
      expect(await app.sqlAs(who, 'SELECT * FROM panel_bids($1)', [id])).toHaveLength(
        who === reviewer ? 2 : 0,
      );
    }
    // The lab's own reader of bids sits here: it declares first, too.
    expect(await refusalOf(desk.bids(reviewer, id))).toBe('409 ties_undeclared');
    expect((await desk.panel(reviewer, id)).bidders.map((one) => one.id).sort()).toEqual(
      [vendor.organisationId, otherVendor.organisationId].sort(),
    );
    expect((await desk.panel(vendor, id)).bidders).toEqual([]);
    expect(await refusalOf(desk.declare(otherDepartment, id, [reviewer.organisationId]))).toBe(
      '422 invalid_input tiedTo.0',
    );
    await desk.declare(otherDepartment, id, [vendor.organisationId]);
    expect(await refusalOf(desk.declare(otherDepartment, id, []))).toBe('409 duplicate');
    const { bids } = await desk.scores(otherDepartment, id);
    expect(bids.find(({ number }) => number === mine)).toMatchObject({ tied: true, content: null });
    expect(bids.find(({ number }) => number === theirs)).toMatchObject({
      tied: false,
      content: { text: '乙方案' },
    });
    expect(JSON.stringify(bids)).not.toContain('甲方案');
    // Nor whose the others are.
    for (const { organisationId } of [vendor, otherVendor])
      expect(JSON.stringify(bids)).not.toContain(organisationId);
    expect(await refusalOf(desk.save(otherDepartment, id, [[mine, 'plan', 50]]))).toBe(
      '422 invalid_input scores.0.number',
    );
    const past = `INSERT INTO seat_score (call_id, seat, bid_id, criterion, points, note)
      SELECT $1, 1, id, 'plan', 100, '' FROM panel_bids($1) WHERE number = $2`;
    await expect(app.sqlAs(otherDepartment, past, [id, mine])).rejects.toThrow(/row-level security/);
    await expect(
      app.sqlAs(otherDepartment, `UPDATE panel_seat SET tied_to = '{}' WHERE call_id = $1`, [id]),
    ).rejects.toThrow(/is kept/);
    // Somebody else's seat is nobody else's to fill.
    await expect(app.sqlAs(reviewer, past, [id, theirs])).rejects.toThrow(/row-level security/);
  });
});

describe('the individual round', () => {
  it('shows nobody another’s points before all have handed in, past the API either', async () => {
    const { otherDepartment, reviewer, department, operator, vendor, otherVendor } = app.cast;
    const { id } = await desk.openedBids({}, [otherDepartment, reviewer]);
    for (const who of [otherDepartment, reviewer]) await desk.declare(who, id);
    await desk.save(otherDepartment, id, sheet([80, 60], [50, 50], '独门理由'));
    const points = 'SELECT points FROM seat_score WHERE call_id = $1';
    for (const who of [reviewer, department, operator, vendor, otherVendor])
      expect(await app.sqlAs(who, points, [id])).toEqual([]);
    await expect(app.sqlAs(null, points, [id])).rejects.toThrow(/permission denied/);
    expect((await desk.scores(reviewer, id)).own).toEqual([]);
    expect(JSON.stringify(await desk.scores(reviewer, id))).not.toContain('独门理由');
    for (const who of [department, operator])
      expect(await refusalOf(desk.scores(who, id))).toBe('409 round_open');
    for (const who of [vendor, otherVendor])
      expect(await refusalOf(desk.scores(who, id))).toBe('403 seat_missing');
    // Nor is a gap, a stranger's criterion or a point too many taken.
    expect(await refusalOf(desk.save(reviewer, id, [[1, 'plan', 101]]))).toBe(
      '422 invalid_input scores.0.points',
    );
    expect(await refusalOf(desk.save(reviewer, id, [[1, 'price', 5]]))).toBe(
      '422 invalid_input scores.0.criterion',
    );
    expect(await refusalOf(desk.save(reviewer, id, [[1, 'plan', 5, ' ']]))).toBe(
      '422 invalid_input scores.0.note',
    );
    expect(
      await refusalOf(
        desk.save(reviewer, id, [
          [1, 'plan', 5],
          [1, 'plan', 6],
        ]),
      ),
    ).toBe('422 invalid_input scores.1.criterion');
    await desk.save(reviewer, id, [[1, 'plan', 5]]);
    expect(await refusalOf(desk.handInPoints(reviewer, id))).toBe('409 sheet_incomplete');
    expect(await desk.handInPoints(otherDepartment, id)).toEqual({ closed: false });
    expect(await refusalOf(desk.save(otherDepartment, id, sheet([1, 1], [1, 1])))).toBe('409 wrong_status');
    expect(
      await app.sqlAs(otherDepartment, 'DELETE FROM seat_score WHERE call_id = $1 RETURNING seat', [id]),
    ).toEqual([[], 0]);
    expect(await app.sqlAs(reviewer, `${points} AND seat = 1`, [id])).toEqual([]);
    await desk.save(reviewer, id, sheet([90, 70], [70, 50]));
    expect(await desk.handInPoints(reviewer, id)).toEqual({ closed: true });

    const { given, sheet: lines } = await desk.scores(department, id);
    expect(given).toHaveLength(8);
    // The lowest price of two has all of 30, twice it half: by hand, with the bids numbered as their digests fell.
    const cheap = (await desk.bids(department, id)).find(({ content }) => content.price === 400_000)?.number;
    const judged = { 1: (85 * 50 + 65 * 20) / 100, 2: (60 * 50 + 50 * 20) / 100 } as Record<number, number>;
    for (const line of lines)
      expect(line.total).toBeCloseTo((judged[line.number] ?? 0) + (line.number === cheap ? 30 : 15), 8);
    expect(await desk.scores(otherDepartment, id)).toMatchObject({ given, sheet: lines });
    expect(await refusalOf(desk.scores(vendor, id))).toBe('403 seat_missing');
    for (const who of [vendor, otherVendor]) expect(await app.sqlAs(who, points, [id])).toEqual([]);
  });

  it('is closed by the chair where somebody does not come, and an empty one by nobody', async () => {
    const { otherDepartment, reviewer } = app.cast;
    const { id } = await desk.openedBids({}, [otherDepartment, reviewer]);
    expect(await refusalOf(desk.closeRound(otherDepartment, id))).toBe('409 ties_undeclared');
    await desk.declare(otherDepartment, id);
    await desk.declare(reviewer, id);
    expect(await refusalOf(desk.closeRound(otherDepartment, id))).toBe('409 sheet_incomplete');
    await desk.save(otherDepartment, id, sheet([80, 60], [50, 50]));
    await desk.save(reviewer, id, sheet([0, 0], [100, 100]));
    await desk.handInPoints(otherDepartment, id);
    expect(await refusalOf(desk.closeRound(reviewer, id))).toBe('403 seat_missing');
    await desk.closeRound(otherDepartment, id);
    // What was not handed in counts for nothing.
    expect((await desk.scores(otherDepartment, id)).sheet.map(({ seats }) => seats)).toEqual([1, 1]);
    expect(await refusalOf(desk.handInPoints(reviewer, id))).toBe('409 wrong_status');
    expect(await refusalOf(desk.change(reviewer, id, 1, 'plan', 5))).toBe('409 sheet_incomplete');
  });
});
