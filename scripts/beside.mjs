import { join } from 'node:path';
import { handOnSignals, startChild } from './children.mjs';
import { ensurePackages } from './debian.mjs';
import { deploy } from './deploy.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode } from './prepare.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

/**
 * Installs and builds what is missing, then runs a program of the standalone app that starts a lab of its own or
 * works beside one. The script ends with the program's exit code; 2 when a Debian package is missing.
 * @param {string} program its address below `apps/standalone/dist`
 * @param {string} need what it is for which programs must be run, in words
 */
export async function runBeside(program, need, say, env = {}) {
  requireNode();
  handOnSignals();
  await installDependencies(say);
  const { missing, command } = ensurePackages(['bubblewrap', 'catatonit', 'python3', 'python3-numpy'], say);
  if (missing.length > 0) {
    say(`${need} run programs and need ${missing.join(', ')}:\n\n    ${command}\n`);
    process.exit(2);
  }
  await build(say);
  await packCli(say);
  const isRoot = process.getuid?.() === 0;
  const home = isRoot ? deploy('/var/lib/scenario-lab', say) : root;
  const child = startChild(
    isRoot ? join(home, 'node') : node(),
    [join(home, 'apps/standalone/dist', program), ...process.argv.slice(2)],
    { cwd: '/', stdio: 'inherit', env: { ...process.env, SCENARIO_LAB_HOME: home, ...env } },
  );
  child.on('exit', (code) => process.exit(code ?? 1));
}
