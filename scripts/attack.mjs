import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages } from './debian.mjs';
import { deploy } from './deploy.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode, root } from './prepare.mjs';

// A lab of its own is attacked through its doors and from inside its slots; see docs/threat-model.md.
const say = (line) => process.stdout.write(`${line}\n`);
requireNode();
installDependencies(say);
const { missing, command } = ensurePackages(['bubblewrap', 'catatonit', 'python3', 'python3-numpy'], say);
if (missing.length > 0) {
  say(`the attacks run programs and need ${missing.join(', ')}:\n\n    ${command}\n`);
  process.exit(2);
}
build(say);
packCli(say);
const isRoot = process.getuid?.() === 0;
const home = isRoot ? deploy('/var/lib/scenario-lab', say) : root;
const attack = spawn(
  isRoot ? join(home, 'node') : process.execPath,
  [join(home, 'apps/standalone/dist/attack/main.js'), ...process.argv.slice(2)],
  { cwd: '/', stdio: 'inherit', env: { ...process.env, SCENARIO_LAB_HOME: home } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => attack.kill(signal));
attack.on('exit', (code) => process.exit(code ?? 1));
