import { expect, it } from 'vitest';
import { isAllowed, isPublicAddress, readIp, readRange } from './reachable.js';

const inside = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.19.255.255',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fdff::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::1',
  '2001:0:4136:e378::1',
  '2001:db8::1',
  'not an address',
  '',
  '1.2.3',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '1.2.3.4.5',
  '2606:4700::1::1',
];
const outside = [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '192.169.0.1',
  '2606:4700:4700::1111',
  '::ffff:8.8.8.8',
];

it.each(inside)('%s is no machine of the public network', (text) =>
  expect(isPublicAddress(text)).toBe(false),
);
it.each(outside)('%s is one', (text) => expect(isPublicAddress(text)).toBe(true));

it('reads each of many addresses as itself', () => {
  for (let n = 0; n < 2_000; n += 1) {
    const parts = [n * 7919, n * 104729, n * 1299709, n * 15485863].map((one) => one % 256);
    const four = parts.join('.');
    const bits = readIp(four)?.bits;
    expect(readIp(`::ffff:${four}`)?.bits).toBe((0xffffn << 32n) | (bits ?? 0n));
    expect(isPublicAddress(`::ffff:${four}`)).toBe(isPublicAddress(four));
  }
});

it('allows what lies in a named range and nothing beside it', () => {
  const allowed = ['10.20.0.0/16', '192.168.7.9', 'fd00:1::/32'].map((text) => readRange(text)!);
  for (const text of ['10.20.0.1', '10.20.255.255', '192.168.7.9', 'fd00:1::5', '::ffff:10.20.3.4'])
    expect([text, isAllowed(text, allowed)]).toEqual([text, true]);
  for (const text of ['10.21.0.1', '192.168.7.8', 'fd00:2::5', '127.0.0.1', 'lab'])
    expect([text, isAllowed(text, allowed)]).toEqual([text, false]);
  for (const text of ['10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/-1', 'lab/8', ''])
    expect([text, readRange(text)]).toEqual([text, null]);
});
