import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { defaultData } from './prepare.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

// The lab that runs is left alone: its worker reads the key anew for each report.
const done = spawnSync(node(), [join(root, 'apps/standalone/dist/rotate-key.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SCENARIO_LAB_HOME: root, SCENARIO_LAB_DEFAULT_DATA: defaultData },
});
process.exit(done.status ?? 1);
