import { readCalendar } from '@scenario-lab/contracts/calendar';
import { assignOnboarding, type FirstStep, readOnboarding } from '@scenario-lab/contracts/onboarding';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeAlgorithm } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const tasksOf = async (who: SignedIn) => (await app.as(who)(readOnboarding, {})).tasks;
const newcomer = async (...roles: string[]) => {
  const who = await makeActor(
    app.database.owner,
    { name: `Newcomer ${newId()}`, roles },
    ['owner'],
    roles.map((role) => (role === 'supply' ? 'vendor' : 'department')),
  );
  await sql('UPDATE organisation SET verified = false WHERE id = $1', [who.organisationId]);
  return who;
};
const colleagueOf = (who: SignedIn) =>
  makeActor(
    app.database.owner,
    { name: 'Colleague', roles: ['supply'], id: who.organisationId },
    ['member'],
    ['vendor'],
  );
const give = (who: SignedIn | null, step: FirstStep, personId: string, due = '2099-01-31') =>
  refusalOf(app.as(who)(assignOnboarding, { params: { step }, body: { personId, due } }));

describe('first steps', () => {
  it('are the first owner’s, with days, from the first minute; by what the organisation does', async () => {
    const vendor = await newcomer('supply');
    const steps = await tasksOf(vendor);
    expect(steps.map(({ step, done }) => [step, done])).toEqual([
      ['details', false],
      ['document', false],
      ['card', false],
      ['invite', false],
    ]);
    for (const { person, due } of steps) {
      expect(person?.id).toBe(vendor.personId);
      expect(due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    const department = await newcomer('demand');
    expect((await tasksOf(department)).map(({ step }) => step)).toEqual([
      'details',
      'document',
      'need',
      'invite',
    ]);
    expect(await tasksOf(app.cast.operator)).toEqual([]);
    // To one that has long been here the usual days say nothing.
    await sql(`UPDATE organisation SET created_at = now() - interval '60 days' WHERE id = $1`, [
      vendor.organisationId,
    ]);
    expect((await tasksOf(vendor)).map(({ due }) => due)).toEqual([null, null, null, null]);
  });

  it('are done by what is there, not by saying so', async () => {
    const vendor = await newcomer('supply');
    await sql(`UPDATE organisation SET address = '天府大道 1 号' WHERE id = $1`, [vendor.organisationId]);
    await sql(
      `INSERT INTO organisation_document (id, organisation_id, kind, file_name, sha256, bytes, person_id)
       VALUES ($1, $2, 'licence', 'a.pdf', 'x', 1, $3)`,
      [newId(), vendor.organisationId, vendor.personId],
    );
    await makeAlgorithm(app.database.owner, vendor);
    await colleagueOf(vendor);
    expect((await tasksOf(vendor)).every(({ done }) => done)).toBe(true);
    await sql('UPDATE organisation_document SET removed_at = now() WHERE organisation_id = $1', [
      vendor.organisationId,
    ]);
    expect((await tasksOf(vendor)).filter(({ done }) => !done).map(({ step }) => step)).toEqual(['document']);
  });

  it('are given by an owner to somebody of the organisation, and stand among that one’s dates', async () => {
    const vendor = await newcomer('supply');
    const colleague = await colleagueOf(vendor);
    expect(await give(vendor, 'document', colleague.personId)).toBe('went through');
    const [, document] = await tasksOf(colleague);
    expect(document).toMatchObject({ person: { id: colleague.personId }, due: '2099-01-31' });
    expect((await app.as(vendor)(readOnboarding, {})).people).toHaveLength(2);
    expect((await app.as(colleague)(readOnboarding, {})).people).toBeNull();
    const days = async (who: SignedIn) =>
      (await app.as(who)(readCalendar, {})).items
        .filter(({ thing }) => thing === 'organisation')
        .map(({ part, day }) => `${part?.zh} ${day}`);
    expect(await days(colleague)).toEqual(['提交核验材料 2099-01-31']);
    expect(await days(vendor)).not.toContain('提交核验材料 2099-01-31');
    // Who has left does nothing any more.
    await sql('DELETE FROM membership WHERE person_id = $1', [colleague.personId]);
    expect((await tasksOf(vendor))[1]?.person?.id).toBe(vendor.personId);
  });

  it('are given by nobody else, to nobody else, for no day that is over', async () => {
    const vendor = await newcomer('supply');
    const colleague = await colleagueOf(vendor);
    const { otherVendor } = app.cast;
    expect(await give(null, 'card', vendor.personId)).toBe('401 sign_in_required');
    expect(await give(colleague, 'card', colleague.personId)).toBe('403 owner_only');
    expect(await give(vendor, 'card', otherVendor.personId)).toBe('422 invalid_input personId');
    expect(await give(vendor, 'card', vendor.personId, '2020-01-01')).toBe('422 invalid_input due');
    expect(await give(vendor, 'steal' as FirstStep, vendor.personId)).toMatch(/^4(04|22) /);
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM onboarding_task')).toEqual([]);
    await expect(
      app.sqlAs(otherVendor, `INSERT INTO onboarding_task VALUES ($1, 'card', NULL, NULL)`, [
        vendor.organisationId,
      ]),
    ).rejects.toThrow(/row-level security/);
  });
});
