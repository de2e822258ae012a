import { readPilotAcceptance } from '@scenario-lab/contracts/pilot-acceptance';
import {
  addressesIn,
  closeSurvey,
  inviteToSurvey,
  openSurvey,
  remindOfSurvey,
  withdrawAddress,
} from '@scenario-lab/contracts/pilot-surveys';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { fieldOf } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp({ MAIL: 'yes' });
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running } = fieldOf(
  () => app,
  () => score,
);
type Who = Parameters<TestApp['as']>[0];
type Invited = Args<typeof inviteToSurvey>['body'];

async function opened(invited = 0, population: number | null = 40) {
  const { id } = await running();
  const { id: surveyId, links } = await app.as(app.cast.department)(openSurvey, {
    params: { id },
    body: {
      audience: 'staff',
      sampling: '全部值班员按班次随机抽取',
      population,
      invited,
      until: '2099-01-01',
    },
  });
  return { id, surveyId, links };
}
type Opened = { id: string; surveyId: string };
const invite = ({ id, surveyId }: Opened, body: Invited, who: Who = app.cast.department) =>
  app.as(who)(inviteToSurvey, { params: { id, surveyId }, body });
const remind = ({ id, surveyId }: Opened, who: Who = app.cast.department) =>
  app.as(who)(remindOfSurvey, { params: { id, surveyId } });
const seen = async (id: string, who: Who = app.cast.department) =>
  (await app.as(who)(readPilotAcceptance, { params: { id } })).surveys[0]!;
const people = (name: string, count = 6) =>
  Array.from({ length: count }, (_, at) => `${name}${at}@water.example`);
const sampling = '第二批：新到岗的全部邀请';

describe('letters of a survey', () => {
  it('take addresses nobody reads again, not even who gave them', async () => {
    const { department, operator, vendor } = app.cast;
    const survey = await opened();
    expect(survey.links).toEqual([]);
    expect(await invite(survey, { addresses: people('zhang') })).toEqual({ links: [] });
    const letters = { all: 6, waiting: 6, sent: 0, failed: 0, unsure: 0, reminded: 0, withdrawn: 0 };
    for (const who of [department, operator, vendor]) {
      const told = await app.as(who)(readPilotAcceptance, { params: { id: survey.id } });
      expect(told.surveys[0]).toMatchObject({ invited: 6, rounds: 1, letters, reminded: false });
      expect(JSON.stringify(told)).not.toContain('water.example');
      await expect(app.sqlAs(who, 'SELECT * FROM survey_letter')).rejects.toThrow(/denied/);
      await expect(app.sqlAs(who, 'UPDATE survey_letter SET address = NULL')).rejects.toThrow(/denied/);
    }
    const { rows } = await app.database.owner.query('SELECT * FROM event WHERE thing_id = $1', [survey.id]);
    expect(rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(rows)).not.toContain('water.example');
  });

  it('go out in rounds, each with its own sampling, within the survey’s bounds', async () => {
    const survey = await opened(0, 20);
    await invite(survey, { addresses: people('a') });
    expect(await refusalOf(invite(survey, { addresses: people('b') }))).toBe('422 invalid_input sampling');
    await invite(survey, { addresses: people('b'), sampling });
    const { links } = await invite(survey, { links: 5, sampling: '第三批：夜班全体，逐一发放' });
    expect(links).toHaveLength(5);
    const told = await seen(survey.id);
    expect(told).toMatchObject({ invited: 17, rounds: 3, letters: { all: 12 } });
    expect(told.sampling.split('\n')).toEqual([
      '全部值班员按班次随机抽取',
      `(2) ${sampling}`,
      '(3) 第三批：夜班全体，逐一发放',
    ]);
    expect(await refusalOf(invite(survey, { links: 4, sampling }))).toBe('422 invalid_input links');
    expect((await seen(survey.id)).invited).toBe(17);
  });

  it('refuse by its place what is no address, comes twice, is too few or both at once', async () => {
    const survey = await opened();
    const with_ = (more: string) => invite(survey, { addresses: [...people('c', 5), more] });
    for (const bad of ['nobody', 'a@b', 'a b@c.example', 'x@y.example\r\nBcc: z@y.example', '<a@b.example>'])
      expect(await refusalOf(with_(bad)), bad).toBe('422 invalid_input addresses.5');
    expect(await refusalOf(with_('C0@WATER.example'))).toBe('422 invalid_input addresses.5');
    expect(await refusalOf(invite(survey, { addresses: people('c', 4) }))).toMatch(/^422 .*addresses/);
    expect(await refusalOf(invite(survey, { addresses: people('c'), links: 3 }))).toMatch(/^422/);
    expect(await refusalOf(invite(survey, {}))).toMatch(/^422/);
    expect(await seen(survey.id)).toMatchObject({ invited: 0, letters: null });
  });

  it('are the department’s to send while the survey runs, and another’s survey is none', async () => {
    const { vendor, otherDepartment, operator } = app.cast;
    const survey = await opened();
    const body = { addresses: people('d') };
    for (const who of [vendor, operator]) expect(await refusalOf(invite(survey, body, who))).toMatch(/^403/);
    expect(await refusalOf(invite(survey, body, otherDepartment))).toMatch(/^404/);
    const other = await opened();
    expect(await refusalOf(invite({ id: survey.id, surveyId: other.surveyId }, body))).toMatch(/^404/);
    expect(await refusalOf(remind(survey))).toMatch(/^409 wrong_status/);
    await app.as(app.cast.department)(closeSurvey, { params: { id: survey.id, surveyId: survey.surveyId } });
    expect(await refusalOf(invite(survey, body))).toMatch(/^404/);
  });

  it('are reminded of once, when they are out', async () => {
    const survey = await opened();
    await invite(survey, { addresses: people('e') });
    expect(await refusalOf(remind(survey))).toMatch(/^409 wrong_status/);
    await app.database.owner.query(`UPDATE survey_letter SET state = 'sent' WHERE survey_id = $1`, [
      survey.surveyId,
    ]);
    expect(await refusalOf(remind(survey, app.cast.vendor))).toMatch(/^403/);
    await remind(survey);
    expect((await seen(survey.id)).reminded).toBe(true);
    expect(await refusalOf(remind(survey))).toMatch(/^409 wrong_status/);
  });

  it('stop for who asks by the link, which tells nobody else anything', async () => {
    const survey = await opened();
    await invite(survey, { addresses: people('f') });
    const { rows } = await app.database.owner.query('SELECT link FROM survey_letter WHERE survey_id = $1', [
      survey.surveyId,
    ]);
    const withdraw = (link: string) => app.as(null)(withdrawAddress, { body: { link } });
    await withdraw(rows[0].link);
    expect(await refusalOf(withdraw(rows[0].link))).toMatch(/^404/);
    expect(await refusalOf(withdraw('a-link-that-never-was'))).toMatch(/^404/);
    expect((await seen(survey.id)).letters).toMatchObject({ withdrawn: 1 });
  });
});

it('finds addresses in what people paste', () => {
  expect(
    addressesIn(
      '姓名,邮箱\n张三,zhang@water.example\n"李四","li@water.example"\nWang <wang@water.example>; zhang@Water.example，赵六：无',
    ),
  ).toEqual(['zhang@water.example', 'li@water.example', 'wang@water.example']);
  expect(addressesIn('')).toEqual([]);
});
