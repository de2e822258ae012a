import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * The lab as a stranger starts it: the README's command, on a spare port and a fresh folder. What the journeys
 * and the teardown need of it is handed on in `E2E_LAB`, which Playwright's workers inherit.
 */
export default async function setup(): Promise<void> {
  if (process.env.E2E_URL) {
    process.env.E2E_LAB = JSON.stringify({ url: process.env.E2E_URL });
    return;
  }
  const data = join(mkdtempSync(join(tmpdir(), 'scenario-lab-e2e-')), 'data');
  chmodSync(dirname(data), 0o755);
  const port = await freePort();
  const lab = spawn(
    process.execPath,
    [join(root, 'scripts/start.mjs'), '--port', String(port), '--data', data],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    },
  );
  await untilReady(lab);
  await untilTheGateIsOpen();
  lab.stdout?.resume();
  lab.unref();
  process.env.E2E_LAB = JSON.stringify({ url: `http://127.0.0.1:${port}`, pid: lab.pid, data });
}

/** The whole suite starts the lab while other tests still run; the journeys wait for the file that says those ended. */
async function untilTheGateIsOpen(): Promise<void> {
  while (process.env.E2E_GATE && !existsSync(process.env.E2E_GATE))
    await new Promise((resolve) => setTimeout(resolve, 500));
}

function untilReady(lab: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    const timer = setTimeout(
      () => reject(new Error(`the lab was not ready within 15 minutes:\n${words}`)),
      900_000,
    );
    lab.once('exit', (code) => reject(new Error(`the lab ended with ${code}:\n${words}`)));
    lab.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
      if (!words.includes('Scenario Lab is ready')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}
