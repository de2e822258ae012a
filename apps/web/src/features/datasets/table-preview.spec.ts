import { expect, it } from 'vitest';
import { proposedColumns } from './proposed-columns.js';
import { previewOf } from './table-preview.js';

const file = (...parts: BlobPart[]) => new Blob(parts);
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

async function columns(blob: Blob, reading = {}) {
  const found = await previewOf({ bytes: blob, size: blob.size }, reading);
  if (found.kind === 'refused') return found.problems.map(({ code, place }) => `${code} @ ${place}`);
  if (found.kind === 'unseen') return ['unseen'];
  return proposedColumns(found.readAs, found.cells).map(({ name, type, role }) =>
    [name, type, role].join(' '),
  );
}

it('fills the dictionary from names and values', async () => {
  const text = '\uFEFFid,时间,pm25,ok,note\n1,2026/1/1 0:00,3.5,true,x\n2,2026/1/1 1:00,NA,false,7\n';
  expect(await columns(file(text))).toEqual([
    'id number id',
    '时间 timestamp time',
    'pm25 number feature',
    'ok boolean feature',
    'note string feature',
  ]);
});
it('reads the beginning of a GeoJSON file however its lines run, and leaves Parquet to the lab', async () => {
  const feature = (n: number) => ({
    type: 'Feature',
    properties: { 站点: `S${n}`, 说明: '文'.repeat(200) },
    geometry: { type: 'Point', coordinates: [104 + n / 10_000, 30] },
  });
  const all = { type: 'FeatureCollection', features: Array.from({ length: 800 }, (_, n) => feature(n)) };
  for (const text of [JSON.stringify(all), JSON.stringify(all, null, 2)])
    expect(await columns(file(text))).toEqual([
      '站点 string feature',
      '说明 string feature',
      'geometry_type string feature',
      'longitude number feature',
      'latitude number feature',
    ]);
  expect(await columns(file('PAR1', new Uint8Array(20)))).toEqual(['unseen']);
});
it('reads GBK and UTF-16 as the lab does (cases 01 and 02)', async () => {
  // 站点,水位 / 东站,0.779
  const gbk = hex('d5beb5e32ccbaecebb0d0ab6abd5be2c302e3737390d0a');
  expect(await columns(file(gbk))).toEqual(['站点 string feature', '水位 number feature']);
  const wide = new Uint16Array([...'\uFEFF站点\tlevel\r\n东站\t1\r\n'].map((one) => one.charCodeAt(0)));
  expect(await columns(file(wide))).toEqual(['站点 string feature', 'level number feature']);
});
it('takes the beginning of a large file, cut at a line, even where a cell holds line ends', async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => `${at},"first\nsecond, ""${at}"""\n`);
  expect(await columns(file('id,note\n', ...rows))).toEqual(['id number id', 'note string feature']);
});
it('says why a file is none', async () => {
  expect(await columns(file(hex('d0cf11e0a1b11ae1')))).toEqual(['workbook @ file']);
  expect(await columns(file(hex('504b030414000000')))).toEqual(['not_xml @ archive']);
  expect(await columns(file(hex('89504e470d0a1a0a0000000d49484452')))).not.toEqual([]);
  expect(await columns(file('a,,c\n1,2,3\n'))).toEqual(['bad_header @ row 1, column 2']);
  expect(await columns(file('pipe,n\nDN300",1\n'))).toEqual(['lone_quote @ row 2, column 1']);
});
it('reads otherwise when told', async () => {
  expect(await columns(file('d;v\n01/07/2025;1,234\n'), { dates: 'dmy', decimal: ',' })).toEqual([
    'd timestamp time',
    'v number feature',
  ]);
});
it('reads a workbook, and another sheet of it when told', async () => {
  const { workbookOf } = await import('@scenario-lab/tables/workbook');
  const book = workbookOf([
    { name: '说明', rows: [['填报说明']] },
    {
      name: '台账',
      rows: [
        ['巡检台账', null],
        ['编号', '电流(A)'],
        ['P1', 41.5],
        ['P2', 40],
        ['合计', 81.5],
      ],
      merges: ['A1:B1'],
    },
    {
      name: '码表',
      rows: [
        ['码', '义'],
        ['1', '是'],
        ['2', '否'],
      ],
    },
  ]);
  const bytes = file(book);
  const found = await previewOf({ bytes, size: bytes.size }, {});
  expect(found).toMatchObject({ kind: 'read', readAs: { sheet: '台账', sheets: ['说明', '台账', '码表'] } });
  expect(await columns(file(book))).toEqual(['编号 string id', '电流(A) number feature']);
  expect(await columns(file(book), { sheet: '码表' })).toEqual(['码 number feature', '义 string feature']);
  expect(await columns(file(book), { sheet: '别的' })).toEqual(['no_sheet @ file']);
  expect(await columns(file(book.slice(0, book.length - 30)))).toEqual(['not_xml @ archive']);
});
