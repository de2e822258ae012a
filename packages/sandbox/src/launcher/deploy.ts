import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeRoot } from '../runtime-root.js';
import { seccompFilters } from '../seccomp.js';
import type { Runtime, RuntimeInfo } from '../types.js';
import { detectCgroups } from './cgroup.js';
import type { Workshop } from './execute.js';
import type { Sources } from './ground.js';
import { Lacking } from './lacking.js';
import type { MeterMaker } from './meter.js';
import { TreeMaker } from './process-tree.js';
import { copyInto, copyTree, keepTree, treeDigest } from './tree.js';

function tool(name: string): string {
  const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((dir) => join(dir, name)).find(existsSync);
  if (!found) throw new Lacking(`missing_${name}`, `${name} is not installed`);
  return found;
}

function checkBwrap(bwrap: string): void {
  const version = execFileSync(bwrap, ['--version'], { encoding: 'utf8', env: {} }).trim();
  const [major, minor] = /(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [0, 0];
  // --disable-userns and --size came with 0.8.
  if (major === 0 && minor! < 8) throw new Lacking('old_bwrap', version);
}

/** A folder whose content others cannot change and, for another uid, can reach. */
function safeHome(dir: string, shared: boolean): string {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const home = realpathSync(dir);
  const own = lstatSync(home);
  if (own.uid !== process.getuid?.() || (own.mode & 0o022) !== 0)
    throw new Lacking('unsafe_deploy_root', `${home} belongs to, or can be written by, somebody else`);
  if (shared) reachable(home, 'unreachable_deploy_root');
  return home;
}

/** @throws {Lacking} if another uid could not pass every folder down to `dir`. */
export function reachable(dir: string, code: string): void {
  for (let at = dir; ; at = dirname(at)) {
    if ((lstatSync(at).mode & 0o001) === 0) throw new Lacking(code, `${at} cannot be entered by other users`);
    if (at === dirname(at)) return;
  }
}

/** Packages the harness loads; without those of a runtime that runtime is not there. A vendor's desk has none of them. */
const harnessPackages = {
  all: ['pngjs', 'csv-parse', 'jpeg-js'],
  onnx: ['onnxruntime-node', 'onnxruntime-common'],
  papers: ['mammoth', 'unpdf', '@jsquash/webp'],
  profile: ['@duckdb/node-api', '@duckdb/node-bindings', `@duckdb/node-bindings-linux-${process.arch}`],
};
/** The reader of tables, of our own making. */
const TABLES = '@scenario-lab/tables';
type Optional = Exclude<keyof typeof harnessPackages, 'all'>;

interface Kit {
  dir: string;
  modules: string;
  digest: string;
  /** Version of the first package of each runtime that is there. */
  optional: Partial<Record<Optional, string>>;
}

/** Our harness and the few packages it loads, out of a clone that may lie in a private folder. */
function placeKit(home: string): Kit {
  const dist = join(dirname(fileURLToPath(import.meta.url)), '..');
  const harness = join(dist, 'harness');
  if (!existsSync(join(harness, 'probe.js')))
    throw new Lacking('not_built', `${harness} has no compiled harness`);
  const require = createRequire(import.meta.url);
  const find = (name: string) => {
    const bases = require.resolve.paths(name) ?? [];
    const found = bases.map((base) => join(base, name)).find((dir) => existsSync(join(dir, 'package.json')));
    return found ? realpathSync(found) : null;
  };
  const versionOf = (dir: string): string => require(join(dir, 'package.json')).version;
  const own = `linux/${process.arch}`;
  // onnxruntime-node brings the libraries of every system: 280 MB, of which 45 are ours.
  const foreign = (path: string) => {
    const place = /\/bin\/napi-v\d+\/(.+)$/.exec(path)?.[1];
    return place !== undefined && !`${place}/`.startsWith(`${own}/`) && !`${own}/`.startsWith(`${place}/`);
  };
  const sources: (readonly [name: string, dir: string])[] = [];
  const optional: Kit['optional'] = {};
  for (const [group, names] of Object.entries(harnessPackages)) {
    const found = names.flatMap((name) => {
      const dir = find(name);
      return dir ? [[name, dir] as const] : [];
    });
    if (found.length === names.length) {
      sources.push(...found);
      if (group !== 'all') optional[group as Optional] = versionOf(found[0]?.[1] as string);
    } else if (group === 'all') {
      throw new Lacking('not_installed', `npm packages are missing: ${names.join(', ')}`);
    }
  }
  const versions = sources.map(([name, dir]) => `${name} ${versionOf(dir)}`);
  const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
  // Apart from the harness, which changes more often and weighs a thousandth.
  const modules = keepTree<{ digest: string }>(home, `modules-${keyOf(versions.join('\n'))}`, (tree) => {
    for (const [name, from] of sources)
      copyTree(
        from,
        join(tree, name),
        (path) => !foreign(path) && !/(\/node_modules|\.map|\.d\.ts)$/.test(path),
      );
    return { digest: treeDigest(tree) };
  });
  const tables = find(TABLES);
  if (!tables || !existsSync(join(tables, 'dist')))
    throw new Lacking('not_built', `${TABLES} is not compiled`);
  const written = keyOf(`${treeDigest(harness)} ${treeDigest(join(tables, 'dist'))}`);
  const kit = keepTree<{ digest: string }>(home, `harness-${written}`, (tree) => {
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}\n');
    mkdirSync(join(tree, 'node_modules'));
    const runs = (path: string) => !/\.(d\.ts|map|tsbuildinfo)$/.test(path) && !path.includes('.spec.');
    copyTree(harness, join(tree, 'harness'), runs);
    // Beside the harness and not among the modules: it changes as often.
    copyTree(join(tables, 'dist'), join(tree, 'harness', 'node_modules', TABLES, 'dist'), runs);
    copyInto(join(tables, 'package.json'), join(tree, 'harness', 'node_modules', TABLES, 'package.json'));
    return { digest: treeDigest(tree) };
  });
  const digest = `${kit.about.digest} ${modules.about.digest}`;
  return { dir: kit.dir, modules: modules.dir, digest, optional };
}

