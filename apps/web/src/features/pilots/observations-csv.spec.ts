import { offsetsOf } from '@scenario-lab/tables/zone';
import { describe, expect, it } from 'vitest';
import { type Against, instantOf, readObservations } from './observations-csv.js';

const criterion = (id: string) => ({
  id,
  metric: id,
  direction: 'at_least' as const,
  threshold: 0.5,
  must: true,
});
const kpis = [
  { criterion: criterion('recall'), name: { zh: '发现率', en: 'Recall in the field' } },
  { criterion: criterion('precision'), name: { zh: '属实率' } },
];
const against: Against = {
  kpis,
  sites: ['北一换热站', '南二换热站'],
  window: { from: '2026-06-30T16:00:00.000Z', until: '2026-12-31T16:00:00.000Z' },
  timeZone: 'Asia/Shanghai',
  now: Date.parse('2026-12-01T00:00:00Z'),
};
const single = { ...against, kpis: kpis.slice(0, 1) };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, over: Partial<Against> = {}) =>
  readObservations(bytesOf(text), { ...against, ...over });
const readOne = (text: string) => readObservations(bytesOf(text), single);
const values = (given: ReturnType<typeof read>) => given.points.map(({ value }) => value);

describe('observations from a file', () => {
  it('takes one row per point, the indicator by key or by name in either language', () => {
    const { points, faults } = read(
      '\uFEFF时间,指标,数值\r\n2026-07-02T00:00:00Z,recall,0.8\r\n2026-07-03T00:00:00Z,属实率,.5\r\n',
    );
    expect(faults).toEqual([]);
    expect(points).toEqual([
      { line: 2, criterion: 'recall', at: '2026-07-02T00:00:00.000Z', value: 0.8 },
      { line: 3, criterion: 'precision', at: '2026-07-03T00:00:00.000Z', value: 0.5 },
    ]);
  });
  it('takes one column per indicator, empty cells being no value', () => {
    const { points, faults } = read('time;Recall in the field;precision\n2026-07-02T00:00:00Z;0.8;\n');
    expect(faults).toEqual([]);
    expect(points.map((point) => [point.criterion, point.value])).toEqual([['recall', 0.8]]);
  });
  it('names every fault with its row and keeps the good rows', () => {
    const { points, faults } = read(
      [
        'time,criterion,value',
        '2026-07-02T00:00:00Z,recall,0.8',
        '2026-07-02T00:00:00Z,recall,0.9',
        'yesterday,recall,0.8',
        '2026-07-02T00:00:00Z,mae,0.8',
        '2026-07-03T00:00:00Z,recall,about 1',
        '2001-07-03T00:00:00Z,recall,1',
        '2027-07-03T00:00:00Z,recall,1',
        '2026-12-20T00:00:00Z,recall,1',
      ].join('\n'),
    );
    expect(points).toHaveLength(1);
    expect(faults).toEqual([
      { line: 3, code: 'twice', cell: '2026-07-02T00:00:00Z' },
      { line: 4, code: 'bad_time', cell: 'yesterday' },
      { line: 5, code: 'unknown_criterion', cell: 'mae' },
      { line: 6, code: 'bad_value', cell: 'about 1' },
      { line: 7, code: 'before_the_pilot', cell: '2001-07-03T00:00:00Z' },
      { line: 8, code: 'after_the_pilot', cell: '2027-07-03T00:00:00Z' },
      { line: 9, code: 'in_the_future', cell: '2026-12-20T00:00:00Z' },
    ]);
  });
  it('says what a file lacks as a whole', () => {
    expect(read('time,value\n').faults[0]?.code).toBe('empty');
    expect(read('when,recall\n2026-07-01,1').faults[0]?.code).toBe('no_time_column');
    expect(read('time,value\n2026-07-01,1').faults[0]?.code).toBe('no_value_column');
    expect(read('\u0089PNG\0\0,\n\0').unreadable).toMatchObject([{ code: 'nul' }]);
  });
  it('names a column that is no indicator', () => {
    const { points, faults } = read('time,recall,recal\n2026-07-02T00:00:00Z,0.8,0.5\n');
    expect(points).toHaveLength(1);
    expect(faults).toEqual([{ line: 1, code: 'unknown_column', cell: 'recal' }]);
  });
  it('tells an unreadable time once for a row of several indicators', () => {
    expect(read('time,recall,precision\nyesterday,0.8,0.5\n').faults).toEqual([
      { line: 2, code: 'bad_time', cell: 'yesterday' },
    ]);
  });
});

