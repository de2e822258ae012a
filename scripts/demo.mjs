import { createHash } from 'node:crypto';
import { runBeside } from './beside.mjs';
import { root } from './root.mjs';

// Progress goes to stderr: with --json, stdout is one JSON document.
runBeside('chain-demo/main.js', 'the demonstration’s links', (line) => process.stderr.write(`${line}\n`), {
  SCENARIO_LAB_CLONE: createHash('sha256').update(root).digest('hex').slice(0, 8),
});
