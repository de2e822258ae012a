import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { runBeside } from './beside.mjs';

// The lab works elsewhere: files named from here keep their place. What is no file (a kind, an option) stays as it is.
process.argv = process.argv.map((one, at) =>
  at > 2 && !isAbsolute(one) && existsSync(one) ? resolve(one) : one,
);
// Lists are opened in the sandbox alone, catalogues by a lab of their own, which also says how all of it is called.
const lists = process.argv[2] === 'editions';
const [program, who] = lists
  ? ['interop-lists/main.js', 'the sandbox that opens files']
  : ['interop/main.js', 'the lab’s own people'];
// Progress goes to stderr: stdout holds what became of the files and nothing else.
runBeside(program, who, (line) => process.stderr.write(`${line}\n`));
