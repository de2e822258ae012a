import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';

/** All pictures of a folder on one, small, each with its name: what is amiss is seen beside its neighbours. */
export async function contactSheet(
  browser: Browser,
  folder: URL,
  files: readonly string[],
  to: string,
): Promise<void> {
  const cells = files
    .map((file) => `<figure><img src="${file}" alt=""><figcaption>${file}</figcaption></figure>`)
    .join('');
  const sheet = new URL(`${folder.href}/index.html`);
  writeFileSync(
    fileURLToPath(sheet),
    `<!doctype html><meta charset="utf-8"><style>
      body { margin: 8px; display: grid; grid-template-columns: repeat(8, 1fr); gap: 8px; background: #888 }
      figure { margin: 0; height: 330px; overflow: hidden; background: #fff; font: 11px sans-serif }
      img { display: block; width: 100%; height: 310px; object-fit: cover; object-position: top }
      figcaption { padding: 3px; white-space: nowrap }
    </style>${cells}`,
  );
  const page = await browser.newPage({ viewport: { width: 1900, height: 1000 } });
  await page.goto(sheet.href);
  await page.screenshot({ path: to, fullPage: true });
  await page.close();
}
