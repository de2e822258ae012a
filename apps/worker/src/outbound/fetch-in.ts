import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchFault } from '@scenario-lab/contracts/fetches';
import { type DoorFault, doorTo, type Outward } from './door.js';

export interface Inward extends Outward {
  /** Milliseconds in which something must come once the answer has begun. */
  idle: number;
  /** Milliseconds for all of it. */
  whole: number;
}

interface Opened {
  ok: true;
  status: number;
  /** Where the last redirect led. */
  url: URL;
  etag: string | null;
  lastModified: string | null;
  contentType: string | null;
  disposition: string | null;
  /** Bytes of the body, where they are said and not packed. */
  length: number | null;
  /** The body unpacked, unbounded: whoever reads it sets the bound. */
  body: Readable;
  /** Why reading it broke off. */
  why(error: unknown): FetchFault;
  close(): void;
}
interface Refused {
  ok: false;
  fault: FetchFault;
  url: URL;
}

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * Asks for what lies at `address`. Each step of a redirect goes through the pinned door anew, so that none leads where the
 * address itself could not have; what the caller tells of itself goes to the first host alone.
 */
export async function fetchIn(
  inward: Inward,
  address: string,
  headers: Readonly<Record<string, string>>,
  cancelled: AbortSignal,
): Promise<Opened | Refused> {
  const first = new URL(address);
  const whole = AbortSignal.timeout(inward.whole);
  let url = first;
  for (let steps = 0; ; steps += 1) {
    const told = url.host === first.host ? headers : {};
    const answer = await ask(inward, url, told, AbortSignal.any([whole, cancelled]));
    if (typeof answer === 'string') return { ok: false, fault: answer, url };
    const status = answer.statusCode ?? 0;
    if (!redirects.has(status)) return opened(inward, url, answer, whole);
    answer.destroy();
    const next = answer.headers.location ? URL.parse(answer.headers.location, url.href) : null;
    if (!next) return { ok: false, fault: 'redirect_broken', url };
    if (steps === mostRedirects) return { ok: false, fault: 'too_many_redirects', url };
    url = next;
  }
}

async function ask(
  inward: Inward,
  url: URL,
  headers: Readonly<Record<string, string>>,
  ended: AbortSignal,
): Promise<IncomingMessage | DoorFault | 'unreachable'> {
  const late = AbortSignal.any([AbortSignal.timeout(inward.patience), ended]);
  const door = await doorTo(inward, url, late);
  if (!door.ok) return door.fault;
  return new Promise((resolve) => {
    const asked = (door.plain ? requestPlain : requestSecure)(url, {
      method: 'GET',
      agent: door.agent,
      lookup: door.lookup,
      signal: ended,
      // Packed answers are unpacked below for those who send them unasked.
      headers: { 'user-agent': 'scenario-lab', accept: '*/*', 'accept-encoding': 'identity', ...headers },
    });
    const inTime = () => asked.destroy(new Error('late'));
    late.addEventListener('abort', inTime, { once: true });
    asked.on('response', (answer) => {
      late.removeEventListener('abort', inTime);
      resolve(answer);
    });
    // Also what breaks after the answer began: the body tells it, and nobody else has to.
    asked.on('error', () => resolve(late.aborted ? 'late' : 'unreachable'));
    asked.end();
  });
}

function opened(inward: Inward, url: URL, answer: IncomingMessage, whole: AbortSignal): Opened | Refused {
  const packed = String(answer.headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  const plain = packed === 'identity' || packed === '';
  const unpack = plain ? null : unpackers[packed as keyof typeof unpackers];
  if (unpack === undefined) {
    answer.destroy();
    return { ok: false, fault: 'encoding', url };
  }
  const said = Number(answer.headers['content-length']);
  const unpacked = unpack?.();
  const body: Readable = unpacked ?? answer;
  let stalled = false;
  answer.setTimeout(inward.idle, () => {
    stalled = true;
    answer.destroy();
  });
  if (unpacked) {
    answer.on('error', (error) => unpacked.destroy(error));
    answer.pipe(unpacked);
  }
  return {
    ok: true,
    status: answer.statusCode ?? 0,
    url,
    etag: short(answer.headers.etag),
    lastModified: short(answer.headers['last-modified']),
    contentType: short(answer.headers['content-type']),
    disposition: short(answer.headers['content-disposition'], 2_000),
    length: plain && Number.isSafeInteger(said) && said >= 0 ? said : null,
    body,
    why: (error) => {
      if (stalled) return 'stalled';
      if (whole.aborted) return 'late';
      return (error as NodeJS.ErrnoException).code?.startsWith('Z_') ? 'encoding' : 'cut_off';
    },
    close: () => answer.destroy(),
  };
}

const short = (text: string | undefined, most = 300) =>
  text === undefined || text.length > most ? null : text;
