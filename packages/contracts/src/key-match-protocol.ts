import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';

/**
 * Private set intersection by Diffie–Hellman (Meadows 1986; Huberman, Franklin and Hogg 1999) on ristretto255 (RFC 9496, keys
 * hashed to points by RFC 9380). Each side blinds its own keys with a secret that never leaves it, then blinds the
 * other's blinded keys once more: what both hold is the same point then, whoever went first. The lab counts what is
 * blinded twice, neither side ever sees its own keys so, and the lab never sees a key nor a secret.
 *
 * It holds against whoever follows the protocol and is curious. Whoever lies about its keys can spoil the count; that it learns
 * little by one count is for the limits (least keys, one count of a pair and version, noise) to see to.
 */
const domain = 'scenario-lab-key-match-v1-ristretto255_XMD:SHA-512_R255MAP_RO_';
const { Point } = ristretto255;
const text = new TextEncoder();

export const leastKeys = 1_000;
export const mostKeys = 20_000;
/** A point as it travels: 32 bytes, base64. */
export const pointShape = /^[A-Za-z0-9+/]{43}=$/;

/** The same key however it is typed: full width, case and spaces at its ends are none of it. */
export const plainKey = (key: string): string => key.normalize('NFKC').trim().toUpperCase();

/** Each key once, and what is empty is none. */
export const distinctKeys = (cells: Iterable<string>): string[] => [
  ...new Set([...cells].map(plainKey).filter((key) => key !== '')),
];

/** Made for one match, and kept by whoever made it alone. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  // 512 bits modulo the order are even to one part in 2^259.
  const wide = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const scalar = Point.Fn.create(wide);
  return scalar === 0n ? newSecret() : scalar.toString(16);
}

const scalarOf = (secret: string) => Point.Fn.create(BigInt(`0x${secret}`));
const encoded = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const decoded = (point: string) => Uint8Array.from(atob(point), (letter) => letter.charCodeAt(0));

/** Told how many are done. */
export type Progress = (done: number) => void;
const breath = 64;
/** Lets the page, or whatever else runs here, have its turn. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function each(
  items: readonly string[],
  of: (item: string) => string,
  progress: Progress = () => undefined,
): Promise<string[]> {
  const made: string[] = [];
  for (const [at, item] of items.entries()) {
    made.push(of(item));
    if (at % breath !== breath - 1) continue;
    progress(at + 1);
    await pause();
  }
  progress(items.length);
  // In an order that says nothing of the one they came in.
  return made.sort();
}

/** One's own keys, blinded: the first round. */
export function blindKeys(keys: readonly string[], secret: string, progress?: Progress): Promise<string[]> {
  const scalar = scalarOf(secret);
  return each(
    keys,
    (key) =>
      encoded(ristretto255_hasher.hashToCurve(text.encode(key), { DST: domain }).multiply(scalar).toBytes()),
    progress,
  );
}

/** What the other side sent is no set of points: nothing is worked out with it. */
export class BadPoints extends Error {}

/** The other side's blinded keys, blinded once more: the second round. @throws {BadPoints} */
export function blindAgain(
  points: readonly string[],
  secret: string,
  progress?: Progress,
): Promise<string[]> {
  const scalar = scalarOf(secret);
  return each(
    points,
    (point) => {
      try {
        const from = Point.fromBytes(decoded(point));
        if (from.is0()) throw new Error('identity');
        return encoded(from.multiply(scalar).toBytes());
      } catch (error) {
        throw new BadPoints('not a point', { cause: error });
      }
    },
    progress,
  );
}
