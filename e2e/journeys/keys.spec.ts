import { expect, test } from '@playwright/test';
import { people } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';

for (const language of languages) {
  test(`keys lead everywhere, and nowhere while somebody types (${language})`, async ({ browser }) => {
    const reader = await readerOf(browser, language, people.department);
    const { page, words } = reader;
    await page.goto('/datasets');
    const first = page.getByRole('link', { name: words.datasets.new, exact: true });
    await first.focus();

    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: words.keys.palette });
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(first).toBeFocused();

    await page.keyboard.press('Control+k');
    await field.fill(words.shell.entry.certificates);
    await expect(page.locator('.palette').getByRole('option').first()).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
    await page.waitForURL('/certificates');

    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL('/scenarios');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: words.keys.title })).toBeVisible();
    await page.getByRole('dialog').getByText(words.keys.single).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect(page).toHaveURL(/\/scenarios$/);

    // What is typed on a new need is there after a reload, and nobody's once it was sent.
    await page.goto('/scenarios/new');
    const title = page.getByLabel(words.scenarios.wizard.title_field, { exact: true });
    await title.pressSequentially('g d?');
    await expect(page).toHaveURL(/\/scenarios\/new$/);
    await page.reload();
    await expect(title).toHaveValue('g d?');
    await page.getByRole('button', { name: words.common.resumed_forget }).click();
    await expect(title).toHaveValue('');
    await reader.context.close();
  });
}
