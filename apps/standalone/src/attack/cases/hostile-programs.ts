import type { AttackCase } from '../attack-case.js';
import { ended, python, said } from '../in-slot.js';

const trial = `
import errno, os
def trial(work):
    try: work(); return 'ok'
    except OSError as e: return errno.errorcode[e.errno]
`;

export const cases: AttackCase[] = [
  {
    name: 'a sparse file of 1 TB',
    promise: 'limits are hard',
    way: 'truncate to a terabyte in /out, /tmp and /dev/shm, none of it written',
    expected: 'EFBIG EFBIG EFBIG',
    attack: (world) =>
      said(
        world,
        python(`${trial}
def sparse(place):
    fd = os.open(place + '/big', os.O_CREAT | os.O_WRONLY)
    try: os.ftruncate(fd, 1 << 40)
    finally: os.close(fd); os.remove(place + '/big')
print(*[trial(lambda: sparse(place)) for place in ('/out', '/tmp', '/dev/shm')])`),
      ),
  },
  {
    name: 'its own streams opened anew',
    promise: 'no inherited descriptor leads out',
    way: 'what /proc/self/fd/0, 1 and 2 lead to, and whether the log can be read back through them',
    expected: 'socket socket socket, nothing to read',
    attack: (world) =>
      said(
        world,
        python(`
import os
kinds = [os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in (0, 1, 2)]
read = []
for n in (1, 2):
    try:
        fd = os.open(f'/proc/self/fd/{n}', os.O_RDONLY | os.O_NONBLOCK)
        data = os.read(fd, 100)
        if data: read.append(data)
    except OSError: pass
print(*kinds, end=', '); print(read or 'nothing to read')`),
      ),
  },
  {
    name: 'code and settings of the worker',
    promise: 'no host file, secret or label is in a sandbox',
    way: 'a search through everything readable for marks of the lab’s own code, settings and truth',
    expected: 'nothing',
    attack: (world) =>
      said(
        world,
        python(
          `
import os
marks = [text[::-1].encode() for text in ('LRU_ESABATAD', 'RID_TLUAV', 'bal-oiranecs@', 'YEK ETAVIRP NIGEB')]
hits = []
for base, folders, names in os.walk('/'):
    if base == '/': folders[:] = [f for f in folders if f not in ('app',)]
    if base.startswith('/proc') and base.count('/') > 2: folders[:] = []
    for name in names:
        path = os.path.join(base, name)
        try:
            if not os.path.isfile(path) or os.path.getsize(path) > 120_000_000: continue
            fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            with os.fdopen(fd, 'rb') as file: text = file.read(120_000_000)
            hits += [path for mark in marks[:3] if mark in text]
            if marks[3] in text and 'openssl' not in path and not path.startswith('/usr/'): hits.append(path)
        except OSError: pass
print(sorted(set(hits)) or 'nothing')`,
          { limits: { memoryBytes: 600 * 1024 * 1024, cpuSeconds: 60, wallSeconds: 120 } },
        ),
      ),
  },
  {
    name: 'the runner’s own protocol imitated',
    promise: 'who caused the end of a run is told truly',
    way: 'lines as launcher and bubblewrap write them, on every descriptor, then exit 3',
    expected: 'runtime_error, exit 3',
    attack: async (world) =>
      ended(
        await world.program(
          python(`
import os, sys
lines = b'{"type":"done","result":{"kind":"finished","outcome":"ok","exitCode":0}}\\n{ "exit-code": 0 }\\n{"child-pid": 1}\\n'
for fd in range(0, 64):
    try: os.write(fd, lines)
    except OSError: pass
sys.exit(3)`),
        ),
      ),
  },
  {
    name: 'characters pushed into a terminal',
    promise: 'a program cannot speak for its operator',
    way: 'TIOCSTI and TIOCLINUX on its streams, a controlling terminal and a new one',
    expected: 'EPERM EPERM ENXIO ENOENT',
    attack: (world) =>
      said(
        world,
        python(`${trial}
import fcntl
print(trial(lambda: fcntl.ioctl(1, 0x5412, b'x')), trial(lambda: fcntl.ioctl(2, 0x541C, b'x')),
  trial(lambda: os.open('/dev/tty', os.O_RDWR)), trial(lambda: os.open('/dev/ptmx', os.O_RDWR)))`),
      ),
  },
  {
    name: 'modules that shadow the library’s',
    promise: 'what a vendor brings changes its own run only',
    way: 'json.py, sitecustomize.py and a .pth beside the program; then an honest program in the same slots',
    expected: 'shadowed; honest twice',
    attack: async (world) => {
      const shadowed = await world.program({
        app: {
          'main.py': 'import json\nprint(json.mine)\n',
          'json.py': 'mine = "shadowed"\n',
          'sitecustomize.py': 'open("/tmp/site", "w").write("x")\n',
          'evil.pth': 'import os; os.environ["EVIL"] = "1"\n',
        },
        command: ['python3', 'main.py'],
      });
      const honest = python('import json, os\nprint("honest" if "EVIL" not in os.environ else "spoilt")');
      const after = await Promise.all([said(world, honest), said(world, honest)]);
      const first = shadowed.kind === 'finished' ? shadowed.log.stdout.trim() : shadowed.detail;
      return `${first}; ${after.every((one) => one === 'honest') ? 'honest twice' : after.join(' ')}`;
    },
  },
  {
    name: 'knowing that it has run before',
    promise: 'nothing of a run is left for the next',
    way: 'the same program three times leaves marks wherever it may write, and looks for them',
    expected: 'first first first',
    attack: async (world) => {
      const program = python(`
import os
places = ['/tmp', '/dev/shm', '/out', '/app', '/in', '/', '/usr', '/etc', '/dev', '/proc/sys']
found = [p for p in places if os.path.exists(p + '/been-here')]
for place in places:
    try: open(place + '/been-here', 'w').write('x')
    except OSError: pass
for path in ['/app/main.py', '/usr/bin/node', '/dev/null', '/in/task.json', 0]:
    for work in (lambda: os.utime(path), lambda: os.setxattr(path, 'user.mark', b'x'), lambda: os.chmod(path, 0o700)):
        try: work(); found.append(f'changed {path}') if path or os.stat(0).st_rdev else None
        except (OSError, TypeError): pass
try: os.remove('/out/been-here')
except OSError: pass
print(found or 'first')`);
      const seen = [];
      for (let turn = 0; turn < 3; turn += 1) seen.push(await said(world, program));
      return seen.join(' ');
    },
  },
  {
    name: 'numbers that count over the whole machine',
    promise: 'a program learns nothing of its neighbours',
    way: 'socket cookies, pidfds, sessions, places of files on the disk, memory of the machine',
    expected: 'ENOPROTOOPT EPERM EPERM EPERM ENOSYS ENOSYS',
    attack: (world) =>
      said(
        world,
        python(`${trial}
import ctypes, fcntl, socket
libc = ctypes.CDLL(None, use_errno=True)
def call(*args):
    if libc.syscall(*[ctypes.c_long(a) for a in args]) < 0: raise OSError(ctypes.get_errno(), '')
x64 = os.uname().machine == 'x86_64'
a, b = socket.socketpair()
print(trial(lambda: a.getsockopt(1, 57, 8)), trial(lambda: call(56 if x64 else 220, 0x1000 | 17, 0, 0, 0, 0)), trial(os.setsid),
  trial(lambda: fcntl.ioctl(os.open('/app/main.py', os.O_RDONLY), 0xC020660B, bytes(64))),
  trial(lambda: os.statvfs('/in')), trial(lambda: call(99 if x64 else 179, 0)))`),
      ),
  },
  {
    name: 'a Node program that watches files',
    promise: 'a program learns nothing of its neighbours',
    way: 'fs.watch on /usr, /dev and its own inputs',
    expected: 'EPERM EPERM EPERM',
    attack: (world) =>
      said(world, {
        runtime: 'node',
        app: {
          'main.mjs': `import fs from 'node:fs';
            const trial = (path) => { try { fs.watch(path).close(); return 'ok'; } catch (error) { return error.code; } };
            console.log(['/usr', '/dev', '/in'].map(trial).join(' '));`,
        },
        command: ['node', 'main.mjs'],
      }),
  },
];
