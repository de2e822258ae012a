import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { routes } from '@scenario-lab/contracts/routes';
import { allKeys } from './words.js';

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What must never reach a reader: the address of a word, the name of a row. */
const internal = new Set(
  [...allKeys(), ...routes.map(({ name }) => name)].filter((key) => key.includes('.')),
);

/** What stands in the database for a word: `field_drift`. Alone in its element it was never meant to be read. */
const codes = [...new Set(allKeys().flatMap((key) => key.split('.').slice(-1)))].filter((key) =>
  /^[a-z]+(?:_[a-z]+)+$/.test(key),
);

/** Follows what a page asks for and complains of, from its first moment on. */
export function watch(page: Page) {
  const open = new Set<object>();
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    /** What was complained of since the last time. */
    complaints: () => complaints.splice(0),
    quiet: () => expect.poll(() => open.size, { intervals: [20, 50] }).toBe(0),
  };
}

/** Goes to another page the way a link does: the product stays loaded, only the page changes. */
export async function turnTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    for (const heading of document.querySelectorAll('main h1')) heading.setAttribute('data-left', '');
    history.pushState({ idx: history.length }, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  }, address);
}

/** A page has arrived when it has a heading (or a refusal) of its own and nothing is on its way any more. */
export async function arrived(page: Page, watching: ReturnType<typeof watch>, timeout = 0): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1:not([data-left]), main [role="alert"]') &&
      !document.querySelector('main h1[data-left], main .skeleton, main .chart-waiting'),
    undefined,
    { timeout },
  );
  await watching.quiet();
  await page.waitForFunction(() => !document.querySelector('main .skeleton, main .chart-waiting'));
}

/** What axe holds against the page, one line per rule and place. */
export async function axeFindings(page: Page): Promise<string[]> {
  // What is in order need not be told with its place: half of the time went into writing that down.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(standard)
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}

/** The elements that stick out to the right, if the page can be scrolled sideways. */
export async function overflowFindings(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  // Charts take the new width a moment after the page; what still stands out then is a finding.
  const fits = () =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await expect
    .poll(fits, { timeout: 3_000 })
    .toBe(true)
    .catch(() => {});
  return page.evaluate((wide) => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (node: Element | null): boolean =>
      !!node &&
      node !== root &&
      (getComputedStyle(node).overflowX !== 'visible' || scrolls(node.parentElement));
    const out = [...document.body.querySelectorAll('*')]
      .filter(
        (node) => node.getBoundingClientRect().right > root.clientWidth + 0.5 && !scrolls(node.parentElement),
      )
      .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''}`);
    return [`${wide} px: ${root.scrollWidth} wide, ${[...new Set(out)].slice(-3).join(', ')}`];
  }, width);
}

/** Words that were never meant for a reader: keys, rows, blanks that were not filled in. */
export async function wordFindings(page: Page): Promise<string[]> {
  const { spoken, shown } = await page.evaluate(() => {
    const said = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap(
      (one) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name) ?? ''),
    );
    return { spoken: [document.title, ...said].join('\n'), shown: document.body.innerText };
  });
  // What stands as code is meant as code: the log of refusals names the row that was asked for.
  const { bare, prose } = await page.evaluate((known) => {
    const codes = new Set(known);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const bare = new Set<string>();
    const prose: string[] = [];
    while (walker.nextNode()) {
      const said = walker.currentNode.textContent?.trim() ?? '';
      const holder = walker.currentNode.parentElement;
      if (!holder || holder.closest('code, pre, kbd, script, style')) continue;
      if (codes.has(said) && !holder.closest('option')) bare.add(said);
      if (holder.closest('option') || holder.checkVisibility()) prose.push(said);
    }
    return { bare: [...bare], prose: prose.join('\n') };
  }, codes);
  const keys = (`${prose}\n${spoken}`.match(/\b[a-z_0-9]+(?:\.[a-z_0-9]+)+\b/g) ?? []).filter((word) =>
    internal.has(word),
  );
  const blanks =
    `${shown}\n${spoken}`.match(/\{\{\w+\}\}|\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date/g) ?? [];
  return [...new Set([...keys, ...bare, ...blanks])].map((word) => `says “${word}”`);
}

/** Panels and cards that stand side by side and yet lie over each other: one of them cannot be read. */
export async function overlapFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (node: Element) => {
      const { position, visibility } = getComputedStyle(node);
      const { width, height } = node.getBoundingClientRect();
      return (
        width > 0 &&
        height > 0 &&
        visibility === 'visible' &&
        !['fixed', 'absolute', 'sticky'].includes(position)
      );
    };
    const named = (node: Element) =>
      `“${(node.querySelector('h1, h2, h3, h4')?.textContent ?? node.textContent ?? '').trim().slice(0, 30)}”`;
    const holders = new Set(
      [
        ...document.querySelectorAll(
          'main .sl-panel, main .card, main .result, main article, main section, main aside',
        ),
      ].map((node) => node.parentElement),
    );
    const found: string[] = [];
    for (const holder of holders) {
      const children = [...(holder?.children ?? [])].filter(shown);
      for (const [index, one] of children.entries())
        for (const other of children.slice(index + 1)) {
          const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 2 && high > 2)
            found.push(
              `${named(one)} and ${named(other)} lie over each other by ${Math.round(wide)} × ${Math.round(high)} px`,
            );
        }
    }
    return found;
  });
}
