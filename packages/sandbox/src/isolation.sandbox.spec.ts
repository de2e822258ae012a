import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arm64, x64 } from './seccomp-tables.js';
import {
  callsOut,
  foreignCalls,
  looksForHost,
  systemCall,
  wantsMore,
  writesEverywhere,
} from './testing/hostile-programs.js';
import {
  type Bench,
  honest,
  honestRun,
  leftovers,
  openForTests,
  outputText,
} from './testing/open-for-tests.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(() => bench.close());
afterEach(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  expect(await honestRun(bench)).toBe(honest.predictions);
});

/** Runs a Python program that leaves a JSON value in /out/facts.json. */
async function facts(source: string): Promise<unknown> {
  const result = await bench.python(
    `import json, os\n${source}\njson.dump(facts, open('/out/facts.json', 'w'))\n`,
  );
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const value = JSON.parse(outputText(result, 'facts.json')) as unknown;
  await bench.sandbox.discard(result);
  return value;
}

describe('what a program can read', () => {
  it('is an environment of our making, also in its init process', async () => {
    const seen = (await facts(`
facts = {'own': sorted(os.environ), 'init': open('/proc/1/environ').read(),
  'commands': [open(f'/proc/{p}/cmdline').read() for p in os.listdir('/proc') if p.isdigit()],
  'cwd': os.getcwd(), 'ids': [os.getuid(), os.getgid(), os.getgroups()]}`)) as Record<string, unknown>;
    expect(seen.own).toEqual(
      [
        'HOME',
        'LANG',
        'ORT_DISABLE_TELEMETRY',
        'PATH',
        'PWD',
        'PYTHONDONTWRITEBYTECODE',
        'PYTHONHASHSEED',
        'TZ',
      ].filter((name) => (seen.own as string[]).includes(name)),
    );
    expect(seen.init).not.toMatch(/PASSWORD|npm_|VITEST|\/root|\/work/);
    expect(seen.commands).toEqual(['/usr/bin/catatonit\0--\0python3\0main.py\0', 'python3\0main.py\0']);
    expect(seen.cwd).toBe('/app');
    expect(seen.ids).toEqual([65534, 65534, []]);
  });

  it('holds no inherited descriptor', async () => {
    expect(
      await facts(
        `facts = sorted(int(n) for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}'))`,
      ),
    ).toEqual([0, 1, 2]);
  });

  it('names no path of the host but neutral ones', async () => {
    const mounts = (await facts(`facts = open('/proc/self/mountinfo').read()`)) as string;
    expect(mounts).not.toMatch(/ \/root\/|\/home|\/work\/|node_modules|sandbox-files/);
    expect(mounts).toMatch(/\/stage\/[0-9a-f]{24}\/[0-9a-f]{24}\/in \/in /);
  });

  it('has no file of the host', async () => {
    const seen = await facts(looksForHost);
    expect(seen).toEqual({
      found: [],
      passwd: 'nobody:x:65534:65534:nobody:/tmp:/bin/sh\n',
      top: ['app', 'bin', 'dev', 'etc', 'in', 'lib', 'lib64', 'out', 'proc', 'tmp', 'usr'],
    });
  });

  it('does not include a sentinel that the caller keeps beside the inputs', async () => {
    bench.place({ 'truth.csv': 'SENTINEL-4711' });
    const seen = await facts(`
hits = []
for base, dirs, files in os.walk('/'):
    if base.startswith(('/proc', '/usr', '/dev')): dirs[:] = []; continue
    for name in files:
        try:
            if b'SENTINEL' + b'-4711' in open(os.path.join(base, name), 'rb').read(1 << 20): hits.append(name)
        except OSError: pass
facts = hits`);
    expect(seen).toEqual([]);
  });

  it('does not survive from one run to the next', async () => {
    const leave = await bench.python(`
for place in ['/tmp', '/dev/shm', '/out']: open(place + '/left', 'w').write('x')`);
    await bench.sandbox.discard(leave);
    expect(leave.outcome).toBe('ok');
    expect(await facts(`facts = os.listdir('/tmp') + os.listdir('/dev/shm') + os.listdir('/out')`)).toEqual(
      ['facts.json'].slice(1),
    );
  });
});

