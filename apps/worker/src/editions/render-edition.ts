import type { EditionContent } from '@scenario-lab/contracts/editions';
import { columnsOf, type Language, textOf } from '@scenario-lab/domain/editions/edition-sheet';
import { ink, Sheet } from '../pdf/sheet.js';

const words = {
  lab: { zh: '场景实验室', en: 'Scenario Lab' },
  opportunity: { zh: '机会清单', en: 'Scenario list' },
  capability: { zh: '能力清单', en: 'Capability list' },
  number: { zh: '期号', en: 'Number' },
  published: { zh: '发布日期', en: 'Published' },
  entries: { zh: '条目', en: 'Entries' },
  address: { zh: '网址', en: 'Address' },
  digest: { zh: '内容摘要（SHA-256）', en: 'Digest of the content (SHA-256)' },
  frozen: {
    zh: '发布后内容不再变更；更正以新一期发布。',
    en: 'Never changed after publication; a correction is a new edition.',
  },
  page: { zh: '页', en: 'page' },
} as const;

export interface PrintedEdition {
  content: EditionContent;
  number: number;
  /** The day in the lab's calendar, `YYYY-MM-DD`. */
  day: string;
  at: string;
  digest: string;
  address: string;
}

/** An edition as a paper in one language: one block per entry, for sixteen columns fit no page. */
export async function renderEdition(edition: PrintedEdition, language: Language): Promise<Buffer> {
  const { content, number, day, digest, address } = edition;
  const kind = words[content.kind][language];
  const title = textOf(content.title, language);
  const sheet = new Sheet({ title, author: words.lab[language], at: new Date(edition.at) });
  const { doc, left, width } = sheet;
  doc.fontSize(9).fillColor(ink.faint).text(`${words.lab[language]} · ${kind}`, left, doc.y, { width });
  doc
    .font('strong')
    .fontSize(20)
    .fillColor(ink.text)
    .text(title, left, doc.y + 4, { width });
  doc.font('text').moveDown(0.6);
  sheet.facts([
    [words.number[language], String(number)],
    [words.published[language], day],
    [words.entries[language], String(content.entries.length)],
    [words.address[language], address],
  ]);
  if (content.note) sheet.paragraph(textOf(content.note, language));
  const columns = columnsOf(content).filter(({ id }) => id !== 'name');
  content.entries.forEach(({ cells }, at) => {
    sheet.heading(`${at + 1}  ${textOf(cells.name, language)}`);
    for (const column of columns) {
      const text = textOf(cells[column.id], language);
      if (text) sheet.paragraph(`${column[language]}${language === 'zh' ? '：' : ': '}${text}`, 9);
    }
  });
  sheet.heading(words.digest[language]);
  sheet.paragraph(digest, 8.5);
  sheet.paragraph(words.frozen[language], 8.5, ink.faint);
  return sheet.bytes((page, of) => `${kind} ${number} · ${words.page[language]} ${page}/${of}`);
}
