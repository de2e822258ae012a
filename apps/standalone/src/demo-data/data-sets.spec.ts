import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { ColumnEntry, SplitRule } from '@scenario-lab/contracts/datasets';
import { Criterion, isResource } from '@scenario-lab/contracts/metrics';
import { describe, expect, it } from 'vitest';
import { makeAppeals } from './appeals.js';
import { DEMO_EXAMS } from './demo-exams.js';
import { DIGIT_SIDE, digitZip, makeMeterDigits } from './meter-digits.js';
import { greyPng } from './png.js';
import { makePumpAlarms } from './pump-station.js';
import { loadSeattleWeather } from './seattle-weather.js';
import { makeDice } from './seeded.js';
import { steadyCos, steadyExp, steadyLog, steadySin } from './steady-math.js';
import { parseCsv, tableCsv, toCsv } from './table.js';
import { makeWaterDemand } from './water-demand.js';

const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('steady arithmetic', () => {
  it('agrees with the engine to within a few units in the last place', () => {
    for (let x = -40; x < 40; x += 0.37) {
      expect(Math.abs(steadyExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
      expect(Math.abs(steadySin(x) - Math.sin(x))).toBeLessThan(1e-13);
      expect(Math.abs(steadyCos(x) - Math.cos(x))).toBeLessThan(1e-13);
      const positive = Math.exp(x / 4);
      expect(Math.abs(steadyLog(positive) - Math.log(positive))).toBeLessThan(1e-13);
    }
    expect(steadyExp(-800)).toBe(0);
    expect(steadyExp(800)).toBe(Number.POSITIVE_INFINITY);
    expect(steadyLog(-1)).toBeNaN();
  });

  it('throws dice with the moments they are named for', () => {
    const dice = makeDice(3);
    const normals = Array.from({ length: 20_000 }, () => dice.normal(2, 3));
    const mean = normals.reduce((sum, x) => sum + x, 0) / normals.length;
    const variance = normals.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / normals.length;
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(3, 1);
    const counts = Array.from({ length: 20_000 }, () => dice.poisson(1.7));
    expect(counts.reduce((sum, x) => sum + x, 0) / counts.length).toBeCloseTo(1.7, 1);
  });
});

describe('generated data', () => {
  it('comes out the same for the same seed and otherwise for another', () => {
    const makers = [
      (seed: number) => tableCsv(makePumpAlarms(seed, 300)),
      (seed: number) => tableCsv(makePumpAlarms(seed, 300, 'neighbour', 1)),
      (seed: number) => tableCsv(makeAppeals(seed, 200)),
      (seed: number) => tableCsv(makeWaterDemand(seed, 3)),
      (seed: number) => digitZip(makeMeterDigits(seed, 30)),
    ];
    for (const make of makers) {
      expect(digest(make(5))).toBe(digest(make(5)));
      expect(digest(make(5))).not.toBe(digest(make(6)));
    }
  });

  it('keeps the stations of a release and draws new rows', () => {
    const first = makePumpAlarms(11, 600).rows;
    const next = makePumpAlarms(11, 600, 'home', 1).rows;
    const ages = (rows: typeof first) =>
      [...new Map(rows.map((row) => [row.station, row.age]))].sort().map(String);
    expect(ages(next)).toEqual(ages(first));
    const readings = (row: (typeof first)[number]) => `${row.vibration} ${row.pressure} ${row.service_hours}`;
    const seen = new Set(first.map(readings));
    expect(next.filter((row) => seen.has(readings(row)))).toHaveLength(0);
  });

  it('has about one fault in ten, dropouts left empty, and every slice filled', () => {
    const { rows } = makePumpAlarms(11, 6000, 'home', 1);
    const share = rows.filter((row) => row.state === 'fault').length / rows.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.15);
    expect(rows.filter((row) => row.vibration === null).length).toBeGreaterThan(100);
    for (const column of ['season', 'zone'])
      for (const value of new Set(rows.map((row) => row[column])))
        expect(rows.filter((row) => row[column] === value).length).toBeGreaterThan(600);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  it('moves water demand by the clock, the weekend and the drift that is asked for', () => {
    const { rows } = makeWaterDemand(9, 28);
    const mean = (keep: (row: (typeof rows)[number]) => boolean) => {
      const kept = rows.filter(keep).map((row) => Number(row.demand));
      return kept.reduce((sum, x) => sum + x, 0) / kept.length;
    };
    const at = (hour: string) => mean((row) => String(row.timestamp).slice(11, 13) === hour);
    expect(at('08')).toBeGreaterThan(1.2 * at('03'));
    const industry = (off: number) => mean((row) => row.district === 'industry' && row.holiday === off);
    expect(industry(1)).toBeLessThan(0.85 * industry(0));
    const drifted = makeWaterDemand(9, 28, '2025-03-01', 0.2).rows.at(-1)?.demand;
    expect(Number(drifted) / Number(rows.at(-1)?.demand)).toBeCloseTo(1.186, 2);
  });

  it('reads every day of Seattle 2012–2015 from the installed package', () => {
    const { rows } = loadSeattleWeather();
    expect(rows).toHaveLength(1461);
    expect(rows[0]).toMatchObject({ timestamp: '2012-01-01', temp_max: 12.8, temp_min: 5 });
    const gaps = rows.slice(1).filter((row, i) => {
      const step = Date.parse(String(row.timestamp)) - Date.parse(String(rows[i]?.timestamp));
      return step !== 86_400_000;
    });
    expect(gaps).toEqual([]);
  });
});

describe('file formats', () => {
  it('writes a PNG whose chunks check and whose pixels come back', () => {
    const photos = makeMeterDigits(4, 1);
    const [pixels] = [...photos.pixels.values()];
    const png = Buffer.from(greyPng(DIGIT_SIDE, DIGIT_SIDE, pixels!));
    let at = 8;
    const chunks: Record<string, Buffer> = {};
    while (at < png.length) {
      const length = png.readUInt32BE(at);
      const body = png.subarray(at + 4, at + 8 + length);
      expect(crc32(body)).toBe(png.readUInt32BE(at + 8 + length));
      chunks[body.toString('latin1', 0, 4)] = body.subarray(4);
      at += 12 + length;
    }
    expect([chunks.IHDR?.readUInt32BE(0), chunks.IHDR?.readUInt32BE(4)]).toEqual([DIGIT_SIDE, DIGIT_SIDE]);
    const lines = inflateSync(chunks.IDAT!);
    const back = Array.from({ length: DIGIT_SIDE }, (_, y) => [
      ...lines.subarray(y * (DIGIT_SIDE + 1) + 1, (y + 1) * (DIGIT_SIDE + 1)),
    ]).flat();
    expect(back).toEqual([...pixels!]);
  });

  it('takes quotes, commas and line ends through CSV and back', () => {
    const rows = [
      { a: 'say "yes", or\nno', b: '' },
      { a: '来电，反映', b: '7' },
    ];
    expect(parseCsv(toCsv(['a', 'b'], rows))).toEqual(rows);
    expect(() => parseCsv('a\n"open')).toThrow(SyntaxError);
  });
});

describe('exams', () => {
  it.each(Object.entries(DEMO_EXAMS))('%s declares what the contract asks for', (_, exam) => {
    for (const column of exam.columns) expect(ColumnEntry.safeParse(column).error).toBeUndefined();
    expect(SplitRule.safeParse(exam.split).error).toBeUndefined();
    for (const criterion of exam.criteria) {
      expect(Criterion.safeParse(criterion).error).toBeUndefined();
      if (!isResource(criterion.metric)) expect(exam.metrics).toContain(criterion.metric);
      if (criterion.slice) expect(exam.slices).toContain(criterion.slice.column);
    }
    const names = exam.columns.map((column) => column.name);
    for (const feature of [...exam.features, ...exam.slices, exam.target]) expect(names).toContain(feature);
    if (exam.fileName.endsWith('.csv')) {
      const head = new TextDecoder().decode(exam.file().slice(0, 2000)).split('\n')[0];
      expect(head?.split(',')).toEqual(names);
    }
  });
});