describe('what a program can write', () => {
  it('is /out, /tmp and /dev/shm only', async () => {
    const seen = await facts(writesEverywhere);
    expect(seen).toEqual(['/out', '/tmp', '/dev/shm']);
  });

  it('is no time of a device either: those are the machine’s own inodes', async () => {
    const seen = await facts(`
facts = {}
for path in ['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom', '/dev/tty']:
    try: os.utime(path); facts[path] = 'ok'
    except OSError as e: facts[path] = e.strerror
before = os.stat('/dev/null').st_mtime_ns
for fd in (0, 1, 2):
    try: os.utime(fd)
    except OSError: pass
facts['streams'] = os.stat('/dev/null').st_mtime_ns - before
open('/dev/null', 'w').write('x')
facts['stdin'] = os.read(0, 10).decode()`);
    const no = 'Read-only file system';
    expect(seen).toEqual({
      ...{ '/dev/null': no, '/dev/zero': no, '/dev/full': no, '/dev/random': no, '/dev/urandom': no },
      ...{ '/dev/tty': no, streams: 0, stdin: '' },
    });
  });

  it('cannot be given capabilities, made a device or run from /out', async () => {
    const seen = await facts(wantsMore);
    expect(seen).toMatchObject({ device: 'Operation not permitted', exec: 'Permission denied' });
    expect(Object.values(seen as object)).not.toContain('ok');
  });
});

describe('network', () => {
  it('knows no address family but local sockets', async () => {
    const seen = await facts(callsOut);
    const no = 'Operation not permitted';
    expect(seen).toEqual({
      ...{ tcp: no, udp: no, tcp6: no, netlink: no, packet: no, alg: no, vsock: no, bluetooth: no },
      ...{ dns: 'no', unix: 'x', interfaces: ['lo'] },
    });
  });
});

