import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';
import { onlyFile, readOptions } from './io.js';
import { declaredMemory } from './wasm-memory.js';
import { Instance, Module, type WasmInstance, type WasmModule } from './web-assembly.js';

/** Options of runtime `wasm`. */
export interface WasmOptions {
  /** File in /app; may be left out if it is the only one. */
  file?: string;
  limits: { memoryBytes: number };
  seed?: number;
}

const REFUSED = 3;

function refuse(reason: string): never {
  console.error(reason);
  process.exit(REFUSED);
}

const options = readOptions<WasmOptions>();
const bytes = readFileSync(onlyFile('/app', options.file));
let module: WasmModule;
try {
  module = new Module(bytes);
} catch (error) {
  refuse(`not a WebAssembly module: ${String(error)}`);
}
const memory = declaredMemory(bytes);
const { memoryBytes } = options.limits;
if (memory && Math.max(memory.minimum, memory.maximum ?? 0) > memoryBytes)
  refuse(
    `the module declares up to ${memory.maximum ?? memory.minimum} bytes of memory, the limit is ${memoryBytes}`,
  );
const wasi = new WASI({
  version: 'preview1',
  args: ['module'],
  env: options.seed === undefined ? {} : { SCENARIO_LAB_SEED: String(options.seed) },
  preopens: { '/in': '/in', '/out': '/out' },
  returnOnExit: true,
});
let instance: WasmInstance;
try {
  // Wrapped: called bare, V8's fast path hands node:wasi (20.20) a wrong receiver after many calls and the
  // process dies, which would be booked as the vendor's fault.
  const calls = Object.entries(wasi.wasiImport as Record<string, (...given: unknown[]) => unknown>);
  const wrapped = calls.map(([name, call]) => [name, (...given: unknown[]) => call(...given)] as const);
  instance = new Instance(module, { wasi_snapshot_preview1: Object.fromEntries(wrapped) });
} catch (error) {
  refuse(`the module cannot be linked: ${String(error)}`);
}
try {
  process.exitCode = Number(wasi.start(instance));
} catch (error) {
  console.error(`trap: ${String(error)}`);
  process.exitCode = 134;
}
