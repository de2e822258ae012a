import { expect, type Page, test } from '@playwright/test';
import { readCall } from '@scenario-lab/contracts/calls';
import { panelDeeds } from '@scenario-lab/contracts/panels';
import { newVendor, people, signIn } from '../stage/lab.js';
import { callWithKeys, members, offer, openAfterDeadline } from '../stage/panels.js';
import { doDeed, type Reader, readerOf } from '../stage/reader.js';

const best = '雷达水位计加视频复核，两周部署。';
const other = '人工巡查，按月报送。';

test('a panel judges blind, recommends, and the award stands still while a loser objects', async ({
  browser,
}) => {
  test.setTimeout(420_000);
  const title = `评审征集 ${Date.now().toString(36)}`;
  const winner = await newVendor('Panel winner');
  const loser = await newVendor('Panel loser');
  const { id, ours, lab } = await callWithKeys(title);
  const address = `/calls/${id}`;
  await offer(winner.email, id, 300_000, best);
  await offer(loser.email, id, 400_000, other);

  // Seats are taken by a code the department makes and hands over.
  const department = await readerOf(browser, 'zh', people.waterGroup);
  const chair = await readerOf(browser, 'zh', people.department);
  const second = await readerOf(browser, 'en', people.reviewer);
  for (const [index, reader] of [chair, second].entries()) {
    const code = await seatCode(department, address, members[index]?.name ?? '');
    await takeSeat(reader, address, code);
  }
  await openAfterDeadline(id, ours, lab);

  // Ties come before the bids, which then come by number and without names.
  for (const reader of [chair, second]) {
    const { page, words } = reader;
    await page.goto(address);
    await expect(page.getByText(best)).toHaveCount(0);
    await page.getByLabel(words.panel.declare.none, { exact: true }).check();
    await page.getByRole('button', { name: words.panel.declare.send, exact: true }).click();
    await expect(page.getByRole('heading', { name: words.panel.score.title })).toBeVisible();
    await expect(page.getByText(best).first()).toBeVisible();
  }
  await expect(chair.page.getByText(winner.name)).toHaveCount(0);
  await judge(chair, { [best]: '90', [other]: '50' });
  await expect(chair.page.getByText(chair.words.panel.score.handed_in)).toBeVisible();
  await expect(second.page.getByText('独到')).toHaveCount(0);
  await judge(second, { [best]: '80', [other]: '40' });

  // All have handed in: the panel sees each other's points, the chair recommends, the department announces.
  await expect(second.page.getByRole('heading', { name: second.words.panel.sheet.title })).toBeVisible();
  await chair.page.goto(address);
  const { recommend } = chair.words.panel;
  await expect(chair.page.getByRole('heading', { name: recommend.title })).toBeVisible();
  // Two seats tell the bids too little apart for tiers of their own: both may be recommended, the better one stands first.
  const choices = chair.page.getByLabel(recommend.which, { exact: true });
  await expect(choices.locator('option')).toHaveCount(4);
  await choices.selectOption({ index: 1 });
  await chair.page.getByLabel(recommend.reason, { exact: true }).fill('方案可行，报价最低。');
  await chair.page.getByRole('button', { name: recommend.send, exact: true }).click();

  const { page, words } = department;
  await page.goto(address);
  await page.getByLabel(words.panel.announce.number, { exact: true }).fill('CD-2026-0117');
  await page.getByRole('button', { name: words.panel.announce.send, exact: true }).click();
  await expect(page.getByRole('heading', { name: words.panel.award.title_announced })).toBeVisible();

  // Everybody reads the winner; the loser reads its own points and nothing of the winner's words.
  const visitor = await readerOf(browser, 'en');
  await visitor.page.goto(address);
  await expect(visitor.page.getByText('CD-2026-0117')).toBeVisible();
  await expect(visitor.page.getByText(loser.name)).toHaveCount(0);
  const lost = await readerOf(browser, 'zh', loser.email);
  await lost.page.goto(address);
  await expect(lost.page.getByRole('heading', { name: lost.words.panel.outcome.title })).toBeVisible();
  await expect(lost.page.getByText('独到').first()).toBeVisible();
  await expect(lost.page.getByText(best)).toHaveCount(0);
  const { objections } = lost.words.panel;
  await lost.page.getByLabel(objections.text, { exact: true }).fill('请说明实施方案的评分依据。');
  await lost.page.getByRole('button', { name: objections.send, exact: true }).click();
  await expect(lost.page.getByText('请说明实施方案的评分依据。')).toBeVisible();
  await visitor.page.reload();
  await expect(visitor.page.getByText('请说明实施方案的评分依据。')).toHaveCount(0);

  await page.goto(address);
  await doDeed(page, words.deed.objection.reject.label, '评分依据见各评委的理由。');
  await lost.page.goto(address);
  await expect(lost.page.getByText('评分依据见各评委的理由。')).toBeVisible();
  // Days cannot be hurried: the award is not to be had before them.
  await expect(page.getByRole('button', { name: words.deed.call.award.label, exact: true })).toHaveCount(0);
  const api = await signIn(people.waterGroup);
  await expect(api.call(panelDeeds.award, { params: { id }, body: {} })).rejects.toThrow(
    /standstill_running/,
  );
  expect((await api.call(readCall, { params: { id } })).status).toBe('standstill');
  for (const { context } of [department, chair, second, visitor, lost]) await context.close();
});

async function seatCode({ page, words }: Reader, address: string, name: string): Promise<string> {
  await page.goto(address);
  const seat = page.getByRole('listitem').filter({ hasText: name });
  const { label } = words.deed.panel.give;
  await seat.getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await expect(dialog).toBeHidden();
  return (await seat.locator('code').textContent()) ?? '';
}

async function takeSeat({ page, words }: Reader, address: string, code: string): Promise<void> {
  const { take } = words.panel;
  await page.goto(address);
  await page.getByRole('main').getByRole('button', { name: take.title, exact: true }).click();
  await page.getByLabel(take.code, { exact: true }).fill(code);
  await page.getByRole('button', { name: take.send, exact: true }).last().click();
  await expect(page.getByText(words.panel.mine, { exact: true })).toBeVisible();
}

/** Points by what a bid says of itself, with a reason. */
async function judge({ page, words }: Reader, points: Record<string, string>): Promise<void> {
  for (const [says, given] of Object.entries(points)) {
    const bid = marksOf(page, says);
    await bid.getByRole('spinbutton').fill(given);
    await bid.getByRole('textbox').fill('独到之处与不足均已核对。');
  }
  await page.getByRole('button', { name: words.panel.score.hand_in, exact: true }).click();
}
const marksOf = (page: Page, says: string) => page.locator('section.call-line').filter({ hasText: says });
