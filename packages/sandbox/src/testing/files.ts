import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  data?: Buffer | string;
  /** st_mode of the member; regular file by default. */
  mode?: number;
  /** The name as an archiver writes it that knows nothing of UTF-8. */
  rawName?: Buffer;
  /** What the directory says instead of the truth. */
  claims?: { bytes?: number; packed?: number; flags?: number; localName?: string; offset?: number };
}

/** A ZIP archive that may lie about its members. */
export function zip(parts: ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, rawName, data = '', mode = 0o100644, claims = {} } of parts) {
    const nameBytes = rawName ?? Buffer.from(name);
    const plain = Buffer.from(data);
    const packed = deflateRawSync(plain);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(0x031e, 4);
    header.writeUInt16LE(20, 6);
    header.writeUInt16LE((claims.flags ?? 0) | (rawName ? 0 : 0x0800), 8);
    header.writeUInt16LE(8, 10);
    header.writeUInt32LE(crc32(plain), 16);
    header.writeUInt32LE(claims.packed ?? packed.length, 20);
    header.writeUInt32LE(claims.bytes ?? plain.length, 24);
    header.writeUInt16LE(nameBytes.length, 28);
    header.writeUInt16LE(mode, 40);
    header.writeUInt32LE(claims.offset ?? at, 42);
    directory.push(header, nameBytes);
    const local = Buffer.alloc(30);
    const localName = claims.localName === undefined ? nameBytes : Buffer.from(claims.localName);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(localName.length, 26);
    const body = Buffer.concat([local, localName, packed]);
    bodies.push(body);
    at += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, central, end]);
}

export interface TarPart {
  name: string;
  data?: string | Buffer;
  type?: string;
  link?: string;
  mode?: number;
}

/** A ustar archive of any member type. */
export function tar(parts: TarPart[]): Buffer {
  const blocks = parts.flatMap(({ name, data = '', type = '0', link = '', mode = 0o644 }) => {
    const body = Buffer.from(data);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(mode.toString(8).padStart(7, '0'), 100);
    header.write(body.length.toString(8).padStart(11, '0'), 124);
    header.write(' '.repeat(8), 148);
    header.write(type, 156);
    header.write(link, 157);
    header.write('ustar\x0000', 257, 'latin1');
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
export const number = (field: number, value: number) => Buffer.from([...varint(field * 8), ...varint(value)]);
export const bytes = (field: number, value: Buffer | string) => {
  const content = Buffer.from(value);
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
};
export const message = (field: number, ...parts: Buffer[]) => bytes(field, Buffer.concat(parts));

export const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

/** onnx.ValueInfoProto. */
export const port = (field: number, name: string, type: number, dims: (number | string)[]) => {
  const axes = dims.map((dim) =>
    typeof dim === 'number' ? message(1, number(1, dim)) : message(1, bytes(2, dim)),
  );
  return message(field, bytes(1, name), message(2, message(1, number(1, type), message(2, ...axes))));
};
export const node = (type: string, inputs: string[], outputs: string[], ...attributes: Buffer[]) =>
  message(
    1,
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, type),
    ...attributes,
  );
export const model = (...graph: Buffer[]) =>
  Buffer.concat([
    number(1, 8),
    bytes(2, 'tests'),
    message(8, bytes(1, ''), number(2, 13)),
    message(7, bytes(2, 'g'), ...graph),
  ]);
export const weights = (name: string, dims: number[], values: number[]) =>
  message(
    5,
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    bytes(8, name),
    bytes(9, Buffer.from(new Float32Array(values).buffer)),
  );
const int64 = (name: string, dims: number[], values: number[]) =>
  message(
    5,
    ...dims.map((dim) => number(1, dim)),
    number(2, INT64),
    bytes(8, name),
    bytes(9, Buffer.from(new BigInt64Array(values.map(BigInt)).buffer)),
  );

/** softmax(x · W) of two columns, two classes: class 1 wins where the first column is the larger one. */
export const classifierModel = () =>
  model(
    node('MatMul', ['x', 'w'], ['y']),
    node('Softmax', ['y'], ['p']),
    weights('w', [2, 2], [0, 1, 1, 0]),
    port(11, 'x', FLOAT, ['n', 2]),
    port(12, 'p', FLOAT, ['n', 2]),
  );

/** Mean of a 2 × 2 grey picture, one row at a time. */
export const pictureModel = () =>
  model(
    // axes = [1, 2, 3], keepdims = 0
    node(
      'ReduceMean',
      ['x'],
      ['m'],
      message(5, bytes(1, 'axes'), number(8, 1), number(8, 2), number(8, 3), number(20, 7)),
      message(5, bytes(1, 'keepdims'), number(3, 0), number(20, 2)),
    ),
    port(11, 'x', FLOAT, [1, 1, 2, 2]),
    port(12, 'm', FLOAT, [1]),
  );

/** Weights said to lie in another file. */
export const externalModel = (location: string) =>
  model(
    node('MatMul', ['x', 'w'], ['p']),
    message(
      5,
      number(1, 2),
      number(1, 2),
      number(2, FLOAT),
      bytes(8, 'w'),
      message(13, bytes(1, 'location'), bytes(2, location)),
      number(14, 1),
    ),
    port(11, 'x', FLOAT, ['n', 2]),
    port(12, 'p', FLOAT, ['n', 2]),
  );

/** A few bytes that ask for 8 GiB. */
export const shapeBombModel = () =>
  model(
    node('ConstantOfShape', ['s'], ['big']),
    node('ReduceSum', ['big'], ['p']),
    int64('s', [1], [2 ** 31]),
    port(11, 'x', FLOAT, ['n', 2]),
    port(12, 'p', FLOAT, []),
  );

/** Loops 2^62 times. */
export const endlessModel = () =>
  model(
    node(
      'Loop',
      ['trips', '', 'start'],
      ['p'],
      message(
        5,
        bytes(1, 'body'),
        message(
          6,
          node('Identity', ['go'], ['on']),
          node('Add', ['v', 'v'], ['w']),
          bytes(2, 'b'),
          port(11, 'i', INT64, []),
          port(11, 'go', BOOL, []),
          port(11, 'v', FLOAT, []),
          port(12, 'on', BOOL, []),
          port(12, 'w', FLOAT, []),
        ),
        number(20, 5),
      ),
    ),
    int64('trips', [], [2 ** 52]),
    weights('start', [], [0]),
    port(11, 'x', FLOAT, ['n', 2]),
    port(12, 'p', FLOAT, []),
  );

const vector = (items: number[][]) => [...varint(items.length), ...items.flat()];
const section = (id: number, content: number[]) => [id, ...varint(content.length), ...content];
const name = (text: string) => [...varint(text.length), ...Buffer.from(text)];
const I32 = 0x7f;
const I64 = 0x7e;
const signed = (value: number): number[] => {
  const byte = value & 0x7f;
  const rest = value >> 7;
  const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
  return done ? [byte] : [byte | 0x80, ...signed(rest)];
};

export interface WasmParts {
  /** Instructions of _start after the imports 0 path_open, 1 fd_write, 2 proc_exit. */
  body: number[];
  memory?: { minimum: number; maximum?: number };
  data?: string;
  importModule?: string;
  start?: string;
}

/** A module with three WASI imports, one memory and a `_start`. */
export function wasm({
  body,
  memory = { minimum: 1 },
  data = '',
  importModule = 'wasi_snapshot_preview1',
  start = '_start',
}: WasmParts): Buffer {
  const types = vector([
    [0x60, ...vector([[I32], [I32], [I32], [I32], [I32], [I64], [I64], [I32], [I32]]), ...vector([[I32]])],
    [0x60, ...vector([[I32], [I32], [I32], [I32]]), ...vector([[I32]])],
    [0x60, ...vector([[I32]]), 0],
    [0x60, 0, 0],
  ]);
  const imports = vector(
    ['path_open', 'fd_write', 'proc_exit'].map((wanted, index) => [
      ...name(importModule),
      ...name(wanted),
      0,
      index,
    ]),
  );
  const limits =
    memory.maximum === undefined
      ? [0, ...varint(memory.minimum)]
      : [1, ...varint(memory.minimum), ...varint(memory.maximum)];
  const exported = vector([
    [...name('memory'), 2, 0],
    [...name(start), 0, 3],
  ]);
  const code = [0, ...body, 0x0b];
  const segment = [0, 0x41, ...signed(0), 0x0b, ...varint(data.length), ...Buffer.from(data)];
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, imports),
    ...section(3, vector([[3]])),
    ...section(5, vector([limits])),
    ...section(7, exported),
    ...section(10, vector([[...varint(code.length), ...code]])),
    ...section(11, vector([segment])),
  ]);
}

