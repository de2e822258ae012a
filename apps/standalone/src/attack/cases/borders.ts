import { arm64, x64 } from '@scenario-lab/sandbox/seccomp-tables';
import {
  callsOut,
  foreignCalls,
  looksForHost,
  systemCall,
  wantsMore,
  writesEverywhere,
} from '@scenario-lab/sandbox/testing/hostile-programs';
import type { AttackCase } from '../attack-case.js';
import { facts, finished, python } from '../in-slot.js';

const isX64 = process.arch === 'x64';
const table = isX64 ? x64 : arm64;
const noHost = 'no host file, secret or label is in a sandbox';
const noKernel = 'a program cannot reach the kernel beyond what a program of numbers needs';

// Named here and not read from the filter's own list: a call that is forgotten there is still tried.
const dangerous: [name: string, x64: number, arm64: number][] = [
  ['unshare', 272, 97],
  ['setns', 308, 268],
  ['mount', 165, 40],
  ['umount2', 166, 39],
  ['pivot_root', 155, 41],
  ['chroot', 161, 51],
  ['ptrace', 101, 117],
  ['process_vm_readv', 310, 270],
  ['process_vm_writev', 311, 271],
  ['open_by_handle_at', 304, 265],
  ['name_to_handle_at', 303, 264],
  ['bpf', 321, 280],
  ['userfaultfd', 323, 282],
  ['perf_event_open', 298, 241],
  ['keyctl', 250, 219],
  ['add_key', 248, 217],
  ['request_key', 249, 218],
  ['shmget', 29, 194],
  ['semget', 64, 190],
  ['msgget', 68, 186],
  ['mq_open', 240, 180],
  ['init_module', 175, 105],
  ['kexec_load', 246, 104],
  ['reboot', 169, 142],
  ['swapon', 167, 224],
  ['settimeofday', 164, 170],
  ['syslog', 103, 116],
  ['acct', 163, 89],
  ['kcmp', 312, 272],
];
const unknown: [name: string, number: number][] = [
  ['io_uring_setup', 425],
  ['io_uring_enter', 426],
  ['open_tree', 428],
  ['move_mount', 429],
  ['fsopen', 430],
  ['fsmount', 432],
  ['pidfd_open', 434],
  ['clone3', 435],
  ['pidfd_getfd', 438],
  ['mount_setattr', 442],
  ['landlock_create_ruleset', 444],
  ['memfd_secret', 447],
];

