import { type Field, fields } from './protobuf.js';

// Field numbers of onnx/onnx.proto (ONNX 1.16).
const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8, functions: 25 };
const GRAPH = { node: 1, initializer: 5, sparse: 15 };
const NODE = { attribute: 5 };
const ATTRIBUTE = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 };
const TENSOR = { name: 8, external: 13, location: 14 };
const EXTERNAL = 1;
const DEEPEST = 64;

export interface OnnxStructure {
  irVersion: number;
  producer: string;
  opset: number;
  nodes: number;
  /** Tensors whose weights lie in another file. */
  external: string[];
}

const text = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('utf8');

class Walk {
  nodes = 0;
  readonly external: string[] = [];

  private tensor(message: Uint8Array): void {
    let name = '';
    let outside = false;
    for (const { number, value, bytes } of fields(message)) {
      if (number === TENSOR.name) name = text(bytes);
      if (number === TENSOR.external || (number === TENSOR.location && value === EXTERNAL)) outside = true;
    }
    if (outside) this.external.push(name);
  }

  private sparse(message: Uint8Array): void {
    for (const { number, bytes } of fields(message))
      if (bytes && (number === 1 || number === 2)) this.tensor(bytes);
  }

  private attribute(message: Uint8Array, depth: number): void {
    for (const { number, bytes } of fields(message)) {
      if (!bytes) continue;
      if (number === ATTRIBUTE.tensor || number === ATTRIBUTE.tensors) this.tensor(bytes);
      if (number === ATTRIBUTE.graph || number === ATTRIBUTE.graphs) this.graph(bytes, depth + 1);
      if (number === ATTRIBUTE.sparse || number === ATTRIBUTE.sparses) this.sparse(bytes);
    }
  }

  node(message: Uint8Array, depth: number): void {
    this.nodes += 1;
    for (const { number, bytes } of fields(message))
      if (bytes && number === NODE.attribute) this.attribute(bytes, depth);
  }

  graph(message: Uint8Array, depth: number): void {
    if (depth > DEEPEST) throw new RangeError('graphs nested too deeply');
    for (const { number, bytes } of fields(message)) {
      if (!bytes) continue;
      if (number === GRAPH.node) this.node(bytes, depth);
      if (number === GRAPH.initializer) this.tensor(bytes);
      if (number === GRAPH.sparse) this.sparse(bytes);
    }
  }
}

const inner = (bytes: Uint8Array, wanted: number): Field[] =>
  [...fields(bytes)].filter(({ number }) => number === wanted);

/**
 * Reads an ONNX model's outline without loading it, looking into every subgraph and function.
 * @throws {NotProtobuf | RangeError} if it is no ONNX model.
 */
export function onnxStructure(model: Uint8Array): OnnxStructure {
  const walk = new Walk();
  const found = { irVersion: 0, producer: '', opset: 0 };
  let graphs = 0;
  for (const { number, value, bytes } of fields(model)) {
    if (number === MODEL.irVersion) found.irVersion = value;
    if (number === MODEL.producer) found.producer = text(bytes);
    if (number === MODEL.opset && bytes) {
      const domain = inner(bytes, 1).map((field) => text(field.bytes))[0] ?? '';
      if (domain === '' || domain === 'ai.onnx') found.opset = inner(bytes, 2)[0]?.value ?? 0;
    }
    if (number === MODEL.graph && bytes) {
      graphs += 1;
      walk.graph(bytes, 0);
    }
    if (number === MODEL.functions && bytes)
      for (const node of inner(bytes, 7)) if (node.bytes) walk.node(node.bytes, 0);
  }
  if (graphs !== 1 || found.irVersion === 0)
    throw new RangeError('no ONNX model: version or graph is missing');
  return { ...found, nodes: walk.nodes, external: walk.external };
}
