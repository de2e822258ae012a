import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobFault } from './blob-store.js';
import { FilesystemStore } from './filesystem-store.js';
import { openBlobStore } from './open-store.js';
import { isIntact } from './verify.js';

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const faultCode = (code: string) => expect.objectContaining({ name: 'BlobFault', code });

let dir: string;
let store: FilesystemStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'storage-'));
  store = await FilesystemStore.open({ dir: join(dir, 'blobs') });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function everyFile(): Promise<string[]> {
  const entries = await readdir(join(dir, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('put and get', () => {
  it('keeps buffers, streams and files under the digest of their bytes', async () => {
    const bytes = randomBytes(300_000);
    const file = join(dir, 'source.bin');
    await writeFile(file, bytes);
    for (const source of [bytes, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), { path: file }]) {
      expect(await store.put(source)).toEqual({ sha256: digest(bytes), bytes: bytes.length });
    }
    expect(await buffer(await store.get(digest(bytes)))).toEqual(bytes);
    expect(await store.stat(digest(bytes))).toEqual({ bytes: bytes.length, at: expect.any(Date) });
    expect(await everyFile()).toEqual([digest(bytes)]);
  });

  it('keeps the empty blob', async () => {
    const { sha256, bytes } = await store.put(Readable.from([]));
    expect([sha256, bytes]).toEqual([digest(''), 0]);
    expect(await buffer(await store.get(sha256))).toHaveLength(0);
    await expect(store.get(sha256, { start: 0 })).rejects.toEqual(faultCode('bad_range'));
  });

  it('serves inclusive ranges and refuses those outside', async () => {
    const { sha256 } = await store.put(Buffer.from('0123456789'));
    const read = async (start: number, end?: number) =>
      (await buffer(await store.get(sha256, { start, end }))).toString();
    expect(await read(2, 4)).toBe('234');
    expect(await read(7)).toBe('789');
    expect(await read(9, 5000)).toBe('9');
    for (const start of [10, -1, 0.5, Number.NaN]) {
      await expect(store.get(sha256, { start })).rejects.toEqual(faultCode('bad_range'));
    }
    await expect(store.get(sha256, { start: 5, end: 4 })).rejects.toEqual(faultCode('bad_range'));
  });

  it('makes one blob of many concurrent puts of the same bytes', async () => {
    const bytes = randomBytes(200_000);
    const receipts = await Promise.all(
      Array.from({ length: 24 }, () =>
        store.put(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])),
      ),
    );
    expect(new Set(receipts.map((receipt) => receipt.sha256))).toEqual(new Set([digest(bytes)]));
    expect(await everyFile()).toEqual([digest(bytes)]);
    expect(await isIntact(store, digest(bytes))).toBe(true);
  });

  it('never touches a blob that is already there', async () => {
    const { sha256 } = await store.put(Buffer.from('once'));
    const before = await stat(store.path(sha256));
    await store.put(Buffer.from('once'));
    const after = await stat(store.path(sha256));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('lists and removes', async () => {
    const receipts = await Promise.all(['a', 'b', 'c'].map((text) => store.put(Buffer.from(text))));
    const listed = [];
    for await (const blob of store.list()) listed.push(blob);
    expect(listed).toHaveLength(3);
    expect(listed).toEqual(expect.arrayContaining(receipts));
    await store.remove(receipts[0]!.sha256);
    await store.remove(receipts[0]!.sha256);
    expect(await store.stat(receipts[0]!.sha256)).toBeNull();
    await expect(store.get(receipts[0]!.sha256)).rejects.toEqual(faultCode('missing'));
  });
});

describe('refusals leave nothing behind', () => {
  afterEach(async () => expect(await everyFile()).toEqual([]));

  it.each([
    ['digest_mismatch', { sha256: digest('other') }],
    ['length_mismatch', { bytes: 3 }],
    ['length_mismatch', { bytes: 5 }],
    ['too_large', { maxBytes: 3 }],
    ['bad_digest', { sha256: 'ABC' }],
  ])('%s for %j', async (code, expected) => {
    await expect(store.put(Buffer.from('four'), expected)).rejects.toEqual(faultCode(code));
  });

  it('a source that fails half-way', async () => {
    async function* halfway() {
      yield randomBytes(100_000);
      throw new Error('line cut');
    }
    await expect(store.put(Readable.from(halfway()))).rejects.toThrow('line cut');
  });

  it('a source that was destroyed or read before', async () => {
    const destroyed = Readable.from([Buffer.from('x')]);
    destroyed.destroy();
    await expect(store.put(destroyed)).rejects.toEqual(faultCode('bad_source'));
    const consumed = Readable.from([Buffer.from('x')]);
    await buffer(consumed);
    await expect(store.put(consumed)).rejects.toEqual(faultCode('bad_source'));
    await expect(store.put(Readable.from([{ no: 'bytes' }]))).rejects.toEqual(faultCode('bad_source'));
  });

  it('an upload whose client hangs up', async () => {
    const server = createServer();
    let outcome: Promise<unknown> = Promise.resolve();
    const started = new Promise<void>((begin) => {
      server.once('request', (incoming) => {
        outcome = store.put(incoming);
        outcome.catch(() => undefined);
        begin();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const upload = request({ port, method: 'POST', headers: { 'content-length': 1_000_000 } });
    upload.on('error', () => undefined);
    upload.write(randomBytes(400_000));
    await started;
    upload.destroy();
    await expect(outcome).rejects.toThrow(/aborted/);
    server.close();
  });

  it('a path that is no regular file', async () => {
    const link = join(dir, 'link');
    await symlink('/etc/hostname', link);
    await expect(store.put({ path: link })).rejects.toThrow(/ELOOP/);
    await expect(store.put({ path: dir })).rejects.toEqual(faultCode('bad_source'));
    await expect(store.put({ path: join(dir, 'absent') })).rejects.toThrow(/ENOENT/);
  });
});

it('cannot be led outside its folder', async () => {
  const traps = ['../../etc/passwd', '..', '', 'A'.repeat(64), `${'a'.repeat(64)}\n`, `${'a'.repeat(61)}/..`];
  for (const trap of traps) {
    expect(() => store.path(trap)).toThrow(BlobFault);
    await expect(store.get(trap)).rejects.toEqual(faultCode('bad_digest'));
    await expect(store.stat(trap)).rejects.toEqual(faultCode('bad_digest'));
    await expect(store.remove(trap)).rejects.toEqual(faultCode('bad_digest'));
  }
});

describe('rights', () => {
  const rights = async (path: string) => (await stat(path)).mode & 0o7777;

  it('are what the configuration says whatever the umask', async () => {
    const before = process.umask(0o077);
    try {
      const mode = { dir: 0o2770, file: 0o440, gid: process.getegid?.() };
      const shared = await FilesystemStore.open({ dir: join(dir, 'deep', 'shared'), mode });
      const { sha256 } = await shared.put(Buffer.from('x'));
      expect(await rights(join(dir, 'deep', 'shared'))).toBe(0o2770);
      expect(await rights(join(shared.path(sha256), '..'))).toBe(0o2770);
      expect(await rights(shared.path(sha256))).toBe(0o440);
      expect((await stat(shared.path(sha256))).gid).toBe(mode.gid);
    } finally {
      process.umask(before);
    }
  });

  it('close a vault folder that was left open', async () => {
    const vault = join(dir, 'vault');
    await mkdir(vault);
    await chmod(vault, 0o755);
    await openBlobStore({ kind: 'filesystem', dir: vault, mode: { dir: 0o700, file: 0o400 } });
    expect(await rights(vault)).toBe(0o700);
    expect(await rights(join(vault, 'objects'))).toBe(0o700);
  });
});

describe('damage', () => {
  it('ends a full read when the store verifies, and is seen by isIntact when it does not', async () => {
    const careful = await FilesystemStore.open({ dir: join(dir, 'blobs'), verifyOnRead: true });
    const { sha256 } = await store.put(Buffer.from('truth'));
    expect((await buffer(await careful.get(sha256))).toString()).toBe('truth');
    await chmod(store.path(sha256), 0o640);
    await writeFile(store.path(sha256), 'trush');
    await expect(buffer(await careful.get(sha256))).rejects.toEqual(faultCode('corrupt'));
    expect(await isIntact(store, sha256)).toBe(false);
    expect(await isIntact(careful, sha256)).toBe(false);
  });

  it('is reported when the same bytes are put again over a shortened blob', async () => {
    const { sha256 } = await store.put(Buffer.from('whole'));
    await chmod(store.path(sha256), 0o640);
    await truncate(store.path(sha256), 2);
    await expect(store.put(Buffer.from('whole'))).rejects.toEqual(faultCode('corrupt'));
  });

  it('of killed writers is swept by age', async () => {
    const old = join(dir, 'blobs', 'incoming', 'old');
    const young = join(dir, 'blobs', 'incoming', 'young');
    await writeFile(old, 'x');
    await writeFile(young, 'x');
    await utimes(old, new Date(1_000_000), new Date(1_000_000));
    expect(await store.sweepIncoming(new Date(2_000_000))).toBe(1);
    expect(await everyFile()).toEqual(['young']);
  });
});

it('keeps memory flat over 200 MB', async () => {
  // What is held and not what lies about: other tests of the process leave their own behind.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const chunk = randomBytes(1 << 16);
  const total = 200 << 20;
  const rest = { bytes: total };
  const floor = held();
  let peak = floor;
  let seen = 0;
  const stream = new Readable({
    read() {
      rest.bytes -= chunk.length;
      if (rest.bytes % (8 << 20) === 0) peak = Math.max(peak, held());
      this.push(rest.bytes >= 0 ? Buffer.from(chunk) : null);
    },
  });
  const { sha256, bytes } = await store.put(stream);
  expect(bytes).toBe(total);
  for await (const part of await store.get(sha256)) {
    const before = seen;
    seen += (part as Buffer).length;
    if (before >> 23 !== seen >> 23) peak = Math.max(peak, held());
  }
  expect(seen).toBe(total);
  expect(peak - floor).toBeLessThan(16 << 20);
});

it('makes an old blob young when it is put again, for whoever collects by age', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-young-'));
  try {
    const store = await FilesystemStore.open({ dir: folder });
    const { sha256 } = await store.put(Buffer.from('same'));
    const old = new Date(Date.now() - 9 * 86_400_000);
    await utimes(store.path(sha256), old, old);
    await store.put(Buffer.from('same'));
    expect((await store.stat(sha256))?.at.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await buffer(await store.get(sha256))).toEqual(Buffer.from('same'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