export const cases: AttackCase[] = [
  {
    name: 'environment, init process and neighbours in /proc',
    promise: noHost,
    way: '/proc/1/environ, every /proc/*/cmdline, its own ids',
    expected: 'nothing of the host in the environment; catatonit and itself; uid 65534',
    attack: async (world) => {
      const seen = await facts<{ init: string; own: string; commands: string[]; uid: number }>(
        world,
        `facts = {'init': open('/proc/1/environ').read(), 'own': repr(dict(os.environ)), 'uid': os.getuid(),
  'commands': sorted(open(f'/proc/{p}/cmdline').read().split('\\0')[0] for p in os.listdir('/proc') if p.isdigit())}`,
      );
      const host = /PASSWORD|DATABASE|VAULT|npm_|\/root|\/work|\/home/.exec(seen.init + seen.own)?.[0];
      const commands = seen.commands.join(' and ').replace('/usr/bin/catatonit', 'catatonit');
      return `${host ?? 'nothing'} of the host in the environment; ${commands.replace('python3', 'itself')}; uid ${seen.uid}`;
    },
  },
  {
    name: 'mountinfo and inherited descriptors',
    promise: noHost,
    way: 'paths in /proc/self/mountinfo, everything open in /proc/self/fd',
    expected: 'no path of the host but the stage’s; descriptors 0 1 2',
    attack: async (world) => {
      const seen = await facts<{ mounts: string; fds: number[] }>(
        world,
        `facts = {'mounts': open('/proc/self/mountinfo').read(),
  'fds': sorted(int(n) for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}'))}`,
      );
      const path = / \/root\/|\/home|\/work\/|node_modules|postgres|vault|blobs/.exec(seen.mounts)?.[0];
      return `${path ?? 'no path of the host but the stage’s'}; descriptors ${seen.fds.join(' ')}`;
    },
  },
  {
    name: 'files of the host',
    promise: noHost,
    way: '/etc/shadow, /root, /home, /var, /sys, /run, the root of process 1, the harness’s own options',
    expected: 'found none; app bin dev etc in lib lib64 out proc tmp usr',
    attack: async (world) => {
      const seen = await facts<{ found: string[]; top: string[] }>(world, looksForHost);
      return `found ${seen.found.join(' ') || 'none'}; ${seen.top.join(' ')}`;
    },
  },
  {
    name: 'places to write',
    promise: 'a program writes its own /out, /tmp and /dev/shm only',
    way: 'a file made in /, /in, /app, /usr, /etc, /dev, /proc and below',
    expected: '/out /tmp /dev/shm',
    attack: async (world) => (await facts<string[]>(world, writesEverywhere)).join(' '),
  },
  {
    name: 'rights beyond its own',
    promise: noKernel,
    way: 'mknod, a file capability, a setuid shell run from /out, setuid(0), nice, oom_score_adj',
    expected: 'device no, caps no, exec no, uid no, priority no, oom no',
    attack: async (world) =>
      Object.entries(await facts<Record<string, string>>(world, wantsMore))
        .map(([name, answer]) => `${name} ${answer === 'ok' ? 'YES' : 'no'}`)
        .join(', '),
  },
  {
    name: 'the network',
    promise: 'no network in the sandbox',
    way: 'TCP, UDP, netlink, packet, AF_ALG, vsock, bluetooth, names of hosts',
    expected: 'none of 8 families; dns no; interfaces lo',
    attack: async (world) => {
      const {
        dns,
        unix: _,
        interfaces,
        ...families
      } = await facts<Record<string, string> & { interfaces: string[] }>(world, callsOut);
      const open = Object.keys(families).filter((name) => families[name] !== 'Operation not permitted');
      return `${open.join(' ') || 'none'} of ${Object.keys(families).length} families; dns ${dns}; interfaces ${interfaces.join(' ')}`;
    },
  },
  {
    name: 'the database of this machine',
    promise: 'no network in the sandbox',
    way: 'Unix sockets where Postgres, Docker and the launcher listen; abstract ones',
    expected: 'reached none',
    attack: async (world) => {
      const launcher = `${world.lab.folders.launcher}/launcher.sock`;
      const reached = await facts<string[]>(
        world,
        `import socket
facts = []
for path in ['/tmp/.s.PGSQL.5432', '/var/run/postgresql/.s.PGSQL.5432', '/var/run/docker.sock', '/run/systemd/private', ${JSON.stringify(launcher)}, '\\0launcher', '\\0/tmp/dbus']:
    try: socket.socket(socket.AF_UNIX).connect(path); facts.append(path.strip('\\0'))
    except OSError: pass`,
      );
      return `reached ${reached.join(' ') || 'none'}`;
    },
  },
  {
    name: 'dangerous calls',
    promise: noKernel,
    way: dangerous.map(([name]) => name).join(', '),
    expected: 'EPERM from every one',
    attack: async (world) => {
      const calls = JSON.stringify(dangerous.map(([name, x, arm]) => [name, isX64 ? x : arm]));
      const seen = await facts<Record<string, string>>(
        world,
        `${systemCall}\nfacts = {n: call(c, 0, 0, 0, 0, 0) for n, c in ${calls}}`,
      );
      const others = Object.entries(seen).filter(([, answer]) => answer !== 'EPERM');
      return others.map((one) => one.join(' ')).join(', ') || 'EPERM from every one';
    },
  },
  {
    name: 'calls newer than the filter',
    promise: noKernel,
    way: unknown.map(([name]) => name).join(', '),
    expected: 'ENOSYS from every one',
    attack: async (world) => {
      const seen = await facts<Record<string, string>>(
        world,
        `${systemCall}\nfacts = {n: call(c, 0, 0, 0, 0, 0) for n, c in ${JSON.stringify(unknown)}}`,
      );
      const others = Object.entries(seen).filter(([, answer]) => answer !== 'ENOSYS');
      return others.map((one) => one.join(' ')).join(', ') || 'ENOSYS from every one';
    },
  },
  {
    name: 'namespaces by clone',
    promise: noKernel,
    way: 'clone with CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWNS',
    expected: 'EPERM EPERM EPERM EPERM',
    attack: async (world) =>
      (
        await facts<string[]>(
          world,
          `${systemCall}\nfacts = [call(${table.clone}, flag | 17, 0, 0, 0, 0) for flag in (0x10000000, 0x20000000, 0x40000000, 0x00020000)]`,
        )
      ).join(' '),
  },
  {
    name: 'calls of a foreign architecture',
    promise: noKernel,
    way: 'the numbers of x32 and the gate of 32-bit programs',
    expected: isX64 ? 'exit 159, exit 159' : 'exit 0, exit 132',
    attack: async (world) => {
      const tell = async (source: string) => `exit ${(await finished(world, python(source))).exitCode}`;
      return `${await tell(foreignCalls.x32)}, ${await tell(foreignCalls.int80)}`;
    },
  },
  {
    name: 'signals to process 1 and to all',
    promise: 'a program harms itself only',
    way: 'kill -9 1, kill -STOP 1, then kill -9 -1 from a child',
    expected: 'catatonit lives, filter 2, no new privileges 1',
    attack: async (world) => {
      const seen = await facts<{ init: string; status: string }>(
        world,
        `import signal
for number in (signal.SIGKILL, signal.SIGSTOP):
    try: os.kill(1, number)
    except OSError: pass
facts = {'init': open('/proc/1/comm').read().strip(), 'status': open('/proc/self/status').read()}`,
      );
      const field = (name: string) => new RegExp(`${name}:\\s+(\\d+)`).exec(seen.status)?.[1];
      const all = await finished(world, python('import os, signal\nos.kill(-1, signal.SIGKILL)'));
      if (!['ok', 'runtime_error'].includes(all.outcome)) return `kill -1: ${all.outcome}`;
      return `${seen.init} lives, filter ${field('Seccomp')}, no new privileges ${field('NoNewPrivs')}`;
    },
  },
];
