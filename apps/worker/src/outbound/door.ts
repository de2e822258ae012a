import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isAllowed, isPublicAddress, type Range } from '@scenario-lab/domain/outbound/reachable';

export interface Resolved {
  address: string;
  family: number;
}

/** What lies outside the lab, as far as a worker may speak with it. */
export interface Outward {
  /** Ranges beyond the public network that may be spoken with: an operator's explicit word. */
  allowed: readonly Range[];
  /** Milliseconds from the first look at a name on; how far they reach the caller says. */
  patience: number;
  /** Another one only in tests. */
  resolve?: (host: string) => Promise<Resolved[]>;
}

export type DoorFault = 'address_refused' | 'not_found' | 'late';
type Door =
  | { ok: true; plain: boolean; lookup: LookupFunction; agent: false }
  | { ok: false; fault: DoorFault };

const byName = (host: string): Promise<Resolved[]> =>
  lookup(host, { all: true, verbatim: true }).catch(() => []);

/**
 * What a connection to `url` is made to: the name is resolved once and pinned, so that a name that changes its mind
 * meanwhile changes nothing; one address out of bounds refuses them all. Plain `http://` reaches allowed ranges alone,
 * and no proxy of the environment is asked.
 */
export async function doorTo(
  { allowed, resolve = byName }: Outward,
  url: URL,
  late: AbortSignal,
): Promise<Door> {
  const plain = url.protocol === 'http:';
  if ((!plain && url.protocol !== 'https:') || url.username !== '' || url.password !== '')
    return { ok: false, fault: 'address_refused' };
  const found = await Promise.race([
    resolve(url.hostname.replace(/^\[|\]$/g, '')),
    new Promise<'late'>((tell) => late.addEventListener('abort', () => tell('late'), { once: true })),
  ]);
  if (found === 'late') return { ok: false, fault: 'late' };
  const [first] = found;
  if (!first) return { ok: false, fault: 'not_found' };
  const inBounds = (one: string) => isAllowed(one, allowed) || (!plain && isPublicAddress(one));
  if (!found.every(({ address }) => inBounds(address))) return { ok: false, fault: 'address_refused' };
  const pinned: LookupFunction = (_host, options, callback) =>
    options.all ? callback(null, [first]) : callback(null, first.address, first.family);
  return { ok: true, plain, lookup: pinned, agent: false };
}
