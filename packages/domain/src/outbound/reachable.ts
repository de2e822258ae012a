/** An address of the Internet protocol as one number, of 32 or 128 bits. */
interface Ip {
  version: 4 | 6;
  bits: bigint;
}

/** Errors: null for whatever is no address in its usual writing. */
export function readIp(text: string): Ip | null {
  if (/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255)) return null;
    return { version: 4, bits: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
  }
  return readIp6(text.replace(/%.*$/, ''));
}

function readIp6(text: string): Ip | null {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return null;
  // The last four bytes may be written as of version 4.
  const tail = /:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  let plain = text;
  if (tail !== undefined) {
    const four = readIp(tail);
    if (!four) return null;
    const halves = [four.bits >> 16n, four.bits & 0xffffn].map((half) => half.toString(16));
    plain = `${text.slice(0, -tail.length)}${halves.join(':')}`;
  }
  const sides = plain.split('::');
  if (sides.length > 2) return null;
  const [head = [], rest = []] = sides.map((side) => (side === '' ? [] : side.split(':')));
  const missing = 8 - head.length - rest.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...rest];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { version: 6, bits: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}

/** `10.0.0.0/8`, or one address. */
export interface Range {
  version: 4 | 6;
  bits: bigint;
  length: number;
}

/** Errors: null for what is no range. */
export function readRange(text: string): Range | null {
  const [address = '', length] = text.trim().split('/');
  const ip = readIp(address);
  if (!ip) return null;
  const whole = ip.version === 4 ? 32 : 128;
  const bits = length === undefined ? whole : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  return bits < 0 || bits > whole ? null : { ...ip, length: bits };
}

function within(ip: Ip, range: Range): boolean {
  if (ip.version !== range.version) return false;
  const shift = BigInt((ip.version === 4 ? 32 : 128) - range.length);
  return ip.bits >> shift === range.bits >> shift;
}

const ranges = (...texts: string[]): Range[] =>
  texts.map((text) => {
    const range = readRange(text);
    if (!range) throw new RangeError(text);
    return range;
  });

/** IANA's special-purpose registries (RFC 6890 and after): nothing of these is a machine of the public network. */
const special = ranges(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
);
/** Of version 6 only what is handed out (2000::/3), and of that not the tunnels into version 4 nor the examples. */
const handedOut = ranges('2000::/3');
const special6 = ranges('2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20');
const mapped = ranges('::ffff:0:0/96', '64:ff9b::/96');

/** A machine of the public network, whichever way its address is written. */
export function isPublicAddress(text: string): boolean {
  const ip = readIp(text);
  if (!ip) return false;
  if (ip.version === 6 && mapped.some((range) => within(ip, range)))
    return !special.some((range) => within({ version: 4, bits: ip.bits & 0xffffffffn }, range));
  if (ip.version === 4) return !special.some((range) => within(ip, range));
  return handedOut.some((range) => within(ip, range)) && !special6.some((range) => within(ip, range));
}

/** Whether an address lies in one of the ranges an operator has named. One of version 4 in version 6's writing counts as itself. */
export function isAllowed(text: string, allowed: readonly Range[]): boolean {
  const ip = readIp(text);
  if (!ip) return false;
  const itself: Ip =
    ip.version === 6 && mapped.some((range) => within(ip, range))
      ? { version: 4, bits: ip.bits & 0xffffffffn }
      : ip;
  return allowed.some((range) => within(itself, range));
}
