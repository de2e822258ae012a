import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as asc from 'assemblyscript/asc';
import { DEMO_ARTIFACTS, type DemoArtifact } from './demo-artifacts.js';
import {
  appealsBayesModel,
  digitsCentroidModel,
  digitsConvFile,
  digitTraining,
  pumpCalibratedModel,
  pumpNearestModel,
  pumpNetFile,
  pumpTraining,
  pumpTreesModel,
} from './demo-models.js';
import { classPack, type ExamPack, forecastPack, picturePack } from './exam-pack.js';
import { makeMeterDigits } from './meter-digits.js';
import { makePumpAlarms } from './pump-station.js';
import { loadSeattleWeather } from './seattle-weather.js';
import { makeZip, type ZipPart } from './zip.js';

/** Where to read sources and write what is built; absolute paths. */
export interface BuildPlaces {
  /** The folder `apps`; AssemblyScript sources below it may import from one another. */
  apps: string;
  demoOut: string;
  kitOut: string;
}

export interface BuiltArtifact {
  name: string;
  file: string;
  kind: DemoArtifact['kind'];
  task: DemoArtifact['task'];
  bytes: number;
  sha256: string;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const utf8 = (text: string) => new TextEncoder().encode(text);

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

async function folderParts(folder: string, prefix = ''): Promise<ZipPart[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  const parts: ZipPart[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.name === 'node_modules' || entry.name === '__pycache__') continue;
    if (entry.isDirectory()) parts.push(...(await folderParts(folder, name)));
    else parts.push({ name, data: await readFile(join(folder, name)) });
  }
  return parts;
}

/** Compiles one AssemblyScript entry, named from `baseDir`, with the starter kit's own options. */
export async function compileAssembly(baseDir: string, entry: string): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const said: string[] = [];
  const listen = { write: (text: string | Uint8Array) => said.push(String(text)) > 0 };
  const options = [entry, '--baseDir', baseDir, '--outFile', 'program.wasm', '--optimizeLevel', '3'];
  const { error } = await asc.main([...options, '--runtime', 'stub', '--use', 'abort='], {
    stdout: listen,
    stderr: listen,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error || !binary) throw new Error(`${entry} does not compile: ${said.join('')}`, { cause: error });
  return binary;
}

function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Fits what is to be fitted and writes every demonstration artifact; about ten seconds of one core. */
export async function buildArtifacts(places: BuildPlaces): Promise<BuiltArtifact[]> {
  const pumps = memo(pumpTraining);
  const digits = memo(digitTraining);
  const models: Record<NonNullable<DemoArtifact['model']>, () => unknown> = {
    'pump-trees': () => pumpTreesModel(pumps()),
    'pump-calibrated': () => pumpCalibratedModel(pumps()),
    'pump-nearest': () => pumpNearestModel(pumps()),
    'digits-centroid': () => digitsCentroidModel(digits()),
    'appeals-bayes': appealsBayesModel,
  };
  const graphs: Record<string, () => Uint8Array> = {
    'pump-net': () => pumpNetFile(pumps()),
    'digits-conv': () => digitsConvFile(digits()),
  };
  const built: BuiltArtifact[] = [];
  for (const artifact of DEMO_ARTIFACTS) {
    const folder = join('standalone/demo/algorithms', artifact.name);
    let bytes: Uint8Array;
    let file: string;
    if (artifact.kind === 'bundle') {
      const parts = await folderParts(join(places.apps, folder));
      if (artifact.model)
        parts.push({ name: 'model.json', data: utf8(`${JSON.stringify(models[artifact.model]())}\n`) });
      bytes = makeZip(parts);
      file = `${artifact.name}.zip`;
    } else if (artifact.kind === 'wasm') {
      bytes = await compileAssembly(places.apps, join(folder, 'assembly/index.ts'));
      file = `${artifact.name}.wasm`;
    } else {
      const graph = graphs[artifact.name];
      if (!graph) throw new Error(`no graph for ${artifact.name}`);
      bytes = graph();
      file = `${artifact.name}.onnx`;
      const card = utf8(`${JSON.stringify(artifact.onnx, null, 2)}\n`);
      await put(join(places.demoOut, `${artifact.name}.card.json`), card);
    }
    await put(join(places.demoOut, file), bytes);
    const { name, kind, task } = artifact;
    built.push({ name, file, kind, task, bytes: bytes.length, sha256: sha256(bytes) });
  }
  await put(join(places.demoOut, 'artifacts.json'), utf8(`${JSON.stringify(built, null, 2)}\n`));
  return built;
}

/** The three packs every starter kit brings along; drawn apart from anything that is trained on or sealed. */
export function samplePacks(): Record<'pump' | 'weather' | 'digits', ExamPack> {
  const pumps = makePumpAlarms(11, 40, 'home', 9);
  const photos = makeMeterDigits(901, 20, 10);
  const weather = loadSeattleWeather();
  return {
    pump: classPack(pumps, pumps.rows, 'fault'),
    weather: forecastPack(weather, 420, { horizon: 7, frequency: 'P1D', seasonality: 7 }),
    digits: picturePack(photos, photos.rows),
  };
}

function truthCsv(pack: ExamPack): string {
  return `${['id,truth', ...pack.truth.map(({ id, value }) => `${id},${value}`)].join('\n')}\n`;
}

/** Copies the starter kits with their samples; the WebAssembly kit comes with its program built. */
export async function buildStarterKits(places: BuildPlaces): Promise<Record<string, string>> {
  const samples = samplePacks();
  const digests: Record<string, string> = {};
  for (const kit of ['python', 'node', 'wasm']) {
    const source = join('cli/starter-kit', kit);
    for (const part of await folderParts(join(places.apps, source)))
      await put(join(places.kitOut, kit, part.name), part.data);
    if (kit === 'wasm') {
      const program = await compileAssembly(places.apps, join(source, 'assembly/index.ts'));
      await put(join(places.kitOut, kit, 'program.wasm'), program);
      digests['starter-kit/wasm/program.wasm'] = sha256(program);
    }
    for (const [name, pack] of Object.entries(samples)) {
      const folder = join(places.kitOut, kit, 'sample', name);
      for (const part of pack.files) await put(join(folder, 'in', part.name), part.data);
      await put(join(folder, 'truth.csv'), utf8(truthCsv(pack)));
    }
  }
  return digests;
}

/** Everything; returns file name → SHA-256 of what must come out equal on every machine. */
export async function buildDemo(places: BuildPlaces): Promise<Record<string, string>> {
  const artifacts = await buildArtifacts(places);
  const kits = await buildStarterKits(places);
  return { ...Object.fromEntries(artifacts.map(({ file, sha256: digest }) => [file, digest])), ...kits };
}
