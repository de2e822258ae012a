import { expect, test } from '@playwright/test';
import { listCases } from '@scenario-lab/contracts/cases';
import { readPilot, recordObservations } from '@scenario-lab/contracts/pilots';
import { readRun } from '@scenario-lab/contracts/runs';
import { approve } from '../../apps/standalone/src/chain-demo/links.js';
import { until } from '../../apps/standalone/src/seed/persona.js';
import { tryOnSample } from '../../apps/standalone/src/seed/trial.js';
import {
  besideControl,
  bringNewerRows,
  certifiedPair,
  controlled,
  likeTheFirst,
  opened,
  replayed,
  siteOf,
  startPilot,
  turn,
} from '../stage/drifting.js';
import { people as known } from '../stage/lab.js';
import { doDeed, readerOf } from '../stage/reader.js';
import { filled } from '../stage/words.js';

test('a drift in the middle of ninety days puts the certificate on watch, and newer rows clear it', async ({
  browser,
}) => {
  // Two exams, three sealed runs and their reviews.
  test.setTimeout(600_000);
  const mark = Date.now().toString(36);
  const pair = await test.step('two programs are certified', () => certifiedPair(mark));
  const { people, drifting, stopped } = pair;
  const pilotId = await startPilot(people.department, drifting.engagementId);
  const push = await siteOf(people.department, pilotId);
  const points = replayed();
  const department = await readerOf(browser, 'zh', people.department.email);
  const { page, words } = department;
  const watch = page.locator('section').filter({ hasText: words.pilots.drift.title }).first();

  await test.step('the first half is as certified', async () => {
    await push(points.slice(0, turn));
    await page.goto(`/pilots/${pilotId}`);
    await expect(watch).toContainText(words.status.certificate.valid);
    await expect(watch).toContainText(words.pilots.drift.steady);
  });

  await test.step('the second half is not: the page says so by itself, and the desk knows what to do', async () => {
    await push(points.slice(turn));
    await expect(watch).toContainText(words.status.certificate.watch, { timeout: 120_000 });
    await expect(watch).toContainText(words.pilots.drift.drifted);
    await page.goto('/inbox');
    const item = page
      .getByRole('listitem')
      .filter({ hasText: mark })
      .filter({ hasText: words.inbox.deed.dataset.add_version });
    await item.getByRole('link', { name: words.inbox.open, exact: true }).click();
    await page.waitForURL(`/pilots/${pilotId}`);
    await watch.getByRole('link', { name: words.pilots.drift.renewal.upload, exact: true }).click();
    await page.waitForURL(`/datasets/${pair.dataset.datasetId}/versions/new`);
  });

  const benchmarkId = await test.step('newer rows become a test', async () => {
    await bringNewerRows(pair, '2.0');
    await page.goto(`/pilots/${pilotId}`);
    await watch.getByRole('link', { name: words.pilots.drift.renewal.open_need, exact: true }).click();
    await page.waitForURL(`/scenarios/${pair.need.scenarioId}`);
    await page.getByRole('main').getByRole('button', { name: words.scenarios.compile, exact: true }).click();
    const dialog = page.getByRole('dialog');
    const choice = dialog.getByLabel(words.scenarios.compile_version, { exact: true });
    const newer = choice.locator('option').filter({ hasText: '2.0' });
    await choice.selectOption(await newer.getAttribute('value'));
    await dialog.getByRole('button', { name: words.scenarios.compile, exact: true }).click();
    await page.waitForURL(/\/benchmarks\/[0-9a-f-]{36}$/);
    return page.url().split('/').at(-1) ?? '';
  });

  await test.step('the lab seals it', async () => {
    const versionId = await likeTheFirst(pair, benchmarkId);
    const lab = await readerOf(browser, 'zh', known.operator);
    await lab.page.goto(`/benchmarks/${benchmarkId}`);
    await doDeed(lab.page, words.deed.benchmark.seal.label);
    await opened(people.department, benchmarkId, versionId);
    await lab.context.close();
    await tryOnSample(people.vendor, {
      algorithmVersionId: drifting.versionId,
      benchmarkVersionId: versionId,
    });
  });

  await test.step('the vendor is told, and submits the same program', async () => {
    const vendor = await readerOf(browser, 'zh', people.vendor.email);
    await vendor.page.goto('/inbox');
    const item = vendor.page
      .getByRole('listitem')
      .filter({ hasText: mark })
      .filter({ hasText: words.inbox.deed.run.submit });
    await item.getByRole('link', { name: words.inbox.open, exact: true }).click();
    await vendor.page.getByRole('link', { name: words.pilots.drift.test, exact: true }).click();
    await vendor.page
      .getByRole('main')
      .getByRole('button', { name: words.runs.submit.button, exact: true })
      .click();
    await vendor.page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
    const runId = vendor.page.url().split('/').at(-1) ?? '';
    await until(
      'the new test',
      () => people.vendor.call(readRun, { params: { id: runId } }),
      ({ status }) => status === 'in_review',
      180,
    );
    await approve(people, people.vendor, runId);
    await vendor.context.close();
  });

  await test.step('the doubt is cleared', async () => {
    await page.goto(`/pilots/${pilotId}`);
    await expect(watch).toContainText(words.status.certificate.valid, { timeout: 120_000 });
    await expect(page.getByText(words.event.pilot.revalidated).first()).toBeVisible();
    const pilot = await people.department.call(readPilot, { params: { id: pilotId } });
    expect(pilot.certificate).toMatchObject({ status: 'valid', exam: null, renewal: null });
    await department.context.close();
  });

  await test.step('the other pilot is stopped early, with the reason the library is sorted by', async () => {
    const id = await startPilot(people.department, stopped.engagementId, controlled);
    await people.department.call(recordObservations, {
      params: { id },
      body: { points: besideControl(), source: 'csv' },
    });
    const reader = await readerOf(browser, 'en', people.department.email);
    await reader.page.goto(`/pilots/${id}`);
    const compared = reader.page.locator('figure.effect');
    await expect(compared).toContainText(reader.words.design.method.difference_in_differences);
    await expect(compared).toContainText(reader.words.design.verdict.better);
    await expect(compared.locator('svg[role="img"]')).toBeVisible();
    const { terminate } = reader.words.deed.pilot;
    await reader.page.getByRole('main').getByRole('button', { name: terminate.label, exact: true }).click();
    const dialog = reader.page.getByRole('dialog');
    await dialog
      .getByLabel(reader.words.acceptance.code, { exact: true })
      .selectOption({ label: reader.words.taxonomy.failure_reason.integration });
    await dialog.getByRole('textbox').fill('The station’s controller cannot be reached from here.');
    await dialog.getByRole('button', { name: terminate.label, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(reader.page.locator('.object-title')).toContainText(reader.words.status.pilot.terminated);
    const { items } = await people.department.call(listCases, { query: { outcome: 'failed' } });
    expect(items).toContainEqual(expect.objectContaining({ reasonCode: 'integration', published: false }));
    await expect(
      reader.page.getByRole('link', { name: filled(reader.words.pilots.open_case, {}), exact: true }),
    ).toBeVisible();
    await reader.context.close();
  });
});
