import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackAppTar } from './app-tar.js';
import type { InspectReport } from './harness/inspect.js';
import * as make from './testing/files.js';
import { badBundles, good, manifest } from './testing/hostile-bundles.js';
import { codesOf, type Inspecting, inspectFile } from './testing/inspect-file.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { type Limits, toolLimits } from './types.js';

const MiB = 1024 * 1024;
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

describe('bundle', () => {
  it.each([
    ['ZIP', make.zip(good)],
    ['tar.gz', gzipSync(make.tar(good))],
    [
      'ZIP with folders and clutter',
      make.zip([
        ...good,
        { name: 'lib/', mode: 0o040755 },
        { name: 'lib/数据.json', data: '{}' },
        { name: '__MACOSX/x', data: '' },
      ]),
    ],
  ])('is taken as %s and runs when unpacked', async (_kind, file) => {
    const result = await bench.run({
      runtime: 'inspect',
      input: { a: file },
      options: { kind: 'bundle' },
      limits: toolLimits,
    });
    const report = JSON.parse(outputText(result, 'report.json')) as InspectReport;
    expect(report).toMatchObject({
      ok: true,
      kind: 'bundle',
      manifest: { runtime: 'python', command: ['python3', 'main.py'] },
    });
    const dir = mkdtempSync(join(tmpdir(), 'bundle-'));
    const tar = result.outputs.find(({ name }) => name === 'app.tar')!;
    expect((await unpackAppTar(tar.path, join(dir, 'app'))).files).toBe(report.ok && report.files);
    const run = await bench.run({
      app: { 'main.py': readFileSync(join(dir, 'app/main.py')) },
      command: ['python3', 'main.py'],
    });
    expect(run.log.stdout).toBe('hello from the bundle\n');
    await bench.sandbox.discard(result);
    rmSync(dir, { recursive: true });
  });

  it('makes a native program executable and is normalised byte for byte', async () => {
    const parts = [
      { name: 'scenario-lab.json', data: manifest({ runtime: 'native', command: ['./run'] }) },
      { name: 'run', data: '#!/bin/sh\necho native' },
    ];
    const tars: Buffer[] = [];
    for (const file of [make.zip(parts), gzipSync(make.tar([...parts].reverse()))]) {
      const result = await bench.run({
        runtime: 'inspect',
        input: { a: file },
        options: { kind: 'bundle' },
        limits: toolLimits,
      });
      const path = result.outputs.find(({ name }) => name === 'app.tar')!.path;
      tars.push(readFileSync(path));
      const dir = mkdtempSync(join(tmpdir(), 'bundle-'));
      await unpackAppTar(path, join(dir, 'app'));
      expect(statSync(join(dir, 'app/run')).mode & 0o111).toBe(0o111);
      rmSync(dir, { recursive: true });
      await bench.sandbox.discard(result);
    }
    expect(tars[0]!.equals(tars[1]!)).toBe(true);
  });

  it.each(badBundles)('with %s is refused', async (_name, file, code) => {
    expect(await codes('bundle', file)).toContain(code);
  });

  it('may not hold too many files or bytes', async () => {
    const many = make.zip([
      ...good,
      ...Array.from({ length: 60 }, (_, index) => ({ name: `f${index}`, data: 'x' })),
    ]);
    expect(await codes('bundle', many, { maxFiles: 50 })).toEqual(['too_many_files']);
    expect(
      await codes('bundle', make.zip([...good, { name: 'x', data: 'ab'.repeat(40_000) }]), {
        maxBytes: 50_000,
      }),
    ).toEqual(['too_big']);
    expect(
      await codes('bundle', gzipSync(make.tar([...good, { name: 'x', data: Buffer.alloc(20 * MiB) }])), {
        maxBytes: MiB,
      }),
    ).toEqual(['too_big']);
  });

  it('names every place that is wrong at once', async () => {
    const report = await inspect(
      'bundle',
      make.zip([...good, { name: '../a', data: '' }, { name: '/b', data: '' }]),
    );
    expect(!report.ok && report.problems.map(({ place }) => place)).toEqual(['../a', '/b']);
  });
});

const answer = 'id,prediction\na,1\n';
const writing = make.wasm({
  body: [
    ...make.openPath(4, 15, true),
    ...make.drop,
    ...make.writeData(15, answer.length),
    ...make.exitWithTop,
  ],
  data: `predictions.csv${answer}`,
});

