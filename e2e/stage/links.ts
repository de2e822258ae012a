import type { Page } from '@playwright/test';
import { routes } from '@scenario-lab/contracts/routes';
import { pattern } from '../../apps/web/src/app/paths.js';
import { arrived, turnTo, type watch } from './inspect.js';
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

/** A thing's page stands at the address the API reads it by, and is there for whom the API has it. */
const reads = routes
  .filter(({ method, reply }) => method === 'GET' && reply !== 'stream')
  .map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));
const ofThing = /\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|SL-[\d-]+)$/;

/**
 * Links that lead nowhere: no page of the product, no answer of the API, or a thing that is not there for this reader.
 * Pages the role has opened are sound by that; of the others one of each kind is opened.
 */
export async function deadLinks(
  { page, words }: Pick<Reader, 'page' | 'words'>,
  watching: ReturnType<typeof watch>,
  links: ReadonlyMap<string, string>,
  opened: readonly (readonly [Name, string])[],
): Promise<string[]> {
  const dead: string[] = [];
  const seen = new Set<string>(opened.map(([name]) => name));
  const known = new Set(opened.map(([, address]) => address));
  const asked: Promise<void>[] = [];
  /** Links whose page has to say itself whether it is there. */
  const unread: [name: Name, address: string, from: string][] = [];
  for (const [address, from] of links) {
    const [path = ''] = address.split('?');
    if (known.has(path) || known.has(address)) continue;
    known.add(path);
    const name = pageOf(address);
    if (/^\/api\//.test(path) || (!name && /\.\w{2,5}$/.test(path))) {
      if (!first(seen, path.replace(/[0-9a-f-]{36}/g, ':id'))) continue;
      const answer = await page.request.get(address, { maxRedirects: 3 });
      // A page of the product in place of a file is the server's way to say that it knows no such file.
      const html = answer.headers()['content-type']?.startsWith('text/html') && !path.startsWith('/api/docs');
      if (answer.status() >= 400 || html) dead.push(`${from} → ${address} answers ${answer.status()}`);
    } else if (!name) {
      dead.push(`${from} → ${address} is no page`);
    } else if (ofThing.test(path) && reads.some((shape) => shape.test(path))) {
      const answer = page.request.get(`/api${path}`).then(async (answered) => {
        const status = answered.status();
        // What is read otherwise by whoever has not signed in is opened below.
        if (status !== 401 && status >= 400) dead.push(`${from} → ${address} answers ${status}`);
        if (status === 401) unread.push([name, address, from]);
      });
      if (asked.push(answer) >= 8) await Promise.all(asked.splice(0));
    } else {
      unread.push([name, address, from]);
    }
  }
  await Promise.all(asked);
  for (const link of unread) await open(...link);
  return dead;

  async function open(name: Name, address: string, from: string): Promise<void> {
    if (!first(seen, name)) return;
    await turnTo(page, address);
    // A page that only changes its thing, or leads on to the one just left, keeps its heading: that is loaded anew.
    const turned = await arrived(page, watching, 4_000).then(
      () => true,
      () => false,
    );
    if (!turned) {
      await page.goto(address);
      await arrived(page, watching);
    }
    const said = await page.locator('main').innerText();
    const nothing = [words.shell.not_found.title, words.problem.not_found].find((one) => said.includes(one));
    if (nothing) dead.push(`${from} → ${address} says “${nothing}”`);
    watching.complaints();
  }
}

function first(seen: Set<string>, key: string): boolean {
  const known = seen.has(key);
  seen.add(key);
  return !known;
}
