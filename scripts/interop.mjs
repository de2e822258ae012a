import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { runBeside } from './beside.mjs';

// The lab works elsewhere: files named from here keep their place. What is no file (a kind, an option) stays as it is.
/** What is taken over, by the first word after `npm run interop --`, and the program that does it. */
const programs = { editions: 'interop-lists/main.js' };
const program = programs[process.argv[2]];
if (!program) {
  process.stdout.write(`npm run interop -- <${Object.keys(programs).join('|')}> FILE…\n`);
  process.exit(2);
}
// The lab works elsewhere: files named from here keep their place. What is no file stays as it is.
process.argv = process.argv.map((one, at) =>
  at > 2 && !isAbsolute(one) && existsSync(one) ? resolve(one) : one,
);
// Progress goes to stderr: stdout holds what became of the files and nothing else.
runBeside('interop/main.js', 'the lab’s own people', (line) => process.stderr.write(`${line}\n`));
runBeside(program, 'the sandbox that opens files', (line) => process.stderr.write(`${line}\n`));
