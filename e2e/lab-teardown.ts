import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { stateFile } from './lab-setup.js';

export default async function teardown(): Promise<void> {
  if (!existsSync(stateFile)) return;
  const { pid, data } = JSON.parse(readFileSync(stateFile, 'utf8')) as { pid?: number; data?: string };
  rmSync(stateFile);
  if (!pid || !data) return;
  process.kill(pid, 'SIGTERM');
  const until = Date.now() + 60_000;
  while (Date.now() < until && existsSync(`/proc/${pid}`))
    await new Promise((resolve) => setTimeout(resolve, 100));
  rmSync(dirname(data), { recursive: true, force: true });
}
