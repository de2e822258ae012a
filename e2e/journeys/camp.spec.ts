import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { campDeeds, createCamp, markAttendance } from '@scenario-lab/contracts/camps';
import { people, signIn } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

/** From the announcement over a seat and a session to a certificate that anybody can check. */
test('a camp from its announcement to a verified certificate', async ({ browser }) => {
  const title = `实训 ${Date.now()}`;
  const operator = await signIn(people.operator);
  const { id } = await operator.call(createCamp, {
    body: {
      title: { zh: title, en: title },
      about: { zh: '一讲。', en: 'One session.' },
      field: null,
      seats: 1,
      signUpUntil: '2999-01-01',
      sessions: [
        { id: 's1', topic: { zh: '第一讲', en: 'First' }, at: hours(-2), until: hours(-1), place: '' },
      ],
      tasks: [],
      rule: { sessions: 1, tasks: 0 },
      instructors: [],
    },
  });
  const params = { id };
  await operator.call(campDeeds.announce, { params, body: {} });

  const { page: learner, words } = await readerOf(browser, 'zh', people.otherVendor);
  const { camps } = words;
  await learner.goto(`/camps/${id}`);
  await learner.getByLabel(camps.name, { exact: true }).fill('赵学员');
  await learner.getByLabel(camps.consent).check();
  await learner.getByRole('button', { name: camps.sign_up, exact: true }).click();
  await expect(learner.getByRole('heading', { name: camps.my_place })).toBeVisible();
  await expect(learner.getByText('已录取', { exact: true }).first()).toBeVisible();

  await operator.call(campDeeds.start, { params, body: {} });
  const { page: desk } = await readerOf(browser, 'zh', people.operator);
  await desk.goto(`/camps/${id}`);
  await desk.getByLabel(/1 · 赵学员/).check();
  await desk.getByRole('button', { name: camps.mark }).click();
  await expect(desk.getByRole('cell', { name: '1 / 1' })).toBeVisible();
  await expect(
    operator.call(markAttendance, { params, body: { session: 's2', present: [] } }),
  ).rejects.toThrow();
  await operator.call(campDeeds.finish, { params, body: {} });

  const certificate = learner.getByRole('link', { name: /ST-\d{4}-\d{4}/ });
  await expect(async () => {
    await learner.reload();
    await expect(certificate).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 180_000 });
  await certificate.click();
  await expect(learner.getByText('赵学员')).toBeVisible();
  const [file] = await Promise.all([
    learner.waitForEvent('download'),
    learner.getByRole('link', { name: camps.download }).click(),
  ]);
  const address = learner.url();

  // Somebody without an account: the page without the name, the file with it.
  const { page: visitor } = await readerOf(browser, 'zh');
  await visitor.goto(address);
  await expect(visitor.getByText('赵**')).toBeVisible();
  await expect(visitor.getByText('赵学员')).toHaveCount(0);
  await visitor.goto('/verify');
  await visitor.locator('input[type=file]').setInputFiles(await file.path());
  await expect(visitor.locator('[data-result=genuine]')).toBeVisible();
  await expect(visitor.getByText(/赵学员/).first()).toBeVisible();
  const text = await readFile(await file.path(), 'utf8');
  await visitor.locator('input[type=file]').setInputFiles({
    name: 'changed.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text.replace('"payload":"', '"payload":"A')),
  });
  await expect(visitor.locator('[data-result=genuine]')).toHaveCount(0);
});
