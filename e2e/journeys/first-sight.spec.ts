import { expect, test } from '@playwright/test';
import { readerOf } from '../stage/reader.js';
import { languages } from '../stage/words.js';

const most = { requests: 15, bytes: 350_000 };
/** Only a machine without a Chinese face of its own fetches ours, after the page stands. */
const ofOurFace = /\/fonts\/|\/assets\/wght-/;

for (const language of languages) {
  test(`the front page keeps to its weight at first sight (${language})`, async ({ browser }) => {
    const { context, page } = await readerOf(browser, language);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const seen = new Map<string, { url: string; bytes: number }>();
    network.on('Network.requestWillBeSent', ({ requestId, request }) =>
      seen.set(requestId, { url: request.url, bytes: 0 }),
    );
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = seen.get(requestId);
      if (one) one.bytes = encodedDataLength;
    });
    await page.goto('/');
    // The story is told of the last answer that comes.
    await expect(page.locator('.home-story > li').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const fetched = [...seen.values()];
    const faced = await page.evaluate(() =>
      new FontFace('probe', 'local("Noto Sans CJK SC"), local("PingFang SC"), local("Microsoft YaHei")')
        .load()
        .then(
          () => true,
          () => false,
        ),
    );
    if (faced) expect(fetched.filter(({ url }) => ofOurFace.test(url))).toEqual([]);
    const counted = fetched.filter(({ url }) => !ofOurFace.test(url));
    const told = counted.map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`).join('\n');
    expect(counted.length, told).toBeLessThanOrEqual(most.requests);
    expect(
      counted.reduce((sum, { bytes }) => sum + bytes, 0),
      told,
    ).toBeLessThanOrEqual(most.bytes);
    // An empty answer of a page that did not load would weigh nothing.
    expect(counted.some(({ url }) => url.endsWith('/api/showcase'))).toBe(true);
    await context.close();
  });
}
