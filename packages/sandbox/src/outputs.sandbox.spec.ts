import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { badOutputs, bombs, swapsLater } from './testing/hostile-programs.js';
import {
  type Bench,
  honest,
  honestRun,
  leftovers,
  openForTests,
  outputText,
} from './testing/open-for-tests.js';

const MiB = 1024 * 1024;
let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(() => bench.close());
afterEach(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  expect(await honestRun(bench)).toBe(honest.predictions);
});

describe('hostile outputs', () => {
  it.each(badOutputs)('%s: %s', async (kind, source) => {
    const result = await bench.python(`import os\n${source}\nprint('done')`);
    expect([result.outcome, result.collectDefect?.class, result.outputs, result.log.stderr]).toEqual([
      'wrong_output',
      kind,
      [],
      '',
    ]);
    expect(result.collectDefect?.name).toMatch(/^[\x21-\x7e]{1,100}$/);
  });

  it('are limited in size', async () => {
    const filling = await bench.python(bombs.fillOut.source, bombs.fillOut.limits);
    expect(filling.outcome).toBe('output_limit');
    const ignoring = await bench.python(
      `f = open('/out/x', 'wb', buffering=0)\ntry:\n  while True: f.write(bytes(1 << 16))\nexcept OSError: pass`,
      { outBytes: MiB },
    );
    expect(ignoring.outcome).toBe('output_limit');
    const sparse = await bench.python(`open('/out/x', 'wb').truncate(1 << 40)`);
    expect(['runtime_error', 'output_limit']).toContain(sparse.outcome);
    const holes = await bench.python(`open('/out/x', 'wb').truncate(2 << 20)`, {
      outBytes: MiB,
      tmpBytes: 64 * MiB,
    });
    expect([holes.outcome, holes.collectDefect?.class]).toEqual(['output_limit', 'too_big']);
  });

  it('are limited in number', async () => {
    const many = await bench.python(`for i in range(9): open(f'/out/{i}', 'w').write('x')`, { outFiles: 8 });
    expect(many.outcome).toBe('output_limit');
    const bomb = await bench.python(`for i in range(90): open(f'/out/{i}', 'w').write('x')`, { outFiles: 8 });
    expect(bomb.outcome).toBe('output_limit');
    const just = await bench.python(`for i in range(8): open(f'/out/{i}', 'w').write('x')`, { outFiles: 8 });
    expect([just.outcome, just.outputs.length]).toEqual(['ok', 8]);
    await bench.sandbox.discard(just);
  });

  it('may fill /out to the last byte', async () => {
    const result = await bench.python(`open('/out/x', 'wb').write(bytes(${MiB}))`, { outBytes: MiB });
    expect([result.outcome, result.outputs[0]?.bytes]).toEqual(['ok', MiB]);
    await bench.sandbox.discard(result);
  });

  it('cannot be swapped after the program ended', async () => {
    const result = await bench.python(swapsLater);
    expect([result.outcome, outputText(result, 'predictions.csv')]).toEqual(['ok', 'honest']);
    await bench.sandbox.discard(result);
  });

  it('cannot follow a link even while the program runs', async () => {
    const result = await bench.python(`
import os
os.symlink('/in/task.json', '/out/l')
try: print(open('/out/l').read())
except OSError as e: print(e.strerror)
os.remove('/out/l')`);
    expect(result.log.stdout).toBe('Too many levels of symbolic links\n');
  });

  it('are still told of when the program fails', async () => {
    const result = await bench.python(`open('/out/part.csv', 'w').write('x')\nraise SystemExit(3)`);
    expect([result.outcome, result.exitCode, result.outputs.map(({ name }) => name)]).toEqual([
      'runtime_error',
      3,
      ['part.csv'],
    ]);
    await bench.sandbox.discard(result);
  });
});

describe('good outputs', () => {
  it('come over byte for byte, large and empty ones', async () => {
    const result = await bench.python(
      `open('/out/big.bin', 'wb').write(bytes(range(256)) * 40000)\nopen('/out/empty', 'w')`,
    );
    expect(result.outcome).toBe('ok');
    const [big, empty] = result.outputs;
    const bytes = readFileSync(big!.path);
    expect(
      bytes.equals(Buffer.alloc(10_240_000, Buffer.from(Array.from({ length: 256 }, (_, i) => i)))),
    ).toBe(true);
    expect(readFileSync(empty!.path)).toHaveLength(0);
    expect(statSync(big!.path).mode & 0o777).toBe(0o600);
    await bench.sandbox.discard(result);
    expect(() => statSync(big!.path)).toThrow();
  });
});

describe('inputs', () => {
  it('of the caller are never changed, and links in them lead nowhere', async () => {
    const request = bench.request({
      app: {
        'main.py': `import os\nfor n in sorted(os.listdir('/in')):\n  try: print(n, open('/in/' + n).read())\n  except OSError as e: print(n, e.strerror)`,
      },
      command: ['python3', 'main.py'],
    });
    symlinkSync('/etc/shadow', join(request.inputDir, 'link'));
    writeFileSync(join(request.inputDir, 'private'), 'readable all the same', { mode: 0o600 });
    const result = await bench.sandbox.run(request);
    if (result.kind !== 'finished') throw new Error(result.detail);
    expect(result.log.stdout).toBe(
      'link No such file or directory\nprivate readable all the same\ntask.json {}\n',
    );
    expect(statSync(join(request.inputDir, 'private')).mode & 0o777).toBe(0o600);
  });
});
