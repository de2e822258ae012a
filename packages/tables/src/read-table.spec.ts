import { describe, expect, it } from 'vitest';
import type { OpenBytes } from './encoding.js';
import { Unreadable } from './problem.js';
import { type ReadAs, readTable } from './read-table.js';
import type { CellType, Reading } from './reading.js';
import { csvLine } from './records.js';
import { sourceOf } from './source.js';

const bytesOf = (content: Uint8Array | string) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
const opening = (content: Uint8Array | string, size = 65_536): OpenBytes => {
  const bytes = bytesOf(content);
  return function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
};
const most = { columns: 2_000, rows: 1_000_000 };
const limits = { maxRows: most.rows, maxColumns: most.columns };

interface How extends Reading {
  declared?: Record<string, CellType>;
  size?: number;
}

function read(
  content: Uint8Array | string,
  { declared = {}, size, ...reading }: How = {},
): { text: string; as: ReadAs } {
  const source = sourceOf(opening(content, size), reading, most);
  let text = '';
  const types = Object.entries(declared).map(([name, type]) => ({ name, type }));
  const as = readTable(
    source,
    { declared: types, reading, limits },
    {
      begin: (names) => {
        text = csvLine(names);
      },
      add: (cells) => {
        text += csvLine(cells);
      },
    },
  );
  return { text, as };
}

function problems(content: Uint8Array | string, how: How = {}): string[] {
  try {
    read(content, how);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.problems.map(({ code, place, detail }) => `${code} @ ${place}: ${detail}`);
  }
  return [];
}
const notes = (as: ReadAs) => as.notes.map(({ code, place, detail }) => `${code} @ ${place}: ${detail}`);
const types = (as: ReadAs) => as.columns.map(({ type }) => type);
/** GB18030, which no encoder here writes: two-byte characters by their codes. */
const gb = (...parts: (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part >> 8, part & 0xff] : [...new TextEncoder().encode(part)],
    ),
  );
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string, mark = true) =>
  Uint8Array.from([
    ...(mark ? [0xff, 0xfe] : []),
    ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ]);
const rowsOf = (count: number, row: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at)).join('\n');

describe('encodings', () => {
  it('takes GBK as a Chinese workbook saves it, and says that it was assumed (case 01)', () => {
    const file = gb(0xd5be, 0xb5e3, ',', 0xcbae, 0xcebb, '\r\n', 0xb6ab, 0xd5be, ',0.779\r\n');
    for (const size of [1, 3, 65_536]) {
      const { text, as } = read(file, { size });
      expect(text).toBe('站点,水位\n东站,0.779\n');
      expect([as.encoding, as.sure, notes(as)]).toEqual([
        'gb18030',
        false,
        ['encoding_assumed @ file: gb18030'],
      ]);
    }
  });
  it('takes UTF-16 with tabs, with or without a mark (case 02)', () => {
    for (const mark of [true, false]) {
      const { text, as } = read(utf16('站点\twater level\r\n东站\t0.779\r\nwest\t1\r\n', mark));
      expect(text).toBe('站点,water level\n东站,0.779\nwest,1\n');
      expect([as.encoding, as.delimiter]).toEqual(['utf-16le', '\t']);
    }
  });
  it('takes a byte order mark, CRLF, line breaks and quotes in cells, blank lines at the end (case 03)', () => {
    const { text, as } = read('\uFEFFid,note\r\n0,"第一行\n第二行 ""加引号"""\r\n1,"晴, 无风"\r\n\r\n\r\n');
    expect(text).toBe('id,note\n0,"第一行\n第二行 ""加引号"""\n1,"晴, 无风"\n');
    expect([as.rows, as.sure]).toEqual([2, true]);
  });
  it('does not take Latin-1 or Big5 for Chinese, and takes them when told (case 16)', () => {
    const western = latin1('city,level\nGen\u00e8ve,1.5\nZ\u00fcrich,2.5\nM\u00fcnchen,2\n');
    expect(problems(western)).toEqual(['encoding_doubtful @ line 2: windows-1252']);
    expect(read(western, { encoding: 'windows-1252' }).text).toBe(
      'city,level\nGenève,1.5\nZürich,2.5\nMünchen,2\n',
    );
    // 站點,水位 / 東站 in Big5.
    const taiwan = gb(0xafb8, 0xc249, ',', 0xa4f4, 0xa6ec, '\n', 0xaa46, 0xafb8, ',1\n');
    expect(problems(taiwan)).toEqual(['encoding_doubtful @ line 1: big5']);
    expect(read(taiwan, { encoding: 'big5' }).text).toBe('站點,水位\n東站,1\n');
  });
  it('names the line of a stray byte in UTF-8, even where GB18030 could be read into it (case 16)', () => {
    const good = new TextEncoder().encode(`站点,水位\n${rowsOf(120, (at) => `东站,${at}`)}\n西`);
    const file = Uint8Array.from([...good, 0xff, ...new TextEncoder().encode(',3\n')]);
    for (const size of [7, 65_536]) expect(problems(file, { size })).toEqual(['encoding @ line 122: UTF-8']);
    expect(problems(Uint8Array.from([...good, 0xe4, 0xb8]))).toEqual(['encoding @ line 122: UTF-8']);
  });
  it('refuses NUL and nothing', () => {
    expect(problems('a,b\n1,\0\n')).toEqual(['nul @ line 2: NUL']);
    expect(problems('')).toEqual(['empty @ file: has no content']);
  });
});

