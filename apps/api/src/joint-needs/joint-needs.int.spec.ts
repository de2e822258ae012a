import {
  agreeToJointNeed,
  askMoreToJoin,
  jointNeedDeeds,
  jointNeedOfScenario,
  listJointGroups,
  listJointNeeds,
  proposeJointNeed,
  readJointNeed,
} from '@scenario-lab/contracts/joint-needs';
import { readInbox, readTimeline } from '@scenario-lab/contracts/lab';
import {
  createScenario,
  listScenarios,
  readScenario,
  type SaveScenario,
  scenarioDeeds,
} from '@scenario-lab/contracts/scenarios';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let third: SignedIn;
let fourth: SignedIn;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
  const department = (name: string) =>
    makeActor(app.database.owner, { name, roles: ['demand'] }, ['owner'], ['department']);
  third = await department('Department C');
  fourth = await department('Department D');
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const contact = { name: '王', phone: '028' };
const recall = (threshold: number, must = true) => ({
  id: 'recall',
  metric: 'recall',
  direction: 'at_least' as const,
  threshold,
  must,
});
type Over = Partial<Parameters<typeof SaveScenario.parse>[0] & object>;
/** A published need. */
async function need(who: SignedIn, title: string, problem: string, over: Over = {}): Promise<string> {
  const body = { title: { zh: title }, problem: { zh: problem }, contact, ...over };
  const { id } = await app.as(who)(createScenario, { body });
  await app.as(who)(scenarioDeeds.submit, { params: { id }, body: {} });
  await app.as(app.cast.operator)(scenarioDeeds.approve, { params: { id }, body: {} });
  return id;
}
const propose = async (scenarioIds: string[], over: object = {}) =>
  (
    await app.as(app.cast.operator)(proposeJointNeed, {
      body: {
        title: { zh: '联合：积水预警' },
        note: '两家都要，建议合成一题。',
        scenarioIds,
        leadScenarioId: scenarioIds[0] ?? '',
        ...over,
      },
    })
  ).id;
const read = (who: Who, id: string) => app.as(who)(readJointNeed, { params: { id } });
const duties = { data: '液位数据', site: '', acceptance: '' };
const agree = (who: Who, id: string, budget: number | null = null) =>
  app.as(who)(agreeToJointNeed, { params: { id }, body: { budget, duties } });
const deed = (who: Who, name: keyof typeof jointNeedDeeds, id: string, reason = '因为。') =>
  app.as(who)(jointNeedDeeds[name], { params: { id }, body: { reason } as never });
const ofScenario = async (who: Who, id: string) =>
  (await app.as(who)(jointNeedOfScenario, { params: { id } })).of;
const turns = async (who: Who) =>
  (await app.as(who)(readInbox, { query: {} }))
    .filter(({ thing }) => thing === 'joint_need')
    .map(({ id, waitsFor }) => `${waitsFor} ${id}`);
const needs = async () => [
  await need(app.cast.department, '下穿隧道积水监测', '汛期下穿隧道积水，按液位和雨量发出积水预警。', {
    criteria: [recall(0.8, false)],
  }),
  await need(app.cast.otherDepartment, '下穿隧道积水预警', '下穿隧道在汛期积水，按液位和雨量提前预警。', {
    criteria: [recall(0.9)],
  }),
];
/** A joint need both have agreed to. */
async function agreed(): Promise<{ id: string; ids: string[] }> {
  const ids = await needs();
  const id = await propose(ids);
  await agree(app.cast.department, id, 100);
  await agree(app.cast.otherDepartment, id, 50);
  return { id, ids };
}

