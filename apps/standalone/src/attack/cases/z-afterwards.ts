import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../seed/persona.js';
import type { AttackCase } from '../attack-case.js';

// The last file by name: what the others left behind.
export const cases: AttackCase[] = [
  {
    name: 'an honest program after all of it',
    promise: 'the next honest run is identical',
    way: 'two honest runs in the lab’s slots',
    expected: 'a,2.0 b,5.0 twice',
    attack: async (world) => {
      const source =
        'for row in open("/in/x.csv").read().split():\n    key, value = row.split(",")\n    print(f"{key},{float(value) * 2}")\n';
      const one = async () => {
        const result = await world.program({
          app: { 'main.py': source },
          input: { 'x.csv': 'a,1\nb,2.5\n' },
          command: ['python3', 'main.py'],
        });
        return result.kind === 'finished' ? result.log.stdout.trim().replace('\n', ' ') : result.detail;
      };
      const seen = new Set(await Promise.all([one(), one()]));
      return `${[...seen].join(' | ')} twice`;
    },
  },
  {
    name: 'what is left of the runs',
    promise: 'no process, mount, cgroup or folder of a run is left',
    way: 'the launcher’s folders and the machine’s mounts, the slots’ own grounds apart',
    expected: 'nothing',
    attack: async (world) => {
      await world.discard();
      const home = world.lab.folders.launcher;
      const list = (dir: string) => {
        try {
          return readdirSync(join(home, dir)).map((name) => `${dir}/${name}`);
        } catch {
          return [];
        }
      };
      const left = () => [
        // A client's home lasts as long as its connection: the execute worker's and ours.
        ...['stage', 'collect'].flatMap((kind) => list(kind).slice(2)),
        ...['stage', 'collect'].flatMap(list).flatMap(list),
        ...list('slots').flatMap(list),
        ...readFileSync('/proc/self/mountinfo', 'utf8')
          .split('\n')
          .map((line) => line.split(' ')[4] ?? '')
          .filter((point) => point.startsWith(`${home}/`) && !point.startsWith(`${home}/grounds/`)),
      ];
      const rest = await until(
        'an idle launcher',
        async () => left(),
        (now) => now.length === 0,
        20,
      );
      return rest.join(' ') || 'nothing';
    },
  },
];
