/** The part of the engine's WebAssembly object we use; the compiler's library knows it only together with the DOM. */
export interface WasmModule {
  readonly wasmModule: unique symbol;
}
export interface WasmInstance {
  exports: Record<string, unknown>;
}
export interface WasmDescriptor {
  module: string;
  name: string;
  kind: string;
}
interface Engine {
  Module: {
    new (bytes: Uint8Array): WasmModule;
    imports(module: WasmModule): WasmDescriptor[];
    exports(module: WasmModule): WasmDescriptor[];
  };
  Instance: new (module: WasmModule, imports: object) => WasmInstance;
}

export const { Module, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
