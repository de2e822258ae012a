import { ed25519 } from '@noble/curves/ed25519.js';
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

export type Verification =
  | { ok: true; keyId: string; statement: Record<string, unknown> }
  | { ok: false; code: 'not_an_envelope' | 'no_trusted_key' | 'signature_invalid' | 'payload_not_json' };

/** The exact text of a sealed envelope's file: canonical JSON and a newline. */
export const envelopeText = (envelope: Envelope): string => `${canonicalJson(envelope)}\n`;

/**
 * Verifies a report against public keys (raw Ed25519, base64) obtained apart. The file may name its key but
 * never brings it. Any changed byte fails: the file must be the canonical text of its own envelope, so that
 * not even a space or a spare bit of base64 can differ.
 * Errors: `no_trusted_key` when no signature names a trusted key, `signature_invalid` when one does and does
 * not hold, `not_an_envelope` for every other text.
 */
export function verifyEnvelope(text: string, trusted: readonly string[]): Verification {
  const opened = open(text);
  if (!opened) return { ok: false, code: 'not_an_envelope' };
  const { envelope, payload } = opened;
  const message = preAuthenticationEncoding(envelope.payloadType, payload);
  let named = false;
  for (const publicKey of trusted) {
    const keyId = keyIdOf(publicKey);
    for (const signature of envelope.signatures) {
      if (signature.keyid !== keyId) continue;
      named = true;
      if (signature.alg !== 'Ed25519' || !holds(signature.sig, message, publicKey)) continue;
      try {
        const statement = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
        return { ok: true, keyId, statement: statement as Record<string, unknown> };
      } catch {
        return { ok: false, code: 'payload_not_json' };
      }
    }
  }
  return { ok: false, code: named ? 'signature_invalid' : 'no_trusted_key' };
}

function open(text: string): { envelope: Envelope; payload: Uint8Array } | null {
  try {
    const envelope = Envelope.parse(JSON.parse(text));
    if (text !== envelopeText(envelope)) return null;
    const parts = [envelope.payload, ...envelope.signatures.map((signature) => signature.sig)];
    if (parts.some((part) => base64Of(bytesOf(part)) !== part)) return null;
    return { envelope, payload: bytesOf(envelope.payload) };
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
