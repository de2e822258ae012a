import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BundleManifest } from './manifest-check.js';
import type { Member } from './members.js';
import { Findings, type Problem } from './problems.js';
import { checkObjects } from './shared-objects.js';
import { isElf, isScript, loaderOf, type ReadAt, startFault } from './start-fault.js';

const LARGEST_SOURCE = 1024 * 1024;
const LARGEST_HELPER = 64 * 1024 * 1024;

const inBundle = (path: string) => path.replace(/^(\.\/|\/app\/)/, '');

/** Programs and scripts whose executable bit was lost on the way (an archive made on Windows has none) get it back. */
export function withLostBits({ runtime, command }: BundleManifest, members: Member[]): Member[] {
  const program = runtime === 'native' ? inBundle(command[0]!) : '';
  return members.map((member) => {
    if (member.name === program) return { ...member, executable: true };
    const unlikely = member.bytes < 2 || member.bytes > LARGEST_HELPER || /\.so(\.|$)/.test(member.name);
    if (member.executable || unlikely) return member;
    const head = member.read();
    return isElf(head) || isScript(head) ? { ...member, executable: true } : member;
  });
}

/** Found here it costs nothing; found on a hidden run it would cost a look. */
export function checkStart(
  { runtime, command }: BundleManifest,
  members: Member[],
  findings: Findings,
): void {
  if (runtime !== 'native') return;
  const program = members.find(({ name }) => name === inBundle(command[0]!));
  if (!program) return;
  const content = program.read();
  const read: ReadAt = (from, length) => content.subarray(from, from + length);
  const isThere = (path: string) => {
    const place = resolve('/app', path);
    if (place.startsWith('/app/')) return members.some(({ name }) => `/app/${name}` === place);
    return existsSync(place);
  };
  const strange = !isElf(content) && !isScript(content);
  const fault = strange
    ? 'is neither a Linux program (ELF) nor a script that begins with #!'
    : startFault(read, isThere);
  if (fault) findings.add('not_startable', program.name, fault);
  else if (isElf(content)) checkObjects(program, members, loaderOf(content, read), findings);
}

/** Modules Python would not find, of those named; asked of Python itself, which imports none of them. */
function unknownModules(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const ask = 'import importlib.util as u, sys; print(*[n for n in sys.argv[1:] if u.find_spec(n) is None])';
  const told = spawnSync('/usr/bin/python3', ['-I', '-c', ask, ...names], { encoding: 'utf8', cwd: '/tmp' });
  return told.status === 0 ? told.stdout.split(/\s+/).filter(Boolean) : [];
}

/** Where a package's module has another name than the package. */
const moduleOf: Record<string, string> = {
  scikit_learn: 'sklearn',
  pillow: 'PIL',
  opencv_python: 'cv2',
  opencv_python_headless: 'cv2',
  pyyaml: 'yaml',
  python_dateutil: 'dateutil',
};

const text = (members: Member[], name: string): string => {
  const member = members.find((one) => one.name === name);
  return member && member.bytes <= LARGEST_SOURCE ? member.read().toString('utf8') : '';
};

/** Names of packages in a requirements file (PEP 508, names only). */
function required(members: Member[]): string[] {
  const names = text(members, 'requirements.txt')
    .split(/\r?\n/)
    .map((line) => /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(line)?.[1] ?? '')
    .filter(Boolean);
  return names.map((name) => name.toLowerCase().replace(/[-.]+/g, '_')).map((name) => moduleOf[name] ?? name);
}

/** Modules the first file imports unconditionally: at the very left, outside any block. */
function imported(source: string): string[] {
  const lines = source.split(/\r?\n/);
  return lines.flatMap((line) => {
    const from = /^from\s+([A-Za-z_]\w*)[\w.]*\s+import\b/.exec(line)?.[1];
    if (from) return [from];
    const list = /^import\s+([\w.,\s]+?)\s*(#.*)?$/.exec(line)?.[1] ?? '';
    return list.split(',').flatMap((one) => /^\s*([A-Za-z_]\w*)/.exec(one)?.[1] ?? []);
  });
}

const detail = (name: string) =>
  `${name} is not in the runtime environment: pack it into the bundle or do without`;

/**
 * Libraries a Python program wants that are neither in the runtime nor in the bundle. What its first file imports
 * for certain is refused; what only `requirements.txt` names is said.
 * @returns what is said.
 */
export function checkLibraries(
  { runtime, command }: BundleManifest,
  members: Member[],
  findings: Findings,
): readonly Problem[] {
  if (runtime !== 'python') return [];
  const program = inBundle(command[1] ?? '');
  const beside = program.includes('/') ? program.slice(0, program.lastIndexOf('/') + 1) : '';
  const own = (name: string) =>
    members.some(
      (member) =>
        [`${name}.py`, `${beside}${name}.py`].includes(member.name) ||
        member.name.startsWith(`${name}/`) ||
        member.name.startsWith(`${beside}${name}/`),
    );
  const source = program.endsWith('.py') ? text(members, program) : '';
  // A program that changes where it looks knows better than we do.
  const imports = /sys\.path|site\.addsitedir|\.zip['"]/.test(source) ? [] : imported(source);
  const needs = required(members);
  const foreign = [...new Set([...imports, ...needs])].filter((name) => !own(name)).slice(0, 200);
  const unknown = unknownModules(foreign);
  const said = new Findings();
  for (const name of unknown)
    if (imports.includes(name)) findings.add('missing_library', program, detail(name));
    else said.add('missing_library', 'requirements.txt', detail(name));
  return said.problems;
}
