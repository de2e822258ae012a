import { expect, test } from '@playwright/test';
import { createSolution, editSolution, readSolution } from '@scenario-lab/contracts/solutions';
import { people, signIn } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';

const card = (title: string) => ({
  title: { zh: title, en: title },
  summary: { zh: '泵站故障预警', en: 'Warns of pump failures' },
  fields: [],
  trl: 5,
  claims: [],
  deployment: { gpu: false, sites: [], xinchuang: false },
  qualifications: [],
  cases: [],
  cooperationModes: [],
  regions: [],
  priceFrom: null,
  sharedCapacity: null,
});

for (const language of languages) {
  test(`what a colleague saved meanwhile is not overwritten unasked (${language})`, async ({ browser }) => {
    const colleague = await signIn(people.vendor);
    const { id } = await colleague.call(createSolution, { body: card('before') });
    const saved = async () => (await colleague.call(readSolution, { params: { id } })).title[language];
    const reader = await readerOf(browser, language, people.vendor);
    const { page, words } = reader;
    await page.goto(`/solutions/${id}/edit`);
    const title = page.getByRole('textbox', { name: words.field.title }).first();
    await expect(title).toHaveValue('before');
    await colleague.call(editSolution, { params: { id }, body: card('theirs') });
    await title.fill('mine');
    await page.getByRole('button', { name: words.common.save, exact: true }).click();
    await expect(page.getByRole('alert').getByText(words.problem.changed_meanwhile)).toBeVisible();
    await expect(title).toHaveValue('mine');
    expect(await saved()).toBe('theirs');

    await page.getByRole('button', { name: words.problem.load_theirs, exact: true }).click();
    await expect(title).toHaveValue('theirs');
    await colleague.call(editSolution, { params: { id }, body: card('theirs again') });
    await title.fill('mine after all');
    await page.getByRole('button', { name: words.common.save, exact: true }).click();
    await page.getByRole('button', { name: words.problem.keep_mine, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/solutions/${id}$`));
    expect(await saved()).toBe('mine after all');
    await reader.context.close();
  });
}
