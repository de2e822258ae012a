import { runBeside } from './beside.mjs';

// A lab of its own is struck at random instants while runs pass through it; see docs/operations.md.
runBeside('faults/main.js', 'the runs that are struck', (line) => process.stdout.write(`${line}\n`));
