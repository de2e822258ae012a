import type { CollectDefectClass, Limits, Outcome } from '../types.js';

// Python programs of the catalogue in design/quality.md, shared by this package's tests and by `npm run attack`.

const MiB = 1024 * 1024;

export interface Greedy {
  source: string;
  /** Limits under which it is soon over. */
  limits: Partial<Limits>;
  outcome: Outcome;
}

const greedy = (outcome: Outcome, limits: Partial<Limits>, source: string): Greedy => ({
  source,
  limits,
  outcome,
});

/** Take more than they are given. */
export const bombs = {
  malloc: greedy(
    'memory_limit',
    { memoryBytes: 64 * MiB },
    `x = []\nwhile True: x.append(bytearray(1 << 24))`,
  ),
  fillTmp: greedy(
    'memory_limit',
    { memoryBytes: 48 * MiB, tmpBytes: 200 * MiB },
    `f = open('/tmp/x', 'wb')\nwhile True: f.write(bytes(1 << 20))`,
  ),
  memfds: greedy(
    'memory_limit',
    { memoryBytes: 48 * MiB },
    `import os\nkeep = []\nwhile True:\n  f = os.memfd_create('x'); os.write(f, bytes(1 << 20)); keep.append(f)`,
  ),
  inodes: greedy(
    'memory_limit',
    { memoryBytes: 48 * MiB, cpuSeconds: 30 },
    `import os\ni = 0\nwhile True:\n  os.close(os.open(f'/tmp/{i}', os.O_CREAT)); i += 1`,
  ),
  forks: greedy(
    'process_limit',
    { processes: 30, cpuSeconds: 1.5, wallSeconds: 4 },
    `import os, time\nwhile True:\n  try:\n    if os.fork() == 0: time.sleep(60)\n  except OSError: pass`,
  ),
  threads: greedy(
    'process_limit',
    { processes: 20, wallSeconds: 3 },
    `import threading, time\nfor _ in range(200): threading.Thread(target=time.sleep, args=(30,)).start()`,
  ),
  spin: greedy('cpu_limit', { cpuSeconds: 0.5 }, 'while True: pass'),
  sleep: greedy('wall_limit', { wallSeconds: 0.5 }, 'import time; time.sleep(60)'),
  deaf: greedy(
    'wall_limit',
    { wallSeconds: 0.7 },
    `import os, signal, time\nfor s in range(1, 32):\n  try: signal.signal(s, signal.SIG_IGN)\n  except (OSError, ValueError): pass\nos.close(0); os.close(1); os.close(2)\nwhile True: time.sleep(1)`,
  ),
  flood: greedy(
    'output_limit',
    { logBytes: 100_000 },
    `import os\nwhile True: os.write(1, b'abcdefgh' * 1000)`,
  ),
  endlessLine: greedy(
    'output_limit',
    { logBytes: 100_000 },
    `import os\nos.write(1, b'o' * 60000)\nimport time; time.sleep(0.3)\nos.write(2, b'e' * 60000)\ntime.sleep(5)`,
  ),
  fillOut: greedy(
    'output_limit',
    { outBytes: MiB },
    `f = open('/out/x', 'wb')\nwhile True: f.write(bytes(1 << 16))`,
  ),
} satisfies Record<string, Greedy>;

/** Goes on in a process of its own when the program has ended. */
export const daemon = `import os, time\nif os.fork() == 0:\n  os.setpgid(0, 0)\n  if os.fork() == 0:\n    time.sleep(600)\n  os._exit(0)\nprint('parent done')`;

export const killsItself = `import os, signal\nos.kill(os.getpid(), signal.SIGKILL)`;

/** What /tmp and /dev/shm say when more than their size is written; one word each. */
export const overfills = `
import errno
for place in ['/tmp', '/dev/shm']:
    try:
        with open(place + '/x', 'wb') as f:
            for _ in range(64): f.write(bytes(1 << 20))
        print('no limit')
    except OSError as e: print(errno.errorcode[e.errno])`;

