import { runBeside } from './beside.mjs';

// A lab of its own is attacked through its doors and from inside its slots; see docs/threat-model.md.
runBeside('attack/main.js', 'the attacks', (line) => process.stdout.write(`${line}\n`));
