import { expect, test } from '@playwright/test';
import { addressesOf, emailOf, roles, thingsOf } from '../stage/addresses.js';
import {
  arrived,
  axeFindings,
  overflowFindings,
  overlapFindings,
  turnTo,
  watch,
  wordFindings,
} from '../stage/inspect.js';
import { deadLinks, linksOn } from '../stage/links.js';
import { readerOf } from '../stage/reader.js';
import { languages, tagOf } from '../stage/words.js';

/** Every page is seen light and wide in Chinese, dark and narrow in English: all four conditions, half the time. */
const seenIn = {
  zh: { appearance: 'light', widths: [1440, 360] },
  en: { appearance: 'dark', widths: [360, 1440] },
} as const;

for (const language of languages) {
  for (const role of roles) {
    test(`every page a ${role} opens is sound (${language})`, async ({ browser }) => {
      // Who has sixty pages also follows some three hundred links, in one of the two languages.
      test.setTimeout(language === 'zh' ? 540_000 : 360_000);
      const addresses = addressesOf(role, await thingsOf());
      const { appearance, widths } = seenIn[language];
      const email = role === 'visitor' ? undefined : emailOf[role];
      const reader = await readerOf(browser, language, email, appearance);
      const { context, page } = reader;
      const watching = watch(page);
      const findings: string[] = [];
      /** What pages lead to, and the first that does; links are the same in both languages. */
      const links = new Map<string, string>();
      await page.setViewportSize({ width: widths[0], height: 900 });
      for (const [index, [name, address]] of addresses.entries()) {
        // A visitor comes by a link from outside; who is signed in turns from page to page.
        if (index === 0 || role === 'visitor') await page.goto(address);
        else await turnTo(page, address);
        await arrived(page, watching);
        const found = [
          ...(await axeFindings(page)),
          ...(await wordFindings(page)),
          ...(await overflowFindings(page, widths[1])),
          ...(await overlapFindings(page)),
          ...(await overflowFindings(page, widths[0])),
          ...(await overlapFindings(page)),
          ...watching.complaints(),
        ];
        const said = await page.evaluate(() => [
          document.documentElement.lang,
          document.documentElement.dataset.theme,
          document.querySelectorAll('main h1').length,
          new URL(location.href).pathname,
        ]);
        const due = [tagOf[language], appearance, 1, address];
        if (said.join() !== due.join()) found.push(`is ${said.join(', ')} and not ${due.join(', ')}`);
        findings.push(...found.map((one) => `${name} ${address}: ${one}`));
        for (const link of await linksOn(page)) if (!links.has(link)) links.set(link, address);
      }
      if (language === 'zh') {
        findings.push(...(await deadLinks(reader, watching, links, addresses)));
      }
      expect(findings).toEqual([]);
      await context.close();
    });
  }
}
