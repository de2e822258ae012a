import {
  bombs,
  daemon,
  type Greedy,
  killsItself,
  overfills,
} from '@scenario-lab/sandbox/testing/hostile-programs';
import type { AttackCase } from '../attack-case.js';
import { ended, finished, python, said } from '../in-slot.js';
import type { World } from '../world.js';

const hard = 'limits are hard, and who broke which is told truly';

/** The outcome, and whether what was used lies within the limit: a second after it at most. */
async function meets(world: World, { source, limits }: Greedy): Promise<string> {
  const { outcome, resources } = await finished(world, python(source, { limits }));
  const { cpuSeconds = 20, wallSeconds = 40, memoryBytes = 256 * 2 ** 20, processes = 64 } = limits;
  const beyond = [
    resources.cpuSeconds > cpuSeconds + 1 ? `${resources.cpuSeconds} s of CPU` : '',
    resources.wallSeconds > wallSeconds + 1 ? `${resources.wallSeconds} s` : '',
    resources.peakMemoryBytes > memoryBytes ? `${resources.peakMemoryBytes} bytes` : '',
    resources.peakProcesses > processes ? `${resources.peakProcesses} processes` : '',
  ].filter(Boolean);
  return `${outcome}, ${beyond.join(', ') || 'nothing beyond its limits'}`;
}

const bomb = (name: string, way: string, program: Greedy): AttackCase => ({
  name,
  promise: hard,
  way,
  expected: `${program.outcome}, nothing beyond its limits`,
  attack: (world) => meets(world, program),
});

export const cases: AttackCase[] = [
  bomb('a malloc bomb', 'memory taken without end', bombs.malloc),
  bomb('/tmp filled', 'a file in /tmp larger than the memory', bombs.fillTmp),
  bomb('a hoard of memfds', 'files that have no name', bombs.memfds),
  bomb('inodes', 'empty files without end', bombs.inodes),
  bomb('a fork bomb', 'fork in a loop, children that sleep', bombs.forks),
  bomb('a thread bomb', '200 threads with 20 allowed', bombs.threads),
  bomb('a spinner', 'a loop', bombs.spin),
  bomb('a sleeper', 'a minute’s sleep with half a second allowed', bombs.sleep),
  bomb('signals ignored, streams closed', 'every signal ignored, 0, 1 and 2 closed, then sleep', bombs.deaf),
  bomb('stdout flooded', 'writes without end', bombs.flood),
  bomb('one endless line on both streams', '60,000 bytes on each without a line feed', bombs.endlessLine),
  bomb('/out filled', 'a file in /out larger than allowed', bombs.fillOut),
  bomb('stdio closed and lingering', 'streams closed, a child that holds on, the parent sleeps', {
    source: `import os, time\nfor fd in (0, 1, 2): os.close(fd)\nif os.fork() == 0: os.setpgid(0, 0)\ntime.sleep(60)`,
    limits: { wallSeconds: 1 },
    outcome: 'wall_limit',
  }),
  {
    name: 'more than /tmp and /dev/shm hold',
    promise: hard,
    way: '64 MB written into each of 4 MB',
    expected: 'ENOSPC ENOSPC',
    attack: async (world) =>
      (await said(world, python(overfills, { limits: { tmpBytes: 4 * 2 ** 20 } }))).replace('\n', ' '),
  },
  {
    name: 'a daemon that outlives its program',
    promise: 'nothing of the run survives before outputs are collected',
    way: 'a group of its own and a double fork; the grandchild sleeps for ten minutes',
    expected: 'ok, over within 5 s',
    attack: async (world) => {
      const { outcome, resources } = await finished(world, python(daemon));
      return `${outcome}, over ${resources.wallSeconds < 5 ? 'within 5 s' : `after ${resources.wallSeconds} s`}`;
    },
  },
  {
    name: 'a session of its own',
    promise: 'nothing of the run survives before outputs are collected',
    way: 'setsid, as daemons do',
    expected: 'EPERM',
    attack: (world) =>
      said(
        world,
        python(`import errno, os
if os.fork() == 0:
    try: os.setsid(); print('ok', flush=True)
    except OSError as e: print(errno.errorcode[e.errno], flush=True)
    os._exit(0)
os.wait()`),
      ),
  },
  {
    name: 'a SIGKILL to itself',
    promise: hard,
    way: 'kill -9 of its own process, which looks like the kernel’s hand when memory is out',
    expected: 'runtime_error, exit 137',
    attack: async (world) => ended(await world.program(python(killsItself))),
  },
  {
    name: 'exit codes of limits',
    promise: hard,
    way: '152 and 153, as a shell tells SIGXCPU and SIGXFSZ',
    expected: 'runtime_error, exit 152; runtime_error, exit 153',
    attack: async (world) => {
      const tell = async (code: number) => ended(await world.program(python(`raise SystemExit(${code})`)));
      return `${await tell(152)}; ${await tell(153)}`;
    },
  },
];
