import {
  Envelope,
  payloadType,
  type TrustedKey,
  type Verification,
  verifyEnvelope,
} from '@scenario-lab/contracts/envelope';

interface Sound {
  keyId: string;
  statement: Record<string, unknown>;
  /** The key has been compromised since: only the lab can say whether it signed this. */
  askTheLab: boolean;
  digest: string;
}
export type Answer =
  | ({ result: 'genuine' | 'reformatted' } & Sound)
  | { result: 'outside_key_period' | 'key_compromised'; keyId: string; issuedAt: string | null }
  | { result: 'changed' }
  | { result: 'unknown_key'; keyId: string }
  | { result: 'not_report' };

export const isSound = (answer: Answer): answer is { result: 'genuine' | 'reformatted' } & Sound =>
  answer.result === 'genuine' || answer.result === 'reformatted';

/** A raw Ed25519 public key is 32 bytes: 44 characters of base64. */
export function isPublicKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/** Verifies the text of a report against the keys trusted now; what the file says of its key counts for nothing. */
export function judge(text: string, trusted: readonly (string | TrustedKey)[]): Answer {
  const verified: Verification = verifyEnvelope(text, trusted);
  if (verified.ok) {
    const { keyId, statement, askTheLab, digest, reformatted } = verified;
    return { result: reformatted ? 'reformatted' : 'genuine', keyId, statement, askTheLab, digest };
  }
  if (verified.code === 'outside_key_period' || verified.code === 'key_compromised')
    return { result: verified.code, keyId: verified.keyId ?? '', issuedAt: verified.issuedAt ?? null };
  if (verified.code === 'no_trusted_key') return { result: 'unknown_key', keyId: namedKey(text) };
  if (verified.code === 'not_an_envelope') {
    return { result: looksLikeReport(text) ? 'changed' : 'not_report' };
  }
  return { result: 'changed' };
}

function namedKey(text: string): string {
  const envelope = Envelope.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
  return envelope.success ? (envelope.data.signatures[0]?.keyid ?? '') : '';
}

/** A file that was a report once: what is left of it says so, even where it is broken. */
function looksLikeReport(text: string): boolean {
  return text.includes(payloadType) || (text.includes('"payload"') && text.includes('"signatures"'));
}
