import { createHash } from 'node:crypto';
import { ProblemError } from '@scenario-lab/contracts/call';
import type { Rubric } from '@scenario-lab/contracts/pilot-acceptance';
import {
  downloadAcceptance,
  downloadAcceptancePdf,
  meetCondition,
  readPilotAcceptance,
  reviewMidterm,
  savePayments,
} from '@scenario-lab/contracts/pilot-acceptance';
import { answerSurvey, closeSurvey, lookUpSurvey, openSurvey } from '@scenario-lab/contracts/pilot-surveys';
import { pilotEnds } from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { fieldOf, rubric } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running, read, record, deed } = fieldOf(
  () => app,
  () => score,
);
/** Status, code, first place and what is wrong there. */
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, errors } = error.problem;
      return [status, code, errors?.[0]?.path, errors?.[0]?.code].filter(Boolean).join(' ');
    },
  );
type Who = Parameters<TestApp['as']>[0];
type Opening = Args<typeof openSurvey>['body'];

const staff: Opening = {
  audience: 'staff',
  sampling: '全部值班员按班次随机抽取',
  population: 24,
  invited: 8,
  until: '2099-01-01',
};
const open = (id: string, body: Partial<Opening> = {}, who: Who = app.cast.department) =>
  app.as(who)(openSurvey, { params: { id }, body: { ...staff, ...body } });
const citizens = { audience: 'public', invited: null, population: null } as const;
const seen = (id: string, who: Who = app.cast.department) =>
  app.as(who)(readPilotAcceptance, { params: { id } });
const answer = (link: string, answers: Record<string, number | null>, more: object = {}) =>
  app.as(null)(answerSurvey, { body: { link, answers, ...more } });
const close = (id: string, surveyId: string, who: Who = app.cast.department) =>
  app.as(who)(closeSurvey, { params: { id, surveyId } });

