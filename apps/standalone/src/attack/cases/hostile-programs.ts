import type { AttackCase } from '../attack-case.js';

export const cases: AttackCase[] = [
  {
    name: 'SIGKILL to itself',
    promise: 'who caused the end of a run is told truly',
    way: 'a program kills itself as the kernel would for want of memory',
    expected: 'runtime_error',
    attack: async (world) => {
      const result = await world.program({
        app: { 'main.py': 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n' },
        command: ['python3', 'main.py'],
      });
      return result.kind === 'finished' ? result.outcome : `${result.reason}: ${result.detail}`;
    },
  },
];
