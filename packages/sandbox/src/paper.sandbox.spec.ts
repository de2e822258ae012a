import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperReport } from './harness/paper.js';
import { zip } from './testing/files.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';
import { docxOf, para, printed, printedPdf, table } from './testing/papers.js';
import { toolLimits } from './types.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

async function read(content: Buffer | string): Promise<PaperReport> {
  const result = await bench.run({
    runtime: 'inspect',
    input: { upload: content },
    options: { paper: { bytes: 1_000_000, pages: 3, characters: 20_000 } },
    limits: toolLimits,
  });
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const report = JSON.parse(outputText(result, 'paper.json')) as PaperReport;
  expect(result.outputs.map(({ name }) => name)).toEqual(['paper.json']);
  await bench.sandbox.discard(result);
  return report;
}
const why = async (content: Buffer | string) => {
  const report = await read(content);
  return report.ok ? 'read' : report.problems[0]?.code;
};

describe('a document of a word processor', () => {
  it('is told in its order, tables row by row', async () => {
    const body = [
      para('应用场景需求表', 'Heading1'),
      table(['场景名称', '积水识别'], ['预算', '８０万元']),
      para('一、背景'),
      para('靠人工巡查。'),
    ].join('');
    expect(await read(docxOf(body))).toEqual({
      ok: true,
      format: 'word',
      pages: null,
      blocks: [
        { kind: 'heading', page: null, paragraph: 1, cells: ['应用场景需求表'] },
        { kind: 'row', page: null, paragraph: 2, cells: ['场景名称', '积水识别'] },
        { kind: 'row', page: null, paragraph: 3, cells: ['预算', '８０万元'] },
        { kind: 'text', page: null, paragraph: 4, cells: ['一、背景'] },
        { kind: 'text', page: null, paragraph: 5, cells: ['靠人工巡查。'] },
      ],
    });
  });

  it('is refused with the cause where it could do harm or cannot be read', async () => {
    const text = para('一、背景');
    expect(await why(docxOf(text, [{ name: 'word/vbaProject.bin', data: 'x' }]))).toBe('macros');
    const entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(await why(docxOf('<w:p><w:r><w:t>&x;</w:t></w:r></w:p>', [], entity))).toBe('outside_text');
    const billion = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    expect(await why(docxOf('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>', [], billion))).toBe('outside_text');
    expect(
      await why(docxOf(text, [{ name: 'word/media/a.xml', data: Buffer.alloc(64 * 1024 * 1024) }])),
    ).toBe('bomb');
    expect(await why(docxOf(''))).toBe('no_text');
    expect(await why(docxOf(para('长'.repeat(20_001))))).toBe('too_long');
    expect(await why(docxOf('<w:p><w:r>'))).toBe('not_readable');
    expect(await why(docxOf(`${'<w:sdt><w:sdtContent>'.repeat(20_000)}${text}`))).toBe('not_readable');
    expect(await why(zip([{ name: 'xl/workbook.xml', data: '<a/>' }]))).toBe('workbook');
    expect(await why(zip([{ name: 'a.txt', data: 'x' }]))).toBe('other_kind');
    expect(await why(Buffer.from('PK\u0003\u0004 cut short', 'latin1'))).toBe('not_zip');
    expect(await why('<html>一、背景</html>')).toBe('other_kind');
    expect(await why(Buffer.alloc(1_000_001))).toBe('too_big');
    const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await why(Buffer.concat([ole, Buffer.alloc(600)]))).toBe('old_word');
    expect(await why(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('encrypted');
  });

  it('names no file of the machine through a picture or a frame', async () => {
    const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`;
    const picture =
      '<w:p><w:r><w:t>一、背景</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
    const report = await read(docxOf(picture, [{ name: 'word/_rels/document.xml.rels', data: rels }]));
    expect(JSON.stringify(report)).not.toContain('root:');
    expect(report).toMatchObject({ ok: true, blocks: [{ cells: ['一、背景'] }] });
  });
});

describe('a printed document', () => {
  it('is told page by page: lines of a paragraph joined, columns apart, numbers of pages left out', async () => {
    const long = 'Clerks read every letter by hand and sort it into one of forty kinds, which takes them';
    const first = [
      printed(60, 780, 'Sorting letters', 20),
      printed(60, 740, long),
      printed(60, 726, 'two hours a day.'),
      printed(60, 690, 'Budget'),
      printed(300, 690, 'RMB 800,000'),
      printed(290, 30, '- 1 -'),
    ].join('\n');
    const report = await read(printedPdf([first, printed(60, 780, 'Contact: Chen Hao')]));
    expect(report).toEqual({
      ok: true,
      format: 'pdf',
      pages: 2,
      blocks: [
        { kind: 'heading', page: 1, paragraph: 1, cells: ['Sorting letters'] },
        { kind: 'text', page: 1, paragraph: 2, cells: [`${long} two hours a day.`] },
        { kind: 'row', page: 1, paragraph: 3, cells: ['Budget', 'RMB 800,000'] },
        { kind: 'text', page: 2, paragraph: 1, cells: ['Contact: Chen Hao'] },
      ],
    });
  });

  it('is refused with the cause: a scan, a password, too many pages, damage', async () => {
    expect(await why(printedPdf(['0 0 100 100 re f']))).toBe('scanned');
    const crypt =
      '/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>/U<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>>>/ID[<00><00>]';
    expect(await why(printedPdf([printed(60, 780, 'secret')], crypt))).toBe('encrypted');
    expect(await why(printedPdf(Array(4).fill(printed(60, 780, 'a page of some words'))))).toBe('too_long');
    expect(await why('%PDF-1.7\nnothing else')).toBe('not_readable');
  });

  it('does nothing that the document asks for', async () => {
    const asking = printedPdf([printed(60, 780, 'a page of words, no more than that')]).toString('latin1');
    const armed = asking.replace('/Type/Catalog', '/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert)>>');
    expect(await read(Buffer.from(armed, 'latin1'))).toMatchObject({ ok: true, pages: 1 });
  });
});
