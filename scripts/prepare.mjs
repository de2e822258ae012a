import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const shelf = '/var/lib/scenario-lab';

/** A folder of its own for each clone, so that two labs on one machine do not share data. */
export const defaultData =
  process.getuid?.() === 0
    ? join(shelf, `data-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`)
    : join(root, '.scenario-lab');

/** Runs a tool of the repository; on failure its own words are shown and the process ends with its code. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}\n${command} ${args.join(' ')} failed\n`);
  process.exit(done.status ?? 1);
}

/** Node 20.19 or newer; an older one fails later with words nobody understands. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Scenario Lab needs Node 20.19 or newer; this is ${process.version}\n`);
  process.exit(2);
}

/** `npm ci`, unless what is installed is what the lockfile says. */
export function installDependencies(say) {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.scenario-lab-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('installing dependencies (npm ci)');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, digest);
}

export function build(say) {
  say('building');
  // One compiler for all projects first: the packages' own builds then find everything done.
  run(process.execPath, [join(root, 'node_modules/typescript-native/bin/tsc'), '-b']);
  run(
    process.execPath,
    [
      join(root, 'node_modules/turbo/bin/turbo'),
      'run',
      'build',
      '--output-logs=errors-only',
      '--concurrency=2',
    ],
    {
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        DO_NOT_TRACK: '1',
        TURBO_NO_UPDATE_NOTIFIER: '1',
      },
    },
  );
}
