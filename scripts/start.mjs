import { join } from 'node:path';
import { handOnSignals, startChild } from './children.mjs';
import { ensurePackages } from './debian.mjs';
import { deploy } from './deploy.mjs';
import { packCli } from './pack-cli.mjs';
import { build, defaultData, installDependencies, requireNode, shelf } from './prepare.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

const started = Date.now();
const say = (line) =>
  process.stdout.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}\n`);

requireNode();
handOnSignals();
await installDependencies(say);
// Without these the lab still starts; runs of code are switched off and every page says why.
const { missing, command } = ensurePackages(['bubblewrap', 'catatonit', 'python3', 'python3-numpy'], say);
if (missing.length > 0) {
  say(
    `runs of code are switched off: ${missing.join(', ')} not installed. To switch them on:\n\n    ${command}\n`,
  );
}
await build(say);
await packCli(say);

const isRoot = process.getuid?.() === 0;
const home = isRoot ? deploy(shelf, say) : root;

const lab = startChild(
  isRoot ? join(home, 'node') : node(),
  [join(home, 'apps/standalone/dist/main.js'), ...process.argv.slice(2)],
  {
    cwd: '/',
    stdio: 'inherit',
    env: {
      ...process.env,
      SCENARIO_LAB_STARTED: String(started),
      SCENARIO_LAB_HOME: home,
      SCENARIO_LAB_DEFAULT_DATA: defaultData,
    },
  },
);
// Told to end, the supervisor ends its processes first; this one waits for it.
lab.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
