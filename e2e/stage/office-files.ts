import { makeZip } from '../../apps/standalone/src/demo-data/zip.js';

// A ledger of pump inspections as an office keeps it: a title over the table, days as a workbook stores them, a header
// in Chinese with units in brackets, `是` and `否`, a line of totals. The same as XLSX and as a text in GB18030.

const header = ['记录编号', '泵站', '机组', '巡检日期', '电流(A)', '振动(mm/s)', '温度(℃)', '是否故障'];
const title = '城区排水泵站机组巡检台账（2025年度）';
const stations = ['红星路', '人民南路', '清水河', '东湖', '天府', '沙河', '金沙', '锦江'];
const inspections = 1_600;

/** The same figures each time: a linear congruential generator (Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Line = [string, string, string, number, number, number, number, string];

function lines(): Line[] {
  const next = numbers(20_250_101);
  const spread = () => next() + next() + next() - 1.5;
  return Array.from({ length: inspections }, (_, at): Line => {
    const [current, vibration, heat] = [42 + 5 * spread(), 2.2 + spread(), 55 + 8 * spread()];
    const strain = (vibration - 2.2) / 0.6 + (heat - 55) / 8 + 0.5 * spread();
    return [
      `XJ-${String(at + 1).padStart(5, '0')}`,
      `${stations[at % stations.length]}泵站`,
      `${1 + (Math.floor(at / 8) % 6)}号`,
      45_658 + Math.floor(at / 8),
      Number(current.toFixed(1)),
      Number(vibration.toFixed(2)),
      Number(heat.toFixed(1)),
      strain > 1 ? '是' : '否',
    ];
  });
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** As a spreadsheet program writes it: texts in a table of their own, the title merged over all columns. */
export function officeWorkbook(): { name: string; mimeType: string; buffer: Buffer } {
  const strings: string[] = [];
  const places = new Map<string, number>();
  const text = (said: string) => {
    const at = places.get(said) ?? strings.push(said) - 1;
    places.set(said, at);
    return at;
  };
  const cell = (value: string | number, at: number, row: number) => {
    const place = `${String.fromCharCode(65 + at)}${row}`;
    if (typeof value === 'string') return `<c r="${place}" t="s"><v>${text(value)}</v></c>`;
    return `<c r="${place}"${at === 3 ? ' s="1"' : ''}><v>${value}</v></c>`;
  };
  const rows = [[title], header, ...lines(), ['合计']].map(
    (cells, at) =>
      `<row r="${at + 1}">${cells.map((one, column) => cell(one, column, at + 1)).join('')}</row>`,
  );
  const sheet = (inside: string) => `<worksheet xmlns="${main}"><sheetData>${inside}</sheetData>`;
  const note = `<row r="1">${cell('每日巡检后当班填写。', 0, 1)}</row>`;
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="填报说明" sheetId="1" r:id="rId1"/><sheet name="2025年" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'worksheet', 'worksheets/sheet2.xml')}${relation(3, 'sharedStrings', 'sharedStrings.xml')}${relation(4, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${sheet(note)}</worksheet>`,
    'xl/worksheets/sheet2.xml': `${sheet(rows.join(''))}<mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings.map((said) => `<si><t>${said}</t></si>`).join('')}</sst>`,
  };
  return {
    name: '巡检台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(
      makeZip(Object.entries(parts).map(([name, said]) => ({ name, data: new TextEncoder().encode(said) }))),
    ),
  };
}

/** Bytes of GB18030, of which Node can only read: the two-byte part of it read backwards. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const known = new Map<string, number[]>();
  for (let high = 0x81; high < 0xff; high += 1)
    for (let low = 0x40; low < 0xff; low += 1)
      if (low !== 0x7f) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from(
    [...text].flatMap((sign) => {
      const bytes = sign < '\u0080' ? [sign.charCodeAt(0)] : known.get(sign);
      if (!bytes) throw new Error(`${sign} is not in the two-byte part of GB18030`);
      return bytes;
    }),
  );
}

const dayOf = (serial: number) => {
  const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  return `${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`;
};

/** The same saved as text by a spreadsheet program in a Chinese office. */
export function officeText(): { name: string; mimeType: string; buffer: Buffer } {
  const said = lines().map((line) => line.map((value, at) => (at === 3 ? dayOf(Number(value)) : value)));
  const rows = [
    [title, ...header.slice(1).map(() => '')],
    header,
    ...said,
    ['合计', ...header.slice(1).map(() => '')],
  ];
  return {
    name: '巡检台账.csv',
    mimeType: 'text/csv',
    buffer: gb18030(`${rows.map((cells) => cells.join(',')).join('\r\n')}\r\n`),
  };
}
