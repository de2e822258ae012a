import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileOptions, ProfileReport } from './harness/profile.js';
import { zip } from './testing/files.js';
import { badTables } from './testing/hostile-tables.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { parquet } from './testing/parquet.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

interface Profiled {
  report: ProfileReport;
  table: string;
  files: string[];
}

async function profile(content: Buffer | string, options: Partial<ProfileOptions> = {}): Promise<Profiled> {
  const result = await bench.run({
    runtime: 'profile',
    input: { upload: content },
    options: { ...options },
    limits: toolLimits,
  });
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
  const table = report.ok ? outputText(result, 'table.csv') : '';
  await bench.sandbox.discard(result);
  return { report, table, files: result.outputs.map(({ name }) => name) };
}

async function good(content: Buffer | string, options: Partial<ProfileOptions> = {}) {
  const profiled = await profile(content, options);
  if (!profiled.report.ok) throw new Error(JSON.stringify(profiled.report.problems));
  return { ...profiled, report: profiled.report };
}

async function problems(content: Buffer | string, options: Partial<ProfileOptions> = {}): Promise<string[]> {
  const { report, files } = await profile(content, options);
  expect(files).toEqual(['profile.json']);
  return report.ok ? [] : report.problems.map(({ code, place }) => `${code} @ ${place}`);
}

/** 200 rows: even numbers 0 to 398, a day each, two stations, a code, an address, one row twice. */
const rows = Array.from({ length: 200 }, (_, index) => {
  const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
  return [
    day,
    index % 4 === 0 ? '东站' : '西站',
    index === 7 ? '' : String(index * 2),
    `00${index % 3}`,
    index % 2 === 0 ? 'true' : 'false',
  ];
});
const table = `${[['day', 'station', 'level', 'code', 'open'], ...rows, rows[0]!].map((cells) => cells.join(',')).join('\n')}\n`;

