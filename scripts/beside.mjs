import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages } from './debian.mjs';
import { deploy } from './deploy.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode, root } from './prepare.mjs';

/**
 * Installs and builds what is missing, then runs a program of the standalone app that starts a lab of its own or
 * works beside one. The script ends with the program's exit code; 2 when a Debian package is missing.
 * @param {string} program its address below `apps/standalone/dist`
 * @param {string} need what it is for which programs must be run, in words
 */
export function runBeside(program, need, say, env = {}) {
  requireNode();
  installDependencies(say);
  const { missing, command } = ensurePackages(['bubblewrap', 'catatonit', 'python3', 'python3-numpy'], say);
  if (missing.length > 0) {
    say(`${need} run programs and need ${missing.join(', ')}:\n\n    ${command}\n`);
    process.exit(2);
  }
  build(say);
  packCli(say);
  const isRoot = process.getuid?.() === 0;
  const home = isRoot ? deploy('/var/lib/scenario-lab', say) : root;
  const child = spawn(
    isRoot ? join(home, 'node') : process.execPath,
    [join(home, 'apps/standalone/dist', program), ...process.argv.slice(2)],
    { cwd: '/', stdio: 'inherit', env: { ...process.env, SCENARIO_LAB_HOME: home, ...env } },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
