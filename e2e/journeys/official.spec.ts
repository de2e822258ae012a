import { expect, type Page, test } from '@playwright/test';
import { benchmarkDeeds, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { atMost, counted } from '../stage/counted.js';
import { people, signIn } from '../stage/lab.js';
import { officeText, officeWorkbook } from '../stage/office-files.js';
import { doDeed, type Reader, readerOf, signInByPage } from '../stage/reader.js';
import { filled } from '../stage/words.js';

/** What an official writes; everything else is filled in, proposed or chosen with one press. */
const own = {
  zh: {
    title: '泵站机组故障提前发现',
    problem: '机组故障多在停机后才发现，抢修慢，汛期积水上路。希望从巡检记录提前看出哪些机组要出故障。',
    what: '故障',
    sentence: '每 100 例真实故障，漏报不超过 30 例',
  },
  en: {
    title: 'Faults of pumps found early',
    problem:
      'A pump that fails is found when it stands. We hope to see from inspections which one is about to.',
    what: 'faults',
    sentence: 'Of 100 real faults, at most 30 may be missed',
  },
};
const files = { zh: officeWorkbook, en: officeText };

async function next(page: Page, words: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: words, exact: true }).click();
}

/** From the workbench to a need that is handed in, with the office's own file; answers its id. */
async function writeNeed({ page, words, language }: Reader): Promise<string> {
  const { wizard } = words.scenarios;
  const said = own[language];
  await page.getByRole('link', { name: words.workbench.write_need, exact: true }).first().click();
  await page.getByLabel(wizard.title_field, { exact: true }).fill(said.title);
  await page.getByRole('button', { name: wizard.start, exact: true }).click();
  await page.waitForURL(/\/scenarios\/[0-9a-f-]{36}\/edit/);
  const id = new URL(page.url()).pathname.split('/')[2] ?? '';
  await page.getByLabel(words.scenarios.problem, { exact: true }).fill(said.problem);
  await page.getByLabel(words.common.field, { exact: true }).selectOption('public_services');
  await next(page, words.common.next);
  await page.getByRole('radio', { name: wizard.kind.binary.ask }).check();
  await page.getByLabel(wizard.kind.binary.what, { exact: true }).fill(said.what);
  await next(page, words.common.next);

  await page.getByRole('link', { name: wizard.data_own, exact: true }).click();
  await next(page, words.datasets.to_file);
  await page.waitForURL(/\/versions\/new/);
  await page.locator('input[type=file]').setInputFiles(files[language]());
  await expect(page.locator('.upload-digest')).toHaveText(/SHA-256 [0-9a-f]{64}/);
  // The title over the table and the line of totals are told and left out; what is the answer has been recognised.
  await expect(page.getByRole('cell', { name: words.finding.code.title_row })).toBeVisible();
  await expect(page.getByRole('cell', { name: words.finding.code.total_row })).toBeVisible();
  const roles = await page
    .getByLabel(words.datasets.role, { exact: true })
    .evaluateAll((selects) => selects.map((select) => (select as HTMLSelectElement).value));
  const time = ['id', 'feature', 'feature', 'time', 'feature', 'feature', 'feature'];
  // Whose words name the column of the answer is known from the need; in English the name of the column tells.
  expect(roles).toEqual([...time, 'target']);
  await next(page, words.datasets.add_version);

  await page.waitForURL(/\/edit\?step=data$/);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await next(page, words.common.next);
  await page.getByRole('button', { name: wizard.template.missed.name, exact: true }).click();
  await page
    .getByRole('textbox', { name: filled(wizard.template.missed.ask, { what: said.what }) })
    .fill('30');
  // Conditions may stay empty: the steps can be gone to by their names.
  await page.getByRole('button', { name: wizard.step.route }).click();
  await page.getByLabel(words.field.contact, { exact: true }).fill('Jiang');
  await page.getByLabel(wizard.phone, { exact: true }).fill('028 0000 0000');
  await next(page, words.common.next);
  await doDeed(page, words.deed.scenario.submit.label);
  await page.waitForURL(`/scenarios/${id}`);
  return id;
}

for (const language of ['zh', 'en'] as const) {
  const kind = language === 'zh' ? 'an Excel file' : 'a GB18030 text';
  test(`an official comes from ${kind} and a problem in words to an open benchmark (${language})`, async ({
    browser,
  }) => {
    const official = await readerOf(browser, language);
    const { page, words } = official;
    const done = await counted(page);
    await page.goto('/sign-in');
    await signInByPage(official, people.department);
    const id = await test.step('writes the need', () => writeNeed(official));

    await test.step('the lab publishes it', async () => {
      const operator = await readerOf(browser, language, people.operator);
      await operator.page.goto(`/scenarios/${id}`);
      await doDeed(operator.page, words.deed.scenario.approve.label);
      await operator.context.close();
      await expect(page.locator('.object-title')).toContainText(words.status.scenario.published);
    });
    const benchmark = await test.step('the need becomes an exam', async () => {
      await next(page, words.scenarios.compile);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: words.scenarios.compile, exact: true })
        .click();
      await page.waitForURL(/\/benchmarks\/[0-9a-f-]{36}$/);
      return page.url().split('/').at(-1) ?? '';
    });
    await test.step('the lab seals it, and it opens by itself', async () => {
      const operator = await signIn(people.operator);
      const { versions } = await operator.call(readBenchmark, { params: { id: benchmark } });
      await operator.call(benchmarkDeeds.seal, { params: { id: versions[0]?.id ?? '' }, body: {} });
      await expect(page.locator('.object-title')).toContainText(words.status.benchmark_version.open, {
        timeout: 60_000,
      });
    });
    await test.step('the exam asks in the words of the need', async () => {
      await expect(page.locator('.object-story')).toContainText(own[language].sentence);
      const bureau = await signIn(people.department);
      const need = await bureau.call(readScenario, { params: { id } });
      expect(need.gates.find(({ gate }) => gate === 'open_for_test')?.open).toBe(true);
    });
    // Signing in included.
    atMost(done, { clicks: 16, fields: 12 });
    await official.context.close();
  });
}
