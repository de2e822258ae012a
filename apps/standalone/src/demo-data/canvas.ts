import { encode } from 'fast-png';

export type Colour = readonly [red: number, green: number, blue: number];
type At = readonly [x: number, y: number];

/** A drawing board of flat colours with soft edges; the same strokes give the same bytes everywhere. */
export interface Canvas {
  box(x: number, y: number, width: number, height: number, colour: Colour): void;
  disc(x: number, y: number, radius: number, colour: Colour): void;
  line(points: readonly At[], weight: number, colour: Colour): void;
  /** The room between two lines over the same places. */
  band(upper: readonly At[], lower: readonly At[], colour: Colour): void;
  png(): Uint8Array;
}

export function canvas(width: number, height: number, ground: Colour): Canvas {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) data.set(ground, at);
  const mix = (x: number, y: number, colour: Colour, share: number) => {
    if (share <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const now = data[at + channel]!;
      data[at + channel] = Math.round(now + (colour[channel]! - now) * Math.min(1, share));
    }
  };
  /** Every place within reach, by how much of it is covered. */
  const cover = (
    [left, top, right, bottom]: readonly [number, number, number, number],
    colour: Colour,
    share: (x: number, y: number) => number,
  ) => {
    for (let y = Math.floor(top); y <= Math.ceil(bottom); y += 1)
      for (let x = Math.floor(left); x <= Math.ceil(right); x += 1)
        mix(x, y, colour, share(x + 0.5, y + 0.5));
  };
  const stroke = ([ax, ay]: At, [bx, by]: At, weight: number, colour: Colour) => {
    const half = weight / 2;
    const reach = half + 1;
    const [dx, dy] = [bx - ax, by - ay];
    const long = dx * dx + dy * dy;
    const room = [
      Math.min(ax, bx) - reach,
      Math.min(ay, by) - reach,
      Math.max(ax, bx) + reach,
      Math.max(ay, by) + reach,
    ] as const;
    cover(room, colour, (x, y) => {
      const part = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long));
      const [ex, ey] = [x - ax - part * dx, y - ay - part * dy];
      return half + 0.5 - Math.sqrt(ex * ex + ey * ey);
    });
  };
  return {
    box: (x, y, wide, high, colour) => cover([x, y, x + wide - 1, y + high - 1], colour, () => 1),
    disc: (cx, cy, radius, colour) =>
      cover([cx - radius - 1, cy - radius - 1, cx + radius + 1, cy + radius + 1], colour, (x, y) => {
        const [dx, dy] = [x - cx, y - cy];
        return radius + 0.5 - Math.sqrt(dx * dx + dy * dy);
      }),
    line: (points, weight, colour) => {
      for (let at = 1; at < points.length; at += 1) stroke(points[at - 1]!, points[at]!, weight, colour);
    },
    band: (upper, lower, colour) => {
      for (let at = 1; at < upper.length; at += 1) {
        const [[x0, u0], [x1, u1]] = [upper[at - 1]!, upper[at]!];
        const [[, l0], [, l1]] = [lower[at - 1]!, lower[at]!];
        for (let x = Math.ceil(x0); x < x1; x += 1) {
          const part = (x - x0) / (x1 - x0);
          const [top, bottom] = [u0 + (u1 - u0) * part, l0 + (l1 - l0) * part];
          for (let y = Math.round(top); y <= bottom; y += 1) mix(x, y, colour, 1);
        }
      }
    },
    png: () => encode({ width, height, data, channels: 3, depth: 8 }),
  };
}
