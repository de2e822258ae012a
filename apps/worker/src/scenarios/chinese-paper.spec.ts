import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { findNeed } from '@scenario-lab/domain/scenarios/paper/find-need';
import { readPdf } from '@scenario-lab/sandbox/harness/pdf-paper';
import { Findings } from '@scenario-lab/sandbox/harness/problems';
import PDFDocument from 'pdfkit';
import { expect, it } from 'vitest';

const fonts = join(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc'), '..', '..', 'fonts');
const limits = { bytes: 20_000_000, pages: 20, characters: 100_000 };

/** As an office prints it: a title set larger, numbered headings, paragraphs that run over the line, a form of two columns. */
async function printed(): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 60 });
  doc.font(join(fonts, 'NotoSansHans-Regular.otf'));
  doc.fontSize(20).text('关于征集「城区道路积水智能识别」应用场景的函', { align: 'center' });
  doc.fontSize(12).moveDown();
  doc.text('一、背景与痛点');
  doc.text(
    '每逢汛期，全区三十余处易积水点靠人工巡查发现，目前平均发现用时４７分钟，发现时积水往往已漫过路缘石，行人与非机动车被迫绕行，值守人员须逐点电话核实后再派抢险队伍。',
  );
  doc.moveDown().text('二、考核指标');
  doc.text('１．积水识别召回率不低于９５％；');
  doc.text('２．精确率≥90%。');
  doc.moveDown();
  for (const [label, value] of [
    ['项目预算', '不超过１５０万元'],
    ['截止日期', '２０２７年３月３１日'],
    ['联系人', '王敏'],
    ['联系电话', '028-86661234'],
  ] as const) {
    const { y } = doc;
    doc.text(label, 60, y);
    doc.text(value, 240, y);
  }
  doc.addPage().text('成都市成华区住房建设和交通运输局', 60, 60);
  doc.text('二〇二六年十一月三十日');
  doc.end();
  return buffer(doc);
}

it('a need is found in a printed document of a Chinese office', async () => {
  const { pages, blocks } = await readPdf(await printed(), limits, new Findings());
  expect(pages).toBe(2);
  // A paragraph over three lines is one again.
  expect(blocks.find(({ cells }) => cells[0]?.startsWith('每逢汛期'))?.cells[0]).toContain('再派抢险队伍。');
  const { need, parts, department } = findNeed(blocks);
  expect(need).toMatchObject({
    title: { zh: '城区道路积水智能识别' },
    task: 'binary',
    criteria: [
      { metric: 'recall', direction: 'at_least', threshold: 0.95 },
      { metric: 'precision', direction: 'at_least', threshold: 0.9 },
    ],
    budget: 1_500_000,
    deadline: '2027-03-31',
    contact: { name: '王敏', phone: '028-86661234' },
    region: '510108',
  });
  expect(need.problem?.zh).toContain('人工巡查');
  expect(department).toBe('成都市成华区住房建设和交通运输局');
  expect(parts.find(({ field }) => field === 'budget')).toMatchObject({ page: 1, sure: 'sure' });
});
