import { describe, expect, it } from 'vitest';
import { columnsOfCsv, recordsOf } from './csv-header.js';

describe('reading a CSV header', () => {
  it('keeps separators, quotes and line ends inside quotes', () => {
    expect(recordsOf('a,"b ""c"", d"\r\n"1\n2",3\n', 9)).toEqual([
      ['a', 'b "c", d'],
      ['1\n2', '3'],
    ]);
  });
  it('guesses types and roles from names and values', () => {
    const columns = columnsOfCsv(
      '\uFEFFid,时间,pm25,ok,note\n1,2026-01-01 00:00,3.5,true,x\n2,2026-01-01 01:00,,false,7\n',
    );
    expect(columns?.map(({ name, type, role }) => [name, type, role])).toEqual([
      ['id', 'number', 'id'],
      ['时间', 'timestamp', 'time'],
      ['pm25', 'number', 'feature'],
      ['ok', 'boolean', 'feature'],
      ['note', 'string', 'feature'],
    ]);
  });
  it('answers nothing where there is no header', () => {
    expect(columnsOfCsv('')).toBeNull();
    expect(columnsOfCsv('a,,c\n1,2,3\n')).toBeNull();
    expect(columnsOfCsv('only\n1\n')).toBeNull();
  });
});
