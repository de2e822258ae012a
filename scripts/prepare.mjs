import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './children.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

export const shelf = '/var/lib/scenario-lab';

/** A folder of its own for each clone, so that two labs on one machine do not share data. */
export const defaultData =
  process.getuid?.() === 0
    ? join(shelf, `data-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`)
    : join(root, '.scenario-lab');

/** Node 20.19 or newer; an older one fails later with words nobody understands. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Scenario Lab needs Node 20.19 or newer; this is ${process.version}\n`);
  process.exit(2);
}

/** `npm ci`, unless what is installed is what the lockfile says. */
export async function installDependencies(say) {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.scenario-lab-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('installing dependencies (npm ci)');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, digest);
}

export async function build(say) {
  say('building');
  // One compiler for all projects first: the packages' own builds then find everything done.
  await run(node(), [join(root, 'node_modules/typescript-native/bin/tsc'), '-b']);
  await run(
    node(),
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
