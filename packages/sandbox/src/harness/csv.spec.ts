import { describe, expect, it } from 'vitest';
import { CsvError, csvLine, csvRules, records } from './csv.js';

const all = (text: string, rules = csvRules) => [...records(text, rules)];

describe('records', () => {
  it('reads plain and quoted cells with every line end', () => {
    expect(all('a,b\r\n1,"x, ""y""\n"\r\n3,\n')).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"\n'],
      ['3', ''],
    ]);
    expect(all('a\rb\r')).toEqual([['a'], ['b']]);
  });
  it('keeps a last empty cell and a last line without an end', () => {
    expect(all('a,b\n1,')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
    expect(all('')).toEqual([]);
  });
  it('skips empty lines but not lines of empty cells', () => {
    expect(all('a,b\n\n,\n')).toEqual([
      ['a', 'b'],
      ['', ''],
    ]);
  });
  it('takes other delimiters', () => {
    expect(all('a|b\n1|2', { ...csvRules, delimiter: '|' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
  it.each([
    ['a,b\n1,x"y\n', 'lone_quote', 2, 2],
    ['a,b\n1,"x"y\n', 'after_quote', 2, 2],
    ['a,b\n"1,2\n', 'unclosed_quote', 2, 1],
  ])('names the place of a fault in %j', (text, code, row, column) => {
    expect(() => all(text)).toThrow(new CsvError(code as CsvError['code'], row, column));
  });
  it('refuses a million columns and endless cells', () => {
    expect(() => all(','.repeat(1_000_000))).toThrow(/too_many_columns/);
    expect(() => all(`a\n${'x'.repeat(2_000_000)}`)).toThrow(/cell_too_long/);
  });
  it('reads back what csvLine writes', () => {
    const cells = ['plain', 'with,comma', 'with "quotes"', 'two\nlines', ''];
    expect(all(csvLine(cells))).toEqual([cells]);
  });
});
