import { expect, type Page, test } from '@playwright/test';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { listRuns } from '@scenario-lab/contracts/runs';
import { people, signIn } from '../stage/lab.js';
import { readerOf, signInByPage } from '../stage/reader.js';
import { languages } from '../stage/words.js';

const missing = '00000000-0000-4000-8000-000000000000';

/** Everything the page says, the request's number apart, which is new every time. */
async function said(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  // Of a copy: the page itself may be drawn anew at any moment.
  return page.getByRole('main').evaluate((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    copy.querySelector('.problem-request')?.remove();
    return (copy.textContent ?? '').trim();
  });
}

for (const language of languages) {
  test(`another vendor's things answer like missing ones (${language})`, async ({ browser }) => {
    const owner = await signIn(people.vendor);
    const runs = await owner.call(listRuns, { query: { split: 'hidden' } });
    const engagements = await owner.call(listEngagements, {});
    const other = await readerOf(browser, language, people.otherVendor);
    for (const [kind, id] of [
      ['runs', runs.items[0]?.id],
      ['engagements', engagements.items[0]?.id],
    ] as const) {
      expect(id, `the vendor of the story has ${kind}`).toBeTruthy();
      const theirs = await said(other.page, `/${kind}/${id}`);
      const nothing = await said(other.page, `/${kind}/${missing}`);
      expect(theirs).toBe(nothing);
    }
    await other.context.close();
  });

  test(`a deep link leads through the sign-in and back (${language})`, async ({ browser }) => {
    const owner = await signIn(people.vendor);
    const { items } = await owner.call(listEngagements, {});
    const address = `/engagements/${items[0]?.id}`;
    const reader = await readerOf(browser, language);
    const { page, words } = reader;
    await page.goto(`${address}?from=mail`);
    await expect(page).toHaveURL(/\/sign-in\?from=/);
    await expect(page.getByText(words.account.sign_in.came_from)).toBeVisible();

    await page.getByLabel(words.account.sign_in.email, { exact: true }).fill(people.vendor);
    await page.getByLabel(words.account.sign_in.password, { exact: true }).fill('not the password');
    await page.getByRole('main').getByRole('button', { name: words.account.sign_in.go, exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();

    await signInByPage(reader, people.vendor);
    await expect(page).toHaveURL(new RegExp(`${address}\\?from=mail$`));
    await expect(page.locator('article.object')).toBeVisible();
    await reader.context.close();
  });

  test(`an address elsewhere is not gone back to (${language})`, async ({ browser }) => {
    const reader = await readerOf(browser, language);
    await reader.page.goto('/sign-in?from=%2F%2Fexample.org%2F');
    await signInByPage(reader, people.vendor);
    await expect(reader.page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/workbench$/);
    await reader.context.close();
  });
}
