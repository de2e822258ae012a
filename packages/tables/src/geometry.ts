/** A box in degrees. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What is wrong with a geometry, and where in it: `coordinates[0][3]`. */
export class BadGeometry extends Error {
  constructor(
    readonly code: 'geo_type' | 'geo_position' | 'geo_degrees' | 'geo_ring' | 'geo_nested',
    readonly at: string,
    readonly found: string,
  ) {
    super(`${code} at ${at}`);
  }
}

/** How many lists lie above a position. */
const levels: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
const fewest: Record<string, number> = { LineString: 2, MultiLineString: 2, Polygon: 4, MultiPolygon: 4 };
const mostNested = 4;

/** To a centimetre: longer digits are noise, and read like numbers of phones. */
const near = (degrees: number) => Number(degrees.toFixed(7));
const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

function position(value: unknown, at: string, box: Box): string {
  if (!Array.isArray(value) || value.length < 2 || !value.slice(0, 3).every((one) => Number.isFinite(one)))
    throw new BadGeometry('geo_position', at, shown(value));
  const [x, y] = value as [number, number];
  if (Math.abs(x) > 180 || Math.abs(y) > 90) throw new BadGeometry('geo_degrees', at, shown(value));
  box.west = Math.min(box.west, x);
  box.east = Math.max(box.east, x);
  box.south = Math.min(box.south, y);
  box.north = Math.max(box.north, y);
  return `${near(x)} ${near(y)}`;
}

function list(value: unknown, level: number, type: string, at: string, box: Box): string {
  if (level === 0) return position(value, at, box);
  if (!Array.isArray(value)) throw new BadGeometry('geo_position', at, shown(value));
  const few = level === 1 ? (fewest[type] ?? 0) : 0;
  if (value.length < few) throw new BadGeometry('geo_ring', at, `${value.length}`);
  const ring = level === 1 && type.endsWith('Polygon');
  if (ring && shown(value[0]) !== shown(value.at(-1)))
    throw new BadGeometry('geo_ring', `${at}[${value.length - 1}]`, shown(value.at(-1)));
  const parts = value.map((one, place) => list(one, level - 1, type, `${at}[${place}]`, box));
  return `(${parts.join(', ')})`;
}

/**
 * A GeoJSON geometry (RFC 7946) as well-known text, and `box` widened by it.
 * @throws {BadGeometry}
 */
export function wellKnown(geometry: unknown, box: Box, at = 'geometry', nested = 0): string {
  const { type, coordinates, geometries } = (geometry ?? {}) as Record<string, unknown>;
  if (type === 'GeometryCollection') {
    if (nested >= mostNested) throw new BadGeometry('geo_nested', at, `${mostNested}`);
    if (!Array.isArray(geometries))
      throw new BadGeometry('geo_position', `${at}.geometries`, shown(geometries));
    const parts = geometries.map((one, place) =>
      wellKnown(one, box, `${at}.geometries[${place}]`, nested + 1),
    );
    return `GEOMETRYCOLLECTION ${parts.length === 0 ? 'EMPTY' : `(${parts.join(', ')})`}`;
  }
  const level = typeof type === 'string' && Object.hasOwn(levels, type) ? levels[type] : undefined;
  if (level === undefined) throw new BadGeometry('geo_type', at, shown(type));
  const said = list(coordinates, level, type as string, `${at}.coordinates`, box);
  if (said === '()') return `${(type as string).toUpperCase()} EMPTY`;
  return `${(type as string).toUpperCase()} ${level === 0 ? `(${said})` : said}`;
}

export const nowhere = (): Box => ({ west: 180, south: 90, east: -180, north: -90 });
export const isSomewhere = (box: Box): boolean => box.west <= box.east;
