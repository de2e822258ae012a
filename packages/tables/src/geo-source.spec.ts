import { describe, expect, it } from 'vitest';
import { Unreadable } from './problem.js';
import { readTable } from './read-table.js';
import { csvLine } from './records.js';
import { sourceOf } from './source.js';

const most = { columns: 50, rows: 1_000 };
function read(text: string, { piece = 7, cut = false } = {}) {
  const bytes = new TextEncoder().encode(text);
  function* open() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const source = sourceOf(open, {}, most, cut);
  let written = '';
  const as = readTable(
    source,
    { declared: [], reading: {}, limits: { maxRows: most.rows, maxColumns: most.columns } },
    { begin: (names) => (written = csvLine(names)), add: (cells) => (written += csvLine(cells)) },
  );
  return { as, written, box: source.box?.() };
}
function problem(text: string): string {
  try {
    read(text);
    return 'read';
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.problems.map(({ code, place, detail }) => `${code} @ ${place}: ${detail}`).join('; ');
  }
}
const feature = (geometry: unknown, properties: unknown = {}, more: object = {}) => ({
  type: 'Feature',
  ...more,
  properties,
  geometry,
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const point = (x: unknown, y: unknown) => ({ type: 'Point', coordinates: [x, y] });

describe('a GeoJSON collection', () => {
  it('becomes rows: properties, kind and middle of the geometry; identifiers stay what they are', () => {
    const text = `{ "type": "FeatureCollection", "name": "站 [{\\"", "features": [
      {"type":"Feature","id":"a","properties":{"name":"东站 }{","card":510107199001011234},"geometry":{"type":"Point","coordinates":[104.06,30.67,500]}},
      {"type":"Feature","id":"b","properties":{"level":2.50,"card":1},"geometry":null}
    ], "crs": {"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}} }`;
    for (const piece of [1, 3, 4_096]) {
      const { as, written, box } = read(text, { piece });
      expect(as.format).toBe('geojson');
      expect(written).toBe(
        'id,name,card,level,geometry_type,longitude,latitude\na,东站 }{,510107199001011234,,Point,104.06,30.67\nb,,1,2.5,,,\n',
      );
      expect(as.columns.find(({ name }) => name === 'card')?.type).toBe('string');
      expect(box).toEqual({ west: 104.06, south: 30.67, east: 104.06, north: 30.67 });
    }
  });
  it('of areas keeps the shape as well-known text; a property of the same name is not lost', () => {
    const square = [
      [
        [104, 30],
        [105, 30],
        [105, 31],
        [104, 30],
      ],
    ];
    const { written } = read(
      JSON.stringify(collection(feature({ type: 'Polygon', coordinates: square }, { longitude: '东' }))),
    );
    expect(written).toBe(
      'longitude,geometry_type,longitude_,latitude,geometry\n东,Polygon,104.5,30.5,"POLYGON ((104 30, 105 30, 105 31, 104 30))"\n',
    );
  });
  it('is told apart from JSON lines that hold collections', () => {
    const line = JSON.stringify({ id: 1, shape: collection() });
    expect(read(`${line}\n${line}\n`).as.format).toBe('jsonl');
  });
  it('of which only the beginning is here is read as far as it goes', () => {
    const text = JSON.stringify(
      collection(feature(point(104, 30), { a: 1 }), feature(point(105, 31), { a: 2 })),
    );
    expect(read(text.slice(0, -30), { cut: true }).written).toBe(
      'a,geometry_type,longitude,latitude\n1,Point,104,30\n',
    );
    expect(problem(text.slice(0, -30))).toBe('geo_cut_off @ feature 2, line 1: ');
  });
  it('is refused with the feature and the place', () => {
    const said = (one: unknown) => problem(JSON.stringify(collection(feature(point(1, 1)), one)));
    expect(said(feature(point('104', 30)))).toBe(
      'geo_position @ feature 2, geometry.coordinates: ["104",30]',
    );
    expect(said(feature(point(12_684_123, 3_571_234)))).toBe(
      'geo_degrees @ feature 2, geometry.coordinates: [12684123,3571234]',
    );
    expect(said(feature({ type: 'Circle', coordinates: [1, 1] }))).toBe(
      'geo_type @ feature 2, geometry: "Circle"',
    );
    const open = [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ];
    expect(said(feature({ type: 'Polygon', coordinates: open }))).toBe(
      'geo_ring @ feature 2, geometry.coordinates[0][3]: [0,1]',
    );
    expect(said(feature(point(1, 1), [1]))).toBe('geo_properties @ feature 2, line 1: ');
    expect(said(point(1, 1))).toBe('geo_not_feature @ feature 2, line 1: Point');
    expect(said(7)).toBe('geo_not_feature @ feature 2, line 1: ');
    let nested: object = point(1, 1);
    for (let at = 0; at < 6; at += 1) nested = { type: 'GeometryCollection', geometries: [nested] };
    expect(said(feature(nested))).toMatch(/^geo_nested @ feature 2, geometry\.geometries/);
    expect(
      problem('{"type":"FeatureCollection",\n"features":[\n{"type":"Feature","properties":{,}}]}'),
    ).toMatch(/^not_json @ feature 1, line 3/);
    expect(problem('{"type":"FeatureCollection","features":[]}')).toBe('empty @ file: has no rows');
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } };
    expect(problem(JSON.stringify({ ...collection(feature(point(1, 1))), crs }))).toBe(
      'geo_crs @ file: urn:ogc:def:crs:EPSG::3857',
    );
  });
  it('that would exhaust the reader is refused instead', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const bomb = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${deep}},"geometry":null}]}`;
    expect(problem(bomb)).toMatch(/^too_deep @ feature/);
    expect(problem(`{"a":${deep}}\n`)).toBe('too_deep @ line 1: at most 100');
    expect(
      problem(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":1},"geometry":null}]}',
      ),
    ).toMatch(/^bad_header @ file/);
  });
});

describe('JSON lines', () => {
  it('keep numbers no double holds as they are written', () => {
    expect(
      read('{"card":510107199001011234,"huge":1e400}\n{"card":510107199001011235,"huge":2}\n').written,
    ).toBe('card,huge\n510107199001011234,1e400\n510107199001011235,2\n');
  });
});
