import { readFairness } from '@scenario-lab/contracts/fairness';
import { moveUpBid } from '@scenario-lab/contracts/panels';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { panelsOf } from './test-panels.js';

let app: TestApp;
let desk: Awaited<ReturnType<typeof panelsOf>>;
beforeAll(async () => {
  app = await testApp();
  desk = await panelsOf(app);
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
const moveUp = (who: Who, id: string, number: number) =>
  app.as(who)(moveUpBid, {
    params: { id },
    body: { number, procurementNumber: 'CG-2026-18', reason: '中选单位未通过验证。' },
  });
/** An engagement of the vendor on the call's need, as an award leaves it or as it ended. */
async function engaged(who: NonNullable<Who>, status: string): Promise<string> {
  const { owner } = app.database;
  const solution = await owner.query(
    `INSERT INTO solution (id, owner_id, status, card, listed) VALUES (gen_random_uuid(), $1, 'listed', '{}', '{}') RETURNING id`,
    [who.organisationId],
  );
  const { rows } = await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) RETURNING id`,
    [status, desk.scenarioId, solution.rows[0].id, who.organisationId, app.cast.department.organisationId],
  );
  const { id } = rows[0];
  for (const [organisation, right] of [
    [app.cast.department.organisationId, 'own'],
    [who.organisationId, 'act'],
  ])
    await owner.query(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('engagement', $1, $2, $3)`,
      [id, organisation, right],
    );
  return id;
}

it('a winner that fails its validation gives way to the next, announced with a standstill of its own', async () => {
  const { department, otherDepartment, vendor, otherVendor } = app.cast;
  const { id, mine, theirs } = await desk.openedBids({}, [otherDepartment, app.cast.reviewer]);
  const winner = await engaged(vendor, 'shortlisted');
  const second = await engaged(otherVendor, 'accepted');
  for (const who of [otherDepartment, app.cast.reviewer]) {
    await desk.declare(who, id);
    await desk.save(
      who,
      id,
      [1, 2].flatMap((number) =>
        ['plan', 'team'].map((criterion): [number, string, number] => [
          number,
          criterion,
          number === mine ? 99 : 20,
        ]),
      ),
    );
    await desk.handInPoints(who, id);
  }
  await desk.recommend(otherDepartment, id, mine);
  await desk.announce(department, id);
  expect(await refusalOf(moveUp(department, id, theirs))).toBe('409 wrong_status');
  await desk.passStandstill(id);
  await desk.award(department, id);
  // The winner goes on; nobody is moved up past it.
  expect((await desk.read(department, id)).allowed).not.toContain('call.move_up');
  expect(await refusalOf(moveUp(department, id, theirs))).toBe('409 wrong_status');
  await expect(
    app.sqlAs(department, `UPDATE open_call SET status = 'standstill' WHERE id = $1`, [id]),
  ).rejects.toThrow(/frozen/);
  const statusOf = async (engagement: string) =>
    (await app.database.owner.query('SELECT status FROM engagement WHERE id = $1', [engagement])).rows[0]
      .status;
  expect(await statusOf(second)).toBe('not_selected');
  await app.database.owner.query(
    `UPDATE engagement SET status = 'validation_failed', updated_at = now() WHERE id = $1`,
    [winner],
  );
  expect((await desk.read(department, id)).allowed).toContain('call.move_up');
  for (const who of [vendor, otherVendor, otherDepartment])
    expect(await refusalOf(moveUp(who, id, theirs))).toMatch(/^40[34]/);
  expect(await refusalOf(moveUp(department, id, mine))).toBe('422 invalid_input number');
  await moveUp(department, id, theirs);
  const call = await desk.read(null, id);
  expect(call.status).toBe('standstill');
  expect(call.award).toMatchObject({
    number: theirs,
    vendor: { id: otherVendor.organisationId },
    procurementNumber: 'CG-2026-18',
    after: [{ number: mine, vendor: { id: vendor.organisationId }, reason: '中选单位未通过验证。' }],
  });
  expect(Date.parse(call.award?.until ?? '')).toBeGreaterThan(Date.now());
  expect(await refusalOf(desk.award(department, id))).toMatch(/standstill_running/);
  // Whoever fell through may object like anybody who has offered.
  const { id: objection } = await desk.object(vendor, id, '验证结论有误。');
  await desk.reply(department, objection, 'reject');
  const { facts } = await app.as(null)(readFairness, { params: { id: desk.scenarioId } });
  expect(facts.filter(({ what }) => what === 'moved_up')).toHaveLength(1);
  await desk.passStandstill(id);
  await desk.award(department, id);
  const { rows } = await app.database.owner.query(
    `SELECT status, procurement_number FROM engagement WHERE scenario_id = $1 AND vendor_id = $2 AND id <> $3`,
    [desk.scenarioId, otherVendor.organisationId, second],
  );
  expect(rows).toEqual([{ status: 'invited', procurement_number: 'CG-2026-18' }]);
  // Nobody is left after the second.
  await app.database.owner.query(
    `UPDATE engagement SET status = 'declined', updated_at = now() WHERE scenario_id = $1 AND vendor_id = $2 AND id <> $3`,
    [desk.scenarioId, otherVendor.organisationId, second],
  );
  expect(await refusalOf(moveUp(department, id, mine))).toBe('422 invalid_input number');
});
