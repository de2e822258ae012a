import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WASI } from 'node:wasi';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeAppeals } from './appeals.js';
import { buildDemo } from './build-demo.js';
import { DEMO_ARTIFACTS } from './demo-artifacts.js';
import { classPack, type ExamPack, forecastPack, picturePack } from './exam-pack.js';
import { DIGIT_SIDE, makeMeterDigits } from './meter-digits.js';
import { makePumpAlarms } from './pump-station.js';
import { loadSeattleWeather } from './seattle-weather.js';
import { parseCsv, type Row } from './table.js';

// Dozens of interpreter starts per test; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 120_000 });
process.env.ORT_DISABLE_TELEMETRY = '1';
const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node');

// Debian's interpreter has NumPy; another one earlier in the path may not.
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const apps = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const root = mkdtempSync(join(tmpdir(), 'demo-algorithms-'));
const places = { apps, demoOut: join(root, 'demo'), kitOut: join(root, 'kit') };
let digests: Record<string, string> = {};

beforeAll(async () => {
  digests = await buildDemo(places);
}, 180_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

// The engine has it; the compiler's libraries for Node do not name it.
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>;
    instantiate(program: object, imports: object): Promise<object>;
  };
};

type Answers = Map<string, Record<string, string>>;

function lay(pack: ExamPack): { input: string; output: string } {
  const folder = mkdtempSync(join(root, 'pack-'));
  const [input, output] = [join(folder, 'in'), join(folder, 'out')];
  mkdirSync(output);
  for (const file of pack.files) {
    mkdirSync(dirname(join(input, file.name)), { recursive: true });
    writeFileSync(join(input, file.name), file.data);
  }
  return { input, output };
}

function answers(output: string): Answers {
  const rows = parseCsv(readFileSync(join(output, 'predictions.csv'), 'utf8'));
  return new Map(rows.map((row) => [row.id ?? '', row]));
}

function spawnProgram(folder: string, input: string, output: string) {
  const manifest = JSON.parse(readFileSync(join(folder, 'scenario-lab.json'), 'utf8')) as {
    command: string[];
  };
  const [program, ...rest] = manifest.command;
  const path = program === 'python3' ? PYTHON : process.execPath;
  return spawnSync(path, [...rest, input, output], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
}

function unpacked(name: string): string {
  const folder = join(root, 'app', name);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    // An independent reader opens what our own writer made.
    execFileSync(PYTHON, ['-m', 'zipfile', '-e', join(places.demoOut, `${name}.zip`), folder]);
  }
  return folder;
}

function runBundle(name: string, pack: ExamPack): Answers {
  const { input, output } = lay(pack);
  const ended = spawnProgram(unpacked(name), input, output);
  if (ended.status !== 0) throw new Error(`${name} ended with ${ended.status}: ${ended.stderr}`);
  return answers(output);
}

async function startWasm(file: string, input: string, output: string): Promise<unknown> {
  const wasi = new WASI({ version: 'preview1', preopens: { '/in': input, '/out': output } });
  const calls = wasi.wasiImport as Record<string, (...given: unknown[]) => unknown>;
  // Called bare, Node 20 may reach these through a fast path with a wrong receiver, and the process dies.
  const plain = Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, (...given: unknown[]) => call(...given)]),
  );
  const program = await WebAssembly.compile(readFileSync(file));
  return wasi.start(await WebAssembly.instantiate(program, { wasi_snapshot_preview1: plain }));
}

async function runWasm(file: string, pack: ExamPack): Promise<Answers> {
  const { input, output } = lay(pack);
  expect(await startWasm(file, input, output)).toBe(0);
  return answers(output);
}

