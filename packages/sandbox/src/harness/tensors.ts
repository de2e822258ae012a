import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

export interface ColumnsInput {
  columns: string[];
  dtype: 'float32' | 'float64' | 'int64';
  /** Per column, subtracted before `scales` divides. */
  means?: number[];
  scales?: number[];
  /** What an empty cell counts as: one number per column, or one for all. Without it an empty cell is NaN. */
  fill?: number[];
}

export interface ImageInput {
  /** Column that names the file. */
  image: string;
  width: number;
  height: number;
  channels: 1 | 3;
  /** Factor on the 0 to 255 value. */
  scale: number;
  layout: 'nchw' | 'nhwc' | 'flat';
}

export type ModelInput = ColumnsInput | ImageInput;
export type Row = Record<string, string>;
export type TensorData = Float32Array | Float64Array | BigInt64Array;

export interface Batch {
  dtype: 'float32' | 'float64' | 'int64';
  data: TensorData;
  dims: number[];
}

/** A cell or picture the declared input map cannot turn into numbers. */
export class InputFault extends Error {}

const MOST_PIXELS = 64 * 1024 * 1024;

function numberIn(row: Row, column: string, place: number): number {
  const text = row[column];
  if (text === undefined) throw new InputFault(`the inputs have no column "${column}"`);
  if (text === '') return Number.NaN;
  if (text === 'true') return 1;
  if (text === 'false') return 0;
  const value = Number(text);
  if (Number.isNaN(value)) throw new InputFault(`row ${place}, column "${column}": not a number`);
  return value;
}

function columnsBatch(input: ColumnsInput, rows: Row[], first: number, size: number): Batch {
  const { columns, means, scales, fill } = input;
  const { dtype, dims } = shapeOf(input, size);
  const width = columns.length;
  const count = size * width;
  const data =
    dtype === 'int64'
      ? new BigInt64Array(count)
      : dtype === 'float64'
        ? new Float64Array(count)
        : new Float32Array(count);
  rows.forEach((row, index) => {
    columns.forEach((column, position) => {
      const told = numberIn(row, column, first + index + 1);
      const raw = fill && row[column] === '' ? fill[fill.length === 1 ? 0 : position]! : told;
      const value = (raw - (means?.[position] ?? 0)) / (scales?.[position] ?? 1);
      const at = index * width + position;
      if (!(data instanceof BigInt64Array)) data[at] = value;
      else if (Number.isSafeInteger(value)) data[at] = BigInt(value);
      else if (Number.isNaN(raw))
        throw new InputFault(`row ${first + index + 1}, column "${column}": is empty: declare "fill"`);
      else throw new InputFault(`row ${first + index + 1}, column "${column}": not a whole number`);
    });
  });
  return { dtype, data, dims };
}

/** Type and shape of the tensor that `size` rows make. */
export function shapeOf(input: ModelInput, size: number): Pick<Batch, 'dtype' | 'dims'> {
  if (!('image' in input)) return { dtype: input.dtype, dims: [size, input.columns.length] };
  const { width, height, channels, layout } = input;
  const dims = {
    nchw: [size, channels, height, width],
    nhwc: [size, height, width, channels],
    flat: [size, width * height * channels],
  }[layout];
  return { dtype: 'float32', dims };
}

/** Bilinear, pixel centres at half (as OpenCV's INTER_LINEAR), without smoothing before shrinking. */
function sample(image: PNG, channel: number, x: number, y: number): number {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (column: number, row: number) =>
    image.data[(clamp(row, image.height - 1) * image.width + clamp(column, image.width - 1)) * 4 + channel]!;
  const across = x - left;
  const upper = at(left, top) * (1 - across) + at(left + 1, top) * across;
  const lower = at(left, top + 1) * (1 - across) + at(left + 1, top + 1) * across;
  return upper * (1 - (y - top)) + lower * (y - top);
}

function decode(file: string, place: string): PNG {
  const bytes = readFileSync(file);
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) throw new InputFault(`${place}: not a PNG`);
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > MOST_PIXELS)
    throw new InputFault(`${place}: too large`);
  try {
    return PNG.sync.read(bytes);
  } catch (error) {
    throw new InputFault(`${place}: ${String(error)}`);
  }
}

// ITU-R BT.601 luma.
const LUMA = [0.299, 0.587, 0.114];

function imageBatch(input: ImageInput, rows: Row[], first: number, size: number, files: string): Batch {
  const { width, height, channels, scale, layout } = input;
  const pixels = width * height;
  const data = new Float32Array(size * pixels * channels);
  rows.forEach((row, index) => {
    const name = row[input.image];
    const place = `row ${first + index + 1}, column "${input.image}"`;
    if (name === undefined) throw new InputFault(`the inputs have no column "${input.image}"`);
    if (!/^[^/\\]+$/.test(name)) throw new InputFault(`${place}: not a file name`);
    const image = decode(join(files, name), place);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const sx = ((x + 0.5) * image.width) / width - 0.5;
        const sy = ((y + 0.5) * image.height) / height - 0.5;
        const colour = [0, 1, 2].map((channel) => sample(image, channel, sx, sy));
        const grey = colour.reduce((sum, value, channel) => sum + value * LUMA[channel]!, 0);
        const values = channels === 1 ? [grey] : colour;
        values.forEach((value, channel) => {
          const inside =
            layout === 'nchw' ? channel * pixels + y * width + x : (y * width + x) * channels + channel;
          data[index * pixels * channels + inside] = value * scale;
        });
      }
  });
  const { dtype, dims } = shapeOf(input, size);
  return { dtype, data, dims };
}

/**
 * Rows as one tensor of shape [size, …]; rows missing to `size` stay zero.
 * @param first index of the first row in the table, for messages.
 * @throws {InputFault} naming row and column.
 */
export function toBatch(input: ModelInput, rows: Row[], first: number, size: number, files: string): Batch {
  return 'image' in input
    ? imageBatch(input, rows, first, size, files)
    : columnsBatch(input, rows, first, size);
}