export interface Deployed {
  shop: Omit<Workshop, 'bury'>;
  /** What the slots' grounds are laid from. */
  sources: Sources;
  runtimes: Partial<Record<Runtime, RuntimeInfo>>;
  digest: string;
  notes: string[];
}

function meters(mountinfo: string, root: boolean): MeterMaker {
  if (!root) return new TreeMaker();
  const found = detectCgroups(mountinfo);
  if (!found) throw new Lacking('no_cgroup', 'no writable cgroup with memory, pids and cpu accounting');
  return found;
}

function runtimesOf(
  versions: Record<string, string>,
  optional: Kit['optional'],
): Partial<Record<Runtime, RuntimeInfo>> {
  const node = { version: process.versions.node };
  const { python, numpy } = versions;
  return {
    ...(python ? { python: { version: python, ...(numpy ? { numpy } : {}) } } : {}),
    node,
    native: { version: versions.libc ?? 'unknown' },
    wasm: node,
    ...(optional.onnx ? { onnx: { version: optional.onnx } } : {}),
    inspect: node,
    check: node,
    ...(optional.profile ? { profile: node } : {}),
  };
}

/**
 * Finds and prepares everything the chain needs. Level `hardened` for root, `basic` for anybody else.
 * @throws {Lacking} if something is missing that there is no way round.
 */
export function deploy(deployRoot: string, mountinfo: string, prefix: string): Deployed {
  if (process.platform !== 'linux') throw new Lacking('not_linux', process.platform);
  const root = process.getuid?.() === 0;
  const filters = seccompFilters(process.arch);
  if (!filters) throw new Lacking('no_filter', process.arch);
  const bwrap = tool('bwrap');
  checkBwrap(bwrap);
  const home = safeHome(deployRoot, root);
  const placed = placeRoot(join(home, 'roots'), bwrap);
  const kit = placeKit(join(home, 'kits'));
  tool('catatonit');
  const parts = {
    bwrap,
    catatonit: '/usr/bin/catatonit',
    setpriv: tool('setpriv'),
    prlimit: tool('prlimit'),
    filters,
    nodeDir: placed.nodeDir,
  };
  const digest = createHash('sha256')
    .update([placed.root.digest, kit.digest].join('\n'))
    .update(filters.program)
    .update(filters.tool)
    .digest('hex');
  return {
    shop: {
      parts,
      meters: meters(mountinfo, root),
      level: root ? 'hardened' : 'basic',
      root: placed.root,
      mount: tool('mount'),
      umount: tool('umount'),
      prefix,
    },
    sources: {
      rootDir: placed.dir,
      rootBinds: placed.binds,
      kitDir: kit.dir,
      modulesDir: kit.modules,
    },
    runtimes: runtimesOf(placed.root.versions, kit.optional),
    digest: `sha256:${digest}`,
    notes: placed.why ? [placed.why] : [],
  };
}
