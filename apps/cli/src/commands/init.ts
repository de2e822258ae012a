import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';

/** Built beside the program, seen from src/ and dist/ alike. */
export const kitsFolder = fileURLToPath(new URL('../../dist/starter-kit', import.meta.url));
const placeOfModel = { python: 'main.py', node: 'main.mjs', wasm: 'assembly/index.ts' };
type Kit = keyof typeof placeOfModel;

export async function init(desk: Desk, kit: string, dir: string): Promise<Report> {
  const { t } = desk;
  if (!Object.hasOwn(placeOfModel, kit))
    throw new Failure(exit.usage, 'init.unknown', { kit, kits: Object.keys(placeOfModel).join(', ') });
  const source = join(kitsFolder, kit);
  const parts = await readdir(source).catch(() => {
    throw new Failure(exit.fault, 'init.not_built');
  });
  const target = resolve(dir);
  await mkdir(target, { recursive: true });
  if ((await readdir(target)).length > 0) throw new Failure(exit.usage, 'init.not_empty', { dir });
  // One by one: newer Nodes take the folder that has just been made for one that is in the way.
  for (const part of parts)
    await cp(join(source, part), join(target, part), { recursive: true, force: false, errorOnExist: true });
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  desk.say(t('init.done', { dir: target, files }));
  desk.say(t('init.next'));
  desk.say(t('init.next.code', { file: placeOfModel[kit as Kit] }));
  desk.say(t('init.next.try', { dir }));
  desk.say(t('init.next.benchmarks'));
  desk.say(t('init.next.submit', { dir }));
  return { exit: exit.pass, json: { kit, dir: target, files } };
}
