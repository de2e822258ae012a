import { decoded, type OpenBytes } from './encoding.js';
import { FeatureStream } from './feature-stream.js';
import { BadGeometry, type Box, isSomewhere, nowhere, wellKnown } from './geometry.js';
import { faultOf, jsonCell, parseJson } from './json-text.js';
import { cut, Unreadable } from './problem.js';
import type { Encoding } from './reading.js';
import type { Records, Source } from './source-of-records.js';

const collection = /"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[/;

/** Whether a text that begins like this is a GeoJSON feature collection. JSON lines, one whole object a line, are none. */
export function isFeatureCollection(head: string): boolean {
  if (!/^\s*\{/.test(head) || !collection.test(head)) return false;
  const [first = ''] = head.trimStart().split('\n', 1);
  try {
    return (JSON.parse(first) as { type?: unknown }).type === 'FeatureCollection';
  } catch {
    return true;
  }
}

interface Feature {
  id: unknown;
  properties: Record<string, unknown>;
  kind: string;
  text: string;
  box: Box;
  number: number;
}

type Shape = Pick<Source, 'encoding' | 'sure'>;

/**
 * The features of a collection (RFC 7946: degrees of WGS 84) as rows: their properties, then what kind of geometry it is, the
 * middle of its box, and the geometry itself as well-known text where some are no points.
 */
export function sourceOfFeatures(
  open: OpenBytes,
  found: Shape,
  most: { columns: number; rows: number },
  isCut: boolean,
): Source {
  const box = nowhere();
  return {
    format: 'geojson',
    ...found,
    delimiter: null,
    counted: 'feature',
    box: () => (isSomewhere(box) ? box : null),
    open: () => featureRecords(() => featuresOf(open, found.encoding, most.rows, isCut), most.columns, box),
  };
}

function featureRecords(all: () => Iterable<Feature>, mostColumns: number, box: Box): Records {
  const keys = new Set<string>();
  let [some, named, points] = [false, false, true];
  for (const feature of all()) {
    some = true;
    for (const key of Object.keys(feature.properties)) keys.add(key);
    if (feature.id !== undefined) named = true;
    if (feature.kind !== 'Point' && feature.kind !== '') points = false;
    if (keys.size > mostColumns)
      throw new Unreadable([
        { code: 'too_many_columns', place: `feature ${feature.number}`, detail: `at most ${mostColumns}` },
      ]);
    if (!isSomewhere(feature.box)) continue;
    box.west = Math.min(box.west, feature.box.west);
    box.south = Math.min(box.south, feature.box.south);
    box.east = Math.max(box.east, feature.box.east);
    box.north = Math.max(box.north, feature.box.north);
  }
  if (!some) throw new Unreadable([{ code: 'empty', place: 'file', detail: 'has no rows' }]);
  const free = (name: string): string => {
    const taken = [...keys].some((key) => key.trim().toLowerCase() === name);
    return taken ? free(`${name}_`) : name;
  };
  const own = [...keys];
  const id = named ? [free('id')] : [];
  const geometry = ['geometry_type', 'longitude', 'latitude', ...(points ? [] : ['geometry'])].map(free);
  const header = [...id, ...own, ...geometry];
  const rows = all()[Symbol.iterator]();
  let [row, begun] = [0, false];
  return {
    next: () => {
      if (!begun) {
        begun = true;
        return header;
      }
      const { value, done } = rows.next();
      if (done) return null;
      row = value.number;
      const place = `feature ${row}`;
      const cells = own.map((key) =>
        jsonCell(Object.hasOwn(value.properties, key) ? value.properties[key] : null, place),
      );
      return [
        ...(named ? [jsonCell(value.id, place)] : []),
        ...cells,
        value.kind,
        ...middle(value.box),
        ...(points ? [] : [value.text]),
      ];
    },
    row: () => row,
  };
}

/** To a tenth of a metre, and no digit that no coordinate had. */
function middle(box: Box): [string, string] {
  if (!isSomewhere(box)) return ['', ''];
  const of = (one: number, other: number) =>
    String(one === other ? one : Number(((one + other) / 2).toFixed(6)));
  return [of(box.west, box.east), of(box.south, box.north)];
}

function* featuresOf(
  open: OpenBytes,
  encoding: Encoding,
  mostRows: number,
  isCut: boolean,
): Generator<Feature> {
  const stream = new FeatureStream(isCut);
  for (const { text, number, line } of stream.read(decoded(open, encoding))) {
    if (number > mostRows)
      throw new Unreadable([
        { code: 'too_many_rows', place: `feature ${number}`, detail: `at most ${mostRows}` },
      ]);
    let value: unknown;
    try {
      value = parseJson(text);
    } catch (error) {
      const fault = faultOf(text, error);
      throw new Unreadable([
        { code: 'not_json', place: `feature ${number}, line ${line + fault.line}`, detail: fault.detail },
      ]);
    }
    yield featureOf(value, number, line);
  }
  if (!isCut) checkFrame(stream.frame);
}

function featureOf(value: unknown, number: number, line: number): Feature {
  const place = `feature ${number}, line ${line}`;
  const { type, id, properties, geometry } = value as Record<string, unknown>;
  if (type !== 'Feature')
    throw new Unreadable([{ code: 'geo_not_feature', place, detail: cut(String(type)) }]);
  if (typeof properties !== 'object' || Array.isArray(properties))
    throw new Unreadable([{ code: 'geo_properties', place, detail: '' }]);
  const box = nowhere();
  if (geometry === null || geometry === undefined)
    return { id, properties: { ...properties }, kind: '', text: '', box, number };
  try {
    const text = wellKnown(geometry, box);
    const kind = String((geometry as { type: unknown }).type);
    return { id, properties: (properties ?? {}) as Record<string, unknown>, kind, text, box, number };
  } catch (error) {
    if (!(error instanceof BadGeometry)) throw error;
    throw new Unreadable([
      { code: error.code, place: `feature ${number}, ${error.at}`, detail: error.found },
    ]);
  }
}

const degrees = /^(urn:ogc:def:crs:(OGC:1\.3:CRS84|OGC::CRS84|EPSG::4326)|EPSG:4326|EPSG:4979|OGC:CRS84)$/i;

/** What stands around the features: whole JSON, a collection, and no other system of coordinates than degrees of WGS 84. */
function checkFrame(frame: string): void {
  let value: { type?: unknown; crs?: { properties?: { name?: unknown } } | null };
  try {
    value = JSON.parse(frame);
  } catch (error) {
    throw new Unreadable([{ code: 'not_json', place: 'file', detail: faultOf(frame, error).detail }]);
  }
  if (value.type !== 'FeatureCollection')
    throw new Unreadable([{ code: 'geo_type', place: 'file', detail: cut(String(value.type)) }]);
  const name = value.crs?.properties?.name;
  if (value.crs && !(typeof name === 'string' && degrees.test(name)))
    throw new Unreadable([{ code: 'geo_crs', place: 'file', detail: cut(String(name)) }]);
}
