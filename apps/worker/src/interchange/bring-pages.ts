import type { ImportKind, ImportMapping, ImportProblem } from '@scenario-lab/contracts/catalogue-imports';
import type { HarvestProblem } from '@scenario-lab/contracts/catalogue-sources';
import type { FetchFault, FetchProblem } from '@scenario-lab/contracts/fetches';
import type { Found } from '@scenario-lab/interchange/found';
import { mostEntries } from '@scenario-lab/interchange/read-file';
import type { Reader } from '@scenario-lab/interchange/reader';
import { fetchIn, type Inward } from '../outbound/fetch-in.js';
import { isPage } from '../outbound/is-page.js';

export interface Wanted {
  address: string;
  kind: ImportKind;
  mapping: ImportMapping | null;
}
export interface Progress {
  pages: number;
  entries: number;
  received: number;
}
export type Brought =
  | { ok: true; entries: Found[]; mapping: ImportMapping | null; paths: string[] }
  | { ok: false; problem: HarvestProblem };

export const limits = { pages: 100, page: 16 * 2 ** 20, all: 64 * 2 ** 20 };
export type Limits = typeof limits;

/**
 * A catalogue whole, page by page (CKAN's count, Hydra's next): each through the pinned door, and each read in a thread of
 * its own. What breaks off in the middle is nothing: a part of a catalogue would look as if the rest were gone.
 */
export async function bringPages(
  { inward, reader, most = limits }: { inward: Inward; reader: Reader; most?: Limits | undefined },
  wanted: Wanted,
  progress: Progress,
  stopped: AbortSignal,
): Promise<Brought> {
  const entries: Found[] = [];
  const seen = new Set<string>();
  let mapping: ImportMapping | null = null;
  let paths: string[] = [];
  let next: URL | null = firstPage(wanted);
  while (next) {
    const here: URL = next;
    if (seen.has(here.href)) return unread('incomplete', 'a page leads back to one that was read', here);
    if (seen.size === most.pages) return unread('too_many', `more than ${most.pages} pages`, here);
    seen.add(here.href);
    const page = await bringPage(inward, here, wanted, progress, most, stopped);
    if (!page.ok) return page;
    const fileName = page.url.pathname.split('/').at(-1) || 'catalogue';
    const reading = await reader.read({
      kind: wanted.kind,
      fileName,
      text: page.text,
      mapping: wanted.mapping ?? undefined,
    });
    const where = (place: string) => (seen.size > 1 ? `page ${seen.size} · ${place}` : place);
    if (!reading.ok) return nothing({ reading: { ...reading.problem, place: where(reading.problem.place) } });
    entries.push(...reading.entries.map((one) => ({ ...one, place: where(one.place) })));
    progress.pages = seen.size;
    progress.entries = entries.length;
    if (entries.length > mostEntries)
      return unread('too_many', `${entries.length} entries, ${mostEntries} at most`, here);
    if ('mapping' in reading) {
      mapping = reading.mapping;
      paths = reading.paths;
    }
    next = null;
    if (reading.next) next = URL.parse(reading.next, page.url.href);
    const total = reading.total ?? null;
    if (total !== null && isSearch(here)) {
      const start = Number(here.searchParams.get('start') ?? 0) + reading.entries.length;
      if (start < total && reading.entries.length === 0)
        return unread('incomplete', `${start} of ${total} entries came`, here);
      if (start < total) {
        next = new URL(here);
        next.searchParams.set('start', String(start));
      }
    }
  }
  // A catalogue that names nothing at all is rather broken than empty.
  if (entries.length === 0) return unread('no_datasets', 'no entry in it', firstPage(wanted));
  return { ok: true, entries, mapping, paths };
}

const isSearch = (url: URL) => /\/package_search\/?$/.test(url.pathname);

/** A portal may be named by its front door; a search that does not say how much it wants gets more than ten at a time. */
function firstPage({ kind, address }: Wanted): URL {
  const url = new URL(address);
  if (kind !== 'ckan') return url;
  if (!/\/api\//.test(url.pathname))
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/3/action/package_search`;
  if (isSearch(url) && !url.searchParams.has('rows')) url.searchParams.set('rows', '500');
  return url;
}

const nothing = (problem: Partial<HarvestProblem>): { ok: false; problem: HarvestProblem } => ({
  ok: false,
  problem: { fetch: null, reading: null, vanished: null, ...problem },
});
const unread = (code: ImportProblem['code'], detail: string, { pathname, search }: URL) =>
  nothing({ reading: { code, place: `${pathname}${search}`.slice(0, 300), detail } });
export const unfetched = (fault: FetchFault, more: Partial<FetchProblem> = {}) =>
  nothing({ fetch: { fault, code: null, host: null, most: null, ...more } });

async function bringPage(
  inward: Inward,
  from: URL,
  wanted: Wanted,
  progress: Progress,
  most: Limits,
  stopped: AbortSignal,
): Promise<{ ok: true; text: string; url: URL } | { ok: false; problem: HarvestProblem }> {
  const found = await fetchIn(inward, from.href, accepted[wanted.kind], stopped);
  const host = found.url.host === new URL(wanted.address).host ? null : found.url.host;
  if (!found.ok) return unfetched(found.fault, { host });
  const refused = (fault: FetchFault, more: Partial<FetchProblem> = {}) => {
    found.close();
    return unfetched(fault, { host, ...more });
  };
  if (found.status !== 200) return refused('status', { code: found.status });
  const room = Math.min(most.page, most.all - progress.received);
  if ((found.length ?? 0) > room) return refused('too_large', { most: room });
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of found.body as AsyncIterable<Buffer>) {
      received += chunk.length;
      progress.received += chunk.length;
      if (received > room) return refused('too_large', { most: room });
      chunks.push(chunk);
    }
  } catch (error) {
    return unfetched(found.why(error), { host });
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return refused('empty');
  if (isPage(bytes, found.contentType)) return refused('html');
  return { ok: true, text: textOf(bytes), url: found.url };
}

/** Many catalogues answer with a page for people unless told better. */
const accepted: Record<ImportKind, Record<string, string>> = {
  ckan: { accept: 'application/json' },
  dcat: { accept: 'application/ld+json, text/turtle;q=0.9, application/rdf+xml;q=0.8, */*;q=0.1' },
  croissant: { accept: 'application/ld+json, application/json;q=0.9, */*;q=0.1' },
  records: {},
};

/** UTF-8, and where it is none GB18030, in which older Chinese lists are written. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
