import { expect, it } from 'vitest';
import { type AskedFor, nameAndUnit, proposedColumns } from './proposed-columns.js';
import { previewOf } from './table-preview.js';

async function proposed(text: string, asked?: AskedFor) {
  const bytes = new Blob([text]);
  const found = await previewOf({ bytes, size: bytes.size }, {});
  if (found.kind !== 'read') throw new Error(JSON.stringify(found));
  return proposedColumns(found.readAs, found.cells, asked);
}
const roles = async (text: string, asked?: AskedFor) =>
  Object.fromEntries((await proposed(text, asked)).map(({ name, role }) => [name, role]));

const inspections = [
  '记录编号,泵站,机组编号,巡检日期,电流(A),振动(mm/s),是否故障',
  'XJ-1,东站,P1,2025/1/1,41.5,2.1,否',
  'XJ-2,东站,P2,2025/1/2,43.0,3.9,是',
  'XJ-3,西站,P1,2025/1/3,40.1,2.0,否',
  '',
].join('\n');

it('knows what names a row, what names a machine, when it was and what is asked for', async () => {
  const asked = { task: 'binary', what: '故障' };
  expect(await roles(inspections, asked)).toEqual({
    记录编号: 'id',
    泵站: 'feature',
    机组编号: 'group',
    巡检日期: 'time',
    '电流(A)': 'feature',
    '振动(mm/s)': 'feature',
    是否故障: 'target',
  });
  // Without a need the name alone tells.
  expect((await roles(inspections)).是否故障).toBe('target');
});

it('takes meaning and unit out of the name', async () => {
  const columns = await proposed(inspections);
  expect(columns[4]).toMatchObject({ title: { zh: '电流' }, unit: 'A' });
  expect(columns[5]).toMatchObject({ title: { zh: '振动' }, unit: 'mm/s' });
  expect(nameAndUnit('年用电量（千瓦时）')).toEqual({ name: '年用电量', unit: '千瓦时' });
  expect(nameAndUnit('人口（2020年）')).toEqual({ name: '人口（2020年）' });
  expect(nameAndUnit('是否达标(是/否)')).toEqual({ name: '是否达标(是/否)' });
});

it('looks for figures where a figure is asked for, and for no class among figures', async () => {
  const text = '楼栋编号,面积,年用电量(千瓦时)\nA1,100,12.5\nA2,120,14\nA3,90,11\n';
  expect(await roles(text, { task: 'regression', what: '用电量' })).toEqual({
    楼栋编号: 'id',
    面积: 'feature',
    '年用电量(千瓦时)': 'target',
  });
  expect(Object.values(await roles(text, { task: 'binary', what: '故障' }))).not.toContain('target');
});

it('keeps away what tells who somebody is', async () => {
  const text =
    '工单号,诉求人姓名,联系电话,内容,办理结果\n1,王某,13912345678,漏水,已办\n2,李某,13812345678,停电,已办\n3,周某,13712345678,噪声,退回\n';
  const columns = await proposed(text, { task: 'multiclass', what: null });
  expect(columns.filter(({ sensitivity }) => sensitivity === 'personal').map(({ name }) => name)).toEqual([
    '诉求人姓名',
    '联系电话',
  ]);
  expect(columns.at(-1)?.role).toBe('target');
  expect(columns[0]?.role).toBe('id');
  // Nor handed to anybody as something to calculate with, unless the owner says so.
  expect(columns.slice(1, 3).map(({ role }) => role)).toEqual(['ignored', 'ignored']);
});
