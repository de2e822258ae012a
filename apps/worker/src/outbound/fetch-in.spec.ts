import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readRange } from '@scenario-lab/domain/outbound/reachable';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchIn, type Inward } from './fetch-in.js';

let server: Server;
let port = 0;
const asked: { url: string; headers: Record<string, unknown> }[] = [];
let answer: (response: ServerResponse, url: string) => void = () => undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    answer(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** Names of the test are machines of an inner network the operator has allowed, or none. */
const names: Record<string, string[]> = {};
const inward = (over: Partial<Inward> = {}): Inward => ({
  allowed: [readRange('127.0.0.1')!],
  patience: 2_000,
  idle: 2_000,
  whole: 5_000,
  resolve: async (host) =>
    (names[host] ?? (/^[\d.]+$/.test(host) ? [host] : [])).map((address) => ({ address, family: 4 })),
  ...over,
});
const get = (path: string, over: Partial<Inward> = {}, headers: Record<string, string> = {}) => {
  asked.length = 0;
  return fetchIn(
    inward(over),
    path.replace('HERE', `127.0.0.1:${port}`),
    headers,
    new AbortController().signal,
  );
};
async function text(path: string, over: Partial<Inward> = {}): Promise<string> {
  const found = await get(path, over);
  if (!found.ok) return `refused: ${found.fault}`;
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of found.body as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch (error) {
    return `broken: ${found.why(error)}`;
  } finally {
    found.close();
  }
  return Buffer.concat(chunks).toString('utf8');
}

describe('what lies at an address', () => {
  it('comes as it is, with its names', async () => {
    answer = (response) =>
      response.writeHead(200, { etag: '"one"', 'content-type': 'text/csv' }).end('a,b\n1,2\n');
    const found = await get('http://HERE/a.csv');
    expect(found).toMatchObject({ ok: true, status: 200, etag: '"one"', contentType: 'text/csv' });
    if (found.ok) found.close();
    expect(await text('http://HERE/a.csv')).toBe('a,b\n1,2\n');
  });

  it('comes unpacked where it was packed unasked', async () => {
    answer = (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a,b\n1,2\n'));
    expect(await text('http://HERE/a.csv')).toBe('a,b\n1,2\n');
    expect(asked[0]?.headers['accept-encoding']).toBe('identity');
    answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('a,b\n1,2\n');
    expect(await text('http://HERE/a.csv')).toBe('broken: encoding');
    answer = (response) => response.writeHead(200, { 'content-encoding': 'zstd-of-ours' }).end('x');
    expect(await text('http://HERE/a.csv')).toBe('refused: encoding');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/a.csv',
    'https://2130706433/a.csv'.replace('2130706433', '167772161'),
    'https://0x0a000001/a.csv',
    'https://[::ffff:10.0.0.1]/a.csv',
    'http://93.184.216.34/a.csv',
    'ftp://93.184.216.34/a.csv',
    'https://user:word@93.184.216.34/a.csv',
  ])('is not asked for at %s', async (address) => {
    const resolve = async (host: string) => [{ address: host, family: host.includes(':') ? 6 : 4 }];
    expect(await text(address, { resolve })).toBe('refused: address_refused');
    expect(asked).toEqual([]);
  });

  it('is not followed into the inner network, whichever step leads there', async () => {
    names['inside.example'] = ['10.1.2.3'];
    for (const location of [
      'https://10.1.2.3/a',
      'https://inside.example/a',
      'http://169.254.169.254/',
      'file:///etc/passwd',
    ]) {
      answer = (response, url) =>
        response.writeHead(302, { location: url === '/first' ? '/second' : location }).end();
      expect(await text('http://HERE/first')).toBe('refused: address_refused');
      expect(asked.map(({ url }) => url)).toEqual(['/first', '/second']);
    }
  });

  it('is not followed without end, nor nowhere', async () => {
    answer = (response) => response.writeHead(301, { location: '/again' }).end();
    expect(await text('http://HERE/again')).toBe('refused: too_many_redirects');
    expect(asked).toHaveLength(6);
    answer = (response) => response.writeHead(302).end();
    expect(await text('http://HERE/a')).toBe('refused: redirect_broken');
  });

  it('is asked of what was looked at, though the name says something else a moment later', async () => {
    let looks = 0;
    const resolve = async () => {
      looks += 1;
      return [{ address: looks === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    answer = (response) => response.end('of the first');
    expect(await text(`http://rebinds.example:${port}/a.csv`, { resolve })).toBe('of the first');
    expect(looks).toBe(1);
    looks = 0;
    answer = (response) => response.writeHead(302, { location: '/b.csv' }).end();
    expect(await text(`http://rebinds.example:${port}/a.csv`, { resolve })).toBe('refused: address_refused');
    expect(looks).toBe(2);
  });

  it('is not asked for where one of a name’s addresses is out of bounds, or it has none', async () => {
    names['both.example'] = ['127.0.0.1', '10.0.0.1'];
    expect(await text(`http://both.example:${port}/`)).toBe('refused: address_refused');
    expect(await text(`http://nowhere.example:${port}/`)).toBe('refused: not_found');
  });

  it('tells what it knows already to the first host alone', async () => {
    names['other.example'] = ['127.0.0.1'];
    answer = (response, url) =>
      url === '/a'
        ? response.writeHead(302, { location: `http://other.example:${port}/b` }).end()
        : response.end('x');
    const found = await get('http://HERE/a', {}, { 'if-none-match': '"one"' });
    if (found.ok) found.close();
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"one"', undefined]);
  });

  it('is given up where nothing comes: before the answer, and in its midst', async () => {
    answer = () => undefined;
    expect(await text('http://HERE/silent', { patience: 150 })).toBe('refused: late');
    answer = (response) => void response.writeHead(200).write('a,b\n');
    expect(await text('http://HERE/stalls', { idle: 150 })).toBe('broken: stalled');
  });

  it('is given up where it drips for ever', async () => {
    answer = (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await text('http://HERE/drips', { whole: 300 })).toBe('broken: late');
  });

  it('is cut off where it is shorter than it was said to be, packed or not', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('a,b\n', () => response.destroy());
    };
    expect(await text('http://HERE/short')).toBe('broken: cut_off');
    answer = (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '100' });
      response.write(gzipSync('a,b\n').subarray(0, 12), () => response.destroy());
    };
    expect(await text('http://HERE/short')).toBe('broken: cut_off');
  });
});
