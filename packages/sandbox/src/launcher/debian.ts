import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { copyInto } from './tree.js';

export interface DebianPackage {
  name: string;
  version: string;
  architecture: string;
  installed: boolean;
  provides: string[];
  /** Alternatives in order, one list per dependency. */
  depends: string[][];
}

/** Needed to install packages or to talk to people, not to run a program. */
const UNNEEDED = new Set([
  'dpkg',
  'tar',
  'debconf',
  'readline-common',
  'media-types',
  'perl-base',
  'python3-pkg-resources',
]);

const run = (file: string, args: string[], cwd = '/') =>
  execFileSync(file, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 120_000,
  });

/** `a (>= 1) | b:any, c` → [['a', 'b'], ['c']] */
export function parseDepends(text: string): string[][] {
  const names = (clause: string) =>
    clause.split('|').map((name) => name.replace(/\(.*?\)|\[.*?\]|:\w+/g, '').trim());
  return text
    .split(',')
    .map(names)
    .filter((clause) => clause[0] !== '');
}

const stanza = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^([\w-]+): (.*)$/gm)].map(([, key, value]) => [key!, value!]));

const toPackage = (fields: Record<string, string>, installed: boolean): DebianPackage => ({
  name: fields.Package ?? '',
  version: fields.Version ?? '',
  architecture: fields.Architecture ?? '',
  installed,
  provides: parseDepends(fields.Provides ?? '').flat(),
  depends: parseDepends([fields['Pre-Depends'], fields.Depends].filter(Boolean).join(',')),
});

/** dpkg's own record of what is installed. */
export function installedPackages(status: string): DebianPackage[] {
  return status
    .split('\n\n')
    .map(stanza)
    .filter((fields) => fields.Status?.endsWith(' installed'))
    .map((fields) => toPackage(fields, true));
}

function candidate(name: string): DebianPackage | null {
  try {
    const found = toPackage(
      stanza(run('/usr/bin/apt-cache', ['show', '--no-all-versions', '--', name])),
      false,
    );
    return found.name === '' ? null : found;
  } catch {
    return null;
  }
}

/**
 * The packages `wanted` and all they need, installed ones preferred.
 * @throws if one is neither installed nor known to apt.
 */
export function closure(wanted: string[], installed: DebianPackage[]): DebianPackage[] {
  const byName = new Map(installed.map((entry) => [entry.name, entry]));
  const provider = (name: string) =>
    byName.get(name) ?? installed.find((entry) => entry.provides.includes(name));
  const chosen = new Map<string, DebianPackage>();
  const queue = wanted.map((name) => [name]);
  for (const alternatives of queue) {
    if (alternatives.some((name) => chosen.has(name) || UNNEEDED.has(name))) continue;
    const known = alternatives.map(provider).find(Boolean) ?? alternatives.map(candidate).find(Boolean);
    if (!known) throw new Error(`package ${alternatives.join(' | ')} is neither installed nor available`);
    if (chosen.has(known.name)) continue;
    chosen.set(known.name, known);
    queue.push(...known.depends);
  }
  return [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Nothing a program needs: documents, package-manager notes, the packages' own tests, the empty parts of /etc and /var. */
const isWanted = (path: string) =>
  path.startsWith('usr/') &&
  !/^usr\/share\/(doc|man|lintian|bug|info|locale|pixmaps|applications|menu)\//.test(path) &&
  !/\/dist-packages\/numpy\/(.*\/)?tests\//.test(path);

/** Debian 12 still ships some files under /lib and /bin, which are links into /usr everywhere. */
const merged = (path: string) => (/^(lib|lib64|bin|sbin)\//.test(path) ? `usr/${path}` : path);

/** Copies one package's files off this machine and checks each against the package's own digest. */
function takeInstalled(entry: DebianPackage, root: string): void {
  const info = (suffix: string) => {
    const plain = `/var/lib/dpkg/info/${entry.name}.${suffix}`;
    const path = existsSync(plain)
      ? plain
      : `/var/lib/dpkg/info/${entry.name}:${entry.architecture}.${suffix}`;
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  };
  const digests = new Map(info('md5sums').map((line) => [line.slice(34), line.slice(0, 32)]));
  for (const [path, digest] of digests) {
    if (!isWanted(merged(path))) continue;
    // Compared with what the package says, not trusted against an attacker: whoever can change /usr is root.
    if (
      createHash('md5')
        .update(readFileSync(`/${path}`))
        .digest('hex') !== digest
    )
      throw new Error(`${path} is not as package ${entry.name} ${entry.version} ships it`);
    copyInto(`/${path}`, join(root, merged(path)));
  }
  for (const absolute of info('list')) {
    const path = absolute.slice(1);
    const kept = merged(path);
    if (digests.has(path) || !isWanted(kept) || !existsSync(absolute)) continue;
    copyLink(absolute, join(root, kept));
  }
}

function copyLink(from: string, to: string): void {
  if (!lstatSync(from).isSymbolicLink()) return;
  mkdirSync(dirname(to), { recursive: true });
  const target = readlinkSync(from);
  if (!existsSync(to)) symlinkSync(target, to);
}

function takeDownloaded(entry: DebianPackage, root: string): void {
  const scratch = mkdtempSync(join(dirname(root), '.deb-'));
  try {
    run('/usr/bin/apt-get', ['download', '-qq', '--', `${entry.name}=${entry.version}`], scratch);
    const deb = readdirSync(scratch).find((name) => name.endsWith('.deb'));
    if (!deb) throw new Error(`apt-get did not fetch ${entry.name}`);
    const files = join(scratch, 'files');
    run('/usr/bin/dpkg-deb', ['-x', join(scratch, deb), files]);
    const visit = (path: string) => {
      for (const child of readdirSync(join(files, path), { withFileTypes: true })) {
        const inside = join(path, child.name);
        const kept = merged(inside);
        if (child.isDirectory()) visit(inside);
        else if (!isWanted(kept)) continue;
        else if (child.isSymbolicLink()) copyLink(join(files, inside), join(root, kept));
        else copyInto(join(files, inside), join(root, kept));
      }
    };
    visit('');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function unpack(entry: DebianPackage, root: string): void {
  if (entry.installed) takeInstalled(entry, root);
  else takeDownloaded(entry, root);
}
