import { expect, test } from '@playwright/test';
import { verifyOrganisation } from '@scenario-lab/contracts/accounts';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { solutionDeeds } from '@scenario-lab/contracts/solutions';
import { atMost, counted } from '../stage/counted.js';
import { password, people, signIn, stranger } from '../stage/lab.js';
import { doDeed, readerOf, signInByPage } from '../stage/reader.js';
import { languages } from '../stage/words.js';

/** The oldest published need: others may come while the journey is under way. */
async function someNeed(): Promise<string> {
  const { items } = await stranger().call(listScenarios, { query: { status: 'published', limit: 100 } });
  const need = items.find(({ gates }) => gates.some(({ gate, open }) => gate === 'open_for_test' && open));
  if (!need) throw new Error('no need is open for tests');
  return need.id;
}

for (const language of languages) {
  test(`a vendor comes from registration to an application (${language})`, async ({ browser }) => {
    const need = await someNeed();
    const reader = await readerOf(browser, language);
    const { page, words } = reader;
    const done = await counted(page);
    const mark = `${Date.now().toString(36)}${process.pid.toString(36)}`;
    const main = page.getByRole('main');

    await test.step('registers and comes to the workbench', async () => {
      const { register } = words.account;
      await page.goto('/register');
      await main.getByLabel(register.name, { exact: true }).fill(`Newcomer ${mark}`);
      await main.getByRole('checkbox').first().check();
      await main.getByLabel(register.person_name, { exact: true }).fill('Lin');
      await main.getByLabel(words.account.email, { exact: true }).fill(`owner-${mark}@newcomer.example`);
      await main.getByLabel(words.account.sign_in.password, { exact: true }).fill(password);
      await main.getByRole('button', { name: register.go, exact: true }).click();
      await page.waitForURL('/workbench');
      await expect(page.getByRole('heading', { name: words.workbench.steps })).toBeVisible();
    });
    const organisation = await page.request
      .get('/api/session')
      .then(async (answer) => (await answer.json()) as { me: { organisation: { id: string } } });
    const admin = await signIn(people.admin);
    await admin.call(verifyOrganisation, { params: { id: organisation.me.organisation.id } });

    const card = await test.step('makes a card from the need’s own page', async () => {
      await page.goto(`/scenarios/${need}`);
      await page.getByRole('link', { name: words.scenarios.apply.write_card, exact: true }).click();
      await main.getByLabel(words.field.title, { exact: true }).fill(`Answer of ${mark}`);
      await main.getByLabel(words.field.summary, { exact: true }).fill('It answers what the need asks.');
      await main.getByLabel(words.solutions.trl, { exact: true }).fill('6');
      await main.getByRole('button', { name: words.common.save, exact: true }).click();
      await page.waitForURL(/\/solutions\/[0-9a-f-]{36}\?need=/);
      await doDeed(page, words.deed.solution.submit.label);
      await expect(page.locator('.object-title')).toContainText(words.status.solution.in_review);
      return new URL(page.url()).pathname.split('/').at(-1) ?? '';
    });
    await test.step('the lab lists it', async () => {
      const operator = await signIn(people.operator);
      await operator.call(solutionDeeds.approve, { params: { id: card }, body: {} });
    });
    await test.step('applies', async () => {
      // The card's own page leads back to the need it was written for.
      await main.getByRole('link', { name: words.solutions.for_need.apply, exact: true }).click();
      await page.waitForURL(`/scenarios/${need}`);
      await page.getByRole('button', { name: words.scenarios.apply.go, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words.matches.words, { exact: true }).fill('We would like to be tested.');
      await dialog.getByRole('button', { name: words.matches.propose, exact: true }).click();
      await page.waitForURL(/\/engagements\/[0-9a-f-]{36}$/);
    });
    atMost(done, { clicks: 8, fields: 9 });
    await reader.context.close();
  });

  test(`a leader comes from the front to a case, a verified certificate and the cockpit (${language})`, async ({
    browser,
  }) => {
    const reader = await readerOf(browser, language);
    const { page, words } = reader;
    const done = await counted(page);
    await page.goto('/');
    const main = page.getByRole('main');
    // The newest certificate is verified before the reader's eyes, when they come to it.
    await main.locator('.home-proof').scrollIntoViewIfNeeded();
    await expect(main.getByText(words.home.proof.sound, { exact: true })).toBeVisible();
    await main.getByRole('link', { name: words.home.story.whole, exact: true }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto('/sign-in');
    await signInByPage(reader, people.operator);
    await page.waitForURL('/workbench');
    await page
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('link', { name: words.shell.entry.cockpit, exact: true })
      .click();
    await page.waitForURL('/cockpit');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.cockpit.title);
    atMost(done, { clicks: 3, fields: 2 });
    await reader.context.close();
  });
}
