import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { labUrl, password } from './lab.js';
import { type Language, tagOf, wordsOf } from './words.js';

export interface Reader {
  context: BrowserContext;
  page: Page;
  language: Language;
  /** The product's words in this reader's language. */
  words: (typeof wordsOf)['en'];
}

/** A browser of its own, in one language; signed in by the API where the sign-in page is not the subject. */
export async function readerOf(
  browser: Browser,
  language: Language,
  email?: string,
  appearance: 'light' | 'dark' = 'light',
): Promise<Reader> {
  const context = await browser.newContext({
    baseURL: labUrl,
    locale: tagOf[language],
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  await context.addInitScript(
    ([kept, look]) => {
      // Only what is not chosen yet: a choice made on the page must survive the next load.
      if (!localStorage.getItem('scenario-lab.language'))
        localStorage.setItem('scenario-lab.language', String(kept));
      if (!localStorage.getItem('scenario-lab.appearance'))
        localStorage.setItem('scenario-lab.appearance', String(look));
    },
    [language, appearance],
  );
  if (email) {
    const answer = await context.request.post('/api/session', { data: { email, password } });
    expect(answer.status(), `${email} signs in`).toBeLessThan(300);
  }
  return { context, page: await context.newPage(), language, words: wordsOf[language] as never };
}

/** Signs in as a person does: through the page. */
export async function signInByPage({ page, words }: Reader, email: string): Promise<void> {
  const { sign_in } = words.account;
  await page.getByLabel(sign_in.email, { exact: true }).fill(email);
  await page.getByLabel(sign_in.password, { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: sign_in.go, exact: true }).click();
}

/** Presses a deed's button and confirms it by its name, with the words it asks for. */
export async function doDeed(page: Page, label: string, says?: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (says !== undefined) await dialog.getByRole('textbox').last().fill(says);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await expect(dialog).toBeHidden();
}
