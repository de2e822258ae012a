import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

export default async function teardown(): Promise<void> {
  const { pid, data } = JSON.parse(process.env.E2E_LAB ?? '{}') as { pid?: number; data?: string };
  if (!pid || !data) return;
  process.kill(pid, 'SIGTERM');
  const until = Date.now() + 60_000;
  while (Date.now() < until && existsSync(`/proc/${pid}`))
    await new Promise((resolve) => setTimeout(resolve, 100));
  rmSync(dirname(data), { recursive: true, force: true });
}
