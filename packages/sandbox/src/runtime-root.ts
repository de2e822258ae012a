import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { closure, type DebianPackage, installedPackages, unpack } from './launcher/debian.js';
import { copyInto, keepTree, treeDigest } from './launcher/tree.js';
import type { RuntimeRoot } from './types.js';

/** Bumped whenever the way a root is built changes, so that old ones are not taken for new. */
const RECIPE = '3';
const WANTED = ['catatonit', 'dash', 'libstdc++6', 'python3-minimal', 'python3', 'python3-numpy'];
const STATUS = '/var/lib/dpkg/status';

export interface PlacedRoot {
  /** Directory whose `usr` becomes /usr. */
  dir: string;
  /** Further read-only binds: host path, place inside. */
  binds: [string, string][];
  /** Where node lies inside. */
  nodeDir: string;
  root: RuntimeRoot;
}

const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const upstream = (version: string) => version.replace(/^\d+:/, '').replace(/[-+~].*$/, '');

function distribution(): string {
  const field = (name: string) =>
    new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text('/etc/os-release'))?.[1] ?? '';
  return [field('ID') || 'linux', field('VERSION_ID')].filter(Boolean).join('-');
}

/** Shared objects a program of ours needs, as the loader itself resolves them. */
function libraries(program: string): string[] {
  const listing = execFileSync('/usr/bin/ldd', [program], { encoding: 'utf8', env: {} });
  return [...listing.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path]) => path!);
}

/** One program with the shared objects it needs. */
function placeProgram(dir: string, program: string, inside: string): void {
  copyInto(program, join(dir, inside));
  for (const library of libraries(program)) {
    const place = library.replace(/^\/(usr\/)?/, 'usr/');
    if (!existsSync(join(dir, place))) copyInto(realpathSync(library), join(dir, place));
  }
}

/** What the first line of most scripts names. The rest of its package is not needed to start one. */
const ENV = '/usr/bin/env';

/** What the packages' installation scripts would have done. */
function finish(dir: string, bwrap: string): void {
  const lib = join(dir, 'usr/lib');
  for (const triplet of readdirSync(lib).filter((name) => name.includes('-linux-gnu'))) {
    // update-alternatives chooses among BLAS packages; take what is there.
    for (const [folder, name] of [
      ['blas', 'libblas.so.3'],
      ['lapack', 'liblapack.so.3'],
    ] as const) {
      const at = join(lib, triplet);
      const flavour = readdirSync(at).find(
        (entry) => existsSync(join(at, entry, name)) && entry.includes(folder),
      );
      const other = readdirSync(at).find((entry) => existsSync(join(at, entry, name)));
      const chosen = flavour ?? other;
      if (chosen && !existsSync(join(at, name))) symlinkSync(`${chosen}/${name}`, join(at, name));
    }
  }
  for (const folder of ['usr/lib64', 'usr/bin']) mkdirSync(join(dir, folder), { recursive: true });
  if (!existsSync(join(dir, 'usr/bin/sh'))) symlinkSync('dash', join(dir, 'usr/bin/sh'));
  etc(dir);
  compile(dir, bwrap);
}

