import type { EditionContent } from '@scenario-lab/contracts/editions';
import { columnsOf, type Language, textOf } from '@scenario-lab/domain/editions/edition-sheet';
import { type About, headLine } from '../pdf/marks.js';
import { ink, Sheet } from '../pdf/sheet.js';

const words = {
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
  /** Whose list it is, when it was published. */
  lab: Pick<About, 'lab' | 'identity' | 'sign'>;
}

/** An edition as a paper in one language: one block per entry, for sixteen columns fit no page. */
export async function renderEdition(edition: PrintedEdition, language: Language): Promise<Buffer> {
  const { content, number, day, digest, address } = edition;
  const kind = words[content.kind][language];
  const title = textOf(content.title, language);
  const lab = textOf(edition.lab.lab, language);
  const sheet = new Sheet({ title, author: lab, at: new Date(edition.at) });
  const { doc, left, width } = sheet;
  headLine(sheet, edition.lab, `${lab} · ${kind}`);
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
  return sheet.bytes((page, of) => `${lab} · ${kind} ${number} · ${words.page[language]} ${page}/${of}`);
}
