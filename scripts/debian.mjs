import { spawnSync } from 'node:child_process';

const quiet = { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' };

/** Which of the Debian packages are not installed; all of them where dpkg is missing. */
export function missingPackages(names) {
  return names.filter((name) => {
    const found = spawnSync('dpkg-query', ['-W', '-f=\x24{db:Status-Abbrev}', name], quiet);
    return found.status !== 0 || !found.stdout.startsWith('ii');
  });
}

/**
 * Installs what is missing where this user may (root, or sudo without a password).
 * Returns the packages that are still missing, and the command a person would have to run.
 */
export function ensurePackages(names, say) {
  const missing = missingPackages(names);
  if (missing.length === 0) return { missing, command: '' };
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = adminPrefix();
  if (!prefix) return { missing, command: `sudo apt-get update && sudo ${command}` };
  say(`installing Debian packages: ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const run = (line) =>
    spawnSync(prefix[0] ?? 'sh', [...prefix.slice(1), ...(prefix.length ? ['sh'] : []), '-c', line], {
      ...quiet,
      env,
    });
  let done = run(command);
  if (done.status !== 0) {
    // A machine that never ran `update`, or whose list is old.
    const update = run('apt-get update');
    if (update.status === 0) done = run(command);
    else say(update.stderr.trim().split('\n').at(-1) ?? 'apt-get update failed');
  }
  if (done.status !== 0) say(done.stderr.trim().split('\n').slice(-3).join('\n'));
  return { missing: missingPackages(names), command: `apt-get update && ${command}` };
}

function adminPrefix() {
  if (spawnSync('sh', ['-c', 'command -v apt-get'], quiet).status !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], quiet).status === 0
    ? ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND']
    : null;
}