describe('numbers', () => {
  it('reads a decimal comma where the file has one (case 04)', () => {
    const { text, as } = read('Date;Rain;Flow\r\n2025-07-01;4,7;1441,69\r\n2025-07-02;4;1316\r\n');
    expect(text).toBe('Date,Rain,Flow\n2025-07-01,4.7,1441.69\n2025-07-02,4,1316\n');
    expect([as.delimiter, as.columns.map(({ form }) => form)]).toEqual([';', ['day', 'comma', 'comma']]);
  });
  it('takes nameless columns at the end for a delimiter too many, empty rows at the end for none (case 04)', () => {
    const { text, as } = read('a;b;;\r\n4,7;-200;;\r\n4,4;0,5;;\r\n;;;\r\n;;;\r\n', { markers: ['-200'] });
    expect(text).toBe('a,b\n4.7,\n4.4,0.5\n');
    expect(notes(as)).toEqual(['trailing_delimiter @ row 1: 2 columns', 'blank_rows @ row 4: 2 rows']);
    expect(as.columns[1]).toMatchObject({ nulls: 1, markers: { '-200': 1 } });
  });
  it('names the first cell with the other mark, and reads it when told', () => {
    const mixed = `a;b\n${rowsOf(3_000, (at) => `${at};${at}`)}\n1;4,7\n`;
    expect(problems(mixed, { declared: { b: 'number' } })).toEqual([
      'other_decimal @ row 3002, column "b": 4,7',
    ]);
    expect(read(mixed, { declared: { b: 'number' }, decimal: ',' }).text).toMatch(/\n1,4\.7\n$/);
  });
  it('reads groups of digits, per cent, signs and exponents, in the shortest form', () => {
    const { text, as } = read('n,p\n"1,234.50",12.5%\n+3.0,7%\n1e5,0%\n-0,1%\n');
    expect(text).toBe('n,p\n1234.5,12.5\n3,7\n100000,0\n0,1\n');
    expect(as.columns.map(({ form }) => form)).toEqual(['plain', 'percent']);
    expect(notes(as)).toEqual(['digits_grouped @ column "n": 1,234.50']);
  });
  it('keeps what names something as a text', () => {
    const { text, as } = read(
      'code,card,credit\n0001,110105194912310021,91110108551385082Q\n0002,11010519491231002X,x\n',
    );
    expect(types(as)).toEqual(['string', 'string', 'string']);
    expect(text).toContain('0001,110105194912310021,91110108551385082Q');
    expect(problems('a,b\n1,12345678901234567890\n', { declared: { b: 'number' } })).toEqual([
      'too_many_digits @ row 2, column "b": 12345678901234567890',
    ]);
    expect(problems('a,b\n1,1e999\n', { declared: { b: 'number' } })).toEqual([
      'not_a_number @ row 2, column "b": 1e999',
    ]);
  });
  it('names row and cell where a type changes late, and reads an undeclared column as text then (case 11)', () => {
    const late = `k,version\n${rowsOf(3_000, (at) => `${at},10.${at % 9}`)}\n${rowsOf(200, (at) => `${at},11.0.1`)}\n`;
    expect(problems(late, { declared: { version: 'number' } })).toEqual([
      'not_a_number @ row 3002, column "version": 11.0.1 and 199 more',
    ]);
    const { text, as } = read(late);
    expect(types(as)).toEqual(['number', 'string']);
    expect(text).toBe(late);
  });
});

