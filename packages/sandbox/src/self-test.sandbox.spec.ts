import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from './testing/open-for-tests.js';

const compiled = fileURLToPath(new URL('../dist/sandbox.js', import.meta.url));
const workDir = mkdtempSync(join(tmpdir(), 'busy-'));
const others: ChildProcess[] = [];
/** One processor for all of them, so that the machine's other work is left alone. */
const onOne = (script: string): [string, string[]] => [
  'taskset',
  ['-c', '0', process.execPath, '--input-type=module', '-e', script],
];

beforeAll(() => {
  build();
  for (let count = 0; count < 8; count += 1) {
    const [file, args] = onOne('for (;;);');
    others.push(spawn(file, args, { env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore' }));
  }
});
afterAll(() => {
  for (const other of others) other.kill('SIGKILL');
  rmSync(workDir, { recursive: true, force: true });
});

const script = `
import { openSandbox } from ${JSON.stringify(compiled)};
const sandbox = await openSandbox({ workDir: ${JSON.stringify(workDir)}, slots: 2 });
console.log(JSON.stringify(sandbox.status));
await sandbox.close();
`;

it('finds a sound sandbox sound on a processor that eight others want, as on two of them at load fifteen', async () => {
  const [file, args] = onOne(script);
  const { stdout } = await promisify(execFile)(file, args, {
    env: { PATH: '/usr/bin:/bin', HOME: tmpdir() },
  });
  expect(JSON.parse(stdout)).toMatchObject({ available: true });
}, 600_000);
