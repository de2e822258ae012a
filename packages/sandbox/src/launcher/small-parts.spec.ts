import { performance } from 'node:perf_hooks';
import { describe, expect, it, vi } from 'vitest';
import { Patience } from '../patience.js';
import { defaultLimits } from '../types.js';
import { showName } from './collect.js';
import { closure, installedPackages, parseDepends } from './debian.js';
import { LogCapture } from './log-capture.js';
import { descendants, parseStat } from './process-tree.js';
import { BadRequest, parseRunSpec } from './protocol.js';
import { SlotPool } from './slot-pool.js';
import { childSeconds } from './supervise.js';

const cancelled = { kind: 'platform_fault', reason: 'cancelled', detail: '' } as const;
const executed = (tidied = Promise.resolve()) => ({ result: cancelled, tidied });

describe('request', () => {
  const good = {
    runtime: 'python',
    command: ['python3', 'x'],
    inputDir: '/w/in',
    limits: defaultLimits,
    options: '{}',
  };
  it('is taken when it keeps to the contract', () => {
    expect(parseRunSpec(good)).toEqual(good);
    expect(
      parseRunSpec({ ...good, limits: { ...defaultLimits, logBytes: 0, tmpBytes: 0 } }).limits.logBytes,
    ).toBe(0);
  });
  it.each([
    ['runtime', { runtime: 'sh' }],
    ['command', { command: [] }],
    ['command[1]', { command: ['a', 'b\0c'] }],
    ['command[0]', { command: [''] }],
    ['command[1]', { command: ['a', 1] }],
    ['command', { runtime: 'onnx', command: ['x'] }],
    ['inputDir', { inputDir: '/w/../etc' }],
    ['inputDir', { inputDir: 'relative' }],
    ['artifactDir', { artifactDir: 7 }],
    ['limits', { limits: null }],
    ['limits.cpuSeconds', { limits: { ...defaultLimits, cpuSeconds: Number.NaN } }],
    ['limits.memoryBytes', { limits: { ...defaultLimits, memoryBytes: 2 ** 60 } }],
    ['limits.processes', { limits: { ...defaultLimits, processes: 1.5 } }],
    ['options', { options: {} }],
    ['seed', { seed: -1 }],
  ])('names %s when that is wrong', (field, change) => {
    expect(() => parseRunSpec({ ...good, ...change })).toThrow(BadRequest);
    expect(() => parseRunSpec({ ...good, ...change })).toThrow(
      new RegExp(`^${field.replaceAll('[', '\\[')}:`),
    );
  });
});

describe('log', () => {
  it('keeps exactly what fits and no half character', () => {
    const log = new LogCapture(5);
    expect(log.take('stdout', Buffer.from('ab'))).toBe(true);
    expect(log.take('stderr', Buffer.from('c好'))).toBe(false);
    expect(log.log()).toEqual({ stdout: 'ab', stderr: 'c', truncated: true });
  });
});

describe('process tree', () => {
  const stat = (pid: number, parent: number, name = 'x') =>
    `${pid} (${name}) S ${parent} 1 1 0 -1 0 0 0 0 0 100 50 25 25 20 0 3 0 1 4096 10 ${'0 '.repeat(20)}`;
  it('reads a line whatever the program calls itself', () => {
    expect(parseStat(stat(7, 3, ') S 1 (evil'))).toEqual({
      pid: 7,
      parent: 3,
      cpuSeconds: 2,
      threads: 3,
      residentBytes: 40_960,
    });
    expect(parseStat('junk')).toBeNull();
  });
  it('follows children of children', () => {
    const tasks = [stat(1, 0), stat(2, 1), stat(3, 2), stat(4, 1), stat(9, 8)].map(
      (line) => parseStat(line)!,
    );
    expect(descendants(tasks, [2]).map(({ pid }) => pid)).toEqual([2, 3]);
    expect(descendants(tasks, []).length).toBe(0);
  });
  it('adds user and system time of children', () => {
    expect(childSeconds('0m0.001000s 0m0.002000s\n1m2.500000s 0m0.500000s\n')).toBe(63);
  });
});

