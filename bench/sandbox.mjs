import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import { defaultLimits } from '@scenario-lab/sandbox/types';
import { median } from './measure.mjs';

/** One call of the whole chain on a program that does nothing, over a bare spawn of the same. */
export async function benchSandbox() {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-lab-bench-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'in'));
  const sandbox = await openSandbox({ workDir: join(folder, 'work'), slots: 1 });
  try {
    if (!sandbox.status.available)
      throw new Error(sandbox.status.reasons.map((reason) => reason.en).join('; '));
    const call = async (command) => {
      const result = await sandbox.run({
        id: 'bench',
        runtime: 'native',
        command,
        inputDir: join(folder, 'in'),
        limits: defaultLimits,
      });
      if (result.kind !== 'finished' || result.outcome !== 'ok') throw new Error(JSON.stringify(result));
      await sandbox.discard(result);
    };
    const command = ['sh', '-c', ':'];
    const ours = await median(40, () => call(command));
    const floor = await median(40, () => bare(command));
    const over = (ours - floor) * 1e3;
    return [
      {
        what: 'sandbox start over a bare spawn (client call)',
        ours: ours * 1e3,
        floor: floor * 1e3,
        unit: 'ms',
        ratio: ours / floor,
        goal: `≤ 15 ms over, is ${over.toFixed(1)}`,
        met: over <= 15,
      },
    ];
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function bare([command, ...args]) {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: 'ignore' }).on('error', reject).on('exit', resolve);
  });
}
