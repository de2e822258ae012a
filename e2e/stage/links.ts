import type { Page } from '@playwright/test';
import { pattern } from '../../apps/web/src/app/paths.js';
import { arrived, type watch } from './inspect.js';
import type { Reader } from './reader.js';

/** What the page leads to within the lab: address without its fragment, and the page it stands on. */
export async function linksOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .map(({ href }) => new URL(href))
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, search }) => pathname + search),
  );
}

type Name = keyof typeof pattern;
const shapes = (Object.entries(pattern) as [Name, string][])
  // `/scenarios/new` is no need of that id.
  .sort(([, one], [, other]) => Number(one.includes(':')) - Number(other.includes(':')))
  .map(([name, shape]) => ({ name, shape: new RegExp(`^${shape.replace(/:\w+/g, '[^/]+')}$`) }));

/** The page an address belongs to, as the router would tell. */
export const pageOf = (address: string): Name | undefined =>
  shapes.find(({ shape }) => shape.test(address.split('?')[0] ?? ''))?.name;

/**
 * Links that lead nowhere: no page of the product, no answer of the API, or a page that says there is nothing. Addresses of
 * one page with the same questions come from one place of the code and stand or fall together: one of them is opened.
 */
export async function deadLinks(
  { page, words }: Pick<Reader, 'page' | 'words'>,
  watching: ReturnType<typeof watch>,
  links: ReadonlyMap<string, string>,
  opened: ReadonlySet<string>,
): Promise<string[]> {
  const dead: string[] = [];
  const seen = new Set<string>();
  for (const [address, from] of links) {
    if (opened.has(address)) continue;
    if (/^\/(?:api|og|embed|feeds?)\//.test(address) || /\.\w{2,5}$/.test(address.split('?')[0] ?? '')) {
      const shape = address.replace(/[0-9a-f-]{36}/g, ':id').replace(/\?.*/, '');
      if (!first(seen, shape)) continue;
      const answer = await page.request.get(address, { maxRedirects: 3 });
      // A page of the product in place of a file is the server's way to say that it knows no such file.
      const html =
        answer.headers()['content-type']?.startsWith('text/html') && !address.includes('/api/docs');
      if (answer.status() >= 400 || html) dead.push(`${from} → ${address} answers ${answer.status()}`);
      continue;
    }
    const name = pageOf(address);
    if (!name) {
      dead.push(`${from} → ${address} is no page`);
      continue;
    }
    const asked = [...new URL(address, 'http://lab').searchParams.keys()].sort().join();
    if (!first(seen, `${name}?${asked}`)) continue;
    // Loaded anew: a page that only changes its thing keeps its heading, and would be read too soon.
    await page.goto(address);
    await arrived(page, watching);
    const said = await page.locator('main').innerText();
    const nothing = [words.shell.not_found.title, words.problem.not_found].find((one) => said.includes(one));
    if (nothing) dead.push(`${from} → ${address} says “${nothing}”`);
    watching.complaints();
  }
  return dead;
}

function first(seen: Set<string>, key: string): boolean {
  const known = seen.has(key);
  seen.add(key);
  return !known;
}
