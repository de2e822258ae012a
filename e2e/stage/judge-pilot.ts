import { readFileSync } from 'node:fs';
import { type Browser, expect, test } from '@playwright/test';
import { answerSurvey } from '@scenario-lab/contracts/pilot-surveys';
import { listPilots } from '@scenario-lab/contracts/pilots';
import { labUrl, people, signIn, stranger } from './lab.js';
import { readerOf } from './reader.js';
import type { Language } from './words.js';

const says = {
  zh: { sampling: '三个班组按花名册每隔三人抽一人。', words: '夜里少跑两趟。', ground: '误差在目标以内。' },
  en: {
    sampling: 'Every third name of three crews’ lists.',
    words: 'Two rounds less a night.',
    ground: 'The error is below the target.',
  },
} as const;

/** Staff are asked by link, the department judges and signs half-way, and the file verifies where reports do. */
export async function askJudgeAndSign(browser: Browser, language: Language): Promise<void> {
  const department = await signIn(people.waterGroup);
  const { items } = await department.call(listPilots, { query: { status: 'running' } });
  const pilot = items.find(({ allowed }) => allowed.includes('pilot.review_midterm'));
  if (!pilot) throw new Error('no running pilot to judge');
  const reader = await readerOf(browser, language, people.waterGroup);
  const { page, words } = reader;
  const { acceptance, deed, field } = words;
  const { surveys, form } = acceptance;
  const main = page.getByRole('main');

  const links = await test.step('six are invited', async () => {
    await page.goto(`/pilots/${pilot.id}`);
    await main.getByRole('link', { name: acceptance.open, exact: true }).click();
    await main.getByText(surveys.new, { exact: true }).click();
    await main.getByLabel(surveys.sampling, { exact: true }).fill(says[language].sampling);
    await main.getByLabel(surveys.invited, { exact: true }).fill('6');
    await main.getByLabel(surveys.until, { exact: true }).fill('2099-12-31');
    await main.getByRole('button', { name: surveys.go, exact: true }).click();
    const shown = page.locator('[data-links] li');
    await expect(shown).toHaveCount(6);
    return shown.allTextContents();
  });

  await test.step('one of them answers on a phone, without an account', async () => {
    const staff = await readerOf(browser, language);
    await staff.page.setViewportSize({ width: 360, height: 740 });
    await staff.page.goto(links[0] ?? '');
    for (const question of Object.values(acceptance.question.staff))
      await staff.page
        .getByRole('group', { name: question, exact: true })
        .getByLabel(acceptance.level[5], { exact: true })
        .check();
    await staff.page.getByLabel(acceptance.survey.words, { exact: true }).fill(says[language].words);
    await staff.page.getByRole('button', { name: acceptance.survey.send, exact: true }).click();
    await expect(staff.page.getByRole('heading', { level: 1 })).toHaveText(acceptance.survey.thanks);
    // The link has done its one thing.
    await staff.page.goto('/survey');
    await staff.page.goto(links[0] ?? '');
    await expect(staff.page.getByText(acceptance.survey.gone)).toBeVisible();
    await staff.context.close();
    for (const link of links.slice(1))
      await stranger().call(answerSurvey, {
        body: {
          link: link.split('#')[1] ?? '',
          answers: { does_the_job: 4, reliable: 4, saves_time: 3, would_keep: 5 },
        },
      });
  });

  await test.step('what they said is shown once it has ended', async () => {
    await page.reload();
    await expect(main.getByText(surveys.later).first()).toBeVisible();
    await expect(main.getByText(says[language].words)).toHaveCount(0);
    // The other language asks at the same pilot at the same time.
    const newest = main.locator('section section').filter({ hasText: says[language].sampling }).first();
    await newest.getByRole('button', { name: deed.survey.close.label, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: deed.survey.close.label, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(newest.locator('.survey-question')).toHaveCount(4);
    await newest.locator('summary').click();
    await expect(newest.getByText(says[language].words)).toBeVisible();
  });

  await test.step('three judgements with their grounds are signed', async () => {
    for (const part of ['practice', 'front_line', 'citizens'] as const) {
      const one = main.getByRole('group', { name: field[part], exact: true });
      await one.getByLabel(acceptance.score[4], { exact: true }).check();
      await one.getByLabel(form.ground, { exact: true }).fill(says[language].ground);
    }
    await main.getByLabel(form.statement, { exact: true }).fill(says[language].ground);
    await main.getByRole('button', { name: form.look, exact: true }).click();
    await main.getByRole('button', { name: form.sign_midterm, exact: true }).click();
  });

  await test.step('the file is the lab’s, by the page that verifies reports', async () => {
    const file = main
      .getByRole('listitem')
      .filter({ hasText: says[language].ground })
      .getByRole('link', { name: acceptance.download })
      .first();
    // The page tells by itself that the lab has sealed it.
    await expect(file).toBeVisible({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    const text = readFileSync(await download.path(), 'utf8');
    const visitor = await readerOf(browser, language);
    await visitor.page.goto(`${labUrl}/verify`);
    await visitor.page.locator('input[type=file]').setInputFiles({
      name: 'acceptance.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await expect(visitor.page.locator('[data-result]')).toHaveAttribute('data-result', 'genuine');
    await expect(visitor.page.getByText(words.certificates.check.lab.known)).toBeVisible();
    await expect(visitor.page.getByText(says[language].sampling).first()).toBeVisible();
    await visitor.page.locator('input[type=file]').setInputFiles({
      name: 'acceptance.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text.replace(/payload":"(.)/, (_, one) => `payload":"${one === 'e' ? 'f' : 'e'}`)),
    });
    await expect(visitor.page.locator('[data-result]')).toHaveAttribute('data-result', 'changed');
    await visitor.context.close();
  });
  await reader.context.close();
}
