import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { addressesOf, emailOf, type Role, thingsOf } from '../stage/addresses.js';
import { arrived, watch } from '../stage/inspect.js';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';
import { contactSheet } from './contact-sheet.js';
import { mainPages } from './main-pages.js';

const { PICTURES_OUT: out = '' } = process.env;
const roles = [...new Set(mainPages.map(([, role]) => role))] as Role[];
const widths = [1440, 360] as const;
const looks = ['light', 'dark'] as const;

for (const language of languages) {
  for (const width of widths) {
    for (const look of looks) {
      const way = `${language}-${width}-${look}`;
      test(`pictures ${way}`, async ({ browser }) => {
        test.setTimeout(900_000);
        const folder = join(out, way);
        mkdirSync(folder, { recursive: true });
        const things = await thingsOf();
        const files: string[] = [];
        for (const role of roles) {
          const addresses = new Map(addressesOf(role, things));
          const email = role === 'visitor' ? undefined : emailOf[role];
          const { context, page } = await readerOf(browser, language, email, look);
          const watching = watch(page);
          await page.setViewportSize({ width, height: 900 });
          for (const [name] of mainPages.filter(([, of]) => of === role)) {
            await page.goto(addresses.get(name) as string);
            await arrived(page, watching);
            const file = `${String(mainPages.findIndex(([one]) => one === name) + 1).padStart(2, '0')}-${name}.png`;
            await page.screenshot({ path: join(folder, file), fullPage: true });
            files.push(file);
          }
          await context.close();
        }
        expect(files).toHaveLength(mainPages.length);
        await contactSheet(
          browser,
          pathToFileURL(folder),
          files.sort(),
          width > 700,
          join(out, `${way}.png`),
        );
      });
    }
  }
}