describe('packages', () => {
  const status = `Package: python3-numpy
Status: install ok installed
Architecture: amd64
Version: 1:1.24.2-1
Depends: python3 (>= 3.11), libblas3 | libblas.so.3, libc6 (>= 2.29)

Package: python3
Status: install ok installed
Architecture: amd64
Version: 3.11.2-1
Pre-Depends: libc6:any

Package: libopenblas0
Status: install ok installed
Architecture: amd64
Version: 0.3
Provides: libblas.so.3, liblapack.so.3

Package: libc6
Status: install ok installed
Architecture: amd64
Version: 2.36

Package: gone
Status: deinstall ok config-files
Version: 1
`;
  it('are read with what they need', () => {
    expect(parseDepends('a (>= 1) | b:any, c [amd64]')).toEqual([['a', 'b'], ['c']]);
    const installed = installedPackages(status);
    expect(installed.map(({ name }) => name)).toEqual(['python3-numpy', 'python3', 'libopenblas0', 'libc6']);
    expect(closure(['python3-numpy'], installed).map(({ name }) => name)).toEqual([
      'libc6',
      'libopenblas0',
      'python3',
      'python3-numpy',
    ]);
  });
});

describe('slots', () => {
  const ground = { rootDir: '/r', rootBinds: [], kitDir: '/k', modulesDir: '/m', masks: [], devices: [] };
  const slot = { index: 0, dir: '/s', uid: 1, ground };
  it('are handed on in order, and only once they are tidy', async () => {
    const pool = new SlotPool([slot]);
    const { signal } = new AbortController();
    const order: string[] = [];
    let tidy = () => {};
    const first = pool.withSlot(signal, () => {
      order.push('first');
      return Promise.resolve(
        executed(
          new Promise((resolve) => {
            tidy = () => {
              order.push('tidy');
              resolve();
            };
          }),
        ),
      );
    });
    const second = pool.withSlot(signal, () => {
      order.push('second');
      return Promise.resolve(executed());
    });
    await first;
    const now = performance.now();
    expect(pool.standstill(now + 5_000)).toBeGreaterThan(4_000);
    tidy();
    await second;
    expect(order).toEqual(['first', 'tidy', 'second']);
    await pool.idle();
    expect(pool.standstill(now + 5_000)).toBe(0);
  });
  it('come back even when what was done in them threw', async () => {
    const pool = new SlotPool([slot]);
    const { signal } = new AbortController();
    await expect(pool.withSlot(signal, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    expect(await pool.withSlot(signal, () => Promise.resolve(executed()))).toBe(cancelled);
  });
  it('are not taken by those who left the queue', async () => {
    const pool = new SlotPool([slot]);
    const leaving = new AbortController();
    let release = () => {};
    const first = pool.withSlot(
      new AbortController().signal,
      () =>
        new Promise((resolve) => {
          release = () => resolve(executed());
        }),
    );
    const second = pool.withSlot(leaving.signal, () => Promise.reject(new Error('must not run')));
    leaving.abort();
    expect(await second).toMatchObject({ reason: 'cancelled' });
    release();
    expect(await first).toBe(cancelled);
  });
});

it('loses patience only by what the other side lets pass', () => {
  vi.useFakeTimers();
  try {
    const out = vi.fn();
    const patience = new Patience(5_000, out);
    vi.advanceTimersByTime(4_000);
    patience.again();
    vi.advanceTimersByTime(4_000);
    expect(out).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(out).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(out).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});

it('shows any name as plain ASCII', () => {
  expect(showName(Buffer.from([0x61, 0x0a, 0xff, 0x20]))).toBe('a\\x0a\\xff\\x20');
  expect(showName(Buffer.alloc(300, 0x61))).toHaveLength(100);
});
