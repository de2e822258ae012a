import { type DeskShelfKey, readDesk } from '@scenario-lab/contracts/desks';
import { newId } from '@scenario-lab/db/ids';
import { makeActor } from '@scenario-lab/testing/builders';
import { type Exam, giveParty, makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let exam: Exam;
let broker: TestApp['cast']['vendor'];
beforeAll(async () => {
  app = await testApp();
  exam = await makeExam(app.database.owner, app.cast);
  const lab = { name: 'Lab', roles: ['operate'], id: app.cast.admin.organisationId };
  broker = await makeActor(app.database.owner, lab, ['broker'], ['broker']);
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const read = (who: Who) => app.as(who)(readDesk, {});
const shelf = async (who: Who, key: DeskShelfKey) => {
  const { sides } = await read(who);
  const found = sides.flatMap(({ shelves }) => shelves).find((one) => one.key === key);
  if (!found) throw new Error(`no shelf ${key}`);
  return found;
};
/** An engagement of the exam's need, with a first event by an organisation, some days ago. */
async function engagement(status: string, by: string, days: number): Promise<string> {
  const id = newId();
  const { vendor, department } = app.cast;
  const { solutionId } = await makeAlgorithm(app.database.owner, vendor);
  await giveParty(app.database.owner, 'engagement', id, vendor.organisationId, 'own');
  await sql(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() - make_interval(days => $7))`,
    [id, status, exam.scenarioId, solutionId, vendor.organisationId, department.organisationId, days],
  );
  await sql(
    `INSERT INTO event (id, thing, thing_id, event, from_status, to_status, organisation_id, at)
     VALUES ($1, 'engagement', $2, 'engagement.invited', 'new', $3, $4, now() - make_interval(days => $5))`,
    [newId(), id, status, by, days],
  );
  return id;
}

describe('the desks of the lab', () => {
  it('are each role’s own, and nobody’s outside', async () => {
    for (const who of ['vendor', 'otherVendor', 'department', 'operator', 'observer'] as const)
      expect(await statusOf(read(app.cast[who]))).toBe('403 role_missing');
    expect(await statusOf(read(null))).toBe('401 sign_in_required');
    const sides = async (who: Who) => (await read(who)).sides.map(({ side }) => side);
    expect(await sides(broker)).toEqual(['broker']);
    expect(await sides(app.cast.reviewer)).toEqual(['reviewer']);
    expect(await sides(app.cast.admin)).toEqual(['admin']);
    expect((await read(broker)).house).toBeNull();
    expect((await read(app.cast.reviewer)).house).toBeNull();
  });

  it('show the broker needs nobody works on, the pairs it proposed, and what stands still', async () => {
    const lab = app.cast.admin.organisationId;
    await sql(`UPDATE scenario SET need = jsonb_set(need, '{deadline}', '"2027-03-01"') WHERE id = $1`, [
      exam.scenarioId,
    ]);
    await sql("UPDATE engagement SET status = 'withdrawn' WHERE scenario_id = $1", [exam.scenarioId]);
    expect(await shelf(broker, 'needs_unmatched')).toMatchObject({
      total: 1,
      lines: [{ thing: 'scenario', id: exam.scenarioId, page: exam.scenarioId, state: 'published' }],
    });
    const declined = await engagement('declined', lab, 40);
    const still = await engagement('accepted', app.cast.department.organisationId, 40);
    const fresh = await engagement('accepted', lab, 1);
    expect((await shelf(broker, 'needs_unmatched')).total).toBe(0);
    const proposed = await shelf(broker, 'pairs_proposed');
    expect(proposed.lines.map(({ id, state }) => [id, state])).toEqual([
      [fresh, 'accepted'],
      [declined, 'declined'],
    ]);
    expect(proposed.lines[0]?.title.en).toBe('Flooded underpasses × Level forecast');
    expect((await shelf(broker, 'standing_still')).lines.map(({ id }) => id)).toEqual([still]);
    await sql(
      `INSERT INTO message (id, engagement_id, person_id, organisation_id, text) VALUES ($1, $2, $3, $4, 'x')`,
      [newId(), still, app.cast.vendor.personId, app.cast.vendor.organisationId],
    );
    expect((await shelf(broker, 'standing_still')).total).toBe(0);
  });

  it('show the reviewer what sealing refused as a leak, and nothing once it is mended', async () => {
    const problems = (code: string) =>
      sql(`UPDATE benchmark_version SET status = 'draft', problems = $2 WHERE id = $1`, [
        exam.benchmarkVersionId,
        JSON.stringify([{ code, place: 'columns.rain', detail: 'x' }]),
      ]);
    await problems('column_determines_target');
    expect(await shelf(app.cast.reviewer, 'leaks')).toMatchObject({
      total: 1,
      lines: [{ page: exam.benchmarkId, state: 'column_determines_target', detail: 'columns.rain' }],
    });
    await problems('too_few_rows');
    expect((await shelf(app.cast.reviewer, 'leaks')).total).toBe(0);
    expect(await shelf(app.cast.reviewer, 'to_review')).toMatchObject({ total: 0, lines: [] });
  });

  it('show the admin who is to be verified with the promised day, keys, jobs given up, and the house', async () => {
    const { organisationId } = await makeActor(
      app.database.owner,
      { name: 'New firm', roles: ['supply'] },
      ['owner'],
      ['vendor'],
    );
    await sql('UPDATE organisation SET verified = false WHERE id = $1', [organisationId]);
    const { total, lines } = await shelf(app.cast.admin, 'to_verify');
    expect([total, lines[0]?.id, lines[0]?.state]).toEqual([1, organisationId, 'no_code']);
    const line = lines[0] as { since: string; due: string | null };
    expect(Date.parse(line.due ?? '') - Date.parse(line.since)).toBe(5 * 86_400_000);
    const thing = newId();
    await sql(
      `INSERT INTO job_try (job, thing_id, weight, given_up_at) VALUES ('issue-report', $1, 1, now()), ('profile-dataset', $2, 1, NULL)`,
      [thing, newId()],
    );
    expect(await shelf(app.cast.admin, 'jobs_given_up')).toMatchObject({
      total: 1,
      lines: [{ id: thing, state: 'issue-report' }],
    });
    await sql(
      `INSERT INTO lab_key (key_id, public_key, valid_until) VALUES ('ed25519-aa', 'x', now() + interval '3 days')`,
    );
    expect((await shelf(app.cast.admin, 'signing_keys')).lines[0]).toMatchObject({ state: 'ending' });
    const { house } = await read(app.cast.admin);
    expect(house).toMatchObject({ suspended: 0, unverified: 1 });
    expect(house?.people).toBeGreaterThan(8);
    expect(house?.programBytes).toBeGreaterThan(0);
  });

  it('show what is proposed for members of the lab, by whom', async () => {
    const { reviewer, admin } = app.cast;
    await sql(
      `INSERT INTO role_proposal (person_id, organisation_id, roles, proposed_by) VALUES ($1, $2, '{reviewer,admin}', $3)`,
      [reviewer.personId, admin.organisationId, admin.personId],
    );
    expect(await shelf(admin, 'role_proposals')).toMatchObject({
      total: 1,
      lines: [{ state: 'reviewer admin', detail: 'Lab admin', title: { zh: 'Lab reviewer' } }],
    });
  });
});