describe('a table', () => {
  it('that is too long to be held at once is told the same of part by part', async () => {
    const long = Array.from({ length: 3_000 }, (_, n) => [
      `K${String((n * 7919) % 2_500).padStart(5, '0')}`,
      `2024-01-${String(1 + (n % 28)).padStart(2, '0')}`,
      n % 50 === 0 ? '' : String(((n * 37) % 1_000) / 8),
      `类${n % 40}`,
      n % 300 === 0 ? '13912345678' : `备注 ${n % 90}`,
    ]);
    const csv = `${[['key', 'day', 'value', 'kind', 'note'], ...long, ...long.slice(5, 25)].map((cells) => cells.join(',')).join('\n')}\n`;
    const whole = await good(csv);
    expect(whole.report.duplicates).toBeGreaterThanOrEqual(20);
    expect(whole.report.columns.find(({ name }) => name === 'note')?.personal).toEqual({ mobile: 10 });
    const parted = await good(csv, { atOnce: { rows: 450, bytes: 150_000 } });
    expect(parted.report).toEqual(whole.report);
  });

  it('is profiled column by column', async () => {
    const { report, table: written } = await good(table);
    expect(written).toBe(table);
    expect(report).toMatchObject({ rows: 201, duplicates: 1, files: 0 });
    expect(report.readAs).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      sure: true,
      rows: 201,
      notes: [],
    });
    expect(report.timeCoverage).toEqual({ from: '2024-01-01', to: '2024-07-18' });
    const [day, station, level, code, open] = report.columns;
    expect(report.columns.map(({ type }) => type)).toEqual([
      'timestamp',
      'string',
      'number',
      'string',
      'boolean',
    ]);
    expect(day).toMatchObject({ count: 201, distinct: 200, top: [] });
    expect(station).toMatchObject({
      top: [
        { value: '西站', count: 150 },
        { value: '东站', count: 51 },
      ],
    });
    expect(level).toMatchObject({ count: 200, nulls: 1, distinct: 199, top: [] });
    expect(code!.top).toHaveLength(3);
    expect(open!.distinct).toBe(2);
    const values = [...rows, rows[0]!]
      .map((cells) => cells[2]!)
      .filter(Boolean)
      .map(Number)
      .sort((a, b) => a - b);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(level!.mean).toBeCloseTo(mean, 9);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    expect(level!.deviation).toBeCloseTo(Math.sqrt(variance), 9);
    // Linear interpolation between order statistics (type 7 of Hyndman and Fan).
    const quantile = (p: number) => {
      const at = p * (values.length - 1);
      const low = Math.floor(at);
      return values[low]! + (at - low) * (values[Math.min(low + 1, values.length - 1)]! - values[low]!);
    };
    for (const { p, value } of level!.quantiles) expect(value).toBeCloseTo(quantile(p), 9);
    expect(level!.min).toBeCloseTo(quantile(0.01), 9);
    expect(level!.max).toBeCloseTo(quantile(0.99), 9);
    expect(level!.histogram).toHaveLength(20);
    expect(level!.histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(200);
  });

  it('shows no value of fewer than ten rows', async () => {
    const { report } = await good(`name\n${'often\n'.repeat(10)}${'seldom\n'.repeat(9)}`);
    expect(report.columns[0]!.top).toEqual([{ value: 'often', count: 10 }]);
  });

  it.each<[string, Buffer, string]>([
    ['a byte order mark', Buffer.from('\uFEFF名称,值\n甲,1\n'), 'utf-8'],
    ['UTF-16', Buffer.from('\uFEFF名称,值\n甲,1\n', 'utf16le'), 'utf-16le'],
    ['UTF-16, the other way round', Buffer.from('\uFEFF名称,值\n甲,1\n', 'utf16le').swap16(), 'utf-16be'],
    ['GB18030', Buffer.from('c3fbb3c62cd6b50abcd72c310a', 'hex'), 'gb18030'],
    ['semicolons', Buffer.from('名称;值\r\n甲;1\r\n'), 'utf-8'],
    ['tabs', Buffer.from('名称\t值\r甲\t1\r'), 'utf-8'],
  ])('is normalised from %s', async (_name, content, encoding) => {
    const { report, table: written } = await good(content);
    expect([report.readAs.encoding, written]).toEqual([encoding, '名称,值\n甲,1\n']);
  });

  it('may be JSON lines', async () => {
    const { report, table: written } = await good('{"a":1,"b":"x, y"}\n\n{"a":2.5,"c":{"d":[1]}}\n');
    expect(report.readAs.format).toBe('jsonl');
    expect(written).toBe('a,b,c\n1,"x, y",\n2.5,,"{""d"":[1]}"\n');
  });

  it('says what personal data it holds, and shows none of them', async () => {
    const people = Array.from({ length: 12 }, (_, index) =>
      [
        '11010519491231002X',
        `1380013800${index % 10}`,
        '京A12345',
        'a.b@example.cn',
        '110105194912310021',
        '12345',
      ].join(','),
    );
    const { report } = await good(`card,phone,plate,mail,broken,plain\n${people.join('\n')}\n`);
    expect(report.columns.map(({ personal }) => personal)).toEqual([
      { id_card: 12 },
      { mobile: 12 },
      { plate: 12 },
      { email: 12 },
      {},
      {},
    ]);
    for (const column of report.columns.slice(0, 4)) expect(column.top).toEqual([]);
    const inText = await good('note\n请联系13800138000王先生\n卡号620000138001380001234\n');
    expect(inText.report.columns[0]!.personal).toEqual({ mobile: 1 });
  });

  it('keeps strange but honest names and cells', async () => {
    const content = `"a ""quoted"", name",select,"it's"\n"=1+1","a\nb",'\n`;
    const { table: written, report } = await good(content);
    expect(written).toBe(`"a ""quoted"", name",select,it's\n=1+1,"a\nb",'\n`);
    expect(report.columns.map(({ name }) => name)).toEqual(['a "quoted", name', 'select', "it's"]);
  });
});

