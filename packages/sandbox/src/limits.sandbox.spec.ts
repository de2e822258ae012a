import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bombs, daemon, killsItself, overfills } from './testing/hostile-programs.js';
import { type Bench, honest, honestRun, leftovers, openForTests } from './testing/open-for-tests.js';

const MiB = 1024 * 1024;
let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(() => bench.close());
afterEach(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  expect(await honestRun(bench)).toBe(honest.predictions);
});

describe('memory', () => {
  it('ends a malloc bomb', async () => {
    const result = await bench.python(bombs.malloc.source, bombs.malloc.limits);
    expect(result.outcome).toBe('memory_limit');
    expect(result.resources.peakMemoryBytes).toBeLessThanOrEqual(64 * MiB);
    expect(result.resources.peakMemoryBytes).toBeGreaterThan(60 * MiB);
  });
  it('counts files in /tmp, /dev/shm and memfds', async () => {
    const shared = await bench.python(bombs.fillTmp.source, bombs.fillTmp.limits);
    expect(shared.outcome).toBe('memory_limit');
    const memfd = await bench.python(bombs.memfds.source, bombs.memfds.limits);
    expect(memfd.outcome).toBe('memory_limit');
  });
  it('counts inodes', async () => {
    const result = await bench.python(bombs.inodes.source, bombs.inodes.limits);
    expect(result.outcome).toBe('memory_limit');
  });
  it('is not blamed for a program that kills itself', async () => {
    const result = await bench.python(killsItself);
    expect([result.outcome, result.exitCode, result.signal]).toEqual(['runtime_error', 137, 'SIGKILL']);
  });
});

describe('temporary files', () => {
  it('have a size', async () => {
    const result = await bench.python(overfills, { tmpBytes: 4 * MiB });
    expect(result.log.stdout).toBe('ENOSPC\nENOSPC\n');
  });
});

describe('processes', () => {
  it('end a fork bomb as what it is', async () => {
    const result = await bench.python(bombs.forks.source, bombs.forks.limits);
    expect(result.outcome).toBe('process_limit');
    expect(result.resources.peakProcesses).toBeLessThanOrEqual(30);
    expect(result.resources.peakProcesses).toBeGreaterThan(25);
  });
  it('count threads', async () => {
    const result = await bench.python(bombs.threads.source, bombs.threads.limits);
    expect(result.outcome).toBe('process_limit');
  });
  it('may touch the limit without harm if the program copes', async () => {
    const result = await bench.python(
      `import os, time\nfor _ in range(40):\n  try:\n    if os.fork() == 0: time.sleep(0.2); os._exit(0)\n  except OSError: pass`,
      { processes: 10 },
    );
    expect(result.outcome).toBe('ok');
  });
});

describe('time', () => {
  it('ends a spinner by CPU time', async () => {
    const result = await bench.python(bombs.spin.source, bombs.spin.limits);
    expect(result.outcome).toBe('cpu_limit');
    expect(result.resources.cpuSeconds).toBeGreaterThan(0.5);
    expect(result.resources.cpuSeconds).toBeLessThan(1);
  });
  it('adds up the CPU time of hidden children', async () => {
    const result = await bench.python(
      `
import os, time
if os.fork() == 0:
    os.setpgid(0, 0)
    if os.fork() == 0:
        end = time.process_time() + 0.5
        while time.process_time() < end: pass
        open('/tmp/done', 'w')
        os._exit(0)
    os._exit(0)
while not os.path.exists('/tmp/done'): time.sleep(0.02)`,
    );
    expect(result.outcome).toBe('ok');
    expect(result.resources.cpuSeconds).toBeGreaterThan(0.5);
    expect(result.resources.cpuSeconds).toBeLessThan(0.9);
  });
  it('ends a sleeper by the clock within a second', async () => {
    const result = await bench.python(bombs.sleep.source, bombs.sleep.limits);
    expect([result.outcome, result.exitCode]).toEqual(['wall_limit', null]);
    expect(result.resources.wallSeconds).toBeLessThan(1.5);
  });
  it('is not stopped by ignored signals or closed streams', async () => {
    const result = await bench.python(bombs.deaf.source, bombs.deaf.limits);
    expect(result.outcome).toBe('wall_limit');
  });
  it('takes daemons along when the program ends', async () => {
    const result = await bench.python(daemon);
    expect([result.outcome, result.log.stdout]).toEqual(['ok', 'parent done\n']);
    expect(result.resources.wallSeconds).toBeLessThan(5);
  });
});