describe('a survey', () => {
  it('takes one answer by each link, keeps nothing of who, and shows figures after its end alone', async () => {
    const { department, vendor } = app.cast;
    const { id } = await running();
    const { id: surveyId, links } = await open(id);
    expect(new Set(links).size).toBe(8);
    for (const [at, link] of links.slice(0, 6).entries())
      await answer(
        link,
        { does_the_job: at < 4 ? 5 : 2, reliable: 4, saves_time: at < 4 ? 4 : null, would_keep: null },
        at === 0 ? { words: '夜里少跑两趟' } : {},
      );
    expect(await refusalOf(answer(links[0]!, { reliable: 1 }))).toBe('404 not_found');
    const [running_] = (await seen(id)).surveys;
    expect(running_).toMatchObject({ open: true, answered: 6, invited: 8, figures: null, words: [] });
    // The database shows what was said to nobody while more is being said, and who used which link to nobody at all.
    expect(
      await app.sqlAs(department, 'SELECT * FROM survey_answer WHERE survey_id = $1', [surveyId]),
    ).toEqual([]);
    await expect(app.sqlAs(department, 'SELECT * FROM survey_invitation')).rejects.toThrow(/denied/);
    await expect(
      app.sqlAs(
        null,
        `INSERT INTO survey_answer (id, survey_id, answers) VALUES (gen_random_uuid(), $1, '{}')`,
        [surveyId],
      ),
    ).rejects.toThrow(/denied/);
    await close(id, surveyId);
    const [ended] = (await seen(id, vendor)).surveys;
    expect(ended).toMatchObject({ open: false, answered: 6, words: ['夜里少跑两趟'] });
    const figure = (question: string) => ended?.figures?.find((one) => one.question === question);
    // Four of six, Wilson: 0.30 – 0.90; fewer than ten, so no levels.
    expect(figure('does_the_job')).toMatchObject({ answered: 6, levels: null, of: 'practice' });
    expect(figure('does_the_job')?.favourable?.share).toBeCloseTo(4 / 6, 12);
    expect(figure('does_the_job')?.favourable?.lower).toBeCloseTo(0.29999, 4);
    expect(figure('does_the_job')?.favourable?.upper).toBeCloseTo(0.90323, 4);
    expect(figure('saves_time')).toMatchObject({ answered: 4, favourable: null, levels: null });
    expect(figure('would_keep')).toMatchObject({ answered: 0, favourable: null });
    expect(await refusalOf(answer(links[7]!, { reliable: 1 }))).toBe('404 not_found');
    expect(await refusalOf(close(id, surveyId))).toBe('404 not_found');
    // Nothing of an answer tells its link or its hour.
    const { rows } = await app.database.owner.query(`SELECT * FROM survey_answer WHERE survey_id = $1`, [
      surveyId,
    ]);
    expect(Object.keys(rows[0]).sort()).toEqual(['answers', 'id', 'survey_id', 'words']);
    for (const { id: one } of rows) expect(String(one)[14]).toBe('4');
  });

  it('below five answers shows nothing to anybody', async () => {
    const { id } = await running();
    const { id: surveyId, links } = await open(id);
    for (const link of links.slice(0, 4)) await answer(link, { reliable: 5 }, { words: '只有四个人' });
    await close(id, surveyId);
    for (const who of [app.cast.department, app.cast.vendor, app.cast.operator])
      expect((await seen(id, who)).surveys[0]).toMatchObject({ answered: 4, figures: null, words: [] });
  });

  it('of the public has one open link, held by the department, and refuses programs and strange sheets', async () => {
    const { id } = await running();
    const { links } = await open(id, citizens);
    expect(links).toHaveLength(1);
    const [link = ''] = links;
    expect((await seen(id)).surveys[0]).toMatchObject({ link, invited: null });
    expect((await seen(id, app.cast.vendor)).surveys[0]?.link).toBeNull();
    expect(await app.as(null)(lookUpSurvey, { body: { link } })).toMatchObject({
      audience: 'public',
      scenario: { en: 'Flooded underpasses' },
    });
    await answer(link, { noticed: 4 });
    await answer(link, { noticed: 4 });
    expect((await seen(id)).surveys[0]?.answered).toBe(2);
    expect(await refusalOf(answer(link, { noticed: 4 }, { website: 'x' }))).toBe(
      '422 invalid_input website leave_empty',
    );
    expect(await refusalOf(answer(link, { does_the_job: 4 }))).toBe(
      '422 invalid_input answers.does_the_job unknown_question',
    );
    expect(await refusalOf(answer(link, { noticed: null }))).toBe(
      '422 invalid_input answers nothing_answered',
    );
    for (const [odd, said] of [
      [{ noticed: 6 }, /^422/],
      [{ noticed: 2.5 }, /^422/],
      [{ constructor: 1 }, /^422/],
    ] as const)
      expect(await refusalOf(answer(link, odd as never))).toMatch(said);
    expect(await refusalOf(app.as(null)(lookUpSurvey, { body: { link: 'never-was-a-link' } }))).toBe(
      '404 not_found',
    );
    expect((await seen(id)).surveys[0]?.answered).toBe(2);
  });

  it('is opened by the department of the pilot, with its sampling and an end to come', async () => {
    const { vendor, otherDepartment, operator } = app.cast;
    const { id } = await running();
    expect(await refusalOf(open(id, {}, vendor))).toMatch(/^403/);
    expect(await refusalOf(open(id, {}, operator))).toMatch(/^403/);
    expect(await refusalOf(open(id, {}, otherDepartment))).toBe('404 not_found');
    expect(await refusalOf(open(id, { sampling: '随机' }))).toMatch(/^422 invalid_input sampling/);
    expect(await refusalOf(open(id, { until: '2020-01-01' }))).toBe('422 invalid_input until in_the_past');
    expect(await refusalOf(open(id, { invited: 30 }))).toBe('422 invalid_input invited more_than_there_are');
    expect(await refusalOf(open(id, { audience: 'public' }))).toMatch(/^422 invalid_input invited/);
    expect(await refusalOf(seen(id, otherDepartment))).toBe('404 not_found');
    expect((await seen(id)).surveys).toEqual([]);
  });

  it('takes one of many who use a link at once', async () => {
    const { id } = await running();
    const { links } = await open(id, { invited: 1 });
    const ends = await Promise.all(
      Array.from({ length: 6 }, () => refusalOf(answer(links[0]!, { reliable: 3 }))),
    );
    expect(ends.sort()).toEqual([...Array(5).fill('404 not_found'), 'went through']);
    expect((await seen(id)).surveys[0]?.answered).toBe(1);
  });
});

