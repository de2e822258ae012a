import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

// A bid is sealed to two X25519 keys at once. The private halves are shown to one person of each side and kept nowhere;
// what opens a bid is derived from both agreements together, so that one key alone is worth nothing (ADR 53).

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keyBytes = 32;
const checkBytes = 3;
const nonceBytes = 12;
const tagBytes = 16;

export interface KeyPair {
  /** Raw, base64. */
  publicKey: string;
  /** What its holder writes down: the private key with a checksum, in groups of five. */
  code: string;
}

const jwk = (key: KeyObject, part: 'x' | 'd') =>
  Buffer.from(key.export({ format: 'jwk' })[part] ?? '', 'base64url');
const publicOf = (raw: Buffer) =>
  createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') } });
/** PKCS #8 of an X25519 key is this much and the key. */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const privateOf = (raw: Buffer) =>
  createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.concat([pkcs8, raw]) });

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const raw = jwk(privateKey, 'd');
  return { publicKey: jwk(publicKey, 'x').toString('base64'), code: codeOf(raw) };
}

const checkOf = (raw: Buffer) =>
  createHash('sha256').update('scenario-lab opening code').update(raw).digest().subarray(0, checkBytes);

function codeOf(raw: Buffer): string {
  let bits = 0n;
  const all = Buffer.concat([raw, checkOf(raw)]);
  for (const byte of all) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((all.length * 8) / 5);
  const letters = Array.from(
    { length },
    (_, at) => alphabet[Number((bits >> BigInt(5 * (length - 1 - at))) & 31n)],
  );
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

/** The private key a code stands for; null where it was written down wrong. Letters that look like figures are read as them. */
export function keyOfCode(code: string): Buffer | null {
  const letters = code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const size = keyBytes + checkBytes;
  if (letters.length !== Math.ceil((size * 8) / 5)) return null;
  let bits = 0n;
  for (const letter of letters) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  if (bits >> BigInt(size * 8) !== 0n) return null;
  const all = Buffer.from(bits.toString(16).padStart(size * 2, '0'), 'hex');
  const raw = all.subarray(0, keyBytes);
  return checkOf(raw).equals(all.subarray(keyBytes)) ? raw : null;
}

export function publicKeyOf(raw: Buffer): string {
  return jwk(createPublicKey(privateOf(raw)), 'x').toString('base64');
}

/** The key of one box: from the agreements with every recipient, and whom they were made with. */
function boxKey(shared: readonly Buffer[], parties: readonly Buffer[]): Buffer {
  const salt = createHash('sha256').update(Buffer.concat(parties)).digest();
  return Buffer.from(hkdfSync('sha256', Buffer.concat(shared), salt, 'scenario-lab sealed bid v1', 32));
}

/** Seals bytes to all the public keys at once; `about` is bound to them and must be said again to open. */
export function seal(bytes: Buffer, publicKeys: readonly string[], about: string): Buffer {
  const own = generateKeyPairSync('x25519');
  const recipients = publicKeys.map((key) => Buffer.from(key, 'base64'));
  const ephemeral = jwk(own.publicKey, 'x');
  const shared = recipients.map((raw) =>
    diffieHellman({ privateKey: own.privateKey, publicKey: publicOf(raw) }),
  );
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', boxKey(shared, [ephemeral, ...recipients]), nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([ephemeral, nonce, cipher.getAuthTag(), body]);
}

/** What was sealed, with every private key, in the order of the public ones; null where anything was changed. */
export function unseal(sealed: Buffer, privateKeys: readonly Buffer[], about: string): Buffer | null {
  if (sealed.length < keyBytes + nonceBytes + tagBytes) return null;
  const ephemeral = sealed.subarray(0, keyBytes);
  const nonce = sealed.subarray(keyBytes, keyBytes + nonceBytes);
  const tag = sealed.subarray(keyBytes + nonceBytes, keyBytes + nonceBytes + tagBytes);
  try {
    const shared = privateKeys.map((raw) =>
      diffieHellman({ privateKey: privateOf(raw), publicKey: publicOf(ephemeral) }),
    );
    const recipients = privateKeys.map((raw) => Buffer.from(publicKeyOf(raw), 'base64'));
    const decipher = createDecipheriv('aes-256-gcm', boxKey(shared, [ephemeral, ...recipients]), nonce);
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(tag);
    return Buffer.concat([
      decipher.update(sealed.subarray(keyBytes + nonceBytes + tagBytes)),
      decipher.final(),
    ]);
  } catch {
    return null;
  }
}

export const digestOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** A text of the same bytes for the same content, whatever order its members came in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