const runWasm = (module: Buffer, limits: Partial<Limits> = {}) =>
  bench.run({ runtime: 'wasm', app: { 'm.wasm': module }, limits });

describe('WebAssembly', () => {
  it('reads /in, writes /out and tells its exit code', async () => {
    const result = await runWasm(writing);
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    expect(outputText(result, 'predictions.csv')).toBe(answer);
    await bench.sandbox.discard(result);
    const reading = await runWasm(
      make.wasm({ body: [...make.openPath(3, 9, false), ...make.exitWithTop], data: 'task.json' }),
    );
    expect(reading.exitCode).toBe(0);
  });
  it.each(['/etc/passwd', '../etc/passwd', '../app/m.wasm'])('cannot open %s', async (path) => {
    const result = await runWasm(
      make.wasm({ body: [...make.openPath(3, path.length, false), ...make.exitWithTop], data: path }),
    );
    // ENOTCAPABLE or EPERM of WASI.
    expect([63, 76]).toContain(result.exitCode);
  });
  it('is ended in an endless loop', async () => {
    expect((await runWasm(make.wasm({ body: make.forever }), { cpuSeconds: 0.6 })).outcome).toBe('cpu_limit');
  });
  it('is ended when it takes all memory', async () => {
    expect((await runWasm(make.wasm({ body: make.growForever }), { memoryBytes: 160 * MiB })).outcome).toBe(
      'memory_limit',
    );
  });
  it('may not declare more memory than it has', async () => {
    const greedy = make.wasm({ body: [], memory: { minimum: 1, maximum: 65_536 } });
    const result = await runWasm(greedy);
    expect([result.outcome, result.exitCode]).toEqual(['runtime_error', 3]);
    expect(result.log.stderr).toContain('4294967296 bytes');
    expect(await codes('wasm', greedy, { memoryBytes: 256 * MiB })).toEqual(['memory']);
  });
  it('is inspected', async () => {
    expect(await inspect('wasm', writing)).toMatchObject({
      ok: true,
      module: { imports: ['fd_write', 'path_open', 'proc_exit'], memoryMinimum: 65_536, memoryMaximum: null },
    });
    expect(await codes('wasm', Buffer.from('no module here'))).toEqual(['not_wasm']);
    expect(await codes('wasm', writing.subarray(0, 100))).toEqual(['not_wasm']);
    expect(await codes('wasm', make.wasm({ body: [], importModule: 'env' }))).toEqual(['foreign_import']);
    expect(await codes('wasm', make.wasm({ body: [], start: 'main' }))).toEqual(['no_start']);
  });
});

const task = (target: object, columns: string[]) =>
  JSON.stringify({
    schema: 'scenario-lab/task/1',
    task: 'binary',
    id: 'id',
    inputs: 'inputs.csv',
    columns: [],
    target: { name: 't', type: 'string', ...target },
    output: { file: 'predictions.csv', columns },
  });
const binary = task({ classes: ['no', 'yes'], positive: 'yes' }, ['id', 'prediction', 'score']);
const inputMap = { x: { columns: ['a', 'b'], dtype: 'float32' as const } };
const outputMap = { output: 'p', prediction: 'argmax' as const, classes: ['no', 'yes'], scores: true };
const runOnnx = (model: Buffer, limits: Partial<Limits> = {}, app: Record<string, Buffer> = {}) =>
  bench.run({
    runtime: 'onnx',
    app: { 'm.onnx': model, ...app },
    input: { 'task.json': binary, 'inputs.csv': 'id,a,b\nr1,2,1\nr2,1,2\nr3,5,5\n' },
    options: { inputMap, outputMap },
    limits,
  });

