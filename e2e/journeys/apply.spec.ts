import { expect, test } from '@playwright/test';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { people, signIn } from '../stage/lab.js';
import { readerOf, signInByPage } from '../stage/reader.js';
import { languages } from '../stage/words.js';

/**
 * A published need that the vendor has a listed card for which has not been offered there. The journeys of both languages
 * may be under way at once: each takes from its own end of the list.
 */
async function someNeed(email: string, end: 'first' | 'last'): Promise<string> {
  const vendor = await signIn(email);
  const [needs, engagements, cards] = await Promise.all([
    vendor.call(listScenarios, { query: { status: 'published', limit: 100 } }),
    vendor.call(listEngagements, { query: { limit: 100 } }),
    vendor.call(listSolutions, { query: { mine: 'true', status: 'listed', limit: 100 } }),
  ]);
  const open = needs.items.filter(({ id }) =>
    cards.items.some(
      (card) =>
        !engagements.items.some(({ scenario, solution }) => scenario.id === id && solution.id === card.id),
    ),
  );
  const free = open.at(end === 'first' ? 0 : -1);
  if (!free) throw new Error('every need has been answered with every card');
  return free.id;
}

for (const language of languages) {
  test(`a vendor comes to its workbench and applies to a need (${language})`, async ({ browser }) => {
    const id = await someNeed(people.otherVendor, language === 'zh' ? 'first' : 'last');
    const reader = await readerOf(browser, language);
    const { page, words } = reader;
    await page.goto('/sign-in');
    await signInByPage(reader, people.otherVendor);
    await expect(page.getByRole('heading', { level: 1, name: words.workbench.title })).toBeVisible();
    await expect(page.getByRole('heading', { name: words.workbench.steps })).toBeVisible();
    await expect(page.getByRole('heading', { name: words.workbench.fitting_needs })).toBeVisible();

    await page.goto(`/scenarios/${id}`);
    const { go, another } = words.scenarios.apply;
    await page.getByRole('button', { name: new RegExp(`^(${go}|${another})$`) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.matches.words, { exact: true }).fill('Applied from the need’s own page.');
    await dialog.getByRole('button', { name: words.matches.propose, exact: true }).click();
    await page.waitForURL(/\/engagements\/[0-9a-f-]{36}$/);
    await expect(page.getByText('Applied from the need’s own page.')).toBeVisible();

    await page.goto(`/scenarios/${id}`);
    await expect(page.getByRole('link', { name: words.scenarios.apply.to_engagement }).first()).toBeVisible();
    await reader.context.close();
  });
}