async function runOnnx(name: string, pack: ExamPack, pixels?: Map<string, Uint8Array>): Promise<Answers> {
  const card = DEMO_ARTIFACTS.find((artifact) => artifact.name === name)?.onnx;
  const [socket, map] = Object.entries(card?.inputMap ?? {})[0]!;
  const rows = parseCsv(new TextDecoder().decode(pack.files[1]!.data));
  const session = await ort.InferenceSession.create(join(places.demoOut, `${name}.onnx`));
  const values = rows.flatMap((row) =>
    'columns' in map
      ? map.columns.map((column) => (row[column] === '' ? Number.NaN : Number(row[column])))
      : Array.from(pixels?.get(row[map.image] ?? '') ?? [], (value) => value * map.scale),
  );
  const dims = 'columns' in map ? [rows.length, map.columns.length] : [rows.length, 1, map.height, map.width];
  const result = await session.run({ [socket]: new ort.Tensor('float32', Float32Array.from(values), dims) });
  const shares = result[card?.outputMap.output ?? '']?.data as Float32Array;
  const classes = card?.outputMap.classes ?? [];
  return new Map(
    rows.map((row, i) => {
      const own = Array.from(shares.subarray(i * classes.length, (i + 1) * classes.length));
      const prediction = classes[own.indexOf(Math.max(...own))] ?? '';
      return [row.id ?? '', { prediction, score: String(own.at(-1)) }];
    }),
  );
}

function accuracy(found: Answers, rows: Row[], target: string): number {
  return rows.filter((row) => found.get(String(row.id))?.prediction === row[target]).length / rows.length;
}

function alarms(found: Answers, rows: Row[]): { recall: number; precision: number } {
  const raised = rows.filter((row) => found.get(String(row.id))?.prediction === 'fault');
  const faults = rows.filter((row) => row.state === 'fault');
  const hit = raised.filter((row) => row.state === 'fault').length;
  return { recall: hit / faults.length, precision: hit / raised.length };
}

describe('the built files', () => {
  it('are byte for byte the recorded ones', () => {
    expect(digests).toEqual(JSON.parse(readFileSync(join(apps, 'standalone/demo/digests.json'), 'utf8')));
  });

  it('cover every listed artifact', () => {
    for (const { name, kind } of DEMO_ARTIFACTS)
      expect(digests).toHaveProperty([`${name}.${kind === 'bundle' ? 'zip' : kind}`]);
  });
});

describe('pump fault alarm', () => {
  const table = makePumpAlarms(11, 2400, 'home', 1);
  const pack = classPack(table, table.rows, 'fault');
  const elsewhere = makePumpAlarms(23, 2400, 'neighbour', 1);

  it('is solved by the trees, the network and the calibrated trees', async () => {
    for (const found of [
      runBundle('pump-trees', pack),
      runBundle('pump-calibrated', pack),
      await runOnnx('pump-net', pack),
    ]) {
      expect(found.size).toBe(table.rows.length);
      const { recall, precision } = alarms(found, table.rows);
      expect(recall).toBeGreaterThan(0.8);
      expect(precision).toBeGreaterThan(0.55);
    }
  });

  it('is half solved by the scorecard and the alarm table', async () => {
    const scorecard = alarms(await runWasm(join(places.demoOut, 'pump-scorecard.wasm'), pack), table.rows);
    expect(scorecard.recall).toBeGreaterThan(0.68);
    expect(scorecard.recall).toBeLessThan(0.8);
    const limits = alarms(runBundle('pump-alarm-table', pack), table.rows);
    expect(limits.recall).toBeGreaterThan(0.45);
    expect(limits.recall).toBeLessThan(0.7);
  });

  it('is not solved by remembering: perfect on the training rows, poor on new ones', () => {
    const seen = makePumpAlarms(11, 6000);
    const kept = seen.rows.slice(0, 1500);
    expect(accuracy(runBundle('pump-nearest', classPack(seen, kept, 'fault')), kept, 'state')).toBe(1);
    const fresh = alarms(runBundle('pump-nearest', pack), table.rows);
    expect(fresh.recall).toBeLessThan(0.35);
    expect(fresh.precision).toBeLessThan(0.5);
  });

  it('moves to the neighbouring city only with calibration', () => {
    const there = classPack(elsewhere, elsewhere.rows, 'fault');
    expect(alarms(runBundle('pump-trees', there), elsewhere.rows).precision).toBeLessThan(0.25);
    const calibrated = alarms(runBundle('pump-calibrated', there), elsewhere.rows);
    expect(calibrated.recall).toBeGreaterThan(0.78);
    expect(calibrated.precision).toBeGreaterThan(0.5);
  });

  it('meets a program that stops and one that writes NaN', () => {
    const { input, output } = lay(pack);
    const ended = spawnProgram(unpacked('pump-crash'), input, output);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('KeyError');
    expect(existsSync(join(output, 'predictions.csv'))).toBe(false);
    const scores = [...runBundle('pump-nan', pack).values()].map((row) => row.score);
    expect(scores.filter((score) => score === 'nan').length).toBeGreaterThan(50);
  });
});