describe('kernel', () => {
  const table = process.arch === 'arm64' ? arm64 : x64;
  const unknown = { clone3: 435, io_uring_setup: 425, pidfd_open: 434, fsopen: 430, memfd_secret: 447 };

  it('answers dangerous calls with an error', async () => {
    const list = JSON.stringify({ ...table.denied, ...unknown });
    const seen = await facts(
      `${systemCall}\nfacts = {n: call(c, 0, 0, 0, 0, 0) for n, c in ${list}.items()}`,
    );
    const denied = Object.keys(table.denied).map((name) => [name, 'EPERM']);
    const hidden = Object.keys(unknown).map((name) => [name, 'ENOSYS']);
    expect(seen).toEqual(Object.fromEntries([...denied, ...hidden]));
  });

  it('refuses namespaces through clone', async () => {
    const seen = await facts(
      `${systemCall}\nfacts = [call(${table.clone}, flag | 17, 0, 0, 0, 0) for flag in (0x10000000, 0x20000000, 0x40000000)]`,
    );
    expect(seen).toEqual(['EPERM', 'EPERM', 'EPERM']);
  });

  it('knows no calls of a foreign architecture', async () => {
    // arm64 has neither x32 numbers nor int 0x80: there the same instructions end in SIGILL or ENOSYS.
    const foreign = process.arch === 'x64' ? [159, 159] : [0, 132];
    const x32 = await bench.python(foreignCalls.x32);
    const int80 = await bench.python(foreignCalls.int80);
    expect([x32.exitCode, int80.exitCode]).toEqual(foreign);
    expect(int80.outcome).toBe('runtime_error');
  });

  it('shields the init process from ptrace and signals', async () => {
    const seen = await facts(`${systemCall}
import signal
for number in (signal.SIGKILL, signal.SIGSTOP):
    try: os.kill(1, number)
    except OSError: pass
facts = {'init': open('/proc/1/comm').read(), 'status': open('/proc/self/status').read()}`);
    const { init, status } = seen as { init: string; status: string };
    expect(init).toBe('catatonit\n');
    expect(status).toMatch(/Seccomp:\t2/);
    expect(status).toMatch(/NoNewPrivs:\t1/);
    expect(status).toMatch(/CapBnd:\t0000000000000000/);
    const all = await bench.python(`import os, signal\nos.kill(-1, signal.SIGKILL)\nprint('still here')`);
    expect(['ok', 'runtime_error']).toContain(all.outcome);
  });

  it('still lets honest libraries work', async () => {
    const python = await bench.python(`
import asyncio, multiprocessing, subprocess, tempfile, threading, numpy
def double(x): return 2 * x
if __name__ == '__main__':
    t = threading.Thread(target=lambda: None); t.start(); t.join()
    asyncio.run(asyncio.sleep(0))
    with multiprocessing.Pool(2) as pool: assert pool.map(double, [1, 2]) == [2, 4]
    assert subprocess.run('echo hello', shell=True, capture_output=True).stdout == b'hello\\n'
    tempfile.TemporaryFile().write(b'x')
    assert (numpy.linalg.solve(numpy.eye(3) * 2, numpy.ones(3)) == 0.5).all()
    print(numpy.__version__)`);
    expect([python.outcome, python.log.stderr]).toEqual(['ok', '']);
    const node = await bench.run({
      runtime: 'node',
      app: {
        'main.mjs': `import { Worker } from 'node:worker_threads'; import { execFileSync } from 'node:child_process';
          new Worker('require("node:worker_threads").parentPort.postMessage(7)', { eval: true }).on('message', (m) => console.log(m, execFileSync('/bin/sh', ['-c', 'echo hi']).toString().trim(), process.versions.node));`,
      },
      command: ['node', 'main.mjs'],
    });
    expect([node.outcome, node.log.stderr, node.log.stdout]).toEqual([
      'ok',
      '',
      `7 hi ${process.versions.node}\n`,
    ]);
  });
});

describe('arguments', () => {
  it('are not taken for options of the chain', async () => {
    const result = await bench.run({
      app: { '--bind': '#!/bin/sh\necho "$@"\n' },
      runtime: 'native',
      command: ['./--bind', '/', '/in', '--help'],
    });
    expect([result.outcome, result.log.stdout]).toEqual(['ok', '/ /in --help\n']);
    const dashed = await bench.run({ app: { 'x.py': '' }, command: ['--ro-bind', '/', '/out'] });
    expect([dashed.outcome, dashed.exitCode]).toEqual(['runtime_error', 127]);
  });

  it('name a missing program as the fault of the program', async () => {
    for (const program of ['./nothing', 'nothing', '/app/nothing', '/usr/bin/nothing']) {
      const result = await bench.run({ app: { 'x.py': '' }, runtime: 'native', command: [program] });
      expect([program, result.outcome]).toEqual([program, 'runtime_error']);
    }
  });

  it('give the seed to the program', async () => {
    const result = await bench.run({
      app: { 'main.py': 'import os; print(os.environ["SCENARIO_LAB_SEED"], os.environ["PYTHONHASHSEED"])' },
      command: ['python3', 'main.py'],
      seed: 42,
    });
    expect(result.log.stdout).toBe('42 42\n');
  });
});

it('reports where it ran', () => {
  const { status } = bench.sandbox;
  if (!status.available) throw new Error('unavailable');
  expect(status.root.versions.node).toBe(process.versions.node);
  expect(status.root.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(status.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(status.level).toBe(process.getuid?.() === 0 ? 'hardened' : 'basic');
  expect(readFileSync('/proc/self/status', 'utf8')).toContain('Name:');
});