describe('field values as departments keep them', () => {
  it('reads GB 18030 and UTF-16 with tabs as the lab does', () => {
    // “时间,数值” in GB 18030.
    const head = [0xca, 0xb1, 0xbc, 0xe4, 0x2c, 0xca, 0xfd, 0xd6, 0xb5];
    const gbk = Uint8Array.from([...head, ...bytesOf('\r\n2026/11/1 8:30,0.81\r\n2026/11/2 8:30,0.84\r\n')]);
    expect(readObservations(gbk, single)).toMatchObject({
      faults: [],
      points: [{ at: '2026-11-01T00:30:00.000Z', value: 0.81 }, { value: 0.84 }],
    });
    const wide = '\uFEFF时间\t数值\r\n2026/11/1 9:30\t0.81\r\n';
    const utf16 = Uint8Array.from(
      [...wide].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]),
    );
    expect(readObservations(utf16, single)).toMatchObject({ faults: [], points: [{ value: 0.81 }] });
  });
  it('reads the column of sites: two sites at one moment are two points', () => {
    const { points, faults } = readOne(
      '时间,站点,数值\n2026-11-01 15:00,北一换热站,0.8\n2026-11-01 15:00,南二换热站,0.9\n2026-11-02 15:00,西三站,0.9\n',
    );
    expect(points.map(({ site, value }) => [site, value])).toEqual([
      ['北一换热站', 0.8],
      ['南二换热站', 0.9],
    ]);
    expect(faults).toEqual([{ line: 4, code: 'unknown_site', cell: '西三站' }]);
  });
  it('refuses days that are in no calendar, with and without a zone', () => {
    const { points, faults } = readOne(
      'time,value\n2026-11-31 10:00,0.8\n2026-11-31T10:00:00+08:00,0.8\n2026-02-29T10:00:00Z,0.8\n',
    );
    expect(points).toEqual([]);
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 bad_time',
      '3 bad_time',
      '4 bad_time',
    ]);
  });
  it('takes an indicator whose header carries its unit, and remarks beside it', () => {
    const { points, faults } = readOne('﻿观测时间,发现率（MW）,备注\n2026/11/1 10:30,0.81,\n');
    expect(points).toHaveLength(1);
    expect(faults).toEqual([{ line: 1, code: 'unknown_column', cell: '备注' }]);
  });
  it('leaves out titles above the header and total rows, and says which', () => {
    const { points, faults } = readOne(
      '"北一换热站 2026年11月日报",\n时间,数值\n2026/11/1 17:00,0.8\n2026/11/2 17:00,0.9\n,\n平均,0.85\n',
    );
    expect(points.map(({ line, value }) => [line, value])).toEqual([
      [3, 0.8],
      [4, 0.9],
    ]);
    expect(faults).toEqual([{ line: 6, code: 'total_row', cell: '平均' }]);
  });
  it('reads 24:00, full-width digits and dates in Chinese; what could be two things it refuses', () => {
    expect(readOne('time,value\n2026/11/1 24:00,0.81\n').points[0]?.at).toBe('2026-11-01T16:00:00.000Z');
    expect(
      values(
        readOne(
          '时间,数值\n2026/11/1 12:00,０．８１\n２０２６／１１／２ 12:00,0.82\n2026/11/4 12：00,0.84\n',
        ),
      ),
    ).toEqual([0.81, 0.82, 0.84]);
    const { points, faults } = readOne(
      '时间,数值\n2026年11月1日,0.8\n2026年11月1日 8时,0.81\n11/1/2026,0.8\n46327.5,0.8\n',
    );
    expect(points.map(({ at }) => at)).toEqual(['2026-10-31T16:00:00.000Z', '2026-11-01T00:00:00.000Z']);
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['4 bad_time', '5 bad_time']);
  });
  it('reads thousands and decimal commas by the column, and no per cent', () => {
    const grouped = readOne('time,value\n2026-11-01 00:00,"1,234.5"\n2026-11-02 00:00,"12,00"\n');
    expect(values(grouped)).toEqual([1234.5]);
    expect(grouped.faults).toEqual([{ line: 3, code: 'bad_value', cell: '12,00' }]);
    expect(values(readOne('time;value\n2026-11-01 14:00;0,81\n2026-11-02 14:00;0,82\n'))).toEqual([
      0.81, 0.82,
    ]);
    expect(readOne('time,value\n2026-11-01,95%\n').faults).toEqual([
      { line: 2, code: 'bad_value', cell: '95%' },
    ]);
    expect(
      values(readOne('time,value\n2026-11-01 16:00,-0\n2026-11-02 16:00,1e-3\n2026-11-03 16:00,1e13\n')),
    ).toEqual([0, 0.001]);
  });
  it('takes no value for a value', () => {
    const { points, faults } = readOne(
      'time,value\n2026-11-01 13:00,NA\n2026-11-02 13:00,无\n2026-11-05 13:00,0.8\n',
    );
    expect(points).toHaveLength(1);
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 no_value', '3 no_value']);
  });
  it('reads a time without a zone as the lab’s, whatever the reader’s machine has', () => {
    const shanghai = offsetsOf('Asia/Shanghai');
    expect(instantOf('2026-07-01T08:00:00+0800', shanghai)).toBe('2026-07-01T00:00:00.000Z');
    expect(instantOf('2026/7/1 8:05', shanghai)).toBe('2026-07-01T00:05:00.000Z');
    expect(instantOf('2026/7/1 8:05', offsetsOf('Europe/Berlin'))).toBe('2026-07-01T06:05:00.000Z');
    expect(instantOf('2026-06-31', shanghai)).toBeNull();
    expect(instantOf('12', shanghai)).toBeNull();
  });
});
