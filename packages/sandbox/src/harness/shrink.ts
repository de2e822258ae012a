import type { Pixels } from './picture.js';

/**
 * A picture with no side longer than `longest`: each new pixel is the mean of the area it covers, weighted by how
 * much of each old pixel lies in it; colours count by their opacity, so that what is seen through leaves no rim.
 * One that is small enough already is handed back as it is.
 */
export function shrink(picture: Pixels, longest: number): Pixels {
  const scale = longest / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const across = weightsOf(picture.width, width);
  const down = weightsOf(picture.height, height);
  const data = new Uint8Array(width * height * 4);
  // Rows are gathered one after another, so no second picture of floats is held.
  const row = new Float64Array(width * 4);
  for (let y = 0; y < height; y += 1) {
    row.fill(0);
    for (const [from, weight] of down[y]!) gather(picture, from, weight, across, row);
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const opacity = row[x * 4 + 3]!;
      for (let channel = 0; channel < 3; channel += 1)
        data[at + channel] =
          opacity > 0 ? Math.min(255, Math.round((row[x * 4 + channel]! / opacity) * 255)) : 0;
      data[at + 3] = Math.min(255, Math.round(opacity));
    }
  }
  return { width, height, data };
}

type Weights = (readonly [from: number, weight: number])[];

/** For each new place the old ones it covers; the weights of one place are 1 together. */
function weightsOf(from: number, to: number): Weights[] {
  const step = from / to;
  return Array.from({ length: to }, (_, at) => {
    const [begin, end] = [at * step, Math.min(from, (at + 1) * step)];
    const covered: Weights = [];
    for (let old = Math.floor(begin); old < end; old += 1)
      covered.push([old, (Math.min(end, old + 1) - Math.max(begin, old)) / (end - begin)]);
    return covered;
  });
}

function gather(picture: Pixels, y: number, weight: number, across: Weights[], row: Float64Array): void {
  const begin = y * picture.width * 4;
  for (let x = 0; x < across.length; x += 1) {
    for (const [from, share] of across[x]!) {
      const at = begin + from * 4;
      const opacity = picture.data[at + 3]! * share * weight;
      const part = opacity / 255;
      row[x * 4] = row[x * 4]! + picture.data[at]! * part;
      row[x * 4 + 1] = row[x * 4 + 1]! + picture.data[at + 1]! * part;
      row[x * 4 + 2] = row[x * 4 + 2]! + picture.data[at + 2]! * part;
      row[x * 4 + 3] = row[x * 4 + 3]! + opacity;
    }
  }
}
