import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureRemaining } from '@scenario-lab/sandbox/testing/remaining-channels';
import { surroundings } from '../env.js';
import { type Lab, startLab } from '../lab.js';
import { gatherLabOnly } from '../seed/cast.js';
import type { AttackCase } from './attack-case.js';
import { World } from './world.js';

const usage = `npm run attack -- [options]
  --only TEXT    cases whose area or name holds the text; may be given more than once
  --list         names the cases, runs none
  --measure      no cases: measures what passes between two slots although nothing is shared
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    measure: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
if (values.help) {
  say(usage);
  process.exit(0);
}

/** Every file of `cases/` is an area. */
async function catalogue(): Promise<{ area: string; found: AttackCase }[]> {
  const folder = new URL('./cases/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
  const areas = await Promise.all(
    files.map(async (name) => {
      const { cases } = (await import(new URL(name, folder).href)) as { cases: AttackCase[] };
      return cases.map((found) => ({ area: name.slice(0, -3), found }));
    }),
  );
  const wanted = (text: string) =>
    values.only.length === 0 || values.only.some((part) => text.includes(part));
  return areas.flat().filter(({ area, found }) => wanted(`${area} ${found.name}`));
}

let lab: Lab | null = null;
let world: World | null = null;
let folder: string | null = null;
const leave = async (code: number) => {
  await world?.close();
  await lab?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
  process.exit(code);
};
process.on('SIGINT', () => void leave(130));
process.on('SIGTERM', () => void leave(143));

async function seenBy({ attack }: AttackCase, at: World): Promise<string> {
  try {
    return await attack(at);
  } catch (error) {
    return `an error: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const cases = await catalogue();
if (values.list) {
  for (const { area, found } of cases) say(`${area} · ${found.name}: ${found.promise}`);
  process.exit(0);
}
folder = await mkdtemp(join(tmpdir(), 'scenario-lab-attack-'));
await chmod(folder, 0o755);
lab = await startLab(
  { port: 0, host: '127.0.0.1', data: join(folder, 'data'), empty: false, reset: false, help: false },
  surroundings(),
  say,
);
await gatherLabOnly(`${lab.local}/api`, lab.admin.email);
world = new World(lab);
const here = world;
if (values.measure) {
  await measureRemaining((files) => here.program(files), say);
  await leave(0);
}
let failed = 0;
for (const { area, found } of cases) {
  const began = Date.now();
  const seen = await seenBy(found, world);
  const held = seen === found.expected;
  if (!held) failed += 1;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(`${held ? 'held  ' : 'BROKEN'} ${area} · ${found.name} [${seconds} s]`);
  say(`         promise: ${found.promise}; way: ${found.way}`);
  say(`         expected: ${found.expected}; seen: ${seen.slice(0, 600)}`);
}
say(`${cases.length - failed} passed, ${failed} failed`);
await leave(failed === 0 && cases.length > 0 ? 0 : 1);
