import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Member } from './members.js';
import type { Findings } from './problems.js';

/** The runtime's own: another one would be a foreign program. */
const loaders = ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1'];
/** What is written out for the loader to look at; a bundle with more of them knows what it does. */
const MOST_BYTES = 160 * 2 ** 20;
const MOST_NAMED = 20;

const isObject = ({ name }: Member) => /\.so(\.|$)/.test(name);

/**
 * Shared libraries, and versions in them, that the loader would not find: it is asked to list them (`ld.so --list`), which
 * runs nothing of the program. Those the bundle brings lie where they will lie.
 */
export function checkObjects(
  program: Member,
  members: readonly Member[],
  loader: string | null,
  findings: Findings,
): void {
  const needed = [program, ...members.filter((member) => isObject(member) && member !== program)];
  if (loader === null || !loaders.includes(loader)) return;
  if (needed.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) return;
  const home = mkdtempSync('/tmp/objects-');
  try {
    for (const member of needed) {
      mkdirSync(dirname(join(home, member.name)), { recursive: true });
      writeFileSync(join(home, member.name), member.read(), { mode: 0o755 });
    }
    const told = spawnSync(loader, ['--list', join(home, program.name)], {
      encoding: 'utf8',
      env: {},
      timeout: 10_000,
      maxBuffer: 2 ** 20,
    });
    for (const words of lacking(`${told.stdout}${told.stderr}`))
      findings.add('missing_library', program.name, words);
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** What the loader says is not there. */
function lacking(told: string): string[] {
  const names = [...told.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name!);
  const missed = [...told.matchAll(/error while loading shared libraries: (\S+): cannot open/g)].map(
    ([, name]) => name!,
  );
  const versions = [...told.matchAll(/version `([^']+)' not found/g)].map(([, version]) => version!);
  return [
    ...[...new Set([...names, ...missed])].map(
      (name) => `${name} is not in the runtime environment: pack it beside the program, or link it in`,
    ),
    ...[...new Set(versions)].map(
      (version) =>
        `${version} is newer than the runtime environment: build for an older system, or link it in`,
    ),
  ].slice(0, MOST_NAMED);
}
