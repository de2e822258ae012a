import { readFairness } from '@scenario-lab/contracts/fairness';
import { seatDeeds, substituteSeat } from '@scenario-lab/contracts/panels';
import { makeActor } from '@scenario-lab/testing/builders';
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
const name = (who: Who, id: string, number: number) =>
  app.as(who)(substituteSeat, {
    params: { id, number },
    body: { name: '吴研究员', organisation: '设计院', ties: '', reason: '原评委因病不能参加。' },
  });
const points = (one: number, other: number) =>
  [
    [1, 'plan', one],
    [1, 'team', one],
    [2, 'plan', other],
    [2, 'team', other],
  ] as [number, string, number][];

describe('a substitute', () => {
  it('sits in for who fell away, judges blind and anew, and stands in the ledger', async () => {
    const { department, otherDepartment, reviewer, vendor, operator } = app.cast;
    const { id } = await desk.openedBids({}, [otherDepartment]);
    // Nobody ever took the second seat: somebody else is named for it.
    for (const who of [vendor, operator]) expect(await refusalOf(name(who, id, 2))).toMatch(/^403/);
    expect(await refusalOf(name(otherDepartment, id, 2))).toMatch(/^40[34]/);
    const early = await desk.give(department, id, 2);
    expect(await name(department, id, 2)).toEqual({ number: 3 });
    expect(await refusalOf(name(department, id, 2))).toBe('409 duplicate');
    expect(await refusalOf(name(department, id, 9))).toBe('404 not_found');
    // The code of the seat that is gone opens nothing, and no new one is made for it.
    expect(await refusalOf(desk.take(reviewer, id, early.code))).toMatch(/^4/);
    expect(await refusalOf(desk.give(department, id, 2))).toBe('409 duplicate');
    const seats = (await desk.panel(null, id)).seats;
    expect(seats.map(({ state, substituteFor, replacedBy }) => [state, substituteFor, replacedBy])).toEqual([
      ['taken', null, null],
      ['out', null, 3],
      ['vacant', 2, null],
    ]);
    // Why is told to those who run the call alone.
    expect(JSON.stringify(await desk.panel(vendor, id))).not.toContain('因病');
    expect((await desk.panel(department, id)).seats[1]?.said).toBe('原评委因病不能参加。');
    const facts = async () =>
      (await app.as(null)(readFairness, { params: { id: desk.scenarioId } })).facts.filter(
        ({ what }) => what === 'substituted',
      );
    expect(await facts()).toHaveLength(1);
    const { code } = await desk.give(department, id, 3);
    // A bidder's own people sit nowhere, in whosever place.
    expect(await refusalOf(desk.take(vendor, id, code))).toMatch(/tied_to_bidder|role_missing|403/);
    const second = app.cast.observer;
    expect(await refusalOf(desk.take(second, id, code))).toMatch(/^403/);
  });

  it('makes what the seat before handed in count no more, and the round waits for the new sheet', async () => {
    const { department, otherDepartment } = app.cast;
    const outsider = (n: string) =>
      makeActor(app.database.owner, { name: `Institute ${n}`, roles: ['supply'] }, ['owner'], ['vendor']);
    const [first, after] = [await outsider('A'), await outsider('B')];
    const { id } = await desk.openedBids({}, [otherDepartment, first]);
    for (const who of [otherDepartment, first]) await desk.declare(who, id);
    // Who has declared has read bids: it judges, and nobody puts somebody else there.
    expect(await refusalOf(name(department, id, 2))).toBe('409 wrong_status');
    await desk.save(first, id, points(90, 10));
    await desk.handInPoints(first, id);
    expect(await refusalOf(name(department, id, 2))).toBe('409 wrong_status');
    await app.as(first)(seatDeeds.stepBack, { params: { id }, body: { reason: '住院。' } });
    await name(department, id, 2);
    await desk.save(otherDepartment, id, points(40, 60));
    // Both seats of the terms are done; the substitute is waited for.
    expect(await desk.handInPoints(otherDepartment, id)).toEqual({ closed: false });
    await desk.take(after, id, (await desk.give(department, id, 3)).code);
    await desk.declare(after, id);
    const seen = await desk.scores(after, id);
    expect(seen.own).toEqual([]);
    expect(seen.given).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain('Vendor');
    await desk.save(after, id, points(60, 80));
    expect(await desk.handInPoints(after, id)).toEqual({ closed: true });
    const { sheet, given } = await desk.scores(otherDepartment, id);
    expect(new Set(given.map(({ seat }) => seat))).toEqual(new Set([1, 3]));
    expect(sheet.find(({ number }) => number === 1)).toMatchObject({
      seats: 2,
      judged: { plan: 50, team: 50 },
    });
    expect(sheet.find(({ number }) => number === 2)).toMatchObject({
      seats: 2,
      judged: { plan: 70, team: 70 },
    });
    // Points are given blind no more: it is too late for another.
    expect(await refusalOf(name(department, id, 1))).toMatch(/wrong_status/);
  });

  it('is named by the call’s own department alone, past the API too', async () => {
    const { department, otherDepartment } = app.cast;
    const { id } = await desk.openedBids({}, [otherDepartment]);
    const insert = `INSERT INTO panel_substitute (call_id, number, for_number, name, organisation, ties, reason, person_id)
      VALUES ($1, 3, 1, 'x', 'y', '', 'z', $2)`;
    await expect(app.sqlAs(otherDepartment, insert, [id, otherDepartment.personId])).rejects.toThrow(
      /row-level security/,
    );
    await expect(app.sqlAs(department, insert, [id, otherDepartment.personId])).rejects.toThrow(
      /row-level security/,
    );
    await name(department, id, 2);
    await expect(
      app.sqlAs(department, 'DELETE FROM panel_substitute WHERE call_id = $1', [id]),
    ).rejects.toThrow(/denied/);
    await expect(
      app.sqlAs(null, 'SELECT reason FROM panel_substitute WHERE call_id = $1', [id]),
    ).rejects.toThrow(/denied/);
  });
});