describe('an acceptance', () => {
  const accept = (id: string, more: object = {}, who: Who = app.cast.department) =>
    app.as(who)(pilotEnds.accept, { params: { id }, body: { reason: '同意验收', rubric, ...more } });

  it('is never given below the declared observations, whichever way they came and went', async () => {
    const { department, vendor } = app.cast;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        async (declared, counted, own) => {
          const { id } = await running(declared);
          if (counted > 0) await record(department, id, Array(counted).fill(11));
          // The same again, and the vendor's own: neither adds.
          if (counted > 0) await record(department, id, Array(counted).fill(11));
          if (own > 0) await record(vendor, id, Array(own).fill(1), 20);
          await deed(department, 'evaluate', id);
          const said = await refusalOf(accept(id));
          expect(said.startsWith('409 too_few_observations') || said.startsWith('422 too_few'), said).toBe(
            counted < declared,
          );
          expect((await read(department, id)).status).toBe(counted < declared ? 'evaluating' : 'accepted');
        },
      ),
      { numRuns: 8 },
    );
  });

  it('needs three judgements with their grounds, closes what still asks, and keeps what it rests on', async () => {
    const { department, vendor, operator, otherDepartment } = app.cast;
    const { id } = await running(3);
    await record(department, id, [10, 11, 12]);
    const { links } = await open(id);
    for (const link of links.slice(0, 5)) await answer(link, { does_the_job: 5, would_keep: 4 });
    expect(await refusalOf(accept(id))).toMatch(/wrong_status/);
    await deed(department, 'evaluate', id);
    const bad = (practice: object) => ({ rubric: { ...rubric, practice } as Rubric });
    expect(await refusalOf(accept(id, bad({ score: 6, words: 'x' })))).toMatch(
      /^422 .*rubric\.practice\.score/,
    );
    expect(await refusalOf(accept(id, bad({ score: 3, words: ' ' })))).toMatch(
      /^422 .*rubric\.practice\.words/,
    );
    expect(await refusalOf(accept(id, { rubric: undefined }))).toMatch(/^422 .*rubric/);
    const condition = { words: '补齐备用电源', due: '2099-05-01', owner: 'vendor' };
    expect(await refusalOf(accept(id, { conditions: [{ ...condition, due: '2020-01-01' }] }))).toBe(
      '422 invalid_input conditions.0.due in_the_past',
    );
    expect((await seen(id)).acceptances).toEqual([]);
    expect((await seen(id)).surveys[0]?.open).toBe(true);
    for (const who of [vendor, operator]) expect(await refusalOf(accept(id, {}, who))).toMatch(/^403/);
    expect(await refusalOf(accept(id, {}, otherDepartment))).toBe('404 not_found');
    await accept(id, { conditions: [condition] });
    const after = await seen(id);
    expect(after.surveys[0]).toMatchObject({ open: false, answered: 5 });
    expect(after.acceptances).toMatchObject([
      { phase: 'final', decision: 'accept', statement: '同意验收', rubric, issuedAt: null },
    ]);
    const [{ facts }] = (
      await app.database.owner.query('SELECT facts FROM acceptance WHERE pilot_id = $1', [id])
    ).rows;
    expect(facts.indicators).toMatchObject([{ criterion: 'mae', observations: 3, needed: 3, reached: true }]);
    expect(facts.surveys).toMatchObject([{ audience: 'staff', answered: 5, invited: 8 }]);
    expect(JSON.stringify(facts)).not.toContain(links[0]);
    // Nobody changes what was signed.
    await expect(
      app.sqlAs(department, `UPDATE acceptance SET statement = 'x' WHERE pilot_id = $1`, [id]),
    ).rejects.toThrow(/denied/);
    const [wait] = (
      await app.database.owner.query(
        `SELECT job FROM delivery WHERE job = 'sign-acceptance' AND thing_id = $1`,
        [id],
      )
    ).rows;
    expect(wait).toEqual({ job: 'sign-acceptance' });

    const conditionId = after.conditions[0]?.id ?? '';
    const meet = (who: Who) =>
      app.as(who)(meetCondition, { params: { id, conditionId }, body: { words: '已安装并切换试验' } });
    expect(await refusalOf(meet(vendor))).toMatch(/^403/);
    await meet(department);
    expect(await refusalOf(meet(department))).toBe('404 not_found');
    expect((await seen(id, vendor)).conditions[0]).toMatchObject({ met: { words: '已安装并切换试验' } });
  });

  it('half-way is a record without a status, and its file is the sealed one, for its parties', async () => {
    const { department, vendor, otherDepartment } = app.cast;
    const { id } = await running();
    const { id: acceptanceId } = await app.as(department)(reviewMidterm, {
      params: { id },
      body: { reason: '继续', rubric, decision: 'continue' },
    });
    expect((await read(department, id)).status).toBe('running');
    const get = (who: Who, of = acceptanceId, at = id) =>
      app.as(who)(downloadAcceptance, { params: { id: at, acceptanceId: of } });
    expect(await refusalOf(get(department))).toBe('404 not_found');
    const envelope = '{"sealed":"by the worker"}\n';
    await app.database.owner.query(
      'UPDATE acceptance SET envelope = $2, issued_at = now(), key_id = $3, digest = $4 WHERE id = $1',
      [acceptanceId, envelope, 'k', createHash('sha256').update(envelope).digest('hex')],
    );
    expect(await (await get(vendor)).text()).toBe(envelope);
    const pdf = (who: Who, lang: 'zh' | 'en', of = acceptanceId, at = id) =>
      app.as(who)(downloadAcceptancePdf, { params: { id: at, acceptanceId: of }, query: { lang } });
    // What was sealed before there were papers has none.
    expect((await seen(id)).acceptances[0]?.paper).toBe(false);
    expect(await refusalOf(pdf(department, 'zh'))).toBe('404 not_found');
    const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
    const [zh, en] = [await blobs.put(Buffer.from('%PDF zh')), await blobs.put(Buffer.from('%PDF en'))];
    await app.database.owner.query(
      'UPDATE acceptance SET pdf_zh_sha256 = $2, pdf_en_sha256 = $3 WHERE id = $1',
      [acceptanceId, zh.sha256, en.sha256],
    );
    expect((await seen(id, vendor)).acceptances[0]?.paper).toBe(true);
    expect(await (await pdf(vendor, 'zh')).text()).toBe('%PDF zh');
    expect(await (await pdf(department, 'en')).text()).toBe('%PDF en');
    expect(await refusalOf(pdf(otherDepartment, 'zh'))).toBe('404 not_found');
    expect(await refusalOf(get(otherDepartment))).toBe('404 not_found');
    const other = await running();
    expect(await refusalOf(get(department, acceptanceId, other.id))).toBe('404 not_found');
    expect(await refusalOf(pdf(department, 'zh', acceptanceId, other.id))).toBe('404 not_found');
  });

  it('keeps what was paid as it was written', async () => {
    const { department, vendor } = app.cast;
    const { id } = await running();
    const pay = (payments: Args<typeof savePayments>['body']['payments'], who: Who = department) =>
      app.as(who)(savePayments, { params: { id }, body: { payments } });
    const first = { title: '启动款', amount: 1000, due: null, paidOn: '2026-01-05', reference: 'A-1' };
    const second = { title: '验收款', amount: 2000, due: '2099-01-01', paidOn: null, reference: '' };
    expect(await refusalOf(pay([first], vendor))).toMatch(/^403/);
    await pay([first, second]);
    const [paid, owed] = (await seen(id)).payments;
    expect(await refusalOf(pay([{ ...paid!, amount: 1 }, owed!]))).toBe(
      '422 invalid_input payments.0 was_paid',
    );
    expect(await refusalOf(pay([owed!]))).toBe('422 invalid_input payments was_paid');
    expect(await refusalOf(pay([paid!, { ...owed!, paidOn: '2099-01-01' }]))).toBe(
      '422 invalid_input payments.1.paidOn in_the_future',
    );
    expect(await refusalOf(pay([paid!, { ...owed!, amount: -1 }]))).toMatch(/^422/);
    await pay([paid!]);
    expect((await seen(id, vendor)).payments).toEqual([paid]);
  });
});
