import type { StatisticsRow } from '@scenario-lab/contracts/cockpit';
import type { MonthStatement } from '@scenario-lab/contracts/monthly-reports';
import { type About, headLine, instantIn } from '../pdf/marks.js';
import { ink, Sheet } from '../pdf/sheet.js';
import { sliceWord } from './month-words.js';

const words = {
  title: ['实验室月报', 'Monthly report'],
  issued: ['签发时间', 'Issued'],
  figure: ['指标', 'Figure'],
  slice: ['分项', 'Part'],
  value: ['数值', 'Value'],
  facts: ['依据数', 'Facts'],
  figures: ['各项指标', 'Figures'],
  few: ['依据不足', 'too few facts'],
  definitions: ['指标口径', 'Definitions'],
  signatures: ['复核签字', 'Reviewed and signed by'],
  key: ['签名密钥', 'Signing key'],
  verify: [
    '请用另行取得的实验室公钥核验签名文件；本页仅供阅读。',
    "Verify the signed file with the lab's key obtained apart; this page is for reading only.",
  ],
  page: ['页', 'page'],
} as const;
const units: Record<string, readonly [string, string]> = {
  count: ['', ''],
  days: ['天', 'd'],
  hours: ['小时', 'h'],
  share: ['', ''],
};

/** A sealed month as a page to read and print, in one language. The same statement gives the same words. */
export function renderMonth(statement: MonthStatement, language: 'zh' | 'en', about: About): Promise<Buffer> {
  const at = language === 'zh' ? 0 : 1;
  const word = (name: keyof typeof words) => words[name][at];
  const { month, issuedAt, figures, definitions, signatures } = statement.predicate;
  const instant = (text: string) => instantIn(about.timeZone, new Date(text));
  const lab = (language === 'zh' ? (about.lab.zh ?? about.lab.en) : (about.lab.en ?? about.lab.zh)) ?? '';
  const sheet = new Sheet({
    title: `${word('title')} ${month}`,
    author: lab,
    at: new Date(issuedAt),
  });
  headLine(sheet, about, lab);
  sheet.doc
    .font('strong')
    .fontSize(20)
    .fillColor(ink.text)
    .text(`${word('title')} ${month}`)
    .font('text');
  sheet.doc.moveDown(0.5);
  sheet.facts([[word('issued'), instant(issuedAt)]]);
  sheet.heading(word('figures'));
  const shown = ({ value }: StatisticsRow, unit: string) => {
    if (value === null) return word('few');
    if (unit === 'share') return `${(value * 100).toFixed(1)}%`;
    return `${value} ${units[unit]?.[at] ?? ''}`.trim();
  };
  sheet.table(
    [word('figure'), word('slice'), word('value'), word('facts')],
    [0.34, 0.3, 0.2, 0.16],
    figures.map((row) => {
      const defined = definitions.find(({ figure }) => figure === row.figure);
      return [
        defined?.name[language] ?? row.figure,
        row.slice === null ? '—' : sliceWord(row.slice, language),
        shown(row, defined?.unit ?? 'count'),
        row.facts === null ? '—' : String(row.facts),
      ];
    }),
  );
  sheet.heading(word('definitions'));
  for (const { name, definition } of definitions)
    sheet.paragraph(`${name[language]}${language === 'zh' ? '：' : ': '}${definition[language]}`, 8.5);
  sheet.heading(word('signatures'));
  for (const { name, at: when } of signatures) sheet.paragraph(`${name} · ${instant(when)}`);
  sheet.heading(word('key'));
  sheet.paragraph(`Ed25519 · ${about.keyId}`);
  sheet.paragraph(word('verify'), 8.5);
  return sheet.bytes((page, of) => `${lab} · ${month} · ${word('page')} ${page}/${of}`);
}
