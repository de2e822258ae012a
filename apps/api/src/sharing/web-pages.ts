import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeedKind, feedKinds } from '@scenario-lab/contracts/sharing';
import type { Database } from '@scenario-lab/db/database';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { SitemapStream, streamToPromise } from 'sitemap';
import { withHead } from './page-head.js';
import {
  isPublicKind,
  labName,
  newestOf,
  plainLine,
  publicKinds,
  publicThing,
  said,
} from './public-things.js';

/** Most addresses of one sitemap (sitemaps.org). */
const mostAddresses = 50_000;
const described = 200;
/** A page whose head takes longer than this is sent without one: the reader waits for the page, not for previews. */
const patience = 2_000;

/**
 * The pages of the web application: the built page, with a head of its own where the address is a public thing's. What
 * is not public, does not exist or cannot be read at the moment gets the same bare page.
 */
export function webPages(database: Database, folder: string, publicUrl: string): RequestHandler {
  const bare = readFileSync(join(folder, 'index.html'), 'utf8');
  const base = publicUrl.replace(/\/+$/, '');
  return (request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !request.path.startsWith('/api') && request.accepts('html');
    if (!isPage) return next();
    response.setHeader('cache-control', 'no-cache');
    response.vary('accept-language');
    const language = request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh';
    const send = (page: string) => response.type('html').send(page);
    void inTime(headed(database, bare, base, request.path, language)).then(
      (page) => send(page ?? bare),
      () => send(bare),
    );
  };
}

const inTime = <T>(promise: Promise<T>): Promise<T | null> =>
  Promise.race([
    promise,
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patience).unref();
    }),
  ]);

async function headed(
  database: Database,
  bare: string,
  base: string,
  path: string,
  language: 'zh' | 'en',
): Promise<string | null> {
  const [, kind = '', key = '', ...more] = path.split('/');
  if (more.length > 0 || !/^[\w-]{1,64}$/.test(key) || !isPublicKind(kind)) return null;
  const [thing, lab] = await database.asActor('anonymous', async (tx) => [
    await publicThing(tx, kind, key),
    await labName(tx),
  ]);
  if (!thing) return null;
  const site = said(lab, language);
  return withHead(bare, {
    title: said(thing.title, language),
    description: plainLine(said(thing.summary, language), described) || site,
    address: `${base}/${kind}/${encodeURIComponent(key)}`,
    site,
    language,
    feeds: (feedKinds as readonly string[]).includes(kind)
      ? [
          {
            title: site,
            address: feedAddress(base, kind as FeedKind, 'atom', language),
            type: 'application/atom+xml',
          },
          {
            title: site,
            address: feedAddress(base, kind as FeedKind, 'json', language),
            type: 'application/feed+json',
          },
        ]
      : [],
  });
}

export const feedAddress = (base: string, kind: FeedKind, format: 'atom' | 'json', lang: 'zh' | 'en') =>
  `${base}/api/feeds/${kind}?format=${format}&lang=${lang}`;

/** What search engines may ask for, and where they find it. */
export function robots(publicUrl: string): RequestHandler {
  const base = publicUrl.replace(/\/+$/, '');
  const text = ['User-agent: *', 'Disallow: /api/', 'Allow: /', `Sitemap: ${base}/sitemap.xml`, ''].join(
    '\n',
  );
  return (_request, response) => {
    response.type('text/plain').set('cache-control', 'public, max-age=3600').send(text);
  };
}

/** The addresses of all public pages, the newest things first where there are more than one sitemap holds. */
export function sitemap(database: Database, publicUrl: string): RequestHandler {
  const base = publicUrl.replace(/\/+$/, '');
  return async (_request, response, next) => {
    try {
      const things = await database.asActor('anonymous', async (tx) => {
        const found = [];
        for (const kind of publicKinds) found.push(...(await newestOf(tx, kind, mostAddresses)));
        return found;
      });
      const newest = things
        .sort((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, mostAddresses - 1 - publicKinds.length);
      const stream = new SitemapStream({ hostname: base });
      const written = streamToPromise(stream);
      stream.write({ url: '/' });
      for (const kind of publicKinds) stream.write({ url: `/${kind}` });
      for (const { kind, key, at } of newest)
        stream.write({ url: `/${kind}/${encodeURIComponent(key)}`, lastmod: at.toISOString() });
      stream.end();
      response
        .type('application/xml')
        .set('cache-control', 'public, max-age=600')
        .send(await written);
    } catch (error) {
      next(error);
    }
  };
}
