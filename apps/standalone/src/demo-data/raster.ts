import { steadyCos, steadySin } from './steady-math.js';

export interface Point {
  x: number;
  y: number;
}

/** A glyph is polylines in a box 0 ≤ x ≤ 1, 0 ≤ y ≤ 1.6, y downwards. */
export type Glyph = Point[][];

function line(...flat: number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) points.push({ x: flat[i]!, y: flat[i + 1]! });
  return points;
}

/** An arc of an ellipse; angles in turns, clockwise from the right. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Point[] {
  const steps = 14;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = 2 * Math.PI * (from + ((to - from) * i) / steps);
    return { x: cx + rx * steadyCos(angle), y: cy + ry * steadySin(angle) };
  });
}

const ROUNDED: Glyph[] = [
  [arc(0.5, 0.8, 0.38, 0.68, 0, 1)],
  [line(0.25, 0.38, 0.55, 0.12, 0.55, 1.48)],
  [arc(0.5, 0.5, 0.36, 0.38, 0.5, 1.1), line(0.8, 0.72, 0.14, 1.46, 0.88, 1.46)],
  [arc(0.47, 0.47, 0.34, 0.35, 0.55, 1.25), arc(0.47, 1.12, 0.38, 0.36, 0.75, 1.45)],
  [line(0.66, 1.48, 0.66, 0.12, 0.1, 1.05, 0.92, 1.05)],
  [line(0.82, 0.14, 0.24, 0.14, 0.2, 0.72), arc(0.48, 1.04, 0.38, 0.43, 0.6, 1.42)],
  [arc(0.5, 1.06, 0.36, 0.42, 0, 1), line(0.14, 1.06, 0.24, 0.6, 0.68, 0.12)],
  [line(0.12, 0.14, 0.88, 0.14, 0.42, 1.48)],
  [arc(0.5, 0.46, 0.31, 0.33, 0, 1), arc(0.5, 1.13, 0.37, 0.35, 0, 1)],
  [arc(0.5, 0.54, 0.36, 0.42, 0, 1), line(0.86, 0.54, 0.76, 1.0, 0.32, 1.48)],
];

// Segments a to g of a seven-segment figure and which digit lights which.
const SEGMENTS: Record<string, Point[]> = {
  a: line(0.15, 0.14, 0.85, 0.14),
  b: line(0.85, 0.14, 0.85, 0.8),
  c: line(0.85, 0.8, 0.85, 1.46),
  d: line(0.15, 1.46, 0.85, 1.46),
  e: line(0.15, 0.8, 0.15, 1.46),
  f: line(0.15, 0.14, 0.15, 0.8),
  g: line(0.15, 0.8, 0.85, 0.8),
};
const SEGMENTED: Glyph[] = [
  'abcdef',
  'bc',
  'abged',
  'abgcd',
  'fgbc',
  'afgcd',
  'afgedc',
  'abc',
  'abcdefg',
  'abcdfg',
].map((lit) => [...lit].map((segment) => SEGMENTS[segment]!));

export const FONTS: { name: string; glyphs: Glyph[] }[] = [
  { name: 'rounded', glyphs: ROUNDED },
  { name: 'segment', glyphs: SEGMENTED },
];

export interface Placement {
  /** Centre of the glyph box in pixels. */
  cx: number;
  cy: number;
  /** Pixels per glyph unit. */
  scale: number;
  /** Width over the natural width. */
  stretch: number;
  /** Turns, clockwise. */
  turn: number;
  /** Stroke width in pixels. */
  weight: number;
}

function distanceToSegment(px: number, py: number, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - a.x) * dx + (py - a.y) * dy) / length));
  const ex = px - a.x - t * dx;
  const ey = py - a.y - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/** Adds a glyph's ink (0 to 1) to a canvas of `side²` pixels, edges softened over one pixel. */
export function drawGlyph(canvas: Float64Array, side: number, glyph: Glyph, where: Placement): void {
  const cos = steadyCos(2 * Math.PI * where.turn);
  const sin = steadySin(2 * Math.PI * where.turn);
  const half = where.weight / 2;
  for (const stroke of glyph) {
    const points = stroke.map(({ x, y }) => {
      const gx = (x - 0.5) * where.scale * where.stretch;
      const gy = (y - 0.8) * where.scale;
      return { x: where.cx + gx * cos - gy * sin, y: where.cy + gx * sin + gy * cos };
    });
    for (let i = 0; i + 1 < points.length; i += 1) {
      const a = points[i]!;
      const b = points[i + 1]!;
      const reach = half + 1;
      const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
      const right = Math.min(side - 1, Math.ceil(Math.max(a.x, b.x) + reach));
      const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
      const bottom = Math.min(side - 1, Math.ceil(Math.max(a.y, b.y) + reach));
      for (let y = top; y <= bottom; y += 1) {
        for (let x = left; x <= right; x += 1) {
          const ink = Math.min(1, Math.max(0, half + 0.5 - distanceToSegment(x + 0.5, y + 0.5, a, b)));
          const at = y * side + x;
          if (ink > canvas[at]!) canvas[at] = ink;
        }
      }
    }
  }
}

/** Box blur with the given radius share (0 none, 1 a full 3×3 mean), in place. */
export function soften(canvas: Float64Array, side: number, share: number): void {
  const before = Float64Array.from(canvas);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let sum = 0;
      let count = 0;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          const xx = x + dx;
          const yy = y + dy;
          if (xx < 0 || yy < 0 || xx >= side || yy >= side) continue;
          sum += before[yy * side + xx]!;
          count += 1;
        }
      }
      const at = y * side + x;
      canvas[at] = (1 - share) * before[at]! + (share * sum) / count;
    }
  }
}