function etc(dir: string): void {
  mkdirSync(join(dir, 'etc'));
  writeFileSync(join(dir, 'etc/passwd'), 'nobody:x:65534:65534:nobody:/tmp:/bin/sh\n');
  writeFileSync(join(dir, 'etc/group'), 'nogroup:x:65534:\n');
  writeFileSync(join(dir, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files\n');
}

/** Byte code that does not depend on file times: the same packages give the same tree everywhere. */
function compile(dir: string, bwrap: string): void {
  const options = [
    '--unshare-all',
    '--die-with-parent',
    '--bind',
    join(dir, 'usr'),
    '/usr',
    '--proc',
    '/proc',
  ];
  const links = ['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64', '--dev', '/dev'];
  const python = [
    '/usr/bin/python3',
    '-m',
    'compileall',
    '-q',
    '-j',
    '2',
    '--invalidation-mode',
    'unchecked-hash',
  ];
  try {
    execFileSync(bwrap, [...options, ...links, '--', ...python, '/usr/lib'], {
      env: {},
      stdio: 'ignore',
      timeout: 120_000,
    });
  } catch (error) {
    // A module that does not compile (test data of lib2to3) makes it exit 1; the others are done all the same.
    if ((error as { status?: number }).status !== 1) throw error;
  }
}

const versionOf = (packages: DebianPackage[], name: string) =>
  upstream(packages.find((entry) => entry.name === name)?.version ?? '');

function versions(packages: DebianPackage[]): Record<string, string> {
  const named = {
    node: process.versions.node,
    python: versionOf(packages, 'python3'),
    numpy: versionOf(packages, 'python3-numpy'),
    libc: versionOf(packages, 'libc6'),
  };
  return Object.fromEntries(Object.entries(named).filter(([, version]) => version !== ''));
}

function fromPackages(home: string, bwrap: string): PlacedRoot {
  const packages = closure(WANTED, installedPackages(text(STATUS)));
  const list = packages.map(({ name, version, architecture }) => `${name} ${version} ${architecture}`);
  const copied = [process.execPath, ENV].map((file) =>
    createHash('sha256').update(readFileSync(file)).digest('hex'),
  );
  const key = createHash('sha256')
    .update([RECIPE, ...copied, ...list].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const name = distribution();
  const { dir, about } = keepTree<RuntimeRoot>(home, `${name}-${key}`, (tree) => {
    for (const entry of packages) unpack(entry, tree);
    placeProgram(tree, process.execPath, 'usr/bin/node');
    placeProgram(tree, realpathSync(ENV), 'usr/bin/env');
    finish(tree, bwrap);
    return { name, source: 'debian-packages', versions: versions(packages), digest: treeDigest(tree) };
  });
  return { dir, binds: [[join(dir, 'etc'), '/etc']], nodeDir: '/usr/bin', root: about };
}

/** The host's own /usr; the digest is over the versions of everything installed, not over the files. */
function fromHost(home: string): PlacedRoot {
  const packages = installedPackages(text(STATUS));
  const wanted = new Set(['libc6', 'python3', 'python3-numpy', 'catatonit']);
  const known = packages.filter((entry) => wanted.has(entry.name));
  const list = packages.map(({ name, version }) => `${name} ${version}`).sort();
  const digest = createHash('sha256')
    .update([process.version, ...list].join('\n'))
    .digest('hex');
  const node = createHash('sha256').update(readFileSync(process.execPath)).digest('hex').slice(0, 16);
  const { dir } = keepTree(home, `host-parts-${RECIPE}-${node}`, (tree) => {
    etc(tree);
    copyInto(process.execPath, join(tree, 'bin/node'));
    return {};
  });
  const at = join(dir, 'etc');
  const links = ['alternatives', 'ld.so.cache'].filter((name) => existsSync(`/etc/${name}`));
  const binds: [string, string][] = [
    [join(dir, 'bin'), '/opt/node/bin'],
    ...['passwd', 'group', 'nsswitch.conf'].map((name): [string, string] => [join(at, name), `/etc/${name}`]),
    ...links.map((name): [string, string] => [`/etc/${name}`, `/etc/${name}`]),
  ];
  const root: RuntimeRoot = {
    name: `host-${distribution()}`,
    source: 'host-usr',
    versions: versions(known),
    digest: `sha256:${digest}`,
  };
  return { dir: '/', binds, nodeDir: '/opt/node/bin', root };
}

/**
 * The read-only system programs will see: pinned Debian packages and our own node binary in a tree of their own;
 * the host's /usr where that cannot be had (another distribution, a package missing, files changed).
 * @returns the root and, if it is the host's, why.
 */
export function placeRoot(home: string, bwrap: string): PlacedRoot & { why?: string } {
  try {
    return fromPackages(home, bwrap);
  } catch (error) {
    return { ...fromHost(home), why: String(error) };
  }
}