describe('log', () => {
  const logBytes = 100_000;
  it('is cut exactly when a program floods it', async () => {
    const result = await bench.python(bombs.flood.source, bombs.flood.limits);
    expect([result.outcome, result.log.truncated]).toEqual(['output_limit', true]);
    expect(result.log.stdout).toHaveLength(logBytes);
    expect(result.log.stderr).toBe('');
  });
  it('counts both streams together, one endless line or not', async () => {
    const result = await bench.python(bombs.endlessLine.source, bombs.endlessLine.limits);
    expect(result.outcome).toBe('output_limit');
    expect(result.log.stdout).toBe('o'.repeat(60_000));
    expect(result.log.stderr).toBe('e'.repeat(40_000));
  });
  it('may be filled to the last byte', async () => {
    const result = await bench.python(`import os\nos.write(1, b'x' * ${logBytes})`, { logBytes });
    expect([result.outcome, result.log.truncated, result.log.stdout.length]).toEqual(['ok', false, logBytes]);
  });
  it('is text whatever was written', async () => {
    const result = await bench.python(`import os\nos.write(1, '好'.encode() + b'\\xff\\x00\\xe5\\xa5')`);
    expect(result.log.stdout).toBe('好\uFFFD\uFFFD\uFFFD');
  });
});

describe('figures', () => {
  /** What the program itself is told by getrusage(2), and what we tell of it. */
  const grow = (bytes: number) => `
import resource
x = bytearray(${bytes})
for i in range(0, len(x), 4096): x[i] = 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)`;
  const compare = async (source: string) => {
    const result = await bench.python(source, { memoryBytes: 1024 * MiB });
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    return [result.resources.peakMemoryBytes, Number(result.log.stdout.split('\n')[0])] as const;
  };
  it.each([45, 100, 400])('tell the peak memory of a program that takes %i MiB', async (size) => {
    const [told, own] = await compare(grow(size * MiB));
    expect(own).toBeGreaterThan(50 * MiB);
    expect(told / own).toBeGreaterThan(0.95);
    expect(told / own).toBeLessThan(1.05);
  });
  it('tell it also when it was over in a moment', async () => {
    const [told, own] = await compare(`${grow(200 * MiB)}\nx = None\nimport time; time.sleep(0.3)`);
    expect(told / own).toBeGreaterThan(0.95);
    expect(told / own).toBeLessThan(1.05);
  });
  it('do not count what the page cache keeps of files that were read', async () => {
    const read = `
import mmap, resource
x = bytearray(${80 * MiB})
for i in range(0, len(x), 4096): x[i] = 1
with open('/in/large', 'rb', buffering=0) as f:
    while f.read(1 << 20): pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)`;
    const told: number[] = [];
    // The second finds the file cached, the first made the machine read it on its account.
    for (const _ of [1, 2]) {
      const result = await bench.run({
        app: { 'main.py': read },
        input: { large: Buffer.alloc(200 * MiB, 1) },
        command: ['python3', 'main.py'],
        limits: { memoryBytes: 1024 * MiB },
      });
      expect(result.outcome).toBe('ok');
      told.push(result.resources.peakMemoryBytes / Number(result.log.stdout));
    }
    for (const ratio of told) expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
  });
  it('count what several processes hold together', async () => {
    const result = await bench.python(
      `
import os, time
for _ in range(3):
    if os.fork() == 0:
        x = bytearray(${60 * MiB})
        for i in range(0, len(x), 4096): x[i] = 1
        time.sleep(1)
        os._exit(0)
for _ in range(3): os.wait()`,
      { memoryBytes: 1024 * MiB },
    );
    expect(result.resources.peakMemoryBytes).toBeGreaterThan(180 * MiB);
    expect(result.resources.peakMemoryBytes).toBeLessThan(230 * MiB);
  });
  it('do not bill what the chain itself costs', async () => {
    const own = `import time\nprint(time.process_time())`;
    const spent: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const result = await bench.python(own);
      spent.push(result.resources.cpuSeconds - Number(result.log.stdout));
    }
    // What is left is the interpreter's own end, which it can no longer tell.
    expect(spent.sort((a, b) => a - b)[2]).toBeLessThan(0.015);
    for (const seconds of spent) expect(seconds).toBeGreaterThan(-0.005);
  });
  it('do not take an exit code for a limit', async () => {
    for (const code of [152, 153]) {
      const result = await bench.python(`import sys; sys.exit(${code})`);
      expect([result.outcome, result.exitCode]).toEqual(['runtime_error', code]);
    }
  });
});

it('meters CPU within a tenth of what the program itself saw', async () => {
  const result = await bench.python(
    `import time\nend = time.process_time() + 1\nwhile time.process_time() < end: pass\nprint(time.process_time())`,
  );
  const own = Number(result.log.stdout);
  expect(result.resources.cpuSeconds).toBeGreaterThan(own * 0.9);
  expect(result.resources.cpuSeconds).toBeLessThan(own * 1.1 + 0.05);
});
