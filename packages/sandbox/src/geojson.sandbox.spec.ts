import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProfileReport } from './harness/profile.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

async function profile(upload: string): Promise<{ report: ProfileReport; table: string }> {
  const result = await bench.run({ runtime: 'profile', input: { upload }, options: {}, limits: toolLimits });
  const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
  const table = report.ok ? outputText(result, 'table.csv') : '';
  await bench.sandbox.discard(result);
  return { report, table };
}
async function good(upload: string) {
  const { report, table } = await profile(upload);
  if (!report.ok) throw new Error(JSON.stringify(report.problems));
  return { report, table };
}
async function problems(upload: string): Promise<string[]> {
  const { report } = await profile(upload);
  return report.ok ? [] : report.problems.map(({ code, place }) => `${code} @ ${place}`);
}

it('a table of geometries tells where they lie, and names the feature that is none', async () => {
  const features = Array.from({ length: 300 }, (_, n) => ({
    type: 'Feature',
    properties: { site: `S${n % 3}` },
    geometry: { type: 'Point', coordinates: [104 + (n % 20) / 100, 30.5 + Math.floor(n / 20) / 100] },
  }));
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  const { report, table: written } = await good(text);
  expect(report.readAs.format).toBe('geojson');
  expect(written.split('\n').slice(0, 2)).toEqual([
    'site,geometry_type,longitude,latitude',
    'S0,Point,104,30.5',
  ]);
  expect(report.extent).toMatchObject({
    longitude: 'longitude',
    latitude: 'latitude',
    box: { west: 104, south: 30.5, east: 104.19, north: 30.64 },
  });
  expect(report.extent!.cells.reduce((sum, [, , count]) => sum + count, 0)).toBe(300);
  // The same table as a CSV with columns of coordinates.
  expect((await good(written.replace('longitude,latitude', '经度,纬度'))).report.extent?.cells).toEqual(
    report.extent!.cells,
  );
  expect(await problems(text.replace('104.05', '"104.05"'))).toEqual([
    'geo_position @ feature 6, geometry.coordinates',
  ]);
  expect(await problems(text.slice(0, -40))).toEqual(['geo_cut_off @ feature 300, line 1']);
});
