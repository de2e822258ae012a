import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lacking } from './lacking.js';

/** What a slot's programs stand on: nothing in it is bound into another slot. */
export interface Ground {
  /** Directory whose `usr` becomes /usr. */
  rootDir: string;
  /** Further read-only binds: host path, place inside. */
  rootBinds: [string, string][];
  /** Our harness and the packages it loads, bound at /kit and /kit/node_modules. */
  kitDir: string;
  modulesDir: string;
  /** Laid over what /proc and /dev tell of the whole machine: host path, place inside. */
  masks: [string, string][];
  /** Laid over the machine's own inodes of /dev/null and its like, whose times anybody may set to now. */
  devices: [string, string][];
}

/** Where the slots' grounds come from: kept trees on disk, one for all. */
export interface Sources {
  rootDir: string;
  rootBinds: [string, string][];
  kitDir: string;
  modulesDir: string;
}

/** Of the process itself, of its namespaces, or the same as long as the machine runs; all else tells of the others. */
const keptInProc = new Set([
  ...[
    'self',
    'thread-self',
    'mounts',
    'net',
    'sysvipc',
    'version',
    'filesystems',
    'acpi',
    'bus',
    'config.gz',
  ],
  ...[
    'consoles',
    'crypto',
    'devices',
    'dma',
    'driver',
    'execdomains',
    'iomem',
    'ioports',
    'kallsyms',
    'misc',
  ],
  ...['mtrr', 'partitions', 'tty'],
]);

/**
 * What a program finds in the place of the machine's own figures: as many processors and as much memory as there
 * are, everything else at rest. Node, glibc and OpenBLAS read these files and need them whole.
 */
export function stillFigures(cpuinfo: string, meminfo: string): Record<string, string> {
  const processors = cpuinfo.match(/^processor\s*:/gm)?.length ?? 1;
  const total = Number(/^MemTotal:\s*(\d+) kB/m.exec(meminfo)?.[1] ?? 0);
  const line = (name: string, value: number) => `${`${name}:`.padEnd(16)}${String(value).padStart(8)} kB\n`;
  const zeros = ' 0 0 0 0 0 0 0 0 0 0\n';
  const each = Array.from({ length: processors }, (_, index) => `cpu${index}${zeros}`).join('');
  return {
    cpuinfo,
    loadavg: '0.00 0.00 0.00 1/1 1\n',
    meminfo: [
      ...['MemTotal', 'MemFree', 'MemAvailable'].map((name) => line(name, total)),
      ...['Buffers', 'Cached', 'SwapCached', 'SwapTotal', 'SwapFree', 'Shmem'].map((name) => line(name, 0)),
    ].join(''),
    stat: `cpu ${zeros}${each}intr 0\nctxt 0\nbtime 0\nprocesses 1\nprocs_running 1\nprocs_blocked 0\n`,
    uptime: '1.00 1.00\n',
  };
}

/** Files and folders to lie over /proc and /dev/pts; unreadable ones need none. */
function makeMasks(dir: string): [string, string][] {
  mkdirSync(dir);
  mkdirSync(join(dir, 'void'));
  const figures = stillFigures(readFileSync('/proc/cpuinfo', 'utf8'), readFileSync('/proc/meminfo', 'utf8'));
  for (const [name, text] of Object.entries({ ...figures, blank: '' }))
    writeFileSync(join(dir, name), text, { mode: 0o444 });
  const masks = readdirSync('/proc').flatMap((name): [string, string][] => {
    if (/^\d+$/.test(name) || keptInProc.has(name)) return [];
    const entry = lstatSync(join('/proc', name));
    if (entry.isDirectory()) return [[join(dir, 'void'), `/proc/${name}`]];
    if (!entry.isFile() || (entry.mode & 0o004) === 0) return [];
    return [[join(dir, name in figures ? name : 'blank'), `/proc/${name}`]];
  });
  // Terminals are counted for the whole machine, and no exam needs one.
  return [...masks, [join(dir, 'void'), '/dev/pts']];
}

// Numbers of drivers/char/mem.c and tty: the same on every Linux.
const deviceNumbers = {
  ...{ null: ['1', '3'], zero: ['1', '5'], full: ['1', '7'], random: ['1', '8'], urandom: ['1', '9'] },
  tty: ['5', '0'],
};

function makeDevices(dir: string): [string, string][] {
  mkdirSync(dir);
  return Object.entries(deviceNumbers).map(([name, numbers]) => {
    const path = join(dir, name);
    execFileSync('/bin/mknod', ['-m', '666', '--', path, 'c', ...numbers], { env: {}, stdio: 'ignore' });
    return [path, `/dev/${name}`];
  });
}

const kilobytes = (dir: string) =>
  Number(execFileSync('/usr/bin/du', ['-sk', dir], { encoding: 'utf8', env: {} }).split('\t')[0]);

/** @throws {Lacking} if the grounds would take more than half of what memory there is. */
function roomFor(need: number): void {
  const available = Number(/^MemAvailable:\s*(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
  if (need > available / 2)
    throw new Lacking(
      'little_memory',
      `the slots' own copies of the runtime take ${need >> 10} MiB of ${available >> 10} MiB`,
    );
}

/**
 * Gives each slot a ground of its own in memory: two programs that never share an inode or a page can neither lock,
 * watch, map nor drop what the other sees. ramfs, for its pages are always there: a tmpfs may be swapped out.
 * @param mount path of mount(8); null at level `basic`, where the kept trees serve all slots.
 * @returns one ground per slot. @throws {Lacking} without enough memory.
 */
export function layGrounds(home: string, count: number, sources: Sources, mount: string | null): Ground[] {
  const own = mount !== null && sources.rootDir !== '/';
  if (own)
    roomFor(
      count * [sources.rootDir, sources.kitDir, sources.modulesDir].map(kilobytes).reduce((a, b) => a + b),
    );
  rmSync(home, { recursive: true, force: true });
  return Array.from({ length: count }, (_, index) => {
    const dir = join(home, String(index));
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    if (mount !== null) mounted(mount, ['-t', 'ramfs', '-o', 'mode=0711,nosuid', 'ground', dir]);
    const masks = makeMasks(join(dir, 'masks'));
    const devices = mount === null ? [] : makeDevices(join(dir, 'devices'));
    const ground = own ? copied(sources, dir) : sources;
    if (mount !== null) mounted(mount, ['-o', 'remount,ro,nosuid', dir]);
    return { ...ground, masks, devices };
  });
}

const mounted = (mount: string, args: string[]) => execFileSync(mount, args, { env: {}, stdio: 'ignore' });

function copied({ rootDir, rootBinds, kitDir, modulesDir }: Sources, dir: string): Sources {
  const names = { base: rootDir, kit: kitDir, modules: modulesDir };
  for (const [name, from] of Object.entries(names))
    execFileSync('/bin/cp', ['-a', '--', from, join(dir, name)], { env: {}, stdio: 'ignore' });
  const inside = (path: string) =>
    path.startsWith(`${rootDir}/`) ? join(dir, 'base', path.slice(rootDir.length)) : path;
  return {
    rootDir: join(dir, 'base'),
    rootBinds: rootBinds.map(([from, to]) => [inside(from), to]),
    kitDir: join(dir, 'kit'),
    modulesDir: join(dir, 'modules'),
  };
}
