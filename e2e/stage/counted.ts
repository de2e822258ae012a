import { expect, type Page } from '@playwright/test';

export interface Counted {
  clicks: number;
  fields: number;
}

/**
 * Counts what a person does on a page: buttons, links and disclosures pressed, and fields filled or chosen (one that is
 * written over counts once). Keys count nothing. Begins with the next page that is opened.
 */
export async function counted(page: Page): Promise<Counted> {
  const done: Counted = { clicks: 0, fields: 0 };
  await page.exposeBinding('countedDeed', (_, what: keyof Counted) => {
    done[what] += 1;
  });
  await page.addInitScript(() => {
    const tell = (what: string) =>
      (window as unknown as { countedDeed: (what: string) => void }).countedDeed(what);
    const filled = new WeakSet<EventTarget>();
    addEventListener(
      'click',
      (event) => {
        const pressed = event.target as Element | null;
        if (event.isTrusted && pressed?.closest('button, a, summary')) tell('clicks');
      },
      true,
    );
    addEventListener(
      'input',
      ({ target }) => {
        if (!target || filled.has(target)) return;
        filled.add(target);
        tell('fields');
      },
      true,
    );
  });
  return done;
}

/** Holds a journey to the ways it was walked in: more of either is a way that has grown. */
export function atMost(done: Counted, most: Counted): void {
  expect(done.clicks, `${done.clicks} clicks`).toBeLessThanOrEqual(most.clicks);
  expect(done.fields, `${done.fields} fields`).toBeLessThanOrEqual(most.fields);
}
