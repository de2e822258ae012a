import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export const payloadType = 'application/vnd.in-toto+json';

/** DSSE envelope (secure-systems-lab/dsse, protocol v1). */
export const Envelope = z.object({
  payloadType: z.literal(payloadType),
  payload: z.string(),
  signatures: z
    .array(z.object({ keyid: z.string(), alg: z.string(), sig: z.string() }))
    .min(1)
    .length(1),
});
export type Envelope = z.infer<typeof Envelope>;

const encoder = new TextEncoder();
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const base64Of = (bytes: Uint8Array) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** A key's id follows from the key itself: `ed25519-` and its first eight bytes in hex. */
export function keyIdOf(publicKey: string): string {
  const head = [...bytesOf(publicKey).subarray(0, 8)];
  return `ed25519-${head.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** DSSE pre-authentication encoding: what is really signed. */
export function preAuthenticationEncoding(type: string, payload: Uint8Array): Uint8Array {
  const head = encoder.encode(`DSSEv1 ${encoder.encode(type).length} ${type} ${payload.length} `);
  const whole = new Uint8Array(head.length + payload.length);
  whole.set(head);
  whole.set(payload, head.length);
  return whole;
}

/** Canonical JSON (RFC 8785): the same value gives the same bytes everywhere. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return text;
}

/** Wraps a statement; `sign` gets the encoding above and answers 64 bytes. */
export function sealEnvelope(
  statement: unknown,
  keyId: string,
  sign: (message: Uint8Array) => Uint8Array,
): Envelope {
  const payload = encoder.encode(canonicalJson(statement));
  const sig = sign(preAuthenticationEncoding(payloadType, payload));
  return {
    payloadType,
    payload: base64Of(payload),
    signatures: [{ keyid: keyId, alg: 'Ed25519', sig: base64Of(sig) }],
  };
}

/** A key of the lab's as it was obtained apart. Without dates it is trusted for any report it signed. */
export interface TrustedKey {
  /** Raw Ed25519, 32 bytes in base64. */
  publicKey: string;
  /** ISO 8601; the lab signed with it from here to there. */
  from: string | null;
  until: string | null;
  /** From here on somebody else may have signed with it. */
  compromisedSince: string | null;
}

export const refusals = [
  'not_an_envelope',
  'no_trusted_key',
  'signature_invalid',
  'payload_not_json',
  'outside_key_period',
  'key_compromised',
] as const;

export type Verification =
  | {
      ok: true;
      keyId: string;
      statement: Record<string, unknown>;
      /** The signed content is whole; what stands around it (blanks, line ends, a mark, the encoding) is not the lab's. */
      reformatted: boolean;
      /** The key has been compromised since: whoever has it can write an earlier date, so only the lab can tell. */
      askTheLab: boolean;
      /** SHA-256 of what was signed, in hex: by it the lab knows its report. */
      digest: string;
    }
  | { ok: false; code: (typeof refusals)[number]; keyId?: string; issuedAt?: string };

/** SHA-256 of what an envelope's signature covers, in hex. */
export const signedDigest = (envelope: Pick<Envelope, 'payload'>): string =>
  bytesToHex(sha256(bytesOf(envelope.payload)));

/** The exact text of a sealed envelope's file: canonical JSON and a newline. */
export const envelopeText = (envelope: Envelope): string => `${canonicalJson(envelope)}\n`;

/**
 * Text of a report's file: UTF-8, or UTF-16 where its mark says so. The mark is kept, for the lab writes none.
 * Null when it is neither.
 */
export function reportText(bytes: Uint8Array): string | null {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
  const marked = wide === 'utf-16le' || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(marked ? wide : 'utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A key was made a moment after the transaction that first signs with it had begun. */
const slackMs = 3_600_000;

/**
 * Verifies a report against public keys obtained apart, each with its dates where they are known. The file may name its
 * key but never brings it. Any change of what is signed fails, and so does any change beside it but of blanks, line ends,
 * byte-order mark and encoding, which editors and mail make: that is told (`reformatted`).
 * Errors: `no_trusted_key` when no signature names a trusted key, `signature_invalid` when one does and does not hold,
 * `outside_key_period` when the report is dated when the lab did not sign with it (or not dated at all, by a key that has
 * ended), `key_compromised` when it is dated after the key was known to others, `not_an_envelope` for every other text.
 */
export function verifyEnvelope(text: string, trusted: readonly (string | TrustedKey)[]): Verification {
  const opened = open(text);
  if (!opened) return { ok: false, code: 'not_an_envelope' };
  const { envelope, payload, reformatted } = opened;
  const message = preAuthenticationEncoding(envelope.payloadType, payload);
  let named = false;
  for (const one of trusted) {
    const key =
      typeof one === 'string' ? { publicKey: one, from: null, until: null, compromisedSince: null } : one;
    const keyId = keyIdOf(key.publicKey);
    for (const signature of envelope.signatures) {
      if (signature.keyid !== keyId) continue;
      named = true;
      if (signature.alg !== 'Ed25519' || !holds(signature.sig, message, key.publicKey)) continue;
      const statement = statementIn(payload);
      if (!statement) return { ok: false, code: 'payload_not_json' };
      const issuedAt = issuedAtOf(statement);
      const code = misdated(key, issuedAt);
      if (code) return { ok: false, code, keyId, ...(issuedAt === null ? {} : { issuedAt }) };
      const askTheLab = key.compromisedSince !== null;
      return { ok: true, keyId, statement, reformatted, askTheLab, digest: bytesToHex(sha256(payload)) };
    }
  }
  return { ok: false, code: named ? 'signature_invalid' : 'no_trusted_key' };
}

function statementIn(payload: Uint8Array): Record<string, unknown> | null {
  try {
    const statement: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return typeof statement === 'object' && statement !== null
      ? (statement as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** When a report says it was issued; null where it says no instant. */
export function issuedAtOf({ predicate }: Record<string, unknown>): string | null {
  if (typeof predicate !== 'object' || predicate === null || !('issuedAt' in predicate)) return null;
  const { issuedAt } = predicate;
  return typeof issuedAt === 'string' && !Number.isNaN(Date.parse(issuedAt)) ? issuedAt : null;
}

/** Why a report of that date is not believed by this key; null where it is. */
export function misdated(
  { from, until, compromisedSince }: Omit<TrustedKey, 'publicKey'>,
  issuedAt: string | null,
): 'outside_key_period' | 'key_compromised' | null {
  if (issuedAt === null) {
    if (compromisedSince !== null) return 'key_compromised';
    return until === null ? null : 'outside_key_period';
  }
  const at = Date.parse(issuedAt);
  if (compromisedSince !== null && at >= Date.parse(compromisedSince)) return 'key_compromised';
  const early = from !== null && at < Date.parse(from) - slackMs;
  const late = until !== null && at > Date.parse(until);
  return early || late ? 'outside_key_period' : null;
}

function open(text: string): { envelope: Envelope; payload: Uint8Array; reformatted: boolean } | null {
  try {
    const envelope = Envelope.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    const exact = envelopeText(envelope);
    // No text of an envelope holds a blank: without them it must be the lab's own, letter by letter.
    if (text !== exact && text.replace(/[\uFEFF\t\n\r ]/g, '') !== exact.trimEnd()) return null;
    const parts = [envelope.payload, ...envelope.signatures.map((signature) => signature.sig)];
    if (parts.some((part) => base64Of(bytesOf(part)) !== part)) return null;
    return { envelope, payload: bytesOf(envelope.payload), reformatted: text !== exact };
  } catch {
    return null;
  }
}

function holds(sig: string, message: Uint8Array, publicKey: string): boolean {
  try {
    return ed25519.verify(bytesOf(sig), message, bytesOf(publicKey), { zip215: false });
  } catch {
    return false;
  }
}
