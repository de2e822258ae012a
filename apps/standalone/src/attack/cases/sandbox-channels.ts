import { besideEachOther, oneAfterTheOther, type Seen } from '@scenario-lab/sandbox/testing/channels';
import type { AttackCase } from '../attack-case.js';
import type { World } from '../world.js';

const seeds = { beside: 1, after: 2 };
const tried = new Map<string, Promise<Seen>>();

/** One pair of programs tries every channel at once; each channel is a case of its own. */
function pair(world: World, kind: 'beside' | 'after'): Promise<Seen> {
  const known = tried.get(kind);
  if (known) return known;
  const attempt = kind === 'beside' ? besideEachOther : oneAfterTheOther;
  const seen = attempt((files) => world.program(files), seeds[kind]);
  tried.set(kind, seen);
  return seen;
}

const channel = (kind: 'beside' | 'after', name: string, way: string): AttackCase => ({
  name: `${name}, ${kind === 'beside' ? 'one slot to the other' : 'one run to a later one'}`,
  promise: 'nothing a program reads on a hidden run reaches another run',
  way,
  expected: 'nothing',
  attack: async (world) => {
    const seen = (await pair(world, kind))[name];
    if (seen === undefined) throw new Error(`${name} was not tried`);
    return seen;
  },
});

const sent = '64 bits sent, as many read:';

export const cases: AttackCase[] = [
  channel('beside', 'flock', `${sent} flock on files of /usr`),
  channel('beside', 'posix locks', `${sent} ranges of one file of /usr, F_SETLK and F_GETLK`),
  channel('beside', 'ofd locks', `${sent} the same with locks of an open file`),
  channel('beside', 'locks on eventfd', `${sent} ranges of the one inode of all eventfd descriptors`),
  channel('beside', 'locks on /dev/null', `${sent} ranges of the device’s inode`),
  channel('beside', 'mapped pages', `${sent} pages of /usr mapped, counted in smaps`),
  channel('beside', 'inotify', `${sent} files of /usr opened, watched from the other slot`),
  channel('beside', 'futex on a shared page', '32 bits: waiters on pages of /usr woken from the other slot'),
  channel(
    'beside',
    'figures of the machine',
    'processes, memory, pipes and terminals made; /proc, sysinfo, statfs read',
  ),
  channel(
    'beside',
    'objects',
    'SysV and POSIX objects, keys, abstract sockets, files left where both may write',
  ),
  ...['usr', 'app', 'in'].flatMap((place) => [
    channel(
      'after',
      `${place} by NOWAIT`,
      `${sent} pages of /${place} dropped by fadvise, asked by RWF_NOWAIT`,
    ),
    channel('after', `${place} by mincore`, `${sent} pages of /${place} dropped, asked by mincore`),
    channel('after', `${place} by the clock`, `${sent} pages of /${place} dropped, read against the clock`),
  ]),
  channel('after', 'objects', 'the same objects, looked for in a later run'),
];