describe('weather, seven days ahead', () => {
  const weather = loadSeattleWeather();
  const origins = Array.from({ length: 14 }, (_, i) => 890 + 40 * i);
  const packs = origins.map((origin) =>
    forecastPack(weather, origin, { horizon: 7, frequency: 'P1D', seasonality: 7 }),
  );
  const errorOf = (name: string) => {
    const errors = packs.flatMap((pack) => {
      const found = runBundle(name, pack);
      return pack.truth.map(({ id, value }) => Math.abs(Number(found.get(id)?.prediction) - Number(value)));
    });
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
  };

  it('gives the ridge model skill over persistence', () => {
    const ridge = errorOf('weather-ridge');
    expect(ridge).toBeLessThan(3.1);
    expect(ridge / errorOf('weather-persistence')).toBeLessThan(0.95);
  });

  it('meets a program with ids of its own', () => {
    const found = runBundle('weather-wrong-ids', packs[0]!);
    expect(packs[0]!.truth.filter(({ id }) => found.has(id))).toEqual([]);
  });
});

describe('meter digits and appeals', () => {
  it('are read by the convolution, and half by mean pictures', async () => {
    const photos = makeMeterDigits(601, 900);
    const pack = picturePack(photos, photos.rows);
    expect(photos.pixels.get('d601-00001.png')).toHaveLength(DIGIT_SIDE * DIGIT_SIDE);
    expect(accuracy(await runOnnx('digits-conv', pack, photos.pixels), photos.rows, 'label')).toBeGreaterThan(
      0.97,
    );
    const half = accuracy(runBundle('digits-centroid', pack), photos.rows, 'label');
    expect(half).toBeGreaterThan(0.6);
    expect(half).toBeLessThan(0.9);
  });

  it('are sent to the right desk by character pairs, and half by keywords', () => {
    const appeals = makeAppeals(41, 1200);
    const pack = classPack(appeals, appeals.rows);
    expect(accuracy(runBundle('appeals-bayes', pack), appeals.rows, 'department')).toBeGreaterThan(0.96);
    const half = accuracy(runBundle('appeals-keywords', pack), appeals.rows, 'department');
    expect(half).toBeGreaterThan(0.45);
    expect(half).toBeLessThan(0.85);
  });
});

describe('starter kits', () => {
  const samples = ['pump', 'weather', 'digits'];

  it.each(['python', 'node', 'wasm'])(
    '%s answers every sample with every id and the named columns',
    async (kit) => {
      for (const sample of samples) {
        const folder = join(places.kitOut, kit);
        const input = join(folder, 'sample', sample, 'in');
        const task = JSON.parse(readFileSync(join(input, 'task.json'), 'utf8')) as ExamPack['task'];
        const output = mkdtempSync(join(root, 'kit-out-'));
        if (kit === 'wasm') {
          expect(await startWasm(join(folder, 'program.wasm'), input, output)).toBe(0);
        } else expect(spawnProgram(folder, input, output).stderr).toBe('');
        const found = answers(output);
        const truth = parseCsv(readFileSync(join(folder, 'sample', sample, 'truth.csv'), 'utf8'));
        expect(new Set(found.keys())).toEqual(new Set(truth.map((row) => row.id)));
        for (const row of found.values()) {
          expect(Object.keys(row)).toEqual(task.output.columns);
          if (task.target.classes) expect(task.target.classes).toContain(row.prediction);
          else expect(Number(row.prediction)).not.toBeNaN();
        }
      }
    },
  );
});
