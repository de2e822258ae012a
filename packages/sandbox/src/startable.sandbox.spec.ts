import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackAppTar } from './app-tar.js';
import * as make from './testing/files.js';
import { halfCharacter, manifest, native, swarms } from './testing/hostile-bundles.js';
import { codesOf, type Inspecting, inspectFile } from './testing/inspect-file.js';
import { type Bench, leftovers, openForTests } from './testing/open-for-tests.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

const inspect: Inspecting = (kind, file, more) => inspectFile(bench, kind, file, more);
const codes = async (...given: Parameters<Inspecting>) => codesOf(await inspect(...given));

describe('a bundle', () => {
  it.each([
    ['CRLF', '#!/bin/sh\r\necho 1\r\n', /CRLF/],
    ['an interpreter that is not there', '#!/usr/bin/env ruby\nputs 1\n', /needs \/usr\/bin\/ruby/],
    ['neither program nor script', 'echo 1\n', /ELF/],
    [
      'another processor',
      Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(80)]),
      /processor/,
    ],
  ])('that could never start is refused: %s', async (_what, source, words) => {
    const report = await inspect('bundle', native(source));
    expect(codesOf(report)).toEqual(['not_startable']);
    if (report.ok) throw new Error('taken');
    expect(report.problems[0]).toMatchObject({ place: 'run.sh', detail: expect.stringMatching(words) });
  });
  it('gives helpers the executable bit back that was lost on the way', async () => {
    const source = `import subprocess\nprint(subprocess.run(['./helper.sh'], capture_output=True, text=True).stdout)`;
    const file = make.zip([
      { name: 'scenario-lab.json', data: manifest() },
      { name: 'main.py', data: source, mode: 0o100644 },
      { name: 'helper.sh', data: '#!/bin/sh\necho helped\n', mode: 0o100644 },
    ]);
    const result = await bench.run({
      runtime: 'inspect',
      input: { a: file },
      options: { kind: 'bundle' },
      limits: toolLimits,
    });
    const dir = mkdtempSync(join(tmpdir(), 'bundle-'));
    await unpackAppTar(result.outputs.find(({ name }) => name === 'app.tar')!.path, join(dir, 'app'));
    expect(statSync(join(dir, 'app/helper.sh')).mode & 0o111).toBe(0o111);
    expect(statSync(join(dir, 'app/main.py')).mode & 0o111).toBe(0);
    rmSync(dir, { recursive: true });
    await bench.sandbox.discard(result);
  });
  it('is told of a library that is not there before it takes a place in the queue', async () => {
    const bundle = (source: string, requirements: string) =>
      make.zip([
        { name: 'scenario-lab.json', data: manifest() },
        { name: 'main.py', data: source },
        { name: 'requirements.txt', data: requirements },
        { name: 'own.py', data: '' },
      ]);
    const wanted = 'import json, numpy as np\nimport own\nfrom pandas.core import x\n';
    const refused = await inspect('bundle', bundle(wanted, 'numpy\npandas>=2\n'));
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ code: 'missing_library', place: 'main.py', detail: expect.stringMatching(/^pandas /) }],
    });
    const careful = 'try:\n    import pandas\nexcept ImportError:\n    pandas = None\n';
    expect(await inspect('bundle', bundle(careful, '# nice to have\nnumpy==1.24\npandas\n'))).toMatchObject({
      ok: true,
      problems: [{ code: 'missing_library', place: 'requirements.txt' }],
    });
  });
  it('is refused when many files, each small, are a bomb together', async () => {
    for (const file of swarms()) expect(await codes('bundle', file)).toEqual(['bomb']);
  });
  it('whose manifest holds half a character is refused, in a report that any database takes', async () => {
    expect(await codes('bundle', halfCharacter())).toEqual(['manifest']);
  });
});
