import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { makeZip } from '../../apps/standalone/src/demo-data/zip.js';
import { newVendor, people } from '../stage/lab.js';
import { officeText, officeWorkbook } from '../stage/office-files.js';
import { doDeed, type Reader, readerOf } from '../stage/reader.js';

/** What people write themselves. */
const own = {
  zh: {
    title: '泵站机组巡检台账',
    summary: '城区排水泵站机组每日巡检记录，可在沙箱内计算，不提供原始记录。',
    purpose: '统计各泵站机组故障率，用于预测性维护算法的选型。',
    question: '请说明统计到哪一级，结果是否含单台机组。',
    answer: '只统计到泵站，不含单台机组。',
    job: '各泵站故障率',
    computes: '按泵站统计巡检次数和故障次数。',
    wants: 'summary.json：每个泵站的巡检次数和故障次数。',
    refusal: '这是原始记录，与申请的统计不符。',
    ended: '合作结束，收回授权。',
  },
  en: {
    title: 'Inspections of pumps',
    summary: 'Daily inspections of pumps in town, to be computed on in the sandbox; no record is given out.',
    purpose: 'Rates of faults by station, to choose an algorithm for predictive maintenance.',
    question: 'Down to which level is it counted, and does the outcome hold single pumps?',
    answer: 'By station alone, no single pump.',
    job: 'Faults by station',
    computes: 'Inspections and faults are counted by station.',
    wants: 'summary.json: for each station how many inspections and faults.',
    refusal: 'These are the records themselves, which were not asked for.',
    ended: 'The work has ended; the grant is taken back.',
  },
};
const files = { zh: officeWorkbook, en: officeText };

const manifest = JSON.stringify({
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
});
const program = (name: string, source: string) => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(
    makeZip(
      Object.entries({ 'scenario-lab.json': manifest, 'main.py': source }).map(([file, text]) => ({
        name: file,
        data: new TextEncoder().encode(text),
      })),
    ),
  ),
});
/** What was asked for, and beside it what was not: the first rows as they are. */
const counting = program(
  'count.zip',
  `
import json
from collections import Counter
rows = [json.loads(line) for line in open('/in/rows.jsonl')]
column = '泵站'
counted = Counter(str(row.get(column)) for row in rows)
json.dump({'rows': len(rows), 'stations': counted}, open('/out/summary.json', 'w'), ensure_ascii=False)
with open('/out/records.jsonl', 'w') as out:
    for row in rows[:50]:
        out.write(json.dumps(row, ensure_ascii=False) + chr(10))
`,
);
/** Works on until somebody ends it. */
const endless = program(
  'long.zip',
  `
import time
while True:
    time.sleep(1)
`,
);

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();

/** The clerk's file becomes an entry that may be computed on and not seen; answers its id. */
async function publish({ page, words, language }: Reader, browser: Browser): Promise<string> {
  const said = own[language];
  await page.goto('/datasets/new');
  await page.getByLabel(words.field.title, { exact: true }).fill(said.title);
  await page.getByLabel(words.field.summary, { exact: true }).fill(said.summary);
  await page.getByRole('checkbox', { name: words.taxonomy.field.public_services, exact: true }).check();
  await page.getByLabel(words.datasets.access_mode, { exact: true }).selectOption('sandbox_only');
  await page.getByLabel(words.datasets.source_kind, { exact: true }).selectOption('public');
  await press(page, words.datasets.to_file);
  await page.waitForURL(/\/datasets\/[0-9a-f-]{36}\/versions\/new/);
  const id = new URL(page.url()).pathname.split('/')[2] ?? '';
  await page.locator('input[type=file]').setInputFiles(files[language]());
  await expect(page.locator('.upload-digest')).toHaveText(/SHA-256 [0-9a-f]{64}/);
  // Two columns are corrected: which pump it is names groups, and the heat is not what programs are given.
  await page.getByLabel(words.datasets.role, { exact: true }).nth(2).selectOption('group');
  await page.getByLabel(words.datasets.role, { exact: true }).nth(6).selectOption('ignored');
  await press(page, words.datasets.add_version);
  await page.waitForURL(`/datasets/${id}`);
  await expect(page.locator('.version summary').first()).toContainText(words.status.dataset_version.ready, {
    timeout: 90_000,
  });
  await expect(page.getByRole('heading', { name: words.datasets.quality, exact: true })).toBeVisible();
  await doDeed(page, words.deed.dataset.submit.label);
  const operator = await readerOf(browser, language, people.operator);
  await operator.page.goto(`/datasets/${id}`);
  await doDeed(operator.page, words.deed.dataset.approve.label);
  await operator.context.close();
  await expect(page.locator('.object-title')).toContainText(words.status.dataset.listed);
  return id;
}

/** Asked for, asked back, answered and given; answers the contract's address. */
async function contract(vendor: Reader, owner: Reader, datasetId: string): Promise<string> {
  const { page, words, language } = vendor;
  const said = own[language];
  await page.goto(`/datasets/${datasetId}`);
  // No row of it is told to anybody.
  await expect(page.getByText(words.datasets.sample_twin, { exact: true })).toBeVisible();
  await press(page, words.datasets.ask_access);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.datasets.purpose, { exact: true }).fill(said.purpose);
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel(words.datasets.until, { exact: true }).fill(until);
  await dialog.getByRole('button', { name: words.datasets.ask_access, exact: true }).click();
  await page.waitForURL(/\/access-requests\?id=[0-9a-f-]{36}$/);
  const address = page.url();

  await owner.page.goto(address);
  await expect(owner.page.getByText(said.purpose).first()).toBeVisible();
  await doDeed(owner.page, words.deed.access_request.ask_info.label, said.question);
  await expect(page.getByText(said.question).first()).toBeVisible();
  await doDeed(page, words.deed.access_request.give_info.label, said.answer);
  await expect(owner.page.getByText(said.answer).first()).toBeVisible();
  await doDeed(owner.page, words.deed.access_request.approve.label);

  await page.goto(`/datasets/${datasetId}`);
  await page.getByRole('link', { name: words.grants.open, exact: true }).click();
  await page.waitForURL(/\/contracts\/[0-9a-f-]{36}$/);
  await expect(page.getByText(words.grants.in_force).first()).toBeVisible();
  return new URL(page.url()).pathname;
}

