/** A tensor of float32 (or int64 where the operator wants shapes and axes) that the model carries with it. */
export interface OnnxTensor {
  name: string;
  dims: number[];
  values: readonly number[];
  type?: 'float32' | 'int64';
}

export interface OnnxNode {
  op: string;
  inputs: string[];
  outputs: string[];
  ints?: Record<string, number[]>;
  int?: Record<string, number>;
}

export interface OnnxModel {
  name: string;
  /** A dim given as text is a name, such as the batch size N. */
  input: { name: string; dims: (number | string)[] };
  output: { name: string; dims: (number | string)[] };
  nodes: OnnxNode[];
  tensors: OnnxTensor[];
}

const FLOAT = 1;
const INT64 = 7;
const OPSET = 17;
const IR_VERSION = 8;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  bytes.push(Number(left));
  return bytes;
}

// Protobuf wire format: fields of varint (0) and of length-delimited (2) type are all that ONNX needs here.
const number = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...varint(field << 3), ...varint(value)]);

function bytes(field: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [...varint((field << 3) | 2), ...varint(length)];
  const out = new Uint8Array(head.length + length);
  out.set(head);
  let at = head.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));

function tensor(given: OnnxTensor): Uint8Array {
  const whole = given.type === 'int64';
  const raw = new Uint8Array(given.values.length * (whole ? 8 : 4));
  const view = new DataView(raw.buffer);
  given.values.forEach((value, i) => {
    if (whole) view.setBigInt64(i * 8, BigInt(value), true);
    else view.setFloat32(i * 4, value, true);
  });
  return bytes(
    5,
    ...given.dims.map((dim) => number(1, dim)),
    number(2, whole ? INT64 : FLOAT),
    text(8, given.name),
    bytes(9, raw),
  );
}

function attributes(node: OnnxNode): Uint8Array[] {
  const INT_TYPE = 2;
  const INTS_TYPE = 7;
  return [
    ...Object.entries(node.int ?? {}).map(([name, value]) =>
      bytes(5, text(1, name), number(3, value), number(20, INT_TYPE)),
    ),
    ...Object.entries(node.ints ?? {}).map(([name, values]) =>
      bytes(5, text(1, name), ...values.map((value) => number(8, value)), number(20, INTS_TYPE)),
    ),
  ];
}

function socket(field: number, value: OnnxModel['input']): Uint8Array {
  const dims = value.dims.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : text(2, dim)));
  return bytes(field, text(1, value.name), bytes(2, bytes(1, number(1, FLOAT), bytes(2, ...dims))));
}

/** An .onnx file (opset 17): ModelProto as in onnx/onnx.proto, written field by field; the same model, the same bytes. */
export function onnxFile(model: OnnxModel): Uint8Array {
  const graph = bytes(
    7,
    ...model.nodes.map((node) =>
      bytes(
        1,
        ...node.inputs.map((name) => text(1, name)),
        ...node.outputs.map((name) => text(2, name)),
        text(3, node.outputs[0] ?? node.op),
        text(4, node.op),
        ...attributes(node),
      ),
    ),
    text(2, model.name),
    ...model.tensors.map(tensor),
    socket(11, model.input),
    socket(12, model.output),
  );
  const parts = [
    number(1, IR_VERSION),
    text(2, 'scenario-lab-demo'),
    graph,
    bytes(8, text(1, ''), number(2, OPSET)),
  ];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
