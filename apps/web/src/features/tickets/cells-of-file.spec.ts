import { workbookOf } from '@scenario-lab/tables/workbook';
import { expect, it } from 'vitest';
import { cellsOfFile } from './cells-of-file.js';

it('reads the first sheet with rows of a workbook, each row under its own number', async () => {
  const bytes = workbookOf([
    { name: '说明', rows: [['12345 工单']] },
    {
      name: '工单',
      rows: [
        ['2026 年 11 月工单'],
        [null],
        ['工单编号', '诉求内容', '来电时间'],
        ['CD-1', '路灯不亮', '2026-11-02 08:30'],
      ],
    },
  ]);
  const cells = await cellsOfFile(bytes);
  expect(cells?.[3]).toEqual(['CD-1', '路灯不亮', '2026-11-02 08:30']);
  expect(cells?.[2]?.[0]).toBe('工单编号');
});

it('reads the same as a CSV, and says of other files that they are none', async () => {
  const csv = new TextEncoder().encode('工单编号,诉求内容\nCD-1,路灯不亮\n');
  expect(await cellsOfFile(csv)).toEqual([
    ['工单编号', '诉求内容'],
    ['CD-1', '路灯不亮'],
  ]);
  expect(await cellsOfFile(new TextEncoder().encode('工单编号'))).toBeNull();
  const broken = workbookOf([{ name: '工单', rows: [['a'], ['b']] }]).slice(0, 60);
  expect(await cellsOfFile(broken)).toBeNull();
});
