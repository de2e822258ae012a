import { expect, test } from '@playwright/test';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { people, signIn } from '../stage/lab.js';
import { doDeed, readerOf } from '../stage/reader.js';
import { filled, languages } from '../stage/words.js';

const need = {
  zh: {
    title: '排水泵站夜间故障提前提示',
    problem: '夜间无人值守时，水泵停机往往到清晨巡查才发现，汛期积水已经上路。',
    what: '故障',
    sentence: '每 100 例真实故障，漏报不超过 20 例（仅限 district = east）',
  },
  en: {
    title: 'Early notice of drainage pump faults at night',
    problem: 'At night nobody is on duty; a stopped pump is found at dawn when water stands on the road.',
    what: 'faults',
    sentence: 'Of 100 real faults, at most 20 may be missed (only where district = east)',
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

    await test.step('what shall be known is asked as a question', async () => {
      await page.getByRole('button', { name: wizard.step.question }).click();
      await page.getByRole('radio', { name: wizard.kind.binary.ask }).check();
      await page.getByLabel(wizard.kind.binary.what, { exact: true }).fill(own.what);
      await page.getByRole('button', { name: wizard.step.data }).click();
      await expect(page.getByText(wizard.help.data)).toBeVisible();
    });

    await test.step('what is required is written as missed faults, and tells its metric and its cost', async () => {
      await page.getByRole('button', { name: wizard.step.criteria }).click();
      await page.getByRole('button', { name: wizard.template.missed.name, exact: true }).click();
      const line = page.getByRole('region', { name: wizard.template.missed.name });
      const most = line.getByRole('textbox', {
        name: filled(wizard.template.missed.ask, { what: own.what }),
      });
      await most.fill('140');
      await expect(line.getByRole('alert').first()).toContainText('100');
      await most.fill('20 %');
      await expect(line.getByRole('alert')).toHaveCount(0);
      const rows = async () =>
        Number(
          /\d[\d,]*(?= (?:real cases|例真实))/
            .exec((await line.locator('.power').textContent()) ?? '')?.[0]
            .replace(',', ''),
        );
      const atTwenty = await rows();
      await line.getByRole('slider').fill('10');
      await expect(most).toHaveValue('10');
      // Halving what may be missed takes about twice the data, and says so while it is moved.
      await expect.poll(rows).toBeGreaterThan(1.5 * atTwenty);
      await most.fill('20');
      await expect.poll(rows).toBe(atTwenty);
      await line.getByText(wizard.more).click();
      await line.getByLabel(wizard.slice_column).fill('district');
      await line.getByLabel(wizard.slice_value).fill('east');
      await expect(line.locator('.criterion-sentence')).toContainText(own.sentence);
      await expect(line.locator('.criterion-sentence')).toContainText('0.8');
      await expect(page.locator('.wizard-preview')).toContainText(own.sentence);
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
      await expect(operator.page.locator('.object-story')).toContainText(own.sentence);
      await doDeed(operator.page, words.deed.scenario.approve.label);
      await expect(operator.page.locator('.object-title')).toContainText(words.status.scenario.published);
      await operator.context.close();
      // The department's page follows by itself.
      await expect(page.locator('.object-title')).toContainText(words.status.scenario.published);
    });

    await test.step('an addendum eases what is required, and says what it was', async () => {
      const { addenda } = words.scenarios;
      await page.getByRole('link', { name: addenda.write, exact: true }).click();
      await page.getByLabel(addenda.text, { exact: true }).fill(own.problem);
      const line = page.getByRole('region', { name: wizard.template.missed.name });
      await line
        .getByRole('textbox', { name: filled(wizard.template.missed.ask, { what: own.what }) })
        .fill('26');
      await page.getByRole('button', { name: addenda.publish, exact: true }).click();
      await page.waitForURL(`/scenarios/${id}`);
      const story = page.locator('.object-story');
      await expect(story).toContainText(filled(addenda.number, { number: 1 }));
      await expect(story).toContainText(own.sentence.replace('20', '26'));
      await expect(story.getByRole('row', { name: own.sentence })).toBeVisible();
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
    expect(criteria).toMatchObject([
      { metric: 'recall', direction: 'at_least', threshold: 0.74, must: true },
    ]);
    await department.context.close();
  });
}

for (const nth of [0, 1, 2]) {
  test(`the example ${nth + 1} can be submitted as it stands`, async ({ browser }) => {
    const department = await readerOf(browser, 'zh', people.department);
    const { page, words } = department;
    const { wizard } = words.scenarios;
    await page.goto('/scenarios/new');
    // Two clicks from an empty page to a need that lacks nothing.
    await page.getByRole('button', { name: wizard.start_from, exact: true }).nth(nth).click();
    await page.waitForURL(/\/scenarios\/[0-9a-f-]{36}\/edit/);
    await page.getByRole('button', { name: wizard.step.preview }).click();
    await expect(
      page.getByRole('button', { name: words.deed.scenario.submit.label, exact: true }),
    ).toBeEnabled();
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    const bureau = await signIn(people.department);
    const { gates } = await bureau.call(readScenario, { params: { id } });
    expect(gates.map(({ missing }) => missing)).toEqual([[], ['open_benchmark'], []]);
    await department.context.close();
  });
}
