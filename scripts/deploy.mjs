import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from './root.mjs';
import { node, runtime } from './runtime.mjs';

const apps = ['apps/api', 'apps/worker', 'apps/standalone', 'apps/cli'];

/**
 * Copies what runs (built code and its production dependencies) into a root-owned 0755 folder, so that the
 * lab's unprivileged users can read it wherever the clone lies. One copy per content; returns its folder.
 */
export function deploy(shelf, say) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const { workspaces, modules } = closure(lock);
  const built = [...workspaces, 'apps/web'].map((place) => join(place, 'dist'));
  const place = join(shelf, `app-${digestOf(built)}`);
  if (existsSync(place)) {
    // In use again, whatever another clone that starts now finds to sweep.
    utimesSync(place, new Date(), new Date());
    return place;
  }
  say('copying the built lab to a place its users can read');
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  const half = `${place}.${process.pid}`;
  const copy = (path) => {
    if (existsSync(join(root, path))) put(join(root, path), join(half, path));
  };
  for (const path of [
    ...built,
    ...workspaces.map((dir) => join(dir, 'package.json')),
    ...modules,
    'package.json',
  ])
    copy(path);
  for (const extra of ['apps/cli/starter-kit', 'apps/standalone/demo', 'packages/sandbox/assets'])
    copy(extra);
  put(realpathSync(node()), join(half, 'node'));
  renameSync(half, place);
  // Copies nobody runs from any more; another clone's lab may be running from one of them.
  const running = commandLines();
  for (const old of readdirSync(shelf)) {
    const stale = /^app-[0-9a-f]{16}$/.test(old) && old !== basename(place);
    // One that has just been put there is about to be run from by whoever put it.
    if (stale && !running.includes(join(shelf, old)) && sinceTouched(join(shelf, old)) > 3_600_000)
      rmSync(join(shelf, old), { recursive: true, force: true });
  }
  return place;
}

/** Binaries of other systems and sources of packages are never run. */
function wanted(path) {
  if (/onnxruntime-node\/bin\/napi-v\d+\/(darwin|win32)(\/|$)/.test(path)) return false;
  return !/\.(map|md|d\.ts|d\.mts|d\.cts)$/.test(path);
}

/**
 * Puts a file or folder at `to`, readable by everybody. A file of root's that is so already is linked (the same
 * disk holds it once, and half a gigabyte is there at once); any other is copied.
 */
function put(from, to) {
  const stat = lstatSync(from);
  if (!wanted(from)) return;
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  if (stat.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  if (stat.isDirectory()) {
    mkdirSync(to, { recursive: true });
    chmodSync(to, 0o755);
    for (const name of readdirSync(from)) put(join(from, name), join(to, name));
    return;
  }
  const mode = stat.mode & 0o100 ? 0o755 : 0o644;
  // What we build is written in place by the next build, so it is never shared.
  const settled = from.includes('/node_modules/') || from === realpathSync(node());
  if (settled && stat.uid === 0 && (stat.mode & 0o777) === mode) {
    try {
      linkSync(from, to);
      return;
    } catch {
      // Another disk: copied below.
    }
  }
  copyFileSync(from, to);
  chmodSync(to, mode);
}

/** Milliseconds since it was made or taken up again; 0 when another has swept it meanwhile. */
const sinceTouched = (path) =>
  Date.now() - (lstatSync(path, { throwIfNoEntry: false })?.ctimeMs ?? Date.now());

/** Command lines of every process, in one text. */
function commandLines() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}

/** Workspaces and installed packages that the apps need in production, by the lockfile. */
function closure(lock) {
  const seen = new Set();
  const workspaces = new Set();
  const modules = new Set();
  const visit = (place, production = true) => {
    if (seen.has(place)) return;
    seen.add(place);
    const entry = lock[place];
    if (!entry) return;
    if (entry.link) {
      modules.add(place);
      visit(entry.resolved);
      return;
    }
    if (place.includes('node_modules/')) modules.add(place);
    else workspaces.add(place);
    const needs = {
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...(production ? peersOf(entry) : {}),
    };
    for (const name of Object.keys(needs)) {
      const found = resolve(lock, place, name);
      if (found) visit(found);
    }
  };
  for (const app of apps) visit(app);
  return {
    workspaces: [...workspaces],
    modules: [...modules].filter((path) => existsSync(join(root, path))),
  };
}

const peersOf = (entry) =>
  Object.fromEntries(
    Object.entries(entry.peerDependencies ?? {}).filter(
      ([name]) => !entry.peerDependenciesMeta?.[name]?.optional,
    ),
  );

function resolve(lock, from, name) {
  for (let place = from; ; place = place.includes('/') ? dirname(place) : '') {
    const candidate = place ? `${place}/node_modules/${name}` : `node_modules/${name}`;
    if (lock[candidate]) return candidate;
    if (!place) return null;
  }
}

function digestOf(folders) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(runtime().version);
  const walk = (path) => {
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) walk(join(path, name));
    else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const folder of [...folders, 'apps/cli/starter-kit', 'apps/standalone/demo']) walk(folder);
  return hash.digest('hex').slice(0, 16);
}
