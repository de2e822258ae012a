import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, type Locator, test } from '@playwright/test';
import { dayAfter } from '../../apps/standalone/src/seed/time.js';
import { people } from '../stage/lab.js';
import { type Reader, readerOf } from '../stage/reader.js';
import { acceptedEngagement } from '../stage/rooms.js';
import { filled } from '../stage/words.js';

const agreement = {
  name: '保密协议.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n% an agreement of the journey\n'),
};

/** A form stands folded until it is wanted. */
async function unfold(page: Reader['page'], label: string): Promise<Locator> {
  await page.getByRole('main').locator('summary').getByText(label, { exact: true }).click();
  return page.locator('details').filter({ has: page.getByText(label, { exact: true }) });
}

test('two sides keep a file, sign an agreement, settle what was decided and take the whole home', async ({
  browser,
}) => {
  // Three people at the same file, and the whole of it exported twice.
  test.setTimeout(300_000);
  const mark = Date.now().toString(36);
  const title = `泵站巡检档案 ${mark}`;
  const made = await acceptedEngagement(title);
  const address = `/engagements/${made.id}/room`;
  const vendor = await readerOf(browser, 'zh', made.vendor);
  const department = await readerOf(browser, 'en', made.department);
  const zh = vendor.words.room;
  const en = department.words.room;
  const line = (page: Reader['page'], text: string) =>
    page.getByRole('main').getByRole('listitem').filter({ hasText: text });

  await test.step('the vendor brings a file and an agreement', async () => {
    const { page } = vendor;
    await page.goto(`/engagements/${made.id}`);
    await page.getByRole('main').getByRole('link', { name: zh.open, exact: true }).click();
    await page.waitForURL(address);
    const form = await unfold(page, zh.add_record);
    await form.getByLabel(zh.text.file, { exact: true }).fill('设备清单');
    await form.locator('input[type=file]').setInputFiles({
      name: 'list.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('水泵 3 台'),
    });
    await form.getByRole('button', { name: zh.add, exact: true }).click();
    await expect(line(page, '设备清单').getByRole('link', { name: /list\.txt/ })).toBeVisible();
    // An agreement is a PDF by its content, whatever it is called; what is refused leaves nothing on record.
    await form.getByLabel(zh.kind_label, { exact: true }).selectOption({ label: zh.kind.agreement });
    await form.getByLabel(zh.text.agreement, { exact: true }).fill('保密协议');
    await form.locator('input[type=file]').setInputFiles({ ...agreement, buffer: Buffer.from('no PDF') });
    await form.getByRole('button', { name: zh.add, exact: true }).click();
    await expect(form.getByRole('alert')).toBeVisible();
    await expect(line(page, '保密协议')).toHaveCount(0);
    await page.reload();
    const again = await unfold(page, zh.add_record);
    await expect(again.getByLabel(zh.text.agreement, { exact: true })).toHaveValue('保密协议');
    await again.locator('input[type=file]').setInputFiles(agreement);
    await again.getByRole('button', { name: zh.add, exact: true }).click();
    await expect(line(page, '保密协议')).toContainText(zh.one_side);
  });

  await test.step('the department finds it in its inbox and confirms what it has read', async () => {
    const { page, words } = department;
    await page.goto('/inbox');
    const waiting = line(page, title).filter({ hasText: words.inbox.deed.engagement.confirm_record });
    await waiting.getByRole('link', { name: words.inbox.open, exact: true }).click();
    await page.waitForURL(address);
    const signed = line(page, '保密协议');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      signed.getByRole('link', { name: /保密协议\.pdf/ }).click(),
    ]);
    expect(await readFile(await file.path())).toEqual(agreement.buffer);
    await expect(signed).toContainText(en.one_side);
    await signed.getByRole('button', { name: en.confirm, exact: true }).click();
    await expect(signed).toContainText(en.both);
    await expect(signed.getByRole('button')).toHaveCount(0);
  });

  await test.step('a decision in words is both sides’ once the other confirms it; what nobody confirmed is taken back', async () => {
    const form = await unfold(department.page, en.add_record);
    await form.getByLabel(en.kind_label, { exact: true }).selectOption({ label: en.kind.decision });
    const said = form.getByLabel(en.text.decision, { exact: true });
    for (const decision of ['Start on Tuesday.', 'Sensors stay where they are.']) {
      await said.fill(decision);
      await form.getByRole('button', { name: en.add, exact: true }).click();
      await expect(line(department.page, decision)).toBeVisible();
    }
    const wrong = line(department.page, 'Start on Tuesday.');
    await wrong.getByRole('button', { name: en.take_back, exact: true }).click();
    await expect(wrong).toContainText(en.taken_back_tag);
    // The vendor's page is open all the while and hears of it.
    const settled = line(vendor.page, 'Sensors stay where they are.');
    await settled.getByRole('button', { name: zh.confirm, exact: true }).click();
    await expect(settled).toContainText(zh.both);
    await expect(line(vendor.page, 'Start on Tuesday.').getByRole('button')).toHaveCount(0);
    await expect(line(department.page, 'Sensors stay where they are.')).toContainText(en.both);
  });

  const due = dayAfter(9);
  await test.step('a task with a day is given to the vendor, whose inbox and room say so', async () => {
    const form = await unfold(department.page, en.add_task);
    await form.getByLabel(en.what, { exact: true }).fill('Send the drawings');
    await form.getByLabel(en.for_side, { exact: true }).selectOption({ label: en.side.vendor });
    await form.getByLabel(en.due, { exact: true }).fill(due);
    await form.getByRole('button', { name: en.give, exact: true }).click();
    await expect(line(department.page, 'Send the drawings')).toContainText(en.side.vendor);
    const { page, words } = vendor;
    await page.goto('/inbox');
    const waiting = line(page, title).filter({ hasText: words.inbox.deed.engagement.keep_room });
    const [, month, day] = due.split('-').map(Number);
    await expect(waiting).toContainText(`${month}月${day}日`);
    await waiting.getByRole('link', { name: words.inbox.open, exact: true }).click();
    await page.waitForURL(address);
    await page.goto(`/engagements/${made.id}`);
    await expect(page.locator('.next-step-yours')).toContainText(words.inbox.deed.engagement.keep_room);
    await page.goto(address);
    await expect(page.locator('.next-step-yours')).toContainText(words.inbox.deed.engagement.keep_room);
    const task = line(page, 'Send the drawings');
    await task.getByRole('button', { name: zh.done, exact: true }).click();
    await page
      .locator('summary')
      .getByText(filled(zh.ended_tasks, { count: 1 }), { exact: true })
      .click();
    await expect(task).toBeVisible();
    await expect(page.locator('.next-step-yours')).toHaveCount(0);
  });

  await test.step('whoever answers hands over with words that stay on record', async () => {
    const { page } = department;
    const form = await unfold(page, en.hand_over);
    const to = form.getByLabel(en.to, { exact: true });
    const colleague = to.locator('option').filter({ hasText: /\S/ }).last();
    await to.selectOption(await colleague.getAttribute('value'));
    await form.getByLabel(en.note, { exact: true }).fill('The pump list is the newest one.');
    await form.getByRole('button', { name: en.send, exact: true }).click();
    await expect(line(page, en.side.department).filter({ hasText: 'The pump list' })).toBeVisible();
    await vendor.page.goto(address);
    await expect(line(vendor.page, 'The pump list is the newest one.')).toBeVisible();
  });

  await test.step('the lab sees it, and confirms nothing', async () => {
    const lab = await readerOf(browser, 'zh', people.operator);
    await lab.page.goto(address);
    await expect(line(lab.page, '保密协议')).toContainText(zh.both);
    await expect(lab.page.getByRole('button', { name: zh.confirm, exact: true })).toHaveCount(0);
    await lab.context.close();
    const other = await readerOf(browser, 'zh', people.otherVendor);
    await other.page.goto(address);
    await expect(other.page.getByText(other.words.problem.not_found, { exact: true })).toBeVisible();
    await expect(other.page.getByText('保密协议')).toHaveCount(0);
    await other.context.close();
  });

  for (const { page, words } of [vendor, department])
    await test.step(`the archive says by itself what is in it (${words.room.export})`, async () => {
      await page.goto(address);
      const [zip] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: words.room.export, exact: true }).click(),
      ]);
      const folder = await mkdtemp(join(tmpdir(), 'room-'));
      const run = promisify(execFile);
      await run('python3', ['-m', 'zipfile', '-e', await zip.path(), folder]);
      const sums = await run('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder });
      expect(sums.stdout).not.toContain('FAILED');
      const index = await page.context().newPage();
      await index.goto(pathToFileURL(join(folder, 'index.html')).href);
      await expect(index.getByRole('heading', { level: 1 })).toContainText(title);
      for (const said of ['设备清单', 'Sensors stay where they are.', 'Send the drawings', 'The pump list'])
        await expect(index.getByText(said).first()).toBeVisible();
      const linked = await index.getByRole('link', { name: '保密协议' }).getAttribute('href');
      expect(await readFile(join(folder, decodeURI(linked ?? '')))).toEqual(agreement.buffer);
      await index.close();
    });
  await vendor.context.close();
  await department.context.close();
});
