import { lookup } from 'node:dns/promises';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isAllowed, isPublicAddress, type Range } from '@scenario-lab/domain/outbound/reachable';

/** The one way in which a worker writes to an address that somebody outside the lab has named. */
export interface Outward {
  /** Ranges beyond the public network that may be written to: an operator's explicit word. */
  allowed: readonly Range[];
  /** Milliseconds from the first look at the name to the last byte of the answer. */
  patience: number;
}

type OutFault = 'address_refused' | 'not_found' | 'unreachable' | 'late';
type Sent = { ok: true; status: number; body: string } | { ok: false; fault: OutFault };

/** Bytes of an answer that are read; the rest is left unread. */
const mostRead = 4_096;

/**
 * Posts `body` to `address`. The name is resolved once and the connection is made to what was looked at, so that a
 * name that changes its mind meanwhile changes nothing; one address out of bounds refuses them all. No redirect is
 * followed, no proxy of the environment is asked, and plain `http://` goes to allowed ranges alone.
 */
export async function sendOut(
  { allowed, patience }: Outward,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Sent> {
  const url = new URL(address);
  const plain = url.protocol === 'http:';
  if ((!plain && url.protocol !== 'https:') || url.username !== '' || url.password !== '')
    return { ok: false, fault: 'address_refused' };
  const late = AbortSignal.timeout(patience);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await Promise.race([
    lookup(host, { all: true, verbatim: true }).catch(() => []),
    new Promise<'late'>((resolve) => late.addEventListener('abort', () => resolve('late'), { once: true })),
  ]);
  if (found === 'late') return { ok: false, fault: 'late' };
  const [first] = found;
  if (!first) return { ok: false, fault: 'not_found' };
  const inBounds = (one: string) => isAllowed(one, allowed) || (!plain && isPublicAddress(one));
  if (!found.every((one) => inBounds(one.address))) return { ok: false, fault: 'address_refused' };
  const pinned: LookupFunction = (_host, options, callback) =>
    options.all ? callback(null, [first]) : callback(null, first.address, first.family);
  return new Promise((resolve) => {
    const settle = (sent: Sent) => {
      asked.destroy();
      resolve(sent);
    };
    const failed = () => settle({ ok: false, fault: late.aborted ? 'late' : 'unreachable' });
    const asked = (plain ? requestPlain : requestSecure)(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: pinned,
        signal: late,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        const chunks: Buffer[] = [];
        let read = 0;
        const done = () =>
          settle({ ok: true, status, body: Buffer.concat(chunks).subarray(0, mostRead).toString('utf8') });
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          read += chunk.length;
          if (read >= mostRead) done();
        });
        answer.on('end', done);
        answer.on('error', failed);
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}
