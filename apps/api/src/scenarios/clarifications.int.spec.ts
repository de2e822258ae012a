import {
  answerClarification,
  askClarification,
  listClarifications,
  removeClarification,
  revealAsker,
  withdrawClarification,
} from '@scenario-lab/contracts/clarifications';
import { readInbox } from '@scenario-lab/contracts/lab';
import { listNotices } from '@scenario-lab/contracts/notices';
import { routes } from '@scenario-lab/contracts/routes';
import { amendScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let system: SystemDatabase;
let asker: SignedIn;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
  asker = await makeActor(
    app.database.owner,
    { name: 'Quietly Asking Ltd', roles: ['supply'] },
    ['owner'],
    ['vendor'],
  );
  // No public page of its own, so that wherever its name turns up it was told by a question.
  await app.database.owner.query('UPDATE organisation SET verified = false WHERE id = $1', [
    asker.organisationId,
  ]);
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const question = { zh: '数据里的时间是什么时区？' };
const answer = { zh: '北京时间。', en: 'Beijing time.' };

let scenarioId: string;
const deadline = (day: string | null, until: string | null = null) =>
  app.database.owner.query('UPDATE scenario SET deadline = $2, need = need || $3 WHERE id = $1', [
    scenarioId,
    day,
    JSON.stringify({ deadline: day, questionsUntil: until }),
  ]);
beforeEach(async () => {
  ({ scenarioId } = await makeExam(app.database.owner, app.cast));
  await deadline(inDays(60));
});

const ask = (who: Who, text: object = question) =>
  app.as(who)(askClarification, { params: { id: scenarioId }, body: { question: text } });
const list = (who: Who) => app.as(who)(listClarifications, { params: { id: scenarioId } });
const say = (who: Who, id: string) => app.as(who)(answerClarification, { params: { id }, body: { answer } });
const takeBack = (who: Who, id: string) => app.as(who)(withdrawClarification, { params: { id }, body: {} });
const remove = (who: Who, id: string, reason = '与本需求无关。') =>
  app.as(who)(removeClarification, { params: { id }, body: { reason } });
const reveal = (who: Who, id: string) =>
  app.as(who)(revealAsker, { params: { id }, body: { reason: '涉嫌串通，核查提问来源。' } });

/** The directory that forms choose an organisation from names everybody, whoever asked what. */
const readable = routes.filter(
  ({ method, reply, name }) => method === 'GET' && reply !== 'stream' && name !== 'organisation.list',
);

describe('questions on a published need', () => {
  it('are seen by asker, department and lab until answered, by everybody afterwards', async () => {
    const { department, otherDepartment, otherVendor, operator, observer } = app.cast;
    const { id } = await ask(asker);
    const seen = async (who: Who) =>
      (await list(who)).items.map(({ question, mine }) => ({ question, mine }));
    expect(await seen(asker)).toEqual([{ question, mine: true }]);
    for (const who of [department, operator, observer])
      expect(await seen(who)).toEqual([{ question, mine: false }]);
    for (const who of [null, otherVendor, otherDepartment]) expect(await seen(who)).toEqual([]);
    expect((await list(department)).items[0]?.allowed).toEqual(['clarification.answer']);
    expect((await list(asker)).items[0]?.allowed).toEqual(['clarification.withdraw']);
    expect(await say(department, id)).toEqual({ number: 1 });
    for (const who of [null, otherVendor, otherDepartment, asker, department])
      expect((await list(who)).items).toMatchObject([{ number: 1, question, answer }]);
    expect(await refusalOf(say(department, id))).toBe('409 wrong_status');
    expect(await refusalOf(takeBack(asker, id))).toBe('409 wrong_status');
  });

  it('are asked by whoever is signed in but the department itself, answered by it alone', async () => {
    const { department, otherDepartment, otherVendor, vendor, operator, observer, admin } = app.cast;
    expect(await refusalOf(ask(null))).toBe('401 sign_in_required');
    expect(await refusalOf(ask(observer))).toBe('403 role_missing');
    expect(await refusalOf(ask(department))).toBe('403 own_organisation');
    const { id } = await ask(otherDepartment);
    expect(await refusalOf(say(null, id))).toBe('401 sign_in_required');
    for (const who of [vendor, operator, observer])
      expect(await refusalOf(say(who, id))).toBe('403 role_missing');
    const other = await ask(vendor);
    // What they cannot see they cannot answer, nor take back; what they see is still not theirs.
    expect(await refusalOf(say(otherDepartment, other.id))).toBe('404 not_found');
    expect(await refusalOf(takeBack(otherVendor, other.id))).toBe('404 not_found');
    expect(await refusalOf(takeBack(department, other.id))).toBe('404 not_found');
    expect(await refusalOf(takeBack(admin, other.id))).toBe('404 not_found');
    expect(await refusalOf(remove(department, other.id))).toBe('403 role_missing');
    expect(await refusalOf(reveal(department, other.id))).toBe('403 role_missing');
    expect(await refusalOf(reveal(observer, other.id))).toBe('403 role_missing');
  });

  it('end on the stated day, before the deadline, and may be extended by an addendum', async () => {
    const { department, vendor } = app.cast;
    expect(await list(null)).toMatchObject({ until: inDays(55), open: true });
    await deadline(inDays(60), inDays(-1));
    expect(await list(vendor)).toMatchObject({ until: inDays(-1), open: false, allowed: [] });
    expect(await refusalOf(ask(vendor))).toBe('409 questions_closed');
    const amend = (questionsUntil: string) =>
      app.as(department)(amendScenario, {
        params: { id: scenarioId },
        body: { text: { zh: '延长答疑。' }, changes: { questionsUntil } },
      });
    expect(await refusalOf(amend(inDays(60)))).toBe('422 invalid_input changes.questionsUntil');
    expect(await refusalOf(amend(inDays(-3)))).toBe('422 invalid_input changes.questionsUntil');
    await amend(inDays(20));
    expect(await list(vendor)).toMatchObject({ until: inDays(20), open: true });
    const { id } = await ask(vendor);
    await app.as(department)(scenarioDeeds.close, { params: { id: scenarioId }, body: {} });
    expect(await refusalOf(ask(vendor))).toBe('409 wrong_status');
    // What was asked in time is still answered.
    expect(await say(department, id)).toEqual({ number: 1 });
  });

  it('are taken back by the asker before they are answered, and gone for the department', async () => {
    const { department, operator } = app.cast;
    const { id } = await ask(asker);
    await takeBack(asker, id);
    expect((await list(department)).items).toEqual([]);
    expect((await list(asker)).items).toMatchObject([{ withdrawn: true, allowed: [] }]);
    expect((await list(operator)).items).toMatchObject([{ withdrawn: true }]);
    expect(await refusalOf(say(department, id))).toBe('404 not_found');
    const race = await ask(asker);
    const both = await Promise.all([
      refusalOf(say(department, race.id)),
      refusalOf(takeBack(asker, race.id)),
    ]);
    expect(both.filter((one) => one === 'went through')).toHaveLength(1);
  });

  it('are removed by the lab with a reason, which everybody reads instead of the words', async () => {
    const { department, operator, otherVendor } = app.cast;
    const { id } = await ask(asker);
    await say(department, id);
    expect(await refusalOf(remove(operator, id, '由 Quietly Asking Ltd 提出，涉及辱骂。'))).toBe(
      '422 invalid_input reason',
    );
    await remove(operator, id);
    for (const who of [null, otherVendor, department]) {
      expect((await list(who)).items).toMatchObject([
        { number: 1, question: null, answer: null, removed: { reason: '与本需求无关。' } },
      ]);
    }
    expect((await list(asker)).items).toMatchObject([{ question, answer }]);
    expect(await refusalOf(remove(operator, id))).toBe('409 wrong_status');
  });

  it('names what is wrong and leaves nothing half written', async () => {
    expect(await refusalOf(ask(asker, {}))).toMatch(/^422 invalid_input question/);
    expect(await refusalOf(ask(asker, { zh: 'x'.repeat(2_001) }))).toBe('422 invalid_input question.zh');
    expect(await refusalOf(ask(asker, { zh: '我们Quietly  asking\tLTD想问' }))).toBe(
      '422 invalid_input question.zh',
    );
    expect((await list(asker)).items).toEqual([]);
    for (let n = 0; n < 10; n += 1) await ask(asker);
    expect(await refusalOf(ask(asker))).toBe('409 questions_waiting');
    const { id } = (await list(asker)).items[0]!;
    expect(
      await refusalOf(
        app.as(app.cast.department)(answerClarification, { params: { id }, body: { answer: {} as never } }),
      ),
    ).toMatch(/^422 invalid_input answer/);
  });

  it('tells asker and followers of the answer, the department and the operators of the question', async () => {
    const { department, operator, otherVendor } = app.cast;
    const { id } = await ask(asker);
    const waits = async (who: SignedIn) =>
      (await app.as(who)(readInbox, {})).some(
        ({ id: about, waitsFor }) => about === scenarioId && waitsFor === 'clarification.answer',
      );
    expect([await waits(department), await waits(otherVendor), await waits(operator)]).toEqual([
      true,
      false,
      false,
    ]);
    await say(department, id);
    expect(await waits(department)).toBe(false);
    while ((await system.asSystem(makeNotices)) > 0);
    const told = async (who: Who) =>
      (await app.as(who)(listNotices, { query: {} })).items
        .filter(({ thingId }) => thingId === scenarioId)
        .map(({ event }) => event);
    expect(await told(asker)).toEqual(['scenario.question_answered']);
    expect(await told(department)).toEqual(['scenario.question_asked']);
    expect(await told(operator)).toEqual(['scenario.question_asked']);
    expect(await told(otherVendor)).toEqual([]);
  });

  it('never tell who asked: no answer of any reading route, to anybody but asker and lab', async () => {
    const { department, otherDepartment, otherVendor, vendor, operator, observer } = app.cast;
    const { id } = await ask(asker);
    const second = await ask(asker);
    const third = await ask(asker);
    await say(department, id);
    await takeBack(asker, second.id);
    await remove(operator, third.id);
    expect(await reveal(operator, id)).toEqual({
      organisation: {
        id: asker.organisationId,
        name: { en: 'Quietly Asking Ltd', zh: 'Quietly Asking Ltd' },
      },
      person: 'Quietly Asking Ltd owner',
    });
    expect((await list(asker)).items[0]?.looks).toMatchObject([{ reason: '涉嫌串通，核查提问来源。' }]);
    while ((await system.asSystem(makeNotices)) > 0);
    const telling = [asker.personId, asker.organisationId, 'Quietly Asking', '涉嫌串通'];
    let read = 0;
    for (const who of [department, otherDepartment, otherVendor, vendor, null]) {
      const headers: Record<string, string> = who
        ? { authorization: `Bearer ${await app.tokenOf(who)}` }
        : {};
      const asked = readable.flatMap((row) => [scenarioId, id].map((thing) => ({ row, thing })));
      await Promise.all(
        asked.map(async ({ row, thing }) => {
          const path = row.path.replace(/:(\w+)/g, (_, key) => (key === 'thing' ? 'scenario' : thing));
          const reply = await fetch(app.baseUrl + path, { headers });
          const text = await reply.text();
          if (reply.ok) read += 1;
          for (const word of telling) expect([row.name, text.includes(word)]).toEqual([row.name, false]);
        }),
      );
      expect(
        await app.sqlAs(
          who ?? vendor,
          'SELECT * FROM clarification_asker WHERE organisation_id <> app_org()',
        ),
      ).toEqual([]);
      expect(await app.sqlAs(who ?? vendor, 'SELECT * FROM asker_look')).toEqual([]);
    }
    expect(read).toBeGreaterThan(100);
    // An observer reads everything of one scope; who asked is not in it.
    expect(await app.sqlAs(observer, 'SELECT * FROM clarification_asker')).toEqual([]);
    await expect(app.sqlAs(null, 'SELECT * FROM clarification_asker')).rejects.toThrow(/permission denied/);
    // A department cannot make a question, nor an asker answer one, past the API either.
    await expect(
      app.sqlAs(
        department,
        `INSERT INTO clarification (id, scenario_id, question, asked_on) VALUES (gen_random_uuid(), '${scenarioId}', '{}', now())`,
      ),
    ).rejects.toThrow(/row-level security/);
    const fourth = await ask(asker);
    await expect(
      app.sqlAs(
        asker,
        `UPDATE clarification SET answer = '{}', answered_at = now(), number = 9 WHERE id = '${fourth.id}'`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      app.sqlAs(
        operator,
        `UPDATE clarification SET answer = '{}', answered_at = now(), number = 9 WHERE id = '${fourth.id}'`,
      ),
    ).rejects.toThrow(/row-level security/);
  }, 300_000);
});
