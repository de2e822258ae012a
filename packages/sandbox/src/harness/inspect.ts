import { readFileSync, rmSync, statSync } from 'node:fs';
import { WASI } from 'node:wasi';
import { inspectOnnx, type Port } from './inspect-onnx.js';
import { onlyFile, readOptions, writeJson } from './io.js';
import { checkManifest } from './manifest-check.js';
import { type MediumLimits, readMedium } from './medium.js';
import { archiveLimits, type Member } from './members.js';
import type { OutputMap } from './onnx-answer.js';
import { readPaper } from './paper.js';
import type { PaperLimits } from './paper-parts.js';
import { checkPredictions } from './predictions-check.js';
import { Findings, type Problem, Unacceptable } from './problems.js';
import { checkLibraries, checkStart, withLostBits } from './startable.js';
import { gunzip, tarMembers, writeTar } from './tar.js';
import type { ModelInput } from './tensors.js';
import { declaredMemory } from './wasm-memory.js';
import { Module, type WasmModule } from './web-assembly.js';
import { zipMembers } from './zip.js';

export type InspectedKind = 'bundle' | 'wasm' | 'onnx' | 'predictions';

/** Options of runtime `inspect`: what the file in /in is declared to be. */
export interface InspectOptions {
  kind: InspectedKind;
  /** File in /in; may be left out if it is the only one. */
  file?: string;
  /** Unpacked size a bundle may have; default 1 GiB. */
  maxBytes?: number;
  maxFiles?: number;
  /** Memory a run will have: a WASM module may not declare more. */
  memoryBytes?: number;
  /** Checked against the model's own inputs. */
  inputMap?: Record<string, ModelInput>;
  outputMap?: OutputMap;
  /** Task the file is made for. */
  task?: string;
  /** Not a program at all but a picture, paper or film of a card: /out/medium.json. */
  medium?: MediumLimits;
  /** Nor this, but an office's document to be read: /out/paper.json. */
  paper?: PaperLimits;
}

/** /out/report.json. A bundle's files are in /out/app.tar then, normalised. */
export type InspectReport =
  | {
      ok: true;
      kind: InspectedKind;
      files: number;
      bytes: number;
      manifest?: { schema: string; runtime: string; mode: string; command: string[] };
      model?: {
        irVersion: number;
        opset: number;
        producer: string;
        nodes: number;
        inputs: Port[];
        outputs: Port[];
      };
      module?: { imports: string[]; memoryMinimum: number; memoryMaximum: number | null };
      predictions?: { rows: number; columns: string[] };
      /** Nothing that stands in the way, but worth knowing. */
      problems?: readonly Problem[];
    }
  | { ok: false; kind: InspectedKind; problems: Problem[] };

type Accepted = Omit<Extract<InspectReport, { ok: true }>, 'ok' | 'kind'>;

async function bundle(file: string, options: InspectOptions): Promise<Accepted> {
  const findings = new Findings();
  const limits = {
    maxFiles: options.maxFiles ?? archiveLimits.maxFiles,
    maxBytes: options.maxBytes ?? archiveLimits.maxBytes,
  };
  const head = readFileSync(file).subarray(0, 4);
  let members: Member[];
  if (head.readUInt16BE(0) === 0x504b) members = zipMembers(file, limits);
  else if (head.readUInt16BE(0) === 0x1f8b) {
    // On /out, which has room for a whole bundle; taken away at the end.
    await gunzip(file, '/out/plain.tar', limits.maxBytes + 1024 * (limits.maxFiles + 2));
    members = tarMembers('/out/plain.tar', limits);
  } else return findings.stop('not_archive', 'archive', 'neither ZIP nor gzip');
  const manifest = checkManifest(members, findings);
  checkStart(manifest, members, findings);
  const problems = checkLibraries(manifest, members, findings);
  findings.settle();
  const files = withLostBits(manifest, members);
  writeTar('/out/app.tar', files);
  return {
    files: files.length,
    bytes: files.reduce((sum, member) => sum + member.bytes, 0),
    manifest,
    problems,
  };
}

function wasm(file: string, options: InspectOptions): Accepted {
  const findings = new Findings();
  const bytes = readFileSync(file);
  if (bytes.length < 8 || bytes.readUInt32BE(0) !== 0x0061736d)
    findings.stop('not_wasm', 'byte 0', 'does not begin with \\0asm');
  let module: WasmModule;
  try {
    module = new Module(bytes);
  } catch (error) {
    return findings.stop('not_wasm', 'module', String(error));
  }
  const known = new WASI({ version: 'preview1' }).wasiImport as Record<string, unknown>;
  const imports = Module.imports(module);
  for (const { module: from, name, kind } of imports)
    if (from !== 'wasi_snapshot_preview1' || kind !== 'function' || !Object.hasOwn(known, name))
      findings.add(
        'foreign_import',
        `${from}.${name}`,
        `only functions of wasi_snapshot_preview1 may be imported, this is a ${kind}`,
      );
  const has = (name: string, kind: string) =>
    Module.exports(module).some((entry) => entry.name === name && entry.kind === kind);
  if (!has('_start', 'function'))
    findings.add('no_start', 'exports', 'a command module exports the function _start');
  if (!has('memory', 'memory')) findings.add('no_memory', 'exports', 'WASI needs the export memory');
  const memory = declaredMemory(bytes);
  const most = Math.max(memory?.minimum ?? 0, memory?.maximum ?? 0);
  if (options.memoryBytes !== undefined && most > options.memoryBytes)
    findings.add('memory', 'memory', `declares up to ${most} bytes, the limit is ${options.memoryBytes}`);
  findings.settle();
  const names = imports.map(({ name }) => name).sort();
  return {
    files: 1,
    bytes: bytes.length,
    module: { imports: names, memoryMinimum: memory?.minimum ?? 0, memoryMaximum: memory?.maximum ?? null },
  };
}

async function inspect(options: InspectOptions): Promise<Accepted> {
  const file = onlyFile('/in', options.file);
  if (statSync(file).size < 4) return new Findings().stop('too_short', 'file', 'is empty or nearly so');
  if (options.kind === 'bundle') return bundle(file, options);
  if (options.kind === 'wasm') return wasm(file, options);
  if (options.kind === 'onnx') return inspectOnnx(file, options);
  return { files: 1, bytes: statSync(file).size, predictions: checkPredictions(readFileSync(file)) };
}

const options = readOptions<InspectOptions>();
if (options.medium) {
  writeJson('medium.json', await readMedium(options.medium));
  process.exit(0);
}
if (options.paper) {
  writeJson('paper.json', await readPaper(options.paper));
  process.exit(0);
}
let report: InspectReport;
try {
  report = { ok: true, kind: options.kind, ...(await inspect(options)) };
} catch (error) {
  if (!(error instanceof Unacceptable)) throw error;
  report = { ok: false, kind: options.kind, problems: error.problems };
} finally {
  rmSync('/out/plain.tar', { force: true });
}
writeJson('report.json', report);
