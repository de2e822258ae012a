import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ColumnMask } from './harness/mask-cells.js';
import type { ProfileReport } from './harness/profile.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

const header = '姓名,身份证号,手机,诉求,住址,登记日,用水量';
const people = [
  '王芳,110101199003077571,13800138001,请回电13900139002 13700137003或京A12345,北京市朝阳区建国路88号3栋201室,2024-05-17,12.5',
  '李伟,33010619851212433X,13800138002,停水了,浙江省杭州市西湖区文三路100号,2024-05-18,-3',
  '王芳,110101199003077571,13800138001,"他说,""又停水了""",幸福小区3栋201室,2024-06-01,1e3',
  '张敏,110105198001012310,,发到zhang.min@example.cn即可,,2023-01-02,',
];
const table = `${[header, ...people].join('\n')}\n`;

const masks: ColumnMask[] = [
  { column: '姓名', method: 'truncate', keep: 1 },
  { column: '身份证号', method: 'token' },
  { column: '手机', method: 'truncate', keep: 3 },
  { column: '诉求', method: 'redact' },
  { column: '住址', method: 'district' },
  { column: '登记日', method: 'month' },
  { column: '用水量', method: 'band', width: 0.5 },
];

async function mask(
  file: string,
  chosen: ColumnMask[],
  { key = 'a key', examples = true }: { key?: string; examples?: boolean } = {},
) {
  const result = await bench.run({
    runtime: 'profile',
    input: { upload: file },
    options: { masking: { masks: chosen, key, examples } },
    limits: toolLimits,
  });
  if (!result.outputs.some(({ name }) => name === 'profile.json')) throw new Error(result.log.stderr);
  const report = JSON.parse(outputText(result, 'profile.json')) as ProfileReport;
  const names = result.outputs.map(({ name }) => name).sort();
  const text = names.includes('masked.csv') ? outputText(result, 'masked.csv') : '';
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  await bench.sandbox.discard(result);
  return { report, names, text, lines };
}
const told = (report: ProfileReport) => {
  if (!report.ok) throw new Error(JSON.stringify(report.problems));
  return report;
};
const column = (lines: string[][], at: number) => lines.slice(1).map((cells) => cells[at]);

it('writes a table masked, in its order, and nothing of the values that were', async () => {
  const { report, names, lines, text } = await mask(table, masks);
  expect(names).toEqual(['masked.csv', 'profile.json']);
  expect(lines[0]?.join(',')).toBe(header);
  expect(column(lines, 0)).toEqual(['王*', '李*', '王*', '张*']);
  expect(column(lines, 2)).toEqual(['138*', '138*', '138*', '']);
  // Two numbers with one space between them, and a plate beside a word.
  expect(lines[1]?.[3]).toBe('请回电[手机号] [手机号]或[车牌号]');
  expect(lines[4]?.[3]).toBe('发到[电子邮箱]即可');
  expect(column(lines, 4).slice(0, 2)).toEqual(['北京市朝阳区', '浙江省杭州市西湖区']);
  expect(text).not.toContain('幸福小区');
  expect(lines[2]?.slice(5)).toEqual(['2024-05-01', '-3.0']);
  expect(lines[1]?.[6]).toBe('12.5');
  const whole = `${text}${JSON.stringify({ ...told(report), masked: [] })}`;
  for (const said of [
    '110101',
    '33010619',
    '13800138001',
    '13900139002',
    '13700137003',
    'zhang.min',
    '建国路',
  ])
    expect([said, whole.includes(said)]).toEqual([said, false]);
  // What the detector says afterwards is of the table as it is now.
  expect(told(report).columns.map(({ personal }) => personal)).toEqual(masks.map(() => ({})));
  expect(told(report).readAs.columns).toEqual([]);
});

it('makes the same token of the same value with the same key, in any version, and another with another', async () => {
  const token: ColumnMask[] = [{ column: '身份证号', method: 'token' }];
  const [first, later, foreign] = await Promise.all([
    mask(table, token),
    mask(`${header}\n${people[0]}\n`, token),
    mask(table, token, { key: 'another key' }),
  ]);
  const [a, b, c] = column(first.lines, 1);
  expect(a).toMatch(/^tk-[a-z2-7]{20}$/);
  expect(a).toBe(c);
  expect(a).not.toBe(b);
  expect(column(later.lines, 1)).toEqual([a]);
  expect(column(foreign.lines, 1)).not.toContain(a);
  expect(told(first.report).masked).toMatchObject([
    { changed: 4, emptied: 0, distinctBefore: 3, distinctAfter: 3 },
  ]);
});

it('counts over all rows what became of a column, and shows cells only where they may be seen', async () => {
  const shown = told((await mask(table, masks)).report).masked ?? [];
  expect(shown.map(({ name, changed, emptied }) => [name, changed, emptied])).toEqual([
    ['姓名', 4, 0],
    ['身份证号', 4, 0],
    ['手机', 3, 0],
    ['诉求', 2, 0],
    ['住址', 3, 1],
    ['登记日', 3, 0],
    ['用水量', expect.any(Number), 0],
  ]);
  expect(shown[0]?.examples).toContainEqual({ before: '王芳', after: '王*' });
  const { report } = await mask(table, masks, { examples: false });
  expect(told(report).masked?.flatMap(({ examples }) => examples)).toEqual([]);
  expect(JSON.stringify(report)).not.toContain('王');
});

it('takes a year from an identity number or a day, and leaves a column out', async () => {
  const { lines, report } = await mask(table, [
    { column: '身份证号', method: 'year' },
    { column: '登记日', method: 'year' },
    { column: '住址', method: 'drop' },
    { column: '诉求', method: 'drop' },
  ]);
  expect(lines[0]).toEqual(['姓名', '身份证号', '手机', '登记日', '用水量']);
  expect(column(lines, 1)).toEqual(['1990', '1985', '1990', '1980']);
  expect(column(lines, 3)).toEqual(['2024', '2024', '2024', '2023']);
  expect(told(report).columns.map(({ name, type }) => [name, type])).toContainEqual(['身份证号', 'number']);
  // Names and numbers that nobody masked are still found.
  expect(
    told(report)
      .columns.flatMap(({ personal }) => Object.keys(personal))
      .sort(),
  ).toEqual(['mobile', 'person_name']);
});

it('is not moved by cells and headings that look like its own language', async () => {
  const wicked = [
    `"a"" b'); DROP TABLE t; --",'x`,
    `"1 ' OR 1=1",\\1\\2`,
    `"${'a'.repeat(50_000)}@",13800138000${'@'.repeat(2000)}`,
    `"line\nbreak 13800138000",[手机号]`,
  ].join('\n');
  const { report, text } = await mask(`${wicked}\n`, [
    { column: `a" b'); DROP TABLE t; --`, method: 'redact' },
    { column: `'x`, method: 'redact' },
  ]);
  expect(told(report).rows).toBe(3);
  expect(text).not.toContain('13800138000');
  expect(text).toContain(`1 ' OR 1=1`);
  expect(text).toContain('\\1\\2');
});

it('ends where a chosen column is not in the file, and hands nothing out', async () => {
  const { report, names } = await mask(table, [{ column: '电话', method: 'token' }]);
  expect(report).toMatchObject({ ok: false, problems: [{ code: 'unknown_column', place: 'column "电话"' }] });
  expect(names).toEqual(['profile.json']);
});
