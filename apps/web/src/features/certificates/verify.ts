import { Envelope, payloadType, type Verification, verifyEnvelope } from '@scenario-lab/contracts/envelope';

export type Answer =
  | { result: 'genuine'; keyId: string; statement: Record<string, unknown> }
  | { result: 'changed' }
  | { result: 'unknown_key'; keyId: string }
  | { result: 'not_report' };

/** A raw Ed25519 public key is 32 bytes: 44 characters of base64. */
export function isPublicKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/** The exact text of a file; null when it is no UTF-8. A byte-order mark is kept: it is a changed byte. */
export function exactText(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Text that went through a clipboard loses its last newline; nothing else may differ. */
export const pastedText = (text: string) => `${text.trim()}\n`;

/** Verifies the text of a report against the keys trusted now; what the file says of its key counts for nothing. */
export function judge(text: string, trusted: readonly string[]): Answer {
  const verified: Verification = verifyEnvelope(text, trusted);
  if (verified.ok) return { result: 'genuine', keyId: verified.keyId, statement: verified.statement };
  if (verified.code === 'no_trusted_key') return { result: 'unknown_key', keyId: namedKey(text) };
  if (verified.code === 'not_an_envelope') {
    return { result: looksLikeReport(text) ? 'changed' : 'not_report' };
  }
  return { result: 'changed' };
}

function namedKey(text: string): string {
  const envelope = Envelope.safeParse(JSON.parse(text));
  return envelope.success ? (envelope.data.signatures[0]?.keyid ?? '') : '';
}

/** A file that was a report once: what is left of it says so, even where it is broken. */
function looksLikeReport(text: string): boolean {
  return text.includes(payloadType) || (text.includes('"payload"') && text.includes('"signatures"'));
}