describe('nothing', () => {
  it.each(['NA', '-', '无', 'null', '——', 'N/A', '#N/A', '', ' '])(
    'is %j among numbers (case 06)',
    (marker) => {
      const { text, as } = read(`s,level\n0001,0.779\n0002,${marker}\n0003,1.5\n`);
      expect(text).toBe('s,level\n0001,0.779\n0002,\n0003,1.5\n');
      expect(as.columns[1]).toMatchObject({ type: 'number', nulls: 1, markers: { [marker.trim()]: 1 } });
    },
  );
  it('is NA among classes, and what may be a class is kept and told (case 06)', () => {
    const { text, as } = read('s,class\n1,yes\n2,NA\n3,无\n4,no\n');
    expect(text).toBe('s,class\n1,yes\n2,\n3,无\n4,no\n');
    expect(notes(as)).toEqual(['markers_kept @ column "class": 无 × 1']);
  });
  it('is what the owner says, and nothing else', () => {
    expect(read('s,class\n1,NA\n2,无\n', { markers: ['无'] }).text).toBe('s,class\n1,NA\n2,\n');
    expect(problems('s,v\n1,NA\n2,3\n', { markers: [], declared: { v: 'number' } })).toEqual([
      'not_a_number @ row 2, column "v": NA',
    ]);
  });
});

describe('times', () => {
  it.each([
    ['2025/7/1 0:00', '2025-07-01T00:00:00+08:00'],
    ['2025-7-1 0:00', '2025-07-01T00:00:00+08:00'],
    ['2025年7月1日 8:05', '2025-07-01T08:05:00+08:00'],
    ['2025年7月1日8时5分', '2025-07-01T08:05:00+08:00'],
    ['2025-07-01 00:00:00', '2025-07-01T00:00:00+08:00'],
    ['2025-07-01T00:00:00.250Z', '2025-07-01T00:00:00.250Z'],
    ['2025-07-01T00:00:00+0100', '2025-07-01T00:00:00+01:00'],
    ['2025-07-01 05', '2025-07-01T05:00:00+08:00'],
    ['2025年7月1日', '2025-07-01'],
    ['2025/7/1', '2025-07-01'],
    ['2025.07.01', '2025-07-01'],
  ])('reads %s (case 07)', (cell, instant) => {
    const { text, as } = read(`time,v\n${cell},1\n`);
    expect([types(as)[0], text]).toEqual(['timestamp', `time,v\n${instant},1\n`]);
  });
  it.each<[string, How, string]>([
    ['20250701', {}, '2025-07-01'],
    ['2025070108', {}, '2025-07-01T08:00:00+08:00'],
    ['20250701080500', {}, '2025-07-01T08:05:00+08:00'],
    ['01/07/2025 00:00', { dates: 'dmy' }, '2025-07-01T00:00:00+08:00'],
    ['07/01/2025', { dates: 'mdy' }, '2025-07-01'],
    ['45839.0', { dates: 'excel' }, '2025-07-01T00:00:00+08:00'],
    ['45839.041666666664', { dates: 'excel' }, '2025-07-01T01:00:00+08:00'],
  ])('reads %s where its owner says so (case 07)', (cell, how, instant) => {
    const text = `time,v\n${cell},1\n`;
    expect(read(text, { ...how, declared: { time: 'timestamp' } }).text).toBe(`time,v\n${instant},1\n`);
    expect(types(read(text).as)[0]).not.toBe('timestamp');
  });
  it('asks which comes first, the day or the month, and refuses days that are none', () => {
    const declared = { time: 'timestamp' } as const;
    expect(problems('time,v\n01/07/2025,1\n', { declared })).toEqual([
      'day_order @ row 2, column "time": 01/07/2025',
    ]);
    expect(problems('time,v\n2025-02-30,1\n', { declared })).toEqual([
      'not_a_time @ row 2, column "time": 2025-02-30',
    ]);
    expect(problems('time,v\n2025-07-01 24:10,1\n', { declared })).toEqual([
      'not_a_time @ row 2, column "time": 2025-07-01 24:10',
    ]);
  });
  it('keeps the zone an instant states and says what was taken for the others (case 12)', () => {
    const both = read('time,v\n2025-07-01T00:00:00+01:00,1\n2025-07-07T14:00:00+02:00,2\n');
    expect(both.text).toContain('2025-07-01T00:00:00+01:00');
    expect(notes(both.as)).toEqual(['zones_differ @ column "time": +01:00, +02:00']);
    const local = read('time,v\n2025-07-01 00:00:00,1\n', { zone: 'Europe/Berlin' });
    expect(local.text).toBe('time,v\n2025-07-01T00:00:00+02:00,1\n');
    expect(notes(local.as)).toEqual(['zone_assumed @ column "time": Europe/Berlin']);
    expect(notes(read('time,v\n2025-07-01T00:00:00+08:00,1\n').as)).toEqual([]);
  });
  it('reads days as instants where a late row has a time', () => {
    const mixed = `d,v\n${rowsOf(2_500, () => '2025/7/1,1')}\n2025/7/1 1:00,2\n`;
    const { text, as } = read(mixed);
    expect(text).toContain('\n2025-07-01T00:00:00+08:00,1\n');
    expect(text).toContain('\n2025-07-01T01:00:00+08:00,2\n');
    expect([types(as)[0], as.rows]).toEqual(['timestamp', 2_501]);
  });
});

