import { makeZip } from '../../apps/standalone/src/demo-data/zip.js';

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const row = (cells: string[]) =>
  `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`;

/** A need as an office writes it, as a Word document: a form of labels and values, numbered headings, full-width figures. */
export function needDocument(title: string): { name: string; mimeType: string; buffer: Buffer } {
  const body = [
    paragraph('应用场景需求表'),
    `<w:tbl>${[
      ['场景名称', title],
      ['所属区域', '成华区'],
      ['拟投资（万元）', '８０'],
      ['联系人', '王敏'],
      ['联系电话', '028-86661234'],
    ]
      .map(row)
      .join('')}</w:tbl>`,
    paragraph('一、背景与痛点'),
    paragraph('每逢汛期，积水点靠人工巡查发现，目前平均发现用时４７分钟。'),
    paragraph('二、考核指标'),
    paragraph('１．识别召回率不低于９５％；'),
  ].join('');
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${main}"><w:body>${body}</w:body></w:document>`,
  };
  return {
    name: '场景需求表.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(
      makeZip(Object.entries(parts).map(([name, said]) => ({ name, data: new TextEncoder().encode(said) }))),
    ),
  };
}
