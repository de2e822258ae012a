import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';

/**
 * All pictures of a folder on one, small, each with its name: what is amiss is seen beside its neighbours. Each in its
 * whole width, from its top.
 */
export async function contactSheet(
  browser: Browser,
  folder: URL,
  files: readonly string[],
  wide: boolean,
  to: string,
): Promise<void> {
  const cells = files
    .map((file) => `<figure><figcaption>${file}</figcaption><img src="${file}" alt=""></figure>`)
    .join('');
  const sheet = new URL(`${folder.href}/index.html`);
  writeFileSync(
    fileURLToPath(sheet),
    `<!doctype html><meta charset="utf-8"><style>
      body { margin: 8px; display: grid; grid-template-columns: repeat(${wide ? 4 : 8}, 1fr); gap: 8px; background: #888 }
      figure { margin: 0; height: ${wide ? 420 : 480}px; overflow: hidden; background: #fff; font: 11px sans-serif }
      img { display: block; width: 100% }
      figcaption { padding: 3px; white-space: nowrap }
    </style>${cells}`,
  );
  const page = await browser.newPage({ viewport: { width: 1900, height: 1000 } });
  await page.goto(sheet.href);
  await page.screenshot({ path: to, fullPage: true });
  await page.close();
}