/** Leave in /out what is no plain file of a plain name. */
export const badOutputs: readonly (readonly [kind: CollectDefectClass, source: string])[] = [
  ['symlink', `os.symlink('/etc/shadow', '/out/predictions.csv')`],
  ['symlink', `os.symlink('/in', '/out/link')`],
  ['fifo', `os.mkfifo('/out/predictions.csv')`],
  ['directory', `os.mkdir('/out/predictions.csv')`],
  ['hard_link', `open('/out/a', 'w').write('x'); os.link('/out/a', '/out/b')`],
  ['unreadable', `open('/out/a', 'w').write('x'); os.chmod('/out/a', 0)`],
  ['socket', `import socket; socket.socket(socket.AF_UNIX).bind('/out/s')`],
  ['bad_name', `open('/out/a\\nb', 'w').write('x')`],
  ['bad_name', `open('/out/-rf', 'w').write('x')`],
  ['bad_name', `open('/out/.hidden', 'w').write('x')`],
  ['bad_name', `open(b'/out/\\xff\\xfe', 'w').write('x')`],
  ['bad_name', `open('/out/' + 'n' * 255, 'w').write('x')`],
];

/** Ends with an honest file in /out and a child that would replace it. */
export const swapsLater = `
import os, time
open('/out/predictions.csv', 'w').write('honest')
if os.fork() == 0:
    os.setpgid(0, 0); time.sleep(1)
    while True:
        os.remove('/out/predictions.csv'); os.symlink('/etc/shadow', '/out/predictions.csv')
        os.remove('/out/predictions.csv'); open('/out/predictions.csv', 'w').write('swapped')`;

/** Leaves in `facts` which places of the host can be seen. */
export const looksForHost = `
found = {}
for path in ['/etc/shadow', '/root', '/home', '/var', '/sys', '/run', '/proc/1/root/etc/shadow', '/kit', '/options.json', '/usr/local']:
    found[path] = os.path.exists(path)
def read(path):
    try: return open(path).read()
    except OSError as e: return e.strerror
facts = {'found': [p for p in found if found[p]], 'passwd': read('/etc/passwd'), 'top': sorted(os.listdir('/'))}`;

/** Leaves in `facts` where a file could be made. */
export const writesEverywhere = `
facts = []
for place in ['/', '/in', '/app', '/usr', '/usr/lib', '/etc', '/dev', '/proc', '/proc/sys/kernel', '/out', '/tmp', '/dev/shm']:
    try: open(place + '/probe', 'w').write('x'); facts.append(place); os.remove(place + '/probe')
    except OSError: pass`;

/** Leaves in `facts` what was said to whoever would rise above its uid. */
export const wantsMore = `
def trial(work):
    try: work(); return 'ok'
    except OSError as e: return e.strerror
import stat, subprocess, shutil
shutil.copy('/usr/bin/dash', '/out/run'); os.chmod('/out/run', 0o4755)
facts = {'device': trial(lambda: os.mknod('/tmp/d', stat.S_IFBLK | 0o600, os.makedev(8, 0))),
  'caps': trial(lambda: os.setxattr('/out/run', 'security.capability', b'\\x01\\x00\\x00\\x02' + b'\\xff' * 16)),
  'exec': trial(lambda: subprocess.run(['/out/run', '-c', 'true'])),
  'uid': trial(lambda: os.setuid(0)), 'priority': trial(lambda: os.nice(-5)),
  'oom': trial(lambda: open('/proc/self/oom_score_adj', 'wb', buffering=0).write(b'-1000'))}
os.remove('/out/run')`;

/** Leaves in `facts` what each way out said. */
export const callsOut = `
import socket
facts = {}
for name, family, kind in [('tcp', 2, 1), ('udp', 2, 2), ('tcp6', 10, 1), ('netlink', 16, 3), ('packet', 17, 3), ('alg', 38, 5), ('vsock', 40, 1), ('bluetooth', 31, 1)]:
    try: socket.socket(family, kind); facts[name] = 'ok'
    except OSError as e: facts[name] = e.strerror
try: socket.getaddrinfo('example.org', 80); facts['dns'] = 'ok'
except OSError as e: facts['dns'] = 'no'
a, b = socket.socketpair(); a.send(b'x'); facts['unix'] = b.recv(1).decode()
facts['interfaces'] = [l.split(':')[0].strip() for l in open('/proc/net/dev').readlines()[2:]]`;

/** `call(number, …)` of the kernel itself, past the C library: `ok` or the name of the error. */
export const systemCall = `
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *args):
    ctypes.set_errno(0)
    value = libc.syscall(number, *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    return 'ok' if value >= 0 else errno.errorcode[ctypes.get_errno()]
`;

/** A call by the numbers of x32, and one by the gate of 32-bit programs. */
export const foreignCalls = {
  x32: `import ctypes\nctypes.CDLL(None).syscall(0x40000000 | 39)`,
  int80: `
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3')
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()`,
};