describe('ONNX', () => {
  it('is fed by the input map and answers by the output map', async () => {
    const result = await runOnnx(make.classifierModel());
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    const lines = outputText(result, 'predictions.csv')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(lines.map((cells) => cells.slice(0, 2))).toEqual([
      ['id', 'prediction'],
      ['r1', 'yes'],
      ['r2', 'no'],
      ['r3', 'no'],
    ]);
    expect(Number(lines[1]![2])).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
    await bench.sandbox.discard(result);
  });
  it('takes pictures, resized, one at a time where the model wants that', async () => {
    const picture = (side: number, value: number) => {
      const image = new PNG({ width: side, height: side });
      image.data.fill(255);
      for (let at = 0; at < image.data.length; at += 4) image.data.fill(value, at, at + 3);
      return PNG.sync.write(image);
    };
    const result = await bench.run({
      runtime: 'onnx',
      app: { 'm.onnx': make.pictureModel() },
      input: {
        'task.json': task({ type: 'number' }, ['id', 'prediction']),
        'inputs.csv': 'id,image\na,1.png\nb,2.png\n',
        'files/1.png': picture(2, 51),
        'files/2.png': picture(9, 255),
      },
      options: {
        inputMap: { x: { image: 'image', width: 2, height: 2, channels: 1, scale: 1 / 255, layout: 'nchw' } },
        outputMap: { output: 'm', prediction: 'value' },
      },
    });
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    const [, first, second] = outputText(result, 'predictions.csv')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(',')[1]));
    expect(first).toBeCloseTo(0.2, 6);
    expect(second).toBeCloseTo(1, 6);
    await bench.sandbox.discard(result);
  });
  it('may not have weights elsewhere, not even beside it', async () => {
    for (const location of ['../in/task.json', '/etc/passwd', 'weights.bin']) {
      expect(await codes('onnx', make.externalModel(location))).toEqual(['external_data']);
      expect((await runOnnx(make.externalModel(location))).outcome).toBe('runtime_error');
    }
    const beside = await runOnnx(make.externalModel('weights.bin'), {}, { 'weights.bin': Buffer.alloc(16) });
    expect([beside.outcome, beside.exitCode]).toEqual(['runtime_error', 3]);
    expect(beside.log.stderr).toContain('alone in its folder');
  });
  it('is ended when it asks for too much memory or never ends', async () => {
    expect((await runOnnx(make.shapeBombModel(), { memoryBytes: 300 * MiB })).outcome).toBe('memory_limit');
    expect((await runOnnx(make.endlessModel(), { cpuSeconds: 1.5 })).outcome).toBe('cpu_limit');
  });
  it('fails for a clear reason when it is junk', async () => {
    const result = await runOnnx(Buffer.from('\x08\x07junk'));
    expect([result.outcome, result.exitCode]).toEqual(['runtime_error', 3]);
    expect(await codes('onnx', Buffer.from('junk and more junk'))).toEqual(['not_onnx']);
    expect(await codes('onnx', make.classifierModel().subarray(0, 60))).toEqual(['not_onnx']);
    expect(await codes('onnx', make.wasm({ body: [] }))).toEqual(['not_onnx']);
  });
  it('is inspected and held against its maps', async () => {
    expect(await inspect('onnx', make.classifierModel(), { inputMap, outputMap })).toMatchObject({
      ok: true,
      model: {
        opset: 13,
        nodes: 2,
        inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
        outputs: [{ name: 'p' }],
      },
    });
    expect(await codes('onnx', make.classifierModel(), { inputMap: { y: inputMap.x } })).toEqual([
      'input_map',
    ]);
    expect(
      await codes('onnx', make.classifierModel(), { inputMap: { x: { columns: ['a'], dtype: 'float32' } } }),
    ).toEqual(['input_map']);
    expect(
      await codes('onnx', make.classifierModel(), {
        inputMap: { x: { columns: ['a', 'b'], dtype: 'int64' } },
      }),
    ).toEqual(['input_map']);
    const other = { outputMap: { ...outputMap, output: 'q' } };
    expect(await codes('onnx', make.classifierModel(), other)).toEqual(['output_map']);
  });
});

describe('predictions', () => {
  it('are looked over', async () => {
    expect(await inspect('predictions', Buffer.from('id,prediction\na,1\nb,2\n'))).toMatchObject({
      ok: true,
      predictions: { rows: 2 },
    });
    expect(await codes('predictions', Buffer.from('id,value\na,1\n'))).toEqual(['missing_column']);
    expect(await codes('predictions', Buffer.from('id,prediction\na,1\na,2\nb\n'))).toEqual([
      'duplicate_id',
      'ragged',
    ]);
    expect(await codes('predictions', Buffer.from([0x69, 0x64, 0xff, 0xfe, 0x0a]))).toEqual(['not_utf8']);
  });
});