describe('a table is normalised', () => {
  it('by what its owner says, nulls empty, instants with their zone, numbers in one style (cases 04, 06, 07)', async () => {
    const content =
      '站点;时间;水位;雨量\n0001;2025/7/1 0:00;4,70;NA\n0002;2025/7/1 1:00;-;0,5\n0003;2025/7/1 2:00;1.234,5;1\n合计;;;\n';
    const declared = [
      { name: '时间', type: 'timestamp' as const },
      { name: '水位', type: 'number' as const },
    ];
    const { report, table: written } = await good(content, { declared });
    expect(written).toBe(
      '站点,时间,水位,雨量\n0001,2025-07-01T00:00:00+08:00,4.7,\n0002,2025-07-01T01:00:00+08:00,,0.5\n0003,2025-07-01T02:00:00+08:00,1234.5,1\n',
    );
    expect(report.columns.map(({ type, nulls }) => [type, nulls])).toEqual([
      ['string', 0],
      ['timestamp', 0],
      ['number', 1],
      ['number', 1],
    ]);
    expect(report.timeCoverage).toEqual({
      from: '2025-07-01T00:00:00+08:00',
      to: '2025-07-01T02:00:00+08:00',
    });
    // 16:00 UTC of the day before.
    expect(report.columns[1]!.quantiles[0]).toEqual({ p: 0.01, value: Date.UTC(2025, 5, 30, 16) / 1000 });
    expect(report.readAs.notes.map(({ code }) => code)).toEqual([
      'total_row',
      'zone_assumed',
      'digits_grouped',
    ]);
  });
  it('or refused with row, column and cell', async () => {
    const late = `k,v\n${'1,10.1\n'.repeat(3_000)}1,11.0.1\n`;
    expect(await problems(late, { declared: [{ name: 'v', type: 'number' }] })).toEqual([
      'not_a_number @ row 3002, column "v"',
    ]);
    expect(await problems(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['workbook @ file']);
  });
  it('and once more to the same bytes, as it is', async () => {
    const own = 'a,b\n合计,\n,\n x,1\n';
    expect((await good(own, { asIs: true, reading: { markers: [] } })).table).toBe('a,b\n合计,\n,\nx,1\n');
  });
});

describe('a bad table names the place', () => {
  it.each(badTables)('%s', async (_name, content, problem) => {
    expect(await problems(content)).toEqual([problem]);
  });

  it('and all of them at once', async () => {
    expect(await problems('a,b\n1\n2,3\n4,5,6\n')).toEqual(['ragged @ row 2', 'ragged @ row 4']);
  });

  it('and the limits of the request', async () => {
    expect(await problems('a\n1\n2\n3\n', { maxRows: 2 })).toEqual(['too_many_rows @ row 4']);
    expect(await problems('a,b,c\n1,2,3\n', { maxColumns: 2 })).toEqual([
      'too_many_columns @ row 1, column 3',
    ]);
    expect(await problems(`a\n${'x'.repeat(2000)}\n`, { maxBytes: 1000 })).toEqual(['too_big @ row 2']);
  });
});

function png(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const content = Buffer.concat([Buffer.from(type), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length, 0);
    frame.writeUInt32BE(crc32(content), 4);
    return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const pixels = deflateSync(Buffer.alloc(Math.min((width + 1) * height, 1000)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a Parquet file', () => {
  it('is read like a table, with nulls, quotes, times and numbers', async () => {
    const query = `SELECT * FROM (VALUES (1, 'a, "b"', TIMESTAMP '2026-07-01 08:00:00', 0.1::DOUBLE, true),
      (2, NULL, TIMESTAMP '2026-07-01 09:00:00', NULL, false), (3, '中文', NULL, 1e-7, true)) t(id, text, seen, value, ok)`;
    const { report, table, files } = await good(await parquet(query));
    expect(report).toMatchObject({ readAs: { format: 'parquet' }, rows: 3 });
    expect(report.columns.map(({ name, nulls }) => `${name} ${nulls}`)).toEqual([
      ...['id 0', 'text 1', 'seen 1', 'value 1', 'ok 0'],
    ]);
    expect(table.split('\n')[1]).toMatch(/^1,"a, ""b""",2026-07-01/);
    expect(files).toEqual(['profile.json', 'table.csv']);
  });
  it('that would be more than there is room for is refused for that', async () => {
    const found = await problems(await parquet(`SELECT repeat('x', 4000) AS a FROM range(20000)`), {
      maxBytes: 20 * 2 ** 20,
    });
    expect(found).toEqual([expect.stringMatching(/^too_big @ row \d+$/)]);
  });
});

describe('pictures', () => {
  const labels = { name: 'labels.csv', data: 'image,digit\na.png,1\nb.png,2\n' };
  const a = { name: 'files/a.png', data: png(2, 3) };
  const b = { name: 'files/b.png', data: png(4, 4) };
  it('come with their table', async () => {
    const { report, files } = await good(zip([labels, a, b]));
    expect(report).toMatchObject({ readAs: { format: 'zip' }, files: 2, rows: 2 });
    expect(report.columns.map(({ type }) => type)).toEqual(['image', 'number']);
    expect(files).toEqual(['files.tar', 'profile.json', 'table.csv']);
  });
  it.each([
    ['missing', [labels, a], 'missing_picture @ row 3, column "image"'],
    ['broken', [labels, a, { ...b, data: 'GIF89a' }], 'bad_picture @ files/b.png'],
    ['far too large', [labels, a, { ...b, data: png(100_000, 100_000) }], 'bad_picture @ files/b.png'],
    ['cut short', [labels, a, { ...b, data: png(4, 4).subarray(0, -6) }], 'bad_picture @ files/b.png'],
    ['beside other files', [labels, a, b, { name: 'run.sh', data: 'x' }], 'foreign_file @ run.sh'],
    ['outside', [labels, a, b, { name: '../x.png', data: png(1, 1) }], 'bad_name @ ../x.png'],
    ['without a table', [a, b], 'no_table @ archive'],
    ['that no column names', [{ ...labels, data: 'x\n1\n' }, a], 'no_picture_column @ table'],
    [
      'in a workbook',
      [{ name: '[Content_Types].xml', data: '<x/>' }, { name: 'xl/workbook.xml' }],
      'no_sheet @ workbook',
    ],
    [
      'a broken JPEG',
      [labels, a, { ...b, data: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]) }],
      'bad_picture @ files/b.png',
    ],
  ])('that are %s are refused', async (_name, parts, problem) => {
    expect(await problems(zip(parts))).toEqual([problem]);
  });

  const photo = (width: number, height: number) =>
    jpeg.encode({ width, height, data: Buffer.alloc(width * height * 4, 200) }, 90).data;
  const members = (file: Buffer) => {
    const found: { name: string; side: [number, number] }[] = [];
    for (let at = 0; file[at] !== 0 && at < file.length; ) {
      const text = (from: number, length: number) =>
        file.toString('utf8', at + from, at + from + length).replace(/\0.*/s, '');
      const bytes = Number.parseInt(text(124, 12), 8);
      found.push({
        name: text(0, 100),
        side: [file.readUInt32BE(at + 512 + 16), file.readUInt32BE(at + 512 + 20)],
      });
      at += 512 + Math.ceil(bytes / 512) * 512;
    }
    return found;
  };
  const packed = async (content: Buffer) => {
    const result = await bench.run({
      runtime: 'profile',
      input: { upload: content },
      options: {},
      limits: toolLimits,
    });
    const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
    if (!report.ok) throw new Error(JSON.stringify(report.problems));
    const files = members(readFileSync(result.outputs.find(({ name }) => name === 'files.tar')!.path));
    const table = outputText(result, 'table.csv');
    await bench.sandbox.discard(result);
    return { files, table, notes: report.readAs.notes.map(({ code, place }) => `${code} @ ${place}`) };
  };
  it('may be photographs, and lie in the pack as PNG under the names the table has then (case 14)', async () => {
    const parts = [
      { name: 'labels.csv', data: 'image,digit\nIMG_1.JPG,1\nfiles/b.png,2\n' },
      { name: 'files/img_1.jpg', data: photo(5, 3) },
      b,
    ];
    expect(await packed(zip(parts))).toEqual({
      files: [
        { name: 'b.png', side: [4, 4] },
        { name: 'img_1.png', side: [5, 3] },
      ],
      table: 'image,digit\nimg_1.png,1\nb.png,2\n',
      notes: ['jpeg_converted @ archive'],
    });
  });
  it('may lie in one folder, with what a desktop and a careful owner leave beside (case 14)', async () => {
    const parts = [labels, a, b].map((part) => ({ ...part, name: `road cracks/${part.name}` }));
    const beside = [
      { name: '__MACOSX/road cracks/._a.png', data: 'x' },
      { name: 'road cracks/README.txt', data: 'x' },
    ];
    const { files, notes } = await packed(zip([...parts, ...beside]));
    expect(files.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(notes).toEqual(['top_folder @ road cracks/', 'left_aside @ road cracks/README.txt']);
  });
  it('may have names in GBK, as an archiver on a Chinese desktop writes them (case 14)', async () => {
    const parts = [
      { name: 'labels.csv', data: 'image,digit\n照片.png,1\n' },
      { name: '', rawName: Buffer.from('66696c65732fd5d5c6ac2e706e67', 'hex'), data: png(2, 3) },
    ];
    expect((await packed(zip(parts))).files).toEqual([{ name: '照片.png', side: [2, 3] }]);
  });
});
