import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

const children = pathToFileURL(new URL('../../../scripts/children.mjs', import.meta.url).pathname).href;
const started: ChildProcess[] = [];
const room = mkdtempSync(join(tmpdir(), 'scenario-lab-children-'));

afterAll(() => rmSync(room, { recursive: true, force: true }));

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A script that uses what `npm start` and `npm test` use; resolves with the first line it says. */
function script(
  body: string,
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; line: string }> {
  const text = `import { endMarked, handOnSignals, run, startChild } from ${JSON.stringify(children)};\n${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  started.push(child);
  return new Promise((resolve, reject) => {
    let words = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
      if (words.includes('\n')) resolve({ child, line: words.trim() });
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it spoke`)));
  });
}

const exit = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
/** A zombie whose parent has not read its end yet has ended all the same. */
const runs = (pid: number) =>
  existsSync(`/proc/${pid}/stat`) && !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe('what the commands start', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'a tool ends when the script is sent %s',
    async (signal) => {
      const note = join(room, signal);
      const { child, line } = await script(`
      handOnSignals();
      const tool = run('sh', ['-c', 'echo $$ > ' + ${JSON.stringify(note)} + '; exec sleep 600']);
      const { existsSync, readFileSync } = await import('node:fs');
      const told = () => existsSync(${JSON.stringify(note)}) && readFileSync(${JSON.stringify(note)}, 'utf8').trim();
      while (!told()) await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(told());
      await tool;`);
      expect(runs(Number(line))).toBe(true);
      child.kill(signal);
      expect(await exit(child)).toBe(130);
      expect(runs(Number(line))).toBe(false);
    },
  );

  it('what has left its parent is found by the mark and ended, asked first', async () => {
    const mark = `SCENARIO_LAB_TEST_MARK=${process.pid}-${Date.now()}`;
    const [name, value] = mark.split('=') as [string, string];
    // The first tidies up when asked; the second does not hear.
    const { line } = await script(
      `
      import { spawn } from 'node:child_process';
      const away = (text) => {
        const one = spawn('sh', ['-c', text], { detached: true, stdio: 'ignore' });
        one.unref();
        return one.pid;
      };
      const heard = away('trap "exit 0" INT; while :; do sleep 0.1; done');
      const deaf = away('trap "" INT; while :; do sleep 0.1; done');
      console.log(heard + ' ' + deaf);
      setInterval(() => {}, 1000);`,
      { [name]: value },
    );
    const [heard, deaf] = line.split(' ').map(Number) as [number, number];
    const ender = await script(`
      console.log('ready');
      await endMarked(${JSON.stringify(mark)}, 2000);`);
    expect(await exit(ender.child)).toBe(0);
    await expect.poll(() => runs(heard)).toBe(false);
    await expect.poll(() => runs(deaf)).toBe(false);
  });
});
