import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ensurePackages } from './debian.mjs';
import { deploy } from './deploy.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode, root } from './prepare.mjs';

// Progress goes to stderr: with --json, stdout is one JSON document.
const say = (line) => process.stderr.write(`${line}\n`);
requireNode();
installDependencies(say);
const { missing, command } = ensurePackages(['bubblewrap', 'catatonit', 'python3', 'python3-numpy'], say);
if (missing.length > 0) {
  process.stderr.write(
    `the demonstration runs programs and needs ${missing.join(', ')}:\n\n    ${command}\n`,
  );
  process.exit(2);
}
build(say);
packCli(say);
const isRoot = process.getuid?.() === 0;
const home = isRoot ? deploy('/var/lib/scenario-lab', say) : root;
const demo = spawn(
  isRoot ? join(home, 'node') : process.execPath,
  [join(home, 'apps/standalone/dist/chain-demo/main.js'), ...process.argv.slice(2)],
  {
    cwd: '/',
    stdio: 'inherit',
    env: {
      ...process.env,
      SCENARIO_LAB_HOME: home,
      SCENARIO_LAB_CLONE: createHash('sha256').update(root).digest('hex').slice(0, 8),
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 1));
