import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeZip } from '../../apps/standalone/src/demo-data/zip.js';

const kit = join(dirname(fileURLToPath(import.meta.url)), '../../apps/cli/dist/starter-kit/python');

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    return statSync(file).isDirectory() ? filesIn(file) : [file];
  });
}

/**
 * The starter kit as its vendor would hand it in: the program, without the samples to try it on, and the vendor's name.
 * Looks are counted by artifact too: two vendors with the very same bytes would share them.
 */
export function starterKit(vendor: string): { name: string; mimeType: string; buffer: Buffer } {
  const parts = filesIn(kit)
    .filter((file) => !relative(kit, file).startsWith('sample'))
    .map((file) => ({ name: relative(kit, file), data: readFileSync(file) }));
  parts.push({ name: 'VENDOR.txt', data: Buffer.from(`${vendor}\n`) });
  return { name: 'starter-kit.zip', mimeType: 'application/zip', buffer: Buffer.from(makeZip(parts)) };
}
