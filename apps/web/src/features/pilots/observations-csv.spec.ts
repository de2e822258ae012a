import { describe, expect, it } from 'vitest';
import { instantOf, readObservations, recordsOf, textOf } from './observations-csv.js';

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
const now = Date.parse('2026-08-01T00:00:00Z');
const read = (text: string) => readObservations(text, kpis, now);

describe('observations from a file', () => {
  it('takes one row per point, the indicator by key or by name in either language', () => {
    const { points, faults } = read(
      '\uFEFF时间,指标,数值\r\n2026-07-01T00:00:00Z,recall,0.8\r\n2026-07-02T00:00:00Z,属实率,.5\r\n',
    );
    expect(faults).toEqual([]);
    expect(points).toEqual([
      { line: 2, criterion: 'recall', at: '2026-07-01T00:00:00.000Z', value: 0.8 },
      { line: 3, criterion: 'precision', at: '2026-07-02T00:00:00.000Z', value: 0.5 },
    ]);
  });
  it('takes one column per indicator, empty cells being no value', () => {
    const { points, faults } = read('time;Recall in the field;precision\n2026-07-01T00:00:00Z;0.8;\n');
    expect(faults).toEqual([]);
    expect(points.map((point) => [point.criterion, point.value])).toEqual([['recall', 0.8]]);
  });
  it('names every fault with its line and keeps the good lines', () => {
    const { points, faults } = read(
      [
        'time,criterion,value',
        '2026-07-01T00:00:00Z,recall,0.8',
        '2026-07-01T00:00:00Z,recall,0.9',
        'yesterday,recall,0.8',
        '2026-07-01T00:00:00Z,mae,0.8',
        '2026-07-03T00:00:00Z,recall,about 1',
        '2027-07-03T00:00:00Z,recall,1',
      ].join('\n'),
    );
    expect(points).toHaveLength(1);
    expect(faults).toEqual([
      { line: 3, code: 'twice', cell: '2026-07-01T00:00:00Z' },
      { line: 4, code: 'bad_time', cell: 'yesterday' },
      { line: 5, code: 'unknown_criterion', cell: 'mae' },
      { line: 6, code: 'bad_value', cell: 'about 1' },
      { line: 7, code: 'in_the_future', cell: '2027-07-03T00:00:00Z' },
    ]);
  });
  it('says what a file lacks as a whole', () => {
    expect(read('time,value\n').faults[0]?.code).toBe('empty');
    expect(read('when,recall\n2026-07-01,1').faults[0]?.code).toBe('no_time_column');
    expect(read('time,value\n2026-07-01,1').faults[0]?.code).toBe('no_value_column');
  });
  it('names a column that is no indicator, and a file that is no text', () => {
    const { points, faults } = read('time,recall,recal\n2026-07-01T00:00:00Z,0.8,0.5\n');
    expect(points).toHaveLength(1);
    expect(faults).toEqual([{ line: 1, code: 'unknown_column', cell: 'recal' }]);
    expect(read('\u0089PNG\0\0,\n\0')).toEqual({
      points: [],
      faults: [{ line: 0, code: 'not_text', cell: '' }],
    });
  });
  it('tells an unreadable time once for a row of several indicators', () => {
    expect(read('time,recall,precision\nyesterday,0.8,0.5\n').faults).toEqual([
      { line: 2, code: 'bad_time', cell: 'yesterday' },
    ]);
  });
  it('needs no indicator column where there is one indicator only', () => {
    const { points } = readObservations('time,value\n2026-07-01T00:00:00Z,3', kpis.slice(0, 1), now);
    expect(points[0]?.criterion).toBe('recall');
  });
  it('reads quoted cells and the encoding of Chinese spreadsheets', () => {
    expect(recordsOf('"a, b","say ""so"""\n1,2')).toEqual([
      ['a, b', 'say "so"'],
      ['1', '2'],
    ]);
    // “时间” in GB 18030.
    expect(textOf(Uint8Array.from([0xca, 0xb1, 0xbc, 0xe4]).buffer)).toBe('时间');
  });
  it('knows a date from a slip of the pen', () => {
    expect(instantOf('2026-07-01T08:00:00+0800')).toBe('2026-07-01T00:00:00.000Z');
    expect(instantOf('2026/7/1 8:05')).toBe(new Date(2026, 6, 1, 8, 5).toISOString());
    expect(instantOf('2026-06-31')).toBeNull();
    expect(instantOf('12')).toBeNull();
  });
});