describe('rows', () => {
  it('names a row with a spare cell, and says once that every line ends with a delimiter (case 10)', () => {
    const lines = (end: string) =>
      `station,rain,level\n${rowsOf(100, (at) => `000${at % 9},${at},0.5${end}`)}\n`;
    expect(problems(lines('').replace('0008,89,0.5', '0008,89,0.5,7'))).toEqual([
      'ragged @ row 91: 4 cells, the header has 3',
    ]);
    const { text, as } = read(lines(','));
    expect(text).toBe(lines(''));
    expect(notes(as)).toEqual(['trailing_delimiter @ row 2: 100 rows']);
    expect(problems(lines('').replace('0008,89,0.5', '0008,89,0.5,'))).toEqual([
      'ragged @ row 91: 4 cells, the header has 3',
    ]);
  });
  it('names the row, column and cell of a lone quote (case 10)', () => {
    expect(problems('station,pipe\n1,DN300\n2,12"\n')).toEqual(['lone_quote @ row 3, column 2: 12"\n']);
  });
  it('trims cells and says so (case 18)', () => {
    const { text, as } = read('station, rain ,alarm \n0001 , 4.7, no\n0002 ,4.4,yes \n0003,5,no\n');
    expect(text).toBe('station,rain,alarm\n0001,4.7,no\n0002,4.4,yes\n0003,5,no\n');
    expect(types(as)).toEqual(['string', 'number', 'string']);
    expect(notes(as)).toEqual([
      'trimmed @ row 1: 2 cells',
      'trimmed @ column "station": 2 cells',
      'trimmed @ column "rain": 1 cells',
      'trimmed @ column "alarm": 2 cells',
    ]);
  });
  it('leaves a title above and a total below out, and says so; a total may be kept', () => {
    const file = '2025年水位月报,,\n站点,月份,水位\n东站,1,2.5\n西站,1,3.5\n合计,,6\n';
    const { text, as } = read(file);
    expect(text).toBe('站点,月份,水位\n东站,1,2.5\n西站,1,3.5\n');
    expect(notes(as)).toEqual(['title_row @ row 1: 2025年水位月报', 'total_row @ row 5: 合计']);
    expect(read(file, { totals: 'keep' }).as.rows).toBe(3);
  });
  it('keeps empty rows between others', () => {
    expect(read('a,b\n1,2\n,\n3,4\n').text).toBe('a,b\n1,2\n,\n3,4\n');
  });
  it('keeps labels as they are written, but for the case of true and false (case 31)', () => {
    expect(read('a,b,c\n1.0,True,02\n0,FALSE,1\n', { declared: { a: 'string', b: 'boolean' } }).text).toBe(
      'a,b,c\n1.0,true,02\n0,false,1\n',
    );
  });
  it('reads JSON lines by the same rules', () => {
    const { text, as } = read('{"a":1,"b":"x, y"}\n\n{"a":2.50,"c":{"d":[1]},"b":null}\n');
    expect([as.format, text]).toEqual(['jsonl', 'a,b,c\n1,"x, y",\n2.5,,"{""d"":[1]}"\n']);
    expect(problems('{"a":1}\n{"a":\n')).toEqual(['not_json @ line 2: {"a":']);
  });
  it('reads its own table again to the same bytes', () => {
    const { text } = read('t,n,s,b\n2025/7/1 0:00,"1,234.5", 值 ,TRUE\n2025/7/1 1:00,NA,"a ""b""",false\n');
    expect(read(text).text).toBe(text);
  });
});
