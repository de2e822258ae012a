import { expect, test } from '@playwright/test';
import { accessRequestDeeds, listAccessRequests } from '@scenario-lab/contracts/access';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { reviewDeeds } from '@scenario-lab/contracts/runs';
import { atHome } from '../stage/at-home.js';
import { atMost, counted } from '../stage/counted.js';
import { newVendor, people, signIn, stranger } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';

/** The exam of the pump need: its data are the department's, so a stranger has to ask. */
async function pumpExam(): Promise<string> {
  const { items } = await stranger().call(listBenchmarks, { query: { task: 'binary', status: 'open' } });
  const row = items.find(({ scenario }) => scenario?.title.en?.includes('drainage pumps'));
  if (!row) throw new Error('the exam of the pump need is not open');
  return row.id;
}

for (const language of languages) {
  test(`a vendor comes from the trial at home to a certificate (${language})`, async ({ browser }) => {
    test.slow();
    const exam = await pumpExam();
    const vendor = await newVendor(`Homework ${language}`);
    const reader = await readerOf(browser, language, vendor.email);
    const { page, words } = reader;
    const done = await counted(page);
    const main = page.getByRole('main');

    const commands = await test.step('reads the commands on the benchmark’s page', async () => {
      await page.goto(`/benchmarks/${exam}`);
      const block = main.locator('pre').filter({ hasText: 'scenario-lab init' });
      const lines = (await block.innerText()).split('\n').map((line) => line.trim());
      expect(lines[0]).toMatch(/^npm install -g http.*\/api\/cli\/scenario-lab\.tgz$/);
      expect(lines).toContain(`# ${words.benchmarks.at_home_program}`);
      return lines.filter((line) => line.startsWith('scenario-lab '));
    });
    await test.step('types them at home: tries the program, hands it in for the sample', async () => {
      const home = atHome(vendor.email);
      const [login = '', init = '', attempt = '', submit = ''] = commands;
      home.type(login);
      home.type(init);
      home.program('my-algorithm');
      expect(home.type(attempt)).toContain('It runs and the format is right');
      expect(home.type(submit)).toContain('/runs/');
      home.leave();
    });
    await test.step('asks for the data where the page says so', async () => {
      await page.reload();
      await main.getByRole('link', { name: words.benchmarks.ask_grant, exact: true }).first().click();
      await main.getByRole('button', { name: words.datasets.ask_access, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words.datasets.purpose).fill('To sit the exam of the pump need.');
      const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
      await dialog.getByLabel(words.datasets.until).fill(until);
      await dialog.getByRole('button', { name: words.datasets.ask_access, exact: true }).click();
      await page.waitForURL(/\/access-requests\?id=/);
      const owner = await signIn(people.department);
      const { items } = await owner.call(listAccessRequests, { query: { limit: 100 } });
      const request = items.find(({ organisation }) => organisation.name.en === vendor.name);
      if (!request) throw new Error('the request did not reach the department');
      await owner.call(accessRequestDeeds.approve, { params: { id: request.id }, body: {} });
      await expect(
        page.locator('.desk-item').getByText(words.status.access_request.approved).first(),
      ).toBeVisible();
    });
    const run =
      await test.step('finds its sample run on the workbench and asks for the exam from there', async () => {
        await page.goto('/workbench');
        await main.locator('a[href^="/runs/"]:not([href*="?"])').first().click();
        await expect(page.locator('.now-sentence')).toHaveText(words.runs.synthetic_runs);
        await main.getByRole('link', { name: words.runs.to_hidden, exact: true }).click();
        await expect(page.getByText(words.runs.submit.ok, { exact: true })).toBeVisible();
        await main.getByRole('button', { name: words.runs.submit.button, exact: true }).click();
        await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
        await expect(page.locator('.now-sentence')).toHaveText(words.runs.now.in_review, { timeout: 90_000 });
        return page.url().split('/').at(-1) ?? '';
      });
    await test.step('the lab reviews', async () => {
      const reviewer = await signIn(people.reviewer);
      const statement = 'Conducted by the plan; nothing out of the ordinary was seen.';
      await reviewer.call(reviewDeeds.approve, { params: { id: run }, body: { statement } });
    });
    await test.step('comes to the certificate from the run’s own page', async () => {
      const link = main.locator('a[href^="/certificates/"]').first();
      await expect(link).toBeVisible({ timeout: 30_000 });
      await link.click();
      await page.waitForURL(/\/certificates\/SL-/);
      await expect(page.locator('.seal')).toContainText(words.certificates.status_says.valid);
    });
    // The data: three and two; the run, the exam, its submission, the certificate: one each.
    atMost(done, { clicks: 7, fields: 2 });
    await reader.context.close();
  });
}