const i32 = (value: number) => [0x41, ...signed(value)];
const i64 = (value: number) => [0x42, ...signed(value)];
const call = (index: number) => [0x10, index];

/** path_open(folder, path of `data` at 0) with flags; its result stays on the stack, the descriptor at 512. */
export const openPath = (folder: number, length: number, create: boolean) => [
  ...i32(folder),
  ...i32(0),
  ...i32(0),
  ...i32(length),
  ...i32(create ? 1 : 0),
  // fd_read | fd_write
  ...i64(create ? 0x40 : 0x02),
  ...i64(0),
  ...i32(0),
  ...i32(512),
  ...call(0),
];
/** Ends with the value on the stack as exit code. */
export const exitWithTop = call(2);
/** fd_write(descriptor at 512, one vector at 256 that holds `from` and `length`). */
export const writeData = (from: number, length: number) => [
  ...[...i32(256), ...i32(from), 0x36, 2, 0],
  ...[...i32(260), ...i32(length), 0x36, 2, 0],
  ...[...i32(512), 0x28, 2, 0, ...i32(256), ...i32(1), ...i32(516), ...call(1)],
];
export const drop = [0x1a];
/** loop { br 0 } */
export const forever = [0x03, 0x40, 0x0c, 0, 0x0b];
/** loop { memory.grow(256); store at the end of it } until it fails, then trap */
export const growForever = [
  ...[0x03, 0x40, ...i32(256), 0x40, 0, ...i32(-1), 0x46, 0x04, 0x40, 0x00, 0x0b],
  // memory.fill(0, 1, size in bytes) touches every page
  ...[...i32(0), ...i32(1), 0x3f, 0, ...i32(16), 0x74, 0xfc, 0x0b, 0, 0x0c, 0, 0x0b],
];
