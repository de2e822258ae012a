import { workbookOf } from '@scenario-lab/tables/workbook';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from './testing/files.js';
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

describe('a list', () => {
  const listed = async (content: Buffer | string) => {
    const result = await bench.run({
      runtime: 'profile',
      input: { upload: content },
      options: { list: true },
      limits: toolLimits,
    });
    expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
    const report = JSON.parse(outputText(result, 'list.json'));
    await bench.sandbox.discard(result);
    return report;
  };

  it('is told cell by cell, be it a workbook or text', async () => {
    const book = Buffer.from(
      workbookOf([
        {
          name: '清单',
          rows: [
            ['标题', null],
            ['名称', 12.5],
          ],
          merges: ['A1:B1'],
        },
      ]),
    );
    const rows = [
      { row: 1, cells: ['标题', '标题'] },
      { row: 2, cells: ['名称', '12.5'] },
    ];
    expect(await listed(book)).toEqual({ ok: true, sheets: [{ name: '清单', rows }] });
    expect(await listed('\uFEFF名称,单位\r\n"甲,乙",丙\r\n')).toEqual({
      ok: true,
      sheets: [
        {
          name: '',
          rows: [
            { row: 1, cells: ['名称', '单位'] },
            { row: 2, cells: ['甲,乙', '丙'] },
          ],
        },
      ],
    });
  });

  it('of JSON is handed on as it is', async () => {
    const document = { content: { kind: 'opportunity', entries: [] } };
    expect(await listed(`\uFEFF ${JSON.stringify(document)}`)).toEqual({ ok: true, sheets: [], document });
    expect((await listed('{"content": ')).problems?.[0]).toMatchObject({ code: 'not_json' });
  });

  it('is refused with the cause where it is no list or a bomb', async () => {
    const codes = async (content: Buffer | string) =>
      (await listed(content)).problems?.map(({ code }: { code: string }) => code);
    expect(await codes('')).toEqual(['empty']);
    expect(await codes(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['workbook']);
    expect(await codes(Buffer.from('PK\u0003\u0004 cut short'))).toEqual(['not_zip']);
    expect(await codes(zip([{ name: 'a.txt', data: Buffer.from('x') }]))).toEqual(['no_sheet']);
    expect(await codes(zip([{ name: 'xl/workbook.xml', data: Buffer.alloc(64 * 1024 * 1024) }]))).toContain(
      'bomb',
    );
  });
});
