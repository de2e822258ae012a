import { expect, test } from '@playwright/test';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { people, signIn } from '../stage/lab.js';
import { doDeed, readerOf } from '../stage/reader.js';
import { filled, languages } from '../stage/words.js';

const need = {
  zh: {
    title: '排水泵站夜间故障提前提示',
    problem: '夜间无人值守时，水泵停机往往到清晨巡查才发现，汛期积水已经上路。',
    sentence: /召回率不低于 0\.8（district = east）/,
  },
  en: {
    title: 'Early notice of drainage pump faults at night',
    problem: 'At night nobody is on duty; a stopped pump is found at dawn when water stands on the road.',
    sentence: /Recall.* at least 0\.8 \(district = east\)/,
  },
};

for (const language of languages) {
  test(`a department's need becomes public and meets a solution (${language})`, async ({ browser }) => {
    const own = need[language];
    const department = await readerOf(browser, language, people.department);
    const { page, words } = department;
    const { wizard } = words.scenarios;
    const saved = page.locator('.wizard-state');
    const settled = new RegExp(filled(wizard.saved, { when: '' }).trim().replace(/[()]/g, '\\$&'));

    await test.step('the wizard starts with a title', async () => {
      await page.goto('/scenarios/new');
      await page.getByLabel(wizard.title_field, { exact: true }).fill(own.title);
      await page.getByRole('button', { name: wizard.start, exact: true }).click();
      await page.waitForURL(/\/scenarios\/[0-9a-f-]{36}\/edit/);
    });
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';

    await test.step('what is written survives a reload', async () => {
      await page.getByLabel(words.scenarios.problem, { exact: true }).fill(own.problem);
      await page.getByLabel(words.common.field, { exact: true }).selectOption('public_services');
      await expect(saved).toHaveText(settled);
      await page.reload();
      await expect(page.getByLabel(words.scenarios.problem, { exact: true })).toHaveValue(own.problem);
      await expect(page.getByLabel(words.common.field, { exact: true })).toHaveValue('public_services');
    });

    await test.step('a draft cut off before it was saved is still there', async () => {
      await page.route('**/api/scenarios/*', (route) =>
        route.request().method() === 'PUT' ? route.abort() : route.continue(),
      );
      await page.getByLabel(words.scenarios.users, { exact: true }).fill('Night shift');
      await expect(saved).toHaveText(wizard.not_saved);
      await page.unroute('**/api/scenarios/*');
      await page.reload();
      await expect(page.getByLabel(words.scenarios.users, { exact: true })).toHaveValue('Night shift');
      await expect(saved).toHaveText(settled);
    });

    await test.step('the criteria builder says each line as a sentence', async () => {
      await page.getByRole('button', { name: wizard.step.criteria }).click();
      await page.getByLabel(words.common.task, { exact: true }).selectOption('binary');
      await page.getByRole('button', { name: wizard.add_criterion, exact: true }).click();
      await page.getByLabel(words.field.metric).selectOption('recall');
      await expect(page.getByLabel(wizard.direction)).toHaveValue('at_least');
      await page.getByLabel(wizard.threshold).fill('0.8');
      await page.getByLabel(wizard.slice_column).fill('district');
      await page.getByLabel(wizard.slice_value).fill('east');
      await expect(page.locator('.criterion-sentence')).toHaveText(own.sentence);
      await expect(page.locator('.wizard-preview')).toHaveText(own.sentence);
    });

    await test.step('the gates name what is missing, and submitting waits for it', async () => {
      await page.getByRole('button', { name: wizard.step.preview }).click();
      const gates = page.locator('.gates');
      await expect(gates).toContainText(words.gate.missing.contact);
      await expect(gates).toContainText(words.gate.missing.budget_owner);
      await expect(
        page.getByRole('button', { name: words.deed.scenario.submit.label, exact: true }),
      ).toBeDisabled();
    });

    await test.step('with a contact it is submitted', async () => {
      await page.getByRole('button', { name: wizard.step.route }).click();
      await page.getByLabel(words.field.contact, { exact: true }).fill('Jiang');
      await page.getByLabel(wizard.phone, { exact: true }).fill('028 0000 0000');
      await page.getByRole('button', { name: wizard.step.preview }).click();
      await doDeed(page, words.deed.scenario.submit.label);
      await page.waitForURL(`/scenarios/${id}`);
      await expect(page.locator('.object-title')).toContainText(words.status.scenario.in_review);
    });

    await test.step('the lab approves it', async () => {
      const operator = await readerOf(browser, language, people.operator);
      await operator.page.goto(`/scenarios/${id}`);
      await doDeed(operator.page, words.deed.scenario.approve.label);
      await expect(operator.page.locator('.object-title')).toContainText(words.status.scenario.published);
      await operator.context.close();
      // The department's page follows by itself.
      await expect(page.locator('.object-title')).toContainText(words.status.scenario.published);
    });

    await test.step('matches come with their reasons, and one is invited', async () => {
      await page.getByRole('link', { name: words.scenarios.matches, exact: true }).click();
      const first = page.locator('article.match').first();
      await expect(first.getByRole('meter')).toBeVisible();
      expect(await first.getByRole('listitem').count()).toBeGreaterThan(1);
      await first.getByRole('button', { name: words.matches.invite, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').first().fill(own.problem);
      await dialog.getByRole('button', { name: words.matches.invite, exact: true }).click();
      await page.waitForURL(/\/engagements\/[0-9a-f-]{36}$/);
      await expect(page.locator('.object-title')).toContainText(words.status.engagement.invited);
    });

    const bureau = await signIn(people.department);
    const { status, criteria, engagements } = await bureau.call(readScenario, { params: { id } });
    expect({ status, engagements }).toEqual({ status: 'published', engagements: 1 });
    expect(criteria).toMatchObject([{ metric: 'recall', direction: 'at_least', threshold: 0.8, must: true }]);
    await department.context.close();
  });
}
