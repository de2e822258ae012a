import { expect, test } from '@playwright/test';
import { newVendor, people } from '../stage/lab.js';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';

for (const language of languages) {
  test(`a mail domain comes from its owner to the lab's word and back (${language})`, async ({ browser }) => {
    const vendor = await newVendor('Domain Holder');
    const domain = `${vendor.name.split(' ').at(-1)}-${language}.example`;
    const owner = await readerOf(browser, language, vendor.email);
    const { joining } = owner.words;

    await test.step('one that anybody can have is refused at its field', async () => {
      await owner.page.goto('/organisation');
      await owner.page.getByLabel(joining.domain, { exact: true }).fill('QQ.com');
      await owner.page
        .getByLabel(joining.proof, { exact: true })
        .fill('Our site and our letterhead show it.');
      await owner.page.getByRole('button', { name: joining.ask_go, exact: true }).click();
      await expect(
        owner.page.getByText(owner.words.problem.field.domain_public, { exact: true }).first(),
      ).toBeVisible();
    });
    await test.step('the owner asks for their own', async () => {
      await owner.page.getByLabel(joining.domain, { exact: true }).fill(`@${domain}`);
      await owner.page.getByRole('button', { name: joining.ask_go, exact: true }).click();
      const line = owner.page.getByRole('listitem').filter({ hasText: domain });
      await expect(line.getByText(joining.state.asked, { exact: true })).toBeVisible();
    });
    const admin = await readerOf(browser, language, people.admin);
    await test.step('the lab sees what speaks for it, and confirms', async () => {
      await admin.page.goto('/lab/mail-domains');
      const one = admin.page.getByRole('listitem').filter({ hasText: domain });
      await expect(one.getByText(joining.lab.asker_elsewhere, { exact: true })).toBeVisible();
      await one.getByRole('button', { name: joining.lab.confirm, exact: true }).click();
      await expect(one.getByRole('button', { name: joining.lab.revoke, exact: true })).toBeVisible();
    });
    await test.step('the owner is told, and lets colleagues in at once', async () => {
      await owner.page.goto('/organisation');
      const line = owner.page.getByRole('listitem').filter({ hasText: domain });
      await expect(line.getByText(joining.state.confirmed, { exact: true })).toBeVisible();
      await line.getByRole('combobox').selectOption({ label: joining.way.at_once });
      await owner.page.reload();
      await expect(line.getByRole('combobox')).toHaveValue('at_once');
    });
    await test.step('the lab takes it back with a reason, which the owner reads', async () => {
      const one = admin.page.getByRole('listitem').filter({ hasText: domain });
      await one.getByRole('button', { name: joining.lab.revoke, exact: true }).click();
      const dialog = admin.page.getByRole('dialog');
      await dialog.getByLabel(joining.lab.reason, { exact: true }).fill('The filing names another holder.');
      await dialog.getByRole('button', { name: joining.lab.revoke, exact: true }).click();
      await expect(one).toHaveCount(0);
      await owner.page.reload();
      const line = owner.page.getByRole('listitem').filter({ hasText: domain });
      await expect(line.getByText(joining.state.ended, { exact: true })).toBeVisible();
      await expect(line.getByText('The filing names another holder.')).toBeVisible();
    });
    await owner.context.close();
    await admin.context.close();
  });
}
