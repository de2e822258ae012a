import { expect, test } from '@playwright/test';
import { people } from '../stage/lab.js';
import { doDeed, readerOf } from '../stage/reader.js';

test('a citizen’s report is dispatched, answered with evidence, called back and counted in the three rates', async ({
  browser,
}) => {
  const citizen = await readerOf(browser, 'zh');
  const { words } = citizen;
  const { tickets, deed } = words;
  const title = `楼道水管渗漏 ${Date.now().toString(36)}`;
  await citizen.page.goto('/report-problem');
  const form = citizen.page.getByRole('main');
  await form.getByLabel(tickets.report.what).fill(title);
  await form.getByLabel(tickets.report.words).fill('三楼楼道的水管一直渗水，地面很滑。');
  await form.getByLabel(tickets.category).selectOption('water_drainage');
  await form.getByLabel(tickets.region).selectOption('510105');
  await form.getByLabel(tickets.report.name).fill('赵先生');
  await form.getByLabel(tickets.report.phone).fill('028 6000 0000');
  await form.getByRole('button', { name: tickets.report.go, exact: true }).click();
  const code = citizen.page.locator('[data-receipt]');
  await expect(code).toHaveText(/^(\w{4}-){3}\w{4}$/);
  const receipt = (await code.textContent()) ?? '';

  const operator = await readerOf(browser, 'zh', people.operator);
  await operator.page.goto(`/tickets?q=${encodeURIComponent(title)}`);
  await operator.page.getByRole('link', { name: title }).click();
  await expect(operator.page.getByText(tickets.suggestion_says)).toBeVisible();
  const address = new URL(operator.page.url()).pathname;
  await operator.page
    .getByRole('main')
    .getByRole('button', { name: deed.ticket.assign.label, exact: true })
    .click();
  const dispatch = operator.page.getByRole('dialog');
  await dispatch
    .getByLabel(tickets.assign_to, { exact: true })
    .selectOption({ label: '城运水务集团（演示）' });
  await dispatch.getByRole('button', { name: deed.ticket.assign.label, exact: true }).click();
  await expect(dispatch).toBeHidden();

  const department = await readerOf(browser, 'zh', people.waterGroup);
  const { page } = department;
  await page.goto(address);
  await page.getByRole('button', { name: tickets.reporter_show, exact: true }).click();
  await expect(page.getByText('赵先生')).toBeVisible();
  await doDeed(page, deed.ticket.respond.label, '已电话联系，今日上门。');
  await page.getByLabel(tickets.evidence_note, { exact: true }).fill('已更换接头，闭水试验合格。');
  await page.getByRole('button', { name: tickets.add_evidence, exact: true }).click();
  await doDeed(page, deed.ticket.answer.label, '已更换接头，不再渗漏。');
  await doDeed(page, deed.ticket.close.label);

  await operator.page.goto(address);
  await operator.page
    .getByRole('main')
    .getByRole('button', { name: deed.ticket.follow_up.label, exact: true })
    .click();
  const call = operator.page.getByRole('dialog');
  for (const question of [tickets.resolved, tickets.satisfied])
    await call.getByRole('group', { name: question }).getByLabel(tickets.yes, { exact: true }).check();
  await call.getByRole('button', { name: deed.ticket.follow_up.label, exact: true }).click();
  await expect(call).toBeHidden();
  await expect(operator.page.getByRole('heading', { name: tickets.follow_ups })).toBeVisible();

  await page.goto('/tickets/rates');
  await page.locator(`a[href*="rate=resolution"]`).first().click();
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText(tickets.rates.counts.met);

  await citizen.page.goto('/receipt');
  await citizen.page.getByLabel(tickets.receipt.label, { exact: true }).fill(receipt);
  await citizen.page.getByRole('button', { name: tickets.receipt.go, exact: true }).click();
  await expect(citizen.page.getByText('已更换接头，不再渗漏。')).toBeVisible();
  await expect(citizen.page.getByText(tickets.receipt.status.closed)).toBeVisible();
  for (const { context } of [citizen, operator, department]) await context.close();
});