describe('joint needs', () => {
  it('are grouped by their words for the lab alone, one need of a department each', async () => {
    const { department, operator, observer, vendor } = app.cast;
    const ids = await needs();
    const secret = await app.as(third)(createScenario, {
      body: { title: { zh: '下穿隧道积水预警' }, problem: { zh: '汛期下穿隧道积水，按液位和雨量预警。' } },
    });
    const { groups, compared } = await app.as(operator)(listJointGroups, { query: { least: 0.3 } });
    const found = groups.find((group) => group.needs.some((one) => one.id === ids[0]));
    expect(found?.needs.map((one) => one.id).sort()).toEqual([...ids].sort());
    expect(found?.least).toBeGreaterThanOrEqual(0.3);
    expect(compared).toBeGreaterThanOrEqual(2);
    // A draft is nobody's but its department's.
    expect(JSON.stringify(groups)).not.toContain(secret.id);
    for (const who of [department, vendor, observer, null])
      expect(await refusalOf(app.as(who)(listJointGroups, { query: {} }))).toMatch(/^40[13]/);
    expect(await refusalOf(app.as(operator)(listJointGroups, { query: { least: 0 } }))).toContain('422');
    const id = await propose(ids);
    const after = await app.as(operator)(listJointGroups, { query: { least: 0.3 } });
    expect(JSON.stringify(after.groups)).not.toContain(ids[0]);
    await deed(operator, 'dissolve', id);
    const again = await app.as(operator)(listJointGroups, { query: { least: 0.3 } });
    expect(JSON.stringify(again.groups)).toContain(ids[0]);
  });

  it('are proposed of published needs that stand alone, of two departments at least', async () => {
    const { department, operator } = app.cast;
    const ids = await needs();
    const own = await need(department, '另一条', '另一条需求的痛点。');
    const draft = await app.as(third)(createScenario, { body: { title: { zh: '草稿' } } });
    for (const [scenarioIds, where] of [
      [[ids[0], draft.id], 'scenarioIds.1'],
      [[ids[0], newId()], 'scenarioIds.1'],
      [[ids[0], own], 'scenarioIds.1'],
      [[ids[0]], 'scenarioIds'],
      [[ids[0], ids[0]], 'scenarioIds'],
    ] as [string[], string][])
      expect(await refusalOf(propose(scenarioIds)), where).toContain(
        `422 invalid_input body.${where}`.replace('body.', ''),
      );
    expect(await refusalOf(propose(ids, { leadScenarioId: own }))).toContain('leadScenarioId');
    const body = { title: { zh: 'x' }, note: 'y', scenarioIds: ids, leadScenarioId: ids[0] ?? '' };
    for (const who of [department, app.cast.vendor, app.cast.reviewer, app.cast.observer])
      expect(await refusalOf(app.as(who)(proposeJointNeed, { body }))).toBe('403 role_missing');
    const id = await propose(ids);
    expect(await refusalOf(propose(ids))).toContain('scenarioIds.0');
    expect((await read(operator, id)).likeness).toBeGreaterThan(0.3);
    await deed(operator, 'dissolve', id);
  });

  it('are read by those who take part and by the lab; nobody else learns of them before they are published', async () => {
    const { department, otherDepartment, vendor, operator, observer } = app.cast;
    const ids = await needs();
    const id = await propose(ids);
    await agree(department, id, 123_456);
    for (const who of [third, vendor]) {
      expect(await refusalOf(read(who, id))).toBe('404 not_found');
      for (const name of ['decline', 'leave', 'draft'] as const)
        expect(await refusalOf(deed(who, name, id))).toMatch(/^40[34]/);
      expect(await refusalOf(agree(who, id))).toMatch(/^40[34]/);
      expect((await app.as(who)(listJointNeeds, { query: {} })).items).toEqual([]);
      expect(await refusalOf(app.as(who)(readTimeline, { params: { thing: 'joint_need', id } }))).toBe(
        '404 not_found',
      );
      for (const table of ['joint_need', 'joint_member', 'joint_answer'])
        expect(await app.sqlAs(who, `SELECT * FROM ${table}`), table).toEqual([]);
    }
    expect(await refusalOf(read(null, id))).toBe('401 sign_in_required');
    for (const who of [null, third, vendor]) expect(await ofScenario(who, ids[0] ?? '')).toBeNull();
    await expect(app.sqlAs(null, 'SELECT * FROM joint_answer')).rejects.toThrow(/permission denied/);
    await expect(app.sqlAs(null, 'SELECT note FROM joint_need')).rejects.toThrow(/permission denied/);
    for (const who of [department, otherDepartment, operator, observer]) {
      const seen = await read(who, id);
      expect(seen.shares.map(({ budget }) => budget)).toEqual([123_456, null]);
      expect((await ofScenario(who, ids[0] ?? ''))?.takesPart).toBe(true);
    }
    // Nobody answers for another, and no answer is forged past the API.
    await expect(
      app.sqlAs(
        otherDepartment,
        `INSERT INTO joint_answer (joint_need_id, organisation_id, person_id) VALUES ($1, $2, $3)`,
        [id, third.organisationId, otherDepartment.personId],
      ),
    ).rejects.toThrow(/row-level security/);
    await app.sqlAs(otherDepartment, `UPDATE joint_member SET state = 'left' WHERE joint_need_id = $1`, [id]);
    const { rows } = await app.database.owner.query(
      `SELECT state FROM joint_member WHERE joint_need_id = $1 AND organisation_id = $2`,
      [id, department.organisationId],
    );
    expect(rows[0].state).toBe('agreed');
    await deed(operator, 'dissolve', id);
  });

  it('wait for each department, then for the one that leads, and tell those who take part', async () => {
    const { department, otherDepartment, operator } = app.cast;
    const ids = await needs();
    const id = await propose(ids);
    for (const who of [department, otherDepartment])
      expect(await turns(who)).toContain(`joint_need.agree ${id}`);
    expect(await turns(third)).toEqual([]);
    await agree(otherDepartment, id);
    expect(await turns(otherDepartment)).not.toContain(`joint_need.agree ${id}`);
    expect((await read(department, id)).status).toBe('proposed');
    await agree(department, id);
    expect((await read(department, id)).status).toBe('agreed');
    expect(await turns(department)).toContain(`joint_need.draft ${id}`);
    expect(await turns(otherDepartment)).not.toContain(`joint_need.draft ${id}`);
    expect(await refusalOf(deed(otherDepartment, 'draft', id))).toBe('404 not_found');
    expect(await refusalOf(deed(operator, 'draft', id))).toBe('403 role_missing');
    // What was agreed to can be told anew until it is drafted.
    await agree(otherDepartment, id, 77);
    expect((await read(department, id)).budget).toBe(77);
    await deed(operator, 'dissolve', id);
    expect(await refusalOf(agree(department, id))).toBe('409 wrong_status');
    expect(await refusalOf(deed(operator, 'dissolve', id))).toBe('409 wrong_status');
  });

  it('ask further departments later, whose answers come before the draft', async () => {
    const { department, operator } = app.cast;
    const { id } = await agreed();
    const late = await need(third, '隧道积水预警', '下穿隧道汛期积水，需按液位预警。');
    const more = (who: Who, scenarioIds: string[]) =>
      refusalOf(app.as(who)(askMoreToJoin, { params: { id }, body: { scenarioIds } }));
    expect(await more(department, [late])).toBe('403 role_missing');
    expect(await more(operator, [await need(department, '另一处积水', '别处积水。')])).toBe(
      '422 invalid_input scenarioIds.0',
    );
    expect(await more(operator, [late])).toBe('went through');
    expect((await read(operator, id)).status).toBe('proposed');
    expect(await turns(third)).toContain(`joint_need.agree ${id}`);
    expect(await turns(department)).not.toContain(`joint_need.draft ${id}`);
    // Asked once: neither the same need nor another of the same department.
    expect(await more(operator, [late])).toBe('422 invalid_input scenarioIds.0');
    await agree(third, id, 30);
    const whole = await read(department, id);
    expect([whole.status, whole.budget, whole.shares.length]).toEqual(['agreed', 180, 3]);
    await deed(operator, 'dissolve', id);
    expect(await more(operator, [late])).toBe('409 wrong_status');
  });

  it('become a need of the leading department, go the usual way, and the others point to it', async () => {
    const { department, otherDepartment, vendor, operator } = app.cast;
    const { id, ids } = await agreed();
    await deed(department, 'draft', id);
    const joint = await read(otherDepartment, id);
    expect(joint).toMatchObject({ status: 'drafted', budget: 150 });
    expect(joint.criteria).toMatchObject([
      { differs: 'threshold', criterion: { threshold: 0.9, must: true } },
    ]);
    const scenarioId = joint.scenario?.id ?? '';
    const draft = await app.as(otherDepartment)(readScenario, { params: { id: scenarioId } });
    expect(draft).toMatchObject({ status: 'draft', budget: 150, contact });
    expect(draft.problem?.zh).toContain('**Department A**');
    expect(draft.conditions?.zh).toContain('液位数据');
    expect(draft.allowed).not.toContain('scenario.edit');
    // Nobody else reads the draft, in no list and by no key.
    for (const who of [vendor, third, null]) {
      expect(await refusalOf(app.as(who)(readScenario, { params: { id: scenarioId } }))).toBe(
        '404 not_found',
      );
      const list = await app.as(who)(listScenarios, { query: { status: 'draft' } });
      expect(JSON.stringify(list)).not.toContain(scenarioId);
      expect(await refusalOf(ofScenario(who, scenarioId))).toBe('404 not_found');
    }
    await app.as(department)(scenarioDeeds.submit, { params: { id: scenarioId }, body: {} });
    await app.as(operator)(scenarioDeeds.approve, { params: { id: scenarioId }, body: {} });
    expect((await read(department, id)).status).toBe('joined');
    for (const one of ids) {
      const seen = await app.as(null)(readScenario, { params: { id: one } });
      expect(seen.status).toBe('closed');
      expect(await ofScenario(null, one)).toMatchObject({ joint: false, scenario: { id: scenarioId } });
    }
    const shown = await ofScenario(null, scenarioId);
    expect(shown).toMatchObject({ joint: true, takesPart: false });
    expect(shown?.shares.map((share) => share.organisation.id)).toEqual([
      department.organisationId,
      otherDepartment.organisationId,
    ]);
    expect(shown?.shares[0]?.duties.data).toBe('液位数据');
    expect(JSON.stringify(shown)).not.toMatch(/budget|reason/);
    expect(await refusalOf(read(vendor, id))).toBe('404 not_found');
    expect(await app.sqlAs(vendor, 'SELECT * FROM joint_answer')).toEqual([]);
    expect(await refusalOf(deed(otherDepartment, 'leave', id))).toBe('409 wrong_status');
    expect(await refusalOf(deed(operator, 'dissolve', id))).toBe('409 wrong_status');
  });

  it('are dissolved when fewer than two stay, and the needs stand as they were', async () => {
    const { department, otherDepartment } = app.cast;
    const ids = await needs();
    const id = await propose(ids);
    expect(await refusalOf(deed(otherDepartment, 'decline', id, ' '))).toContain('422');
    await deed(otherDepartment, 'decline', id, '今年没有经费。');
    const seen = await read(department, id);
    expect(seen.status).toBe('dissolved');
    expect(seen.shares[1]).toMatchObject({ state: 'declined', reason: '今年没有经费。' });
    expect((await app.as(null)(readScenario, { params: { id: ids[0] ?? '' } })).status).toBe('published');
    // Who has gone reads its own answer, and nothing of the others'.
    const own = await read(otherDepartment, id);
    expect(own.shares.map(({ organisation }) => organisation.id)).toEqual([otherDepartment.organisationId]);
    expect(await ofScenario(department, ids[0] ?? '')).toBeNull();
  });

  it('go on without one who leaves after the draft: it is drafted anew before it can be published', async () => {
    const { department, otherDepartment, operator } = app.cast;
    const ids = [...(await needs()), await need(third, '隧道积水提示', '汛期隧道积水，提前提示。')];
    const id = await propose(ids);
    await agree(department, id, 100);
    await agree(otherDepartment, id, 50);
    expect((await read(department, id)).status).toBe('proposed');
    await agree(third, id, 25);
    await deed(department, 'draft', id);
    const scenarioId = (await read(department, id)).scenario?.id ?? '';
    await app.as(department)(scenarioDeeds.submit, { params: { id: scenarioId }, body: {} });
    await deed(third, 'leave', id, '改为自建。');
    expect((await read(department, id)).status).toBe('agreed');
    expect(await refusalOf(app.as(third)(readScenario, { params: { id: scenarioId } }))).toBe(
      '404 not_found',
    );
    const approve = () => app.as(operator)(scenarioDeeds.approve, { params: { id: scenarioId }, body: {} });
    expect(await refusalOf(approve())).toBe('409 joint_unsettled');
    // What is on the lab's desk is not written in.
    expect(await refusalOf(deed(department, 'draft', id))).toBe('409 wrong_status');
    expect(await turns(department)).not.toContain(`joint_need.draft ${id}`);
    await app.as(operator)(scenarioDeeds.return, {
      params: { id: scenarioId },
      body: { reason: '有单位退出。' },
    });
    const submit = () => app.as(department)(scenarioDeeds.submit, { params: { id: scenarioId }, body: {} });
    expect(await refusalOf(submit())).toBe('409 joint_unsettled');
    await deed(department, 'draft', id);
    const draft = await app.as(department)(readScenario, { params: { id: scenarioId } });
    expect(draft).toMatchObject({ budget: 150, status: 'returned' });
    expect(draft.problem?.zh).not.toContain('Department C');
    await submit();
    await approve();
    expect((await app.as(null)(readScenario, { params: { id: ids[2] ?? '' } })).status).toBe('published');
    expect(await ofScenario(null, ids[2] ?? '')).toBeNull();
    expect((await ofScenario(null, scenarioId))?.shares).toHaveLength(2);
  });

  it('pass on to the next where the leading one leaves, which drafts its own', async () => {
    const { department, otherDepartment } = app.cast;
    const ids = [...(await needs()), await need(fourth, '隧道积水提示', '汛期隧道积水，提前提示。')];
    const id = await propose(ids);
    for (const who of [department, otherDepartment, fourth]) await agree(who, id);
    await deed(department, 'draft', id);
    const first = (await read(department, id)).scenario?.id ?? '';
    await deed(department, 'leave', id);
    const joint = await read(otherDepartment, id);
    expect(joint).toMatchObject({
      status: 'agreed',
      scenario: null,
      lead: { id: otherDepartment.organisationId },
    });
    expect(await refusalOf(app.as(fourth)(readScenario, { params: { id: first } }))).toBe('404 not_found');
    await deed(otherDepartment, 'draft', id);
    const second = (await read(fourth, id)).scenario?.id ?? '';
    expect(second).not.toBe(first);
    // Who has left can neither see nor bring down what the others go on with.
    expect(await refusalOf(app.as(department)(readScenario, { params: { id: second } }))).toBe(
      '404 not_found',
    );
    expect(await refusalOf(deed(department, 'draft', id))).toBe('404 not_found');
    expect(await refusalOf(deed(department, 'leave', id))).toBe('404 not_found');
  });
});
