import { editWorkingDays, readWorkingDays } from '@scenario-lab/contracts/working-days';
import { readWorkingTime } from '@scenario-lab/db/core/working-days';
import { openSystemDatabase } from '@scenario-lab/db/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

it('days off and make-up days are the admin’s to set, the desk’s to read, and terms count by them', async () => {
  const body = { off: ['2031-01-01', '2031-01-02', '2031-01-01'], on: ['2031-01-05'] };
  for (const who of ['vendor', 'department', 'operator', 'reviewer', 'observer'] as const)
    expect(await statusOf(app.as(app.cast[who])(editWorkingDays, { body })), who).toBe('403 role_missing');
  expect(await statusOf(app.as(null)(editWorkingDays, { body }))).toBe('401 sign_in_required');
  expect(await statusOf(app.as(app.cast.vendor)(readWorkingDays, {}))).toBe('403 role_missing');
  await app.as(app.cast.admin)(editWorkingDays, { body });
  const own = { off: ['2031-01-01', '2031-01-02'], on: ['2031-01-05'] };
  expect((await app.as(app.cast.operator)(readWorkingDays, {})).own).toEqual(own);
  const score = await openSystemDatabase(app.database.urls.score, 'score', 1);
  const time = await score.asSystem((tx) => readWorkingTime(tx, 'Asia/Shanghai'));
  await score.close();
  const worked = ['2031-01-01', '2031-01-02', '2031-01-03', '2031-01-05', '2031-01-06'].filter(
    time.isWorkday,
  );
  expect(worked).toEqual(['2031-01-03', '2031-01-05', '2031-01-06']);
});

it('a day that is both, or no day at all, is refused at its place and nothing is written', async () => {
  const save = (body: { off: string[]; on: string[] }) => app.as(app.cast.admin)(editWorkingDays, { body });
  const before = await app.as(app.cast.admin)(readWorkingDays, {});
  await expect(save({ off: ['2031-05-01'], on: ['2031-05-01'] })).rejects.toMatchObject({
    problem: { status: 422, errors: [{ path: 'on' }] },
  });
  await expect(save({ off: ['2031-02-30'], on: [] })).rejects.toMatchObject({
    problem: { status: 422, errors: [{ path: 'off.0' }] },
  });
  expect(await app.as(app.cast.admin)(readWorkingDays, {})).toEqual(before);
});
