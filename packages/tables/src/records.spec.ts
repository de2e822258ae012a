import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvError, csvLine, csvRules, records } from './records.js';

const all = (text: string, rules = csvRules) => [...records([text], rules)];
const pieces = (text: string, size: number) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));

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
    expect(all('a\n""\n\n')).toEqual([['a'], ['']]);
  });
  it('takes other delimiters', () => {
    expect(all('a|b\n1|2', { ...csvRules, delimiter: '|' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
  it.each([
    ['a,b\n1,x"y\n', 'lone_quote', 2, 2, 'x"y\n'],
    ['a,b\n\n1,DN300"\n', 'lone_quote', 3, 2, 'DN300"\n'],
    ['a,b\n1,"x"y\n', 'after_quote', 2, 2, '"x"y\n'],
    ['a,b\n"1,2\n', 'unclosed_quote', 2, 1, '"1,2\n'],
  ])('names the place and the cell of a fault in %j', (text, code, row, column, cell) => {
    const fault = { code, row, column, cell };
    expect(() => all(text)).toThrow(expect.objectContaining(fault));
    expect(() => [...records(pieces(text, 3))]).toThrow(CsvError);
  });
  it('refuses a million columns and endless cells, in one piece or many', () => {
    expect(() => all(','.repeat(1_000_000))).toThrow(/too_many_columns/);
    const endless = `a\n${'x'.repeat(5_000_000)}`;
    expect(() => all(endless)).toThrow(/cell_too_long/);
    expect(() => [...records(pieces(endless, 100_000))]).toThrow(/cell_too_long in row 2/);
    expect(() => [...records(pieces(`a\n"${'x'.repeat(5_000_000)}`, 100_000))]).toThrow(
      /unclosed_quote in row 2/,
    );
  });
  it('reads back what csvLine writes, wherever the text is cut', () => {
    const cell = fc
      .array(fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '值', ''))
      .map((parts) => parts.join(''));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const text = rows.map(csvLine).join('');
        expect([...records(pieces(text, size))]).toEqual(rows);
      }),
    );
    expect(all(csvLine(['']))).toEqual([['']]);
  });
});
