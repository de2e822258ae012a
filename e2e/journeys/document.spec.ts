import { expect, test } from '@playwright/test';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { people, signIn } from '../stage/lab.js';
import { needDocument } from '../stage/need-document.js';
import { readerOf } from '../stage/reader.js';
import { filled, languages } from '../stage/words.js';

for (const language of languages) {
  test(`a department's Word document becomes a draft that tells where it came from (${language})`, async ({
    browser,
  }) => {
    const title = language === 'zh' ? '下穿隧道积水智能识别' : '道路积水夜间识别';
    const { page, words, context } = await readerOf(browser, language, people.department);
    const { need_papers } = words;
    await page.goto('/scenarios/new');
    await page.locator('input[type=file]').setInputFiles(needDocument(title));
    const found = page.locator('.found-parts');
    await expect(found).toContainText(title, { timeout: 60_000 });
    // Full-width figures are read as figures.
    await expect(found).toContainText('47');
    // What was read wrongly is left out, and asked for again in the wizard.
    await page.getByRole('checkbox', { name: need_papers.field.today, exact: true }).uncheck();
    await page.getByRole('button', { name: need_papers.make, exact: true }).click();
    await page.waitForURL(/\/scenarios\/[0-9a-f-]{36}\/edit/);
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    const marks = page.locator('.paper-marks');
    await expect(marks).toContainText('场景需求表.docx');
    await expect(marks).not.toContainText(need_papers.sure.guess);
    await page.getByRole('button', { name: words.scenarios.wizard.step.route }).click();
    await expect(marks).toContainText(filled(need_papers.at_paragraph, { paragraph: '4' }));
    const bureau = await signIn(people.department);
    const need = await bureau.call(readScenario, { params: { id } });
    expect(need).toMatchObject({
      status: 'draft',
      region: '510108',
      today: null,
      budget: 800_000,
      task: 'binary',
      criteria: [{ metric: 'recall', direction: 'at_least', threshold: 0.95 }],
      contact: { name: '王敏', phone: '028-86661234' },
    });
    await context.close();
  });
}