async function submitJob(vendor: Reader, datasetId: string, file: typeof counting, title: string) {
  const { page, words, language } = vendor;
  const said = own[language];
  await page.goto(`/datasets/${datasetId}`);
  await page.getByRole('link', { name: words.data_jobs.new_title, exact: true }).click();
  await page.getByLabel(words.data_jobs.name, { exact: true }).fill(title);
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.locator('.upload-digest')).toHaveText(/SHA-256 [0-9a-f]{64}/);
  await page.getByLabel(words.data_jobs.purpose, { exact: true }).fill(said.computes);
  await page.getByLabel(words.data_jobs.wants, { exact: true }).fill(said.wants);
  await press(page, words.data_jobs.submit);
  await page.waitForURL(/\/data-jobs\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

for (const language of ['zh', 'en'] as const) {
  test(`data that nobody sees are computed on under contract, and what was asked for comes out (${language})`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const said = own[language];
    const owner = await readerOf(browser, language, people.department);
    const asking = await newVendor(language === 'zh' ? 'Rongyun' : 'Pumpwise');
    const vendor = await readerOf(browser, language, asking.email);
    const { words } = vendor;
    const datasetId = await test.step('a clerk publishes a file for computing only', () =>
      publish(owner, browser));
    const grant = await test.step('a vendor asks, is asked back and gets a contract', () =>
      contract(vendor, owner, datasetId));

    const job = await test.step('it runs a job on data it does not see', async () => {
      const address = await submitJob(vendor, datasetId, counting, said.job);
      await expect(vendor.page.locator('.object-title')).toContainText(words.status.data_job.held, {
        timeout: 120_000,
      });
      // Until its owner has looked it knows of each file that it is there.
      await expect(vendor.page.getByText('summary.json', { exact: true })).toHaveCount(0);
      return address;
    });

    await test.step('the owner looks at each file beside what was asked', async () => {
      const { page } = owner;
      await page.goto(job);
      await expect(page.getByText(said.wants).first()).toBeVisible();
      const output = (name: string) => page.locator('fieldset.job-output').filter({ hasText: name });
      await expect(output('records.jsonl').getByText(words.data_jobs.mind).first()).toBeVisible();
      const outputs = page.locator('fieldset.job-output');
      for (const at of Array.from({ length: await outputs.count() }, (_, index) => index)) {
        const one = outputs.nth(at);
        const asked = (await one.innerText()).includes('summary.json');
        await one
          .getByRole('radio', { name: asked ? words.data_jobs.release : words.data_jobs.refuse, exact: true })
          .check();
        if (!asked) await one.getByRole('textbox').fill(said.refusal);
      }
      await doDeed(page, words.data_jobs.decide);
      await expect(page.locator('.object-title')).toContainText(words.status.data_job.partly_released);
    });

    await test.step('the released part is downloaded, the other is not there', async () => {
      const { page } = vendor;
      await expect(page.locator('.object-title')).toContainText(words.status.data_job.partly_released);
      await expect(page.getByText(said.refusal).first()).toBeVisible();
      const links = page.getByRole('link', { name: words.data_jobs.download, exact: true });
      await expect(links).toHaveCount(1);
      const [download] = await Promise.all([page.waitForEvent('download'), links.click()]);
      const summary: { rows: number; stations: Record<string, number> } = JSON.parse(
        await readFile(await download.path(), 'utf8'),
      );
      expect(summary.rows).toBe(1_600);
      expect(Object.values(summary.stations)).toEqual(Array.from({ length: 8 }, () => 200));
    });

    await test.step('revocation stops what is under way', async () => {
      await submitJob(vendor, datasetId, endless, `${said.job} 2`);
      await expect(vendor.page.locator('.object-title')).toContainText(words.status.data_job.executing, {
        timeout: 120_000,
      });
      await owner.page.goto(grant);
      await doDeed(owner.page, words.deed.grant.revoke.label, said.ended);
      await expect(owner.page.locator('.object-title')).toContainText(words.status.grant.revoked);
      await expect(vendor.page.locator('.object-title')).toContainText(words.status.data_job.revoked);
      await vendor.page.goto(`/datasets/${datasetId}`);
      await expect(vendor.page.locator('.object-title')).toBeVisible();
      await expect(
        vendor.page.getByRole('link', { name: words.data_jobs.new_title, exact: true }),
      ).toHaveCount(0);
    });

    await test.step('the owner reads who used what, and what for', async () => {
      await owner.page.goto(`/datasets/${datasetId}`);
      const ledger = owner.page.getByRole('table', { name: words.datasets.uses.title, exact: true });
      for (const kind of ['data_job', 'job_output'] as const) {
        // The line of the first job and not of the one that was stopped, wherever it stands.
        const line = ledger
          .getByRole('row')
          .filter({ hasText: `${words.datasets.uses.kinds[kind]} · ` })
          .filter({ has: owner.page.getByRole('link', { name: said.job, exact: true }) });
        await expect(line).toHaveCount(1);
        await expect(line).toContainText(asking.name);
        await expect(line).toContainText(said.purpose);
      }
    });
    await owner.context.close();
    await vendor.context.close();
  });
}
