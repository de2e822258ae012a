import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examplePackage } from './example-package.js';

it('is the starter kit of the command line, byte for byte, in a ZIP others read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'example-package-'));
  try {
    writeFileSync(join(folder, 'a.zip'), await examplePackage());
    // Another's reader than ours: every CRC is checked.
    const said = execFileSync(
      'python3',
      [
        '-c',
        'import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print("\\n".join(sorted(z.namelist())))',
        join(folder, 'a.zip'),
        folder,
      ],
      { encoding: 'utf8' },
    );
    expect(said.trim().split('\n')).toEqual(['main.py', 'scenario-lab.json']);
    for (const name of ['main.py', 'scenario-lab.json'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe(
        readFileSync(new URL(`../../../../cli/starter-kit/python/${name}`, import.meta.url), 'utf8'),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
